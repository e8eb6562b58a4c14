#include "present/Filters.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"
#include "workspace/Known.h"

namespace proofstead::present {

namespace {

QStringList detailOf(const workspace::Gap& gap, const Words& words) {
    QString status = words.framework(gap.framework) + QStringLiteral("  ·  ") + words.status(gap);
    if (gap.exceptions > 0)
        status += QStringLiteral("  ·  ") + Tr::tr("%n exception(s)", nullptr, static_cast<int>(gap.exceptions));
    return QStringList{plain(gap.citation) + QStringLiteral("  ") + plain(gap.title), status} +
           words.reasons(gap.reasons, kShownReasons);
}

Table::Row rowOf(const workspace::Gap& gap, const Words& words) {
    Table::Row row;
    row.cells.push_back(statusCell(gap.status, words.status(gap.status)));
    row.cells.push_back(severityCell(gap.severity, words));
    row.cells.push_back(controlCell(gap.control, gap.citation));
    row.cells.push_back({plain(gap.title), Tone::Plain, {}});
    row.cells.push_back({gap.exceptions == 0 ? QString() : grouped(gap.exceptions), Tone::Plain, {}});
    row.detail = detailOf(gap, words);
    row.tags = {QStringLiteral("framework:") + plain(gap.framework),
                QStringLiteral("status:") + plain(model::idOf(gap.status)),
                QStringLiteral("severity:") + plain(model::idOf(gap.severity))};
    row.place = {QStringLiteral("control"), plain(gap.control)};
    return row;
}

} // namespace

Notice nothingAppliesNotice() {
    return {
        Tr::tr(
            "No control applies with this scope: no entity has a role that a framework speaks of. Nothing was judged."),
        {}};
}

Table gapTable(const PageData& data, int limit) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Status"), false, false},
                     {Tr::tr("Severity"), false, false, true},
                     {Tr::tr("Control"), false, false},
                     {Tr::tr("Title"), true, false},
                     {Tr::tr("Exceptions"), false, true}};
    for (const auto& gap : data.gaps) {
        if (limit >= 0 && static_cast<int>(table.rows.size()) >= limit) break;
        table.rows.push_back(rowOf(gap, words));
    }
    return table;
}

Page gapsPage(const PageData& data) {
    Page page;
    if (!data.run) {
        page.sections.push_back(nothingAssessed(data));
        return page;
    }
    if (workspace::nothingApplies(*data.run)) {
        page.sections.push_back({{}, {}, nothingAppliesNotice()});
        return page;
    }
    page.lead =
        Tr::tr("%n control(s) not supported by evidence, worst first", nullptr, static_cast<int>(data.gaps.size()));
    if (data.gaps.empty())
        page.sections.push_back({{}, {}, Notice{Tr::tr("Every applicable control is supported by evidence."), {}}});
    else
        page.sections.push_back({{}, {}, withFilters(gapTable(data, -1), data, {"framework", "status", "severity"})});
    return page;
}

} // namespace proofstead::present
