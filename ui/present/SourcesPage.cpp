// What was imported: by source, by file, and what could not be read.
#include "base/Text.h"
#include "present/Actions.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

namespace proofstead::present {

namespace {

constexpr int kShownFiles = 5'000; // S3 folders hold tens of thousands; the counts above are of all

Table sourcesOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("Environment"), false, false},
                     {Tr::tr("Declared"), false, false},
                     {Tr::tr("Files"), false, true},
                     {Tr::tr("Records"), false, true},
                     {Tr::tr("Rejected"), false, true},
                     {Tr::tr("Speaks up to"), false, false, true}};
    for (const auto& source : data.sources) {
        Table::Row row;
        row.cells = {
            {words.source(source.source), Tone::Plain, {}},
            {plain(source.environment), Tone::Plain, {}},
            {source.declared ? Tr::tr("✓ yes") : Tr::tr("✗ no"), source.declared ? Tone::Good : Tone::Warn, {}},
            {grouped(source.files), Tone::Plain, {}},
            {grouped(source.records), Tone::Plain, {}},
            {grouped(source.rejected), source.rejected ? Tone::Warn : Tone::Plain, {}},
            {timeText(source.observedTo), Tone::Muted, {}}};
        if (!source.declared)
            row.detail << Tr::tr("It is not declared in the scope, so no test reads it. “%1” declares what was "
                                 "imported.")
                              .arg(titleOf(*actionEntry(QStringLiteral("declare"))));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table::Row fileRow(const store::StoredFile& file, const Words& words) {
    Table::Row row;
    const QString name = plain(file.path) + (file.member.empty() ? QString() : '!' + plain(file.member));
    const bool whole = file.problem.empty() && !file.mismatch;
    row.cells = {{name, whole ? Tone::Plain : Tone::Bad, {}},
                 {words.source(file.source), Tone::Plain, {}},
                 {grouped(file.records), Tone::Plain, {}},
                 {grouped(file.accepted), Tone::Plain, {}},
                 {grouped(file.duplicate), Tone::Plain, {}},
                 {grouped(file.rejected), file.rejected ? Tone::Warn : Tone::Plain, {}},
                 {timeText(file.importedAt), Tone::Muted, {}}};
    row.detail << name << Tr::tr("SHA-256 %1, %2 bytes").arg(plain(file.sha256), grouped(file.size))
               << Tr::tr("%1 read = %2 kept + %3 known already + %4 rejected")
                      .arg(grouped(file.records), grouped(file.accepted), grouped(file.duplicate),
                           grouped(file.rejected));
    if (!file.problem.empty()) row.detail << Tr::tr("It could be read in part only: %1").arg(plain(file.problem));
    if (file.mismatch) row.detail << Tr::tr("The last verification found other bytes than were imported.");
    return row;
}

Table filesOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("File"), true, false},           {Tr::tr("Source"), false, false, true},
                     {Tr::tr("Read"), false, true},           {Tr::tr("Kept"), false, true},
                     {Tr::tr("Known"), false, true, true},    {Tr::tr("Rejected"), false, true},
                     {Tr::tr("Imported"), false, false, true}};
    for (auto file = data.files.rbegin(); file != data.files.rend(); ++file) {
        if (static_cast<int>(table.rows.size()) >= kShownFiles) break;
        table.rows.push_back(fileRow(*file, words));
    }
    return table;
}

Table rejectsOf(const PageData& data) {
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("File"), false, false}, {Tr::tr("Line"), false, true}, {Tr::tr("Why"), true, false}};
    for (const auto& reject : data.rejected) {
        Table::Row row;
        const QString why = words.word("reject", reject.reason);
        row.cells = {{plain(reject.path), Tone::Plain, {}},
                     {reject.line > 0 ? grouped(reject.line) : QString(), Tone::Plain, {}},
                     {why, Tone::Warn, {}}};
        row.detail << plain(reject.path) << why << plain(reject.detail)
                   << Tr::tr("Bytes %1 to %2 of the content, unpacked")
                          .arg(grouped(reject.offset), grouped(reject.offset + reject.length));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Page sourcesPage(const PageData& data) {
    Page page;
    if (data.files.empty()) {
        page.sections.push_back(nothingImported());
        return page;
    }
    page.lead = Tr::tr("%n file(s) imported", nullptr, static_cast<int>(data.files.size()));
    page.sections.push_back({Tr::tr("Sources"), {}, sourcesOf(data)});
    page.sections.push_back({Tr::tr("Files"),
                             Tr::tr("Newest first. What was read is what was kept, known already, or rejected."),
                             filesOf(data)});
    if (!data.rejected.empty())
        page.sections.push_back({Tr::tr("Rejected records"),
                                 Tr::tr("Each is kept as delivered; while it stands, controls on its source stay "
                                        "Partial."),
                                 rejectsOf(data)});
    return page;
}

} // namespace proofstead::present
