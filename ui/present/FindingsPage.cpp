#include "present/FindingRows.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

namespace proofstead::present {

namespace {

constexpr int kShownFindings = 20'000; // a page that nobody scrolls to its end; JSON and CSV hold all

Table::Row rowOf(const model::Finding& finding, bool withTest, const PageData& data, const Words& words) {
    Table::Row row;
    row.cells.push_back({timeText(finding.at), Tone::Muted, {}});
    if (withTest) {
        const auto* check = data.check(finding.check);
        const auto severity = check ? check->severity : model::Severity::Medium;
        row.cells.push_back({words.severity(severity), toneOf(severity), {}});
        row.cells.push_back({words.check(finding.check, finding.facet), Tone::Plain, {}});
    }
    row.cells.push_back({plain(finding.subject), Tone::Plain, {}});
    row.cells.push_back({plain(finding.detail), Tone::Plain, {}});
    row.detail << words.check(finding.check, finding.facet);
    row.detail << plain(finding.subject) + QStringLiteral(": ") + plain(finding.detail);
    row.detail << words.source(finding.source) +
                      (finding.environment.empty() ? QString() : ' ' + plain(finding.environment));
    row.place = finding.record ? Place{QStringLiteral("record"), QString::number(finding.record.value)}
                               : Place{QStringLiteral("check"), plain(finding.check)};
    return row;
}

} // namespace

Table findingTable(const PageData& data, bool withTest, int limit,
                   const std::function<bool(const model::Finding&)>& wanted) {
    const Words words(data);
    Table table;
    table.columns.push_back({Tr::tr("Time"), false, false, true});
    if (withTest) {
        table.columns.push_back({Tr::tr("Severity"), false, false, true});
        table.columns.push_back({Tr::tr("Test"), false, false});
    }
    table.columns.push_back({Tr::tr("Who or what"), false, false});
    table.columns.push_back({Tr::tr("What was found"), true, false});
    for (const auto& finding : data.run->findings) {
        if (limit >= 0 && static_cast<int>(table.rows.size()) >= limit) break;
        if (wanted(finding)) table.rows.push_back(rowOf(finding, withTest, data, words));
    }
    return table;
}

Page findingsPage(const PageData& data) {
    Page page;
    if (!data.run) {
        page.sections.push_back(nothingAssessed(data));
        return page;
    }
    const auto count = static_cast<int>(data.run->findings.size());
    page.lead = Tr::tr("%n exception(s) that tests found, each with its record", nullptr, count);
    if (count == 0) {
        page.sections.push_back({{},
                                 {},
                                 Notice{Tr::tr("No test found an exception. Coverage says what tests could "
                                               "see."),
                                        {}}});
        return page;
    }
    QString note;
    if (count > kShownFindings)
        note = Tr::tr("The worst %1; findings.json in the pack holds all.").arg(grouped(kShownFindings));
    page.sections.push_back(
        {{}, note, findingTable(data, true, kShownFindings, [](const model::Finding&) { return true; })});
    return page;
}

} // namespace proofstead::present
