#include "cli/CoverageText.h"

#include "base/Text.h"

namespace proofstead::cli {

namespace {

const char* idOf(model::RecordingEffect effect) {
    return effect == model::RecordingEffect::Stop ? "stopped" : "narrowed";
}

base::Json timeOr(const std::optional<base::Millis>& time) {
    return time ? base::Json(base::formatSeconds(*time)) : base::Json();
}

base::Json toJson(const check::RecordingWindow& window) {
    return {{"effect", idOf(window.effect)}, {"from", base::formatSeconds(window.from)},
            {"until", timeOr(window.until)}, {"action", window.action},
            {"subject", window.subject},     {"actor", window.actor},
            {"record", window.record.value}};
}

base::Json toJson(const trail::ChainSummary& chain) {
    return {{"region", chain.region},
            {"trail", chain.trail},
            {"from", base::formatSeconds(chain.from)},
            {"until", base::formatSeconds(chain.until)},
            {"digests", chain.digests},
            {"signed", chain.isSigned},
            {"not_exported", chain.notExported},
            {"broken", chain.broken},
            {"unknown_key", chain.unknownKey},
            {"hash_differs", chain.hashDiffers},
            {"time_holes", chain.holes},
            {"previous_missing", chain.previousMissing},
            {"files", chain.files},
            {"files_same", chain.same},
            {"files_not_imported", chain.missing},
            {"files_other", chain.other},
            {"verified", chain.isVerified()},
            {"holds", !chain.fails()}};
}

std::string nameOf(const workspace::CoverageRow& row) {
    return base::printable(row.source + (row.environment.empty() ? "" : " " + row.environment));
}

void addStops(std::vector<std::string>& lines, const workspace::CoverageRow& row) {
    for (const auto& window : row.detail.windows)
        lines.push_back("Recording " + std::string(idOf(window.effect)) + ": " + nameOf(row) + ", " +
                        base::printable(window.action + " " + window.subject) + ", from " +
                        base::formatSeconds(window.from) +
                        (window.until ? " to " + base::formatSeconds(*window.until) : std::string(", not resumed")) +
                        " (record " + std::to_string(window.record.value) + ")");
}

void addChains(std::vector<std::string>& lines, const workspace::CoverageRow& row) {
    for (const auto& chain : row.digests)
        lines.push_back(std::string(chain.fails()        ? "Signatures BROKEN: "
                                    : chain.isVerified() ? "Signed by the provider: "
                                                         : "Signatures NOT VERIFIED: ") +
                        nameOf(row) + " " + base::printable(chain.region + " " + chain.trail) + ", " +
                        grouped(chain.isSigned) + " of " + counted(chain.digests, "digest") + ", " +
                        grouped(chain.same) + " of " + counted(chain.files, "log file") +
                        (chain.isVerified() ? " as signed" : " as the digests name them") +
                        (chain.missing > 0 ? ", " + grouped(chain.missing) + " not imported" : std::string()));
    if (row.unnamedFiles > 0)
        lines.push_back("Named by no digest: " + nameOf(row) + ", " + counted(row.unnamedFiles, "imported file"));
}

void addRegions(std::vector<std::string>& lines, const workspace::CoverageRow& row) {
    if (row.detail.regions.size() < 2) return;
    for (const auto& region : row.detail.regions)
        lines.push_back("Region: " + nameOf(row) + " " +
                        base::printable(region.region.empty() ? "(not said)" : region.region) + ", " +
                        grouped(region.coverage.delivered) + " of " + grouped(region.coverage.expected) +
                        " delivered, longest silence " + counted(region.coverage.longestSilence / base::kHour, "hour"));
}

} // namespace

void addDetail(base::Json& json, const workspace::CoverageRow& row) {
    const auto& detail = row.detail;
    auto& missing = json["missing"];
    for (std::size_t i = 0; i < missing.size() && i < detail.gaps.size(); ++i)
        missing[i]["kind"] = detail.gaps[i] == check::GapKind::Logging ? "logging" : "collection";
    json["regions"] = base::Json::array();
    for (const auto& region : detail.regions)
        json["regions"].push_back({{"region", region.region},
                                   {"expected", region.coverage.expected},
                                   {"delivered", region.coverage.delivered},
                                   {"longest_silence_ms", region.coverage.longestSilence}});
    json["stops"] = base::Json::array();
    for (const auto& window : detail.windows)
        json["stops"].push_back(toJson(window));
    json["digests"] = base::Json::array();
    for (const auto& chain : row.digests)
        json["digests"].push_back(toJson(chain));
    json["late_events"] = detail.lateEvents;
    json["longest_delay_ms"] = detail.longestDelay;
    json["late_files"] = detail.lateFiles;
    json["longest_delivery_ms"] = detail.longestDelivery;
    json["collection_gaps"] = detail.count(check::GapKind::Collection);
    json["logging_gaps"] = detail.count(check::GapKind::Logging);
    json["unnamed_files"] = row.unnamedFiles;
}

std::vector<std::string> detailLines(const std::vector<workspace::CoverageRow>& rows) {
    std::vector<std::string> lines;
    for (const auto add : {addStops, addChains, addRegions})
        for (const auto& row : rows)
            add(lines, row);
    return lines;
}

} // namespace proofstead::cli
