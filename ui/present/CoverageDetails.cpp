#include "present/CoverageDetails.h"

#include "present/Tr.h"
#include "present/Words.h"

namespace proofstead::present {

namespace {

QString nameOf(const workspace::CoverageRow& row, const Words& words) {
    return words.source(row.source) + (row.environment.empty() ? QString() : ' ' + plain(row.environment));
}

Table stopsOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("What happened"), false, false},
                     {Tr::tr("From"), false, false},
                     {Tr::tr("To"), false, false}};
    for (const auto& row : data.coverage)
        for (const auto& window : row.detail.windows) {
            const bool stopped = window.effect == model::RecordingEffect::Stop;
            Table::Row out;
            out.cells = {{nameOf(row, words), Tone::Plain, {}},
                         {plain(window.action + " " + window.subject), stopped ? Tone::Bad : Tone::Warn, {}},
                         {timeText(window.from), Tone::Plain, {}},
                         {window.until ? timeText(*window.until) : Tr::tr("not resumed"), Tone::Plain, {}}};
            out.place = {QStringLiteral("record"), QString::number(window.record.value)};
            table.rows.push_back(std::move(out));
        }
    return table;
}

QString stateOf(const trail::ChainSummary& chain) {
    if (chain.broken + chain.hashDiffers > 0) return Tr::tr("signatures do not fit");
    if (chain.other > 0) return Tr::tr("log files were changed");
    if (chain.holes > 0) return Tr::tr("time is left out");
    if (chain.unknownKey > 0) return Tr::tr("keys were not handed over");
    if (chain.missing + chain.previousMissing > 0) return Tr::tr("files were not handed over");
    return chain.isSigned > 0 ? Tr::tr("sound") : Tr::tr("signatures were not exported");
}

Table digestsOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("Trail"), false, false},
                     {Tr::tr("Signed digests"), false, true},
                     {Tr::tr("Log files as signed"), false, true},
                     {Tr::tr("Result"), false, false}};
    for (const auto& row : data.coverage)
        for (const auto& chain : row.digests) {
            const bool sound = chain.isVerified() && chain.missing + chain.previousMissing == 0;
            Table::Row out;
            out.cells = {{nameOf(row, words), Tone::Plain, {}},
                         {plain(chain.region + " " + chain.trail), Tone::Plain, {}},
                         {Tr::tr("%1 of %2").arg(grouped(chain.isSigned), grouped(chain.digests)), Tone::Plain, {}},
                         {Tr::tr("%1 of %2").arg(grouped(chain.same), grouped(chain.files)), Tone::Plain, {}},
                         {stateOf(chain),
                          chain.fails() ? Tone::Bad
                          : sound       ? Tone::Good
                                        : Tone::Warn,
                          {}}};
            table.rows.push_back(std::move(out));
        }
    return table;
}

// Only where a source records in several: the sum is shown above.
Table regionsOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("Region"), false, false},
                     {Tr::tr("Delivered"), false, true},
                     {Tr::tr("Longest silence, hours"), false, true}};
    for (const auto& row : data.coverage) {
        if (row.detail.regions.size() < 2) continue;
        for (const auto& region : row.detail.regions) {
            Table::Row out;
            out.cells = {{nameOf(row, words), Tone::Plain, {}},
                         {region.region.empty() ? Tr::tr("not said") : plain(region.region), Tone::Plain, {}},
                         {Tr::tr("%1 of %2").arg(grouped(region.coverage.delivered), grouped(region.coverage.expected)),
                          Tone::Plain,
                          {}},
                         {grouped(region.coverage.longestSilence / base::kHour), Tone::Plain, {}}};
            table.rows.push_back(std::move(out));
        }
    }
    return table;
}

Table lateOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("Late events"), false, true},
                     {Tr::tr("Longest, hours"), false, true},
                     {Tr::tr("Late files"), false, true},
                     {Tr::tr("Longest, hours"), false, true}};
    for (const auto& row : data.coverage) {
        const auto& detail = row.detail;
        if (detail.lateEvents + detail.lateFiles == 0) continue;
        Table::Row out;
        out.cells = {{nameOf(row, words), Tone::Plain, {}},
                     {grouped(detail.lateEvents), Tone::Plain, {}},
                     {grouped(detail.longestDelay / base::kHour), Tone::Plain, {}},
                     {grouped(detail.lateFiles), Tone::Plain, {}},
                     {grouped(detail.longestDelivery / base::kHour), Tone::Plain, {}}};
        table.rows.push_back(std::move(out));
    }
    return table;
}

} // namespace

std::vector<Section> coverageDetails(const PageData& data) {
    std::vector<Section> sections;
    const auto add = [&](const QString& title, const QString& lead, Table table) {
        if (!table.rows.empty()) sections.push_back({title, lead, std::move(table)});
    };
    add(Tr::tr("Recording stopped or narrowed"),
        Tr::tr("A gap inside such a time is one of recording; every other gap is one of what was handed over."),
        stopsOf(data));
    add(Tr::tr("Signed by the provider"),
        Tr::tr("What the provider's own digests say about the log files that were imported."), digestsOf(data));
    add(Tr::tr("Late"), Tr::tr("Written down or delivered later than one interval after it happened."), lateOf(data));
    add(Tr::tr("Regions"), {}, regionsOf(data));
    return sections;
}

} // namespace proofstead::present
