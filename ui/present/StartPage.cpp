// What there is to do before a vault is open.
#include "present/Pages.h"
#include "present/Tr.h"

#include <QFileInfo>

namespace proofstead::present {

Page startPage(const QString& problem, const QStringList& recent) {
    Page page;
    page.id = QStringLiteral("start");
    page.title = Tr::tr("Proofstead");
    page.lead = Tr::tr("What your logs, registers and policies prove, control by control");
    if (!problem.isEmpty())
        page.sections.push_back({Tr::tr("This vault could not be read"), {}, Facts{{{{}, problem, Tone::Bad}}}});
    page.sections.push_back({{},
                             {},
                             Notice{Tr::tr("A vault holds the evidence and the assessments of one engagement. The demo "
                                           "is a small clinic with two weeks of logs."),
                                    {QStringLiteral("demo"), QStringLiteral("create"), QStringLiteral("open")}}});
    if (recent.isEmpty()) {
        page.sections.push_back(
            {Tr::tr("Recent vaults"), {}, Notice{Tr::tr("None yet: those that you open stand here."), {}}});
        return page;
    }
    Table table;
    table.columns = {{Tr::tr("Vault"), false, false}, {Tr::tr("Folder"), true, false}};
    for (const auto& path : recent) {
        const QFileInfo file(path);
        Table::Row row;
        row.cells = {{file.fileName(), Tone::Plain, {}}, {file.path(), Tone::Muted, {}}};
        row.place = {QStringLiteral("open"), path};
        table.rows.push_back(std::move(row));
    }
    page.sections.push_back({Tr::tr("Recent vaults"), {}, std::move(table)});
    return page;
}

} // namespace proofstead::present
