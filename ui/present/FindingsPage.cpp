#include "present/Filters.h"
#include "present/FindingRows.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::present {

namespace {

constexpr int kShownControls = 6;      // that a test speaks to
constexpr int kShownFindings = 20'000; // a page that nobody scrolls to its end; JSON and CSV hold all

model::Severity severityOf(const model::Finding& finding, const PageData& data) {
    const auto* check = data.check(finding.check);
    return check ? check->severity : model::Severity::Medium;
}

// The test, and the controls that it speaks to.
std::vector<Link> linksOf(const model::Finding& finding, const PageData& data, const Words& words) {
    std::vector<Link> links{{Tr::tr("Test: %1").arg(words.check(finding.check, finding.facet)),
                             {QStringLiteral("check"), plain(finding.check)}}};
    for (const auto& result : data.run->controls) {
        if (static_cast<int>(links.size()) > kShownControls) break;
        const bool speaks = std::any_of(result.links.begin(), result.links.end(), [&](const auto& link) {
            return link.link.check == finding.check && (link.link.facet.empty() || link.link.facet == finding.facet);
        });
        if (!speaks) continue;
        const auto* control = data.control(result.control);
        const QString name =
            control ? plain(control->citation) + QStringLiteral("  ") + plain(control->title) : plain(result.control);
        links.push_back({Tr::tr("Control: %1").arg(name), {QStringLiteral("control"), plain(result.control)}});
    }
    return links;
}

Table::Row rowOf(const model::Finding& finding, bool withTest, const PageData& data, const Words& words) {
    Table::Row row;
    const auto severity = severityOf(finding, data);
    if (withTest) row.cells.push_back(severityCell(severity, words));
    row.cells.push_back({plain(finding.detail), Tone::Plain, {}});
    row.cells.push_back({withoutArnHead(plain(finding.subject)), Tone::Plain, {}});
    if (withTest) row.cells.push_back({words.check(finding.check, finding.facet), Tone::Muted, {}});
    row.cells.push_back({timeText(finding.at), Tone::Muted, {}});
    row.detail << plain(finding.subject) + QStringLiteral(": ") + plain(finding.detail);
    row.detail << timeText(finding.at) + QStringLiteral("  ·  ") + words.source(finding.source) +
                      (finding.environment.empty() ? QString() : ' ' + plain(finding.environment));
    row.links = linksOf(finding, data, words);
    row.tags = {QStringLiteral("severity:") + plain(model::idOf(severity))};
    row.place = finding.record ? Place{QStringLiteral("record"), QString::number(finding.record.value)}
                               : Place{QStringLiteral("check"), plain(finding.check)};
    return row;
}

// Worst first, then newest.
std::vector<const model::Finding*> inOrder(const PageData& data,
                                           const std::function<bool(const model::Finding&)>& wanted) {
    std::vector<const model::Finding*> out;
    for (const auto& finding : data.run->findings)
        if (wanted(finding)) out.push_back(&finding);
    std::map<std::string, int> ranks; // looked up once for each test
    for (const auto* finding : out)
        ranks.try_emplace(finding->check, -static_cast<int>(severityOf(*finding, data)));
    std::stable_sort(out.begin(), out.end(), [&](const auto* a, const auto* b) {
        const int left = ranks.at(a->check), right = ranks.at(b->check);
        return left != right ? left < right : a->at.value_or(0) > b->at.value_or(0);
    });
    return out;
}

} // namespace

Table findingTable(const PageData& data, bool withTest, int limit,
                   const std::function<bool(const model::Finding&)>& wanted) {
    const Words words(data);
    Table table;
    if (withTest) table.columns.push_back({Tr::tr("Severity"), false, false});
    table.columns.push_back({Tr::tr("What was found"), true, false});
    table.columns.push_back({Tr::tr("Who or what"), false, false});
    if (withTest) table.columns.push_back({Tr::tr("Test"), false, false, true});
    table.columns.push_back({Tr::tr("Time"), false, false, true});
    for (const auto* finding : inOrder(data, wanted)) {
        if (limit >= 0 && static_cast<int>(table.rows.size()) >= limit) break;
        table.rows.push_back(rowOf(*finding, withTest, data, words));
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
    page.lead = Tr::tr("%n exception(s) that tests found, worst first", nullptr, count);
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
    auto table = findingTable(data, true, kShownFindings, [](const model::Finding&) { return true; });
    page.sections.push_back({{}, note, withFilters(std::move(table), data, {"severity"})});
    return page;
}

} // namespace proofstead::present
