// What the sources delivered, and what is missing of them.
#include "pack/CoverageMap.h"
#include "pack/Sections.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

namespace {

constexpr std::size_t kGapsShown = 12; // of one source; the rest is counted
// In short: this many sources with the largest share missing, and gaps of each.
constexpr std::size_t kSourcesInShort = 16, kGapsInShort = 2;

std::string lengthText(const Context& context, base::Millis length) {
    return context.words.count("report.coverage.hours", (length + base::kHour - 1) / base::kHour);
}

// The gaps of the map, in words.
void writeGaps(const Context& context, const std::vector<CoveredSource>& sources, Document& document) {
    const Messages& words = context.words;
    Table table;
    table.columns = {{words.text("report.coverage.source"), 2.2},
                     {words.text("report.coverage.gap-from"), 1.4},
                     {words.text("report.coverage.gap-until"), 1.4},
                     {words.text("report.coverage.gap-length"), 0.9, Align::Right}};
    for (const auto& [source, coverage] : sources) {
        if (!coverage || source->expectation == model::Expectation::Snapshot) continue;
        const std::string name = context.sourceText(source->source, source->environment);
        const std::size_t shown = std::min(coverage->missing.size(), context.outline.brief ? kGapsInShort : kGapsShown);
        for (std::size_t i = 0; i < shown; ++i) {
            const auto& gap = coverage->missing[i];
            table.rows.push_back({Cell(name), Cell(context.time(gap.from)), Cell(context.time(gap.until)),
                                  Cell(lengthText(context, gap.until - gap.from))});
        }
        if (const auto left = coverage->missing.size() - shown; left > 0)
            table.rows.push_back(
                {Cell(name), Cell(words.count("report.coverage.more-gaps", static_cast<std::int64_t>(left)))});
    }
    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.coverage.gaps"), .anchor = "coverage-gaps"});
    if (table.rows.empty()) {
        document.blocks.emplace_back(Paragraph{words.text("report.coverage.no-gaps")});
        return;
    }
    document.blocks.emplace_back(Paragraph{words.text("report.coverage.gaps-intro")});
    document.blocks.emplace_back(std::move(table));
}

std::string snapshotText(Context& context, const CoveredSource& row) {
    const Messages& words = context.words;
    if (!row.source->withheld.empty())
        return words.text("report.coverage.withheld", {{"reason", context.masker.text(row.source->withheld)}});
    if (!row.coverage || !row.coverage->observedTo) return words.text("report.coverage.nothing");
    return context.time(row.coverage->observedTo);
}

// Files and records of a source; a file that several environments share counts for each.
std::pair<std::int64_t, std::int64_t> importedOf(const Context& context, const model::DeclaredSource& source) {
    std::pair<std::int64_t, std::int64_t> sum;
    for (const SourceFile& file : context.input.files)
        if (file.source == source.source && (file.environment.empty() || file.environment == source.environment))
            ++sum.first, sum.second += file.records;
    return sum;
}

void writeSnapshots(Context& context, const std::vector<CoveredSource>& sources, Document& document) {
    const Messages& words = context.words;
    Table table;
    table.columns = {{words.text("report.coverage.source"), 2.4},
                     {words.text("report.coverage.speaks-to"), 2.2},
                     {words.text("report.coverage.files"), 0.6, Align::Right},
                     {words.text("report.sources.records"), 0.7, Align::Right}};
    for (const CoveredSource& row : sources) {
        if (row.source->expectation != model::Expectation::Snapshot) continue;
        const auto [files, records] = importedOf(context, *row.source);
        const bool counted = row.source->withheld.empty() && row.coverage && row.coverage->observedTo;
        table.rows.push_back({Cell(context.sourceText(row.source->source, row.source->environment)),
                              Cell(snapshotText(context, row)), Cell(counted ? words.number(files) : "–"),
                              Cell(counted ? words.number(records) : "–")});
    }
    if (table.rows.empty()) return;
    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.coverage.snapshots"), .anchor = "coverage-snapshots"});
    document.blocks.emplace_back(Paragraph{words.text("report.coverage.snapshots-intro")});
    document.blocks.emplace_back(std::move(table));
}

double shareMissing(const CoveredSource& row) {
    if (row.source->expectation == model::Expectation::Snapshot || !row.coverage || row.coverage->expected == 0)
        return 0;
    return 1 - static_cast<double>(row.coverage->delivered) / static_cast<double>(row.coverage->expected);
}

// The sources that a short version shows, in their order; how many it leaves to the full one.
std::size_t keepWorst(std::vector<CoveredSource>& sources) {
    if (sources.size() <= kSourcesInShort) return 0;
    auto order = sources;
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& a, const auto& b) { return shareMissing(a) > shareMissing(b); });
    order.resize(kSourcesInShort);
    const auto left = sources.size() - order.size();
    std::erase_if(sources, [&](const auto& row) {
        return std::none_of(order.begin(), order.end(), [&](const auto& one) { return one.source == row.source; });
    });
    return left;
}

} // namespace

void writeCoverage(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 1, .text = words.text("report.coverage.title"), .anchor = "coverage"});
    auto sources = coveredSources(context);
    if (sources.empty()) {
        document.blocks.emplace_back(Paragraph{words.text("report.coverage.no-sources"), Voice::Lead});
        return;
    }
    document.blocks.emplace_back(
        Paragraph{words.text("report.coverage.intro", {{"period", context.periodText()}}), Voice::Lead});
    if (context.outline.brief)
        if (const auto left = keepWorst(sources); left > 0)
            document.blocks.emplace_back(
                Paragraph{words.count("report.coverage.more-sources", static_cast<std::int64_t>(left))});
    auto maps = coverageMaps(context, sources);
    const bool byTime = !maps.empty();
    for (HeatMap& map : maps)
        document.blocks.emplace_back(std::move(map));
    if (byTime) writeGaps(context, sources, document);
    writeSnapshots(context, sources, document);
}

} // namespace proofstead::pack
