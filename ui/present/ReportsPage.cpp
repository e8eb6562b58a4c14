// Which packs can be written, and what already left the vault.
#include "base/Text.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

namespace proofstead::present {

namespace {

QString outlineTitle(const std::string& id) {
    if (id == "full") return Tr::tr("Full pack");
    if (id == "executive") return Tr::tr("Executive pack");
    return plain(id);
}

QString outlineUse(const std::string& id) {
    if (id == "full")
        return Tr::tr("Everything an auditor needs: every control with its tests, exceptions and records.");
    if (id == "executive") return Tr::tr("Some ten pages for management: coverage, status, the worst gaps.");
    return Tr::tr("An outline of your own.");
}

Table outlinesOf(const PageData& data) {
    Table table;
    table.columns = {{Tr::tr("Pack"), false, false}, {Tr::tr("What it is for"), true, false}};
    if (!data.content) return table;
    for (const auto& outline : data.content->packs) {
        Table::Row row;
        row.cells = {{outlineTitle(outline.id), Tone::Plain, {}}, {outlineUse(outline.id), Tone::Muted, {}}};
        row.place = {QStringLiteral("pack"), plain(outline.id)};
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table exportsOf(const PageData& data) {
    Table table;
    table.columns = {{Tr::tr("When"), false, false},
                     {Tr::tr("File"), true, false},
                     {Tr::tr("Persons"), false, false},
                     {Tr::tr("By"), false, false, true},
                     {Tr::tr("Run"), false, false, true}};
    for (auto entry = data.exports.rbegin(); entry != data.exports.rend(); ++entry) {
        const auto line = base::parseJson(entry->body);
        if (!line || !line->contains("body")) continue;
        const auto& body = (*line)["body"];
        const bool masked = body.value("masked", true);
        Table::Row row;
        row.cells = {{timeText(entry->at), Tone::Muted, {}},
                     {plain(base::stringAt(body, "name")), Tone::Plain, {}},
                     {masked ? Tr::tr("masked") : Tr::tr("in clear"), masked ? Tone::Plain : Tone::Warn, {}},
                     {plain(entry->actor), Tone::Muted, {}},
                     {plain(base::stringAt(body, "run")), Tone::Muted, {}}};
        row.detail << Tr::tr("SHA-256 %1").arg(plain(base::stringAt(body, "sha256")));
        if (const auto reason = base::stringAt(body, "reason"); !reason.empty())
            row.detail << Tr::tr("Shown in clear because: %1").arg(plain(reason));
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Page reportsPage(const PageData& data) {
    Page page;
    if (!data.run) {
        page.sections.push_back(nothingAssessed(data));
        return page;
    }
    page.lead = Tr::tr("From run %1, assessed as of %2").arg(plain(data.run->id), timeText(data.run->period.asOf));
    page.sections.push_back(
        {Tr::tr("Packs"), Tr::tr("Enter on a row shows its pages, and writes it."), outlinesOf(data)});
    auto exports = exportsOf(data);
    if (exports.rows.empty())
        page.sections.push_back({Tr::tr("What left this vault"),
                                 {},
                                 Notice{Tr::tr("No report has been written from this vault yet."), {}}});
    else
        page.sections.push_back({Tr::tr("What left this vault"), {}, std::move(exports)});
    return page;
}

Page packPage(const PageData& data, const std::string& outline, std::vector<Preview::Chapter> chapters) {
    Page page;
    page.parent = {QStringLiteral("reports"), {}};
    page.title = outlineTitle(outline);
    page.aside = plain(outline);
    page.lead = outlineUse(outline);
    if (!data.run) {
        page.sections.push_back(nothingAssessed(data));
        return page;
    }
    page.sections.push_back(
        {{},
         {},
         Notice{Tr::tr("From run %1. Names, addresses and raw records are masked, unless a reason is given; it is "
                       "logged in the vault.")
                    .arg(plain(data.run->id)),
                {},
                {{Tr::tr("Write it"), {QStringLiteral("write"), plain(outline)}},
                 {Tr::tr("Write it in clear"), {QStringLiteral("clear"), plain(outline)}}}}});
    page.sections.push_back({Tr::tr("Pages"), {}, Preview{plain(outline), std::move(chapters)}});
    return page;
}

Page eventsPage(const PageData& data) {
    Page page;
    std::int64_t events = 0;
    for (const auto& source : data.sources)
        events += source.events;
    if (events == 0) {
        page.sections.push_back(data.files.empty() ? nothingImported()
                                                   : Section{{},
                                                             {},
                                                             Notice{Tr::tr("No events have been imported yet; what was "
                                                                           "imported holds none."),
                                                                    {QStringLiteral("import")}}});
        return page;
    }
    page.sections.push_back({{}, {}, Events{}});
    return page;
}

} // namespace proofstead::present
