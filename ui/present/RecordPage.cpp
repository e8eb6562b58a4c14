// One record from the verdicts that rest on it back to the bytes in a file, with every digest computed again.
#include "base/Text.h"
#include "present/FindingRows.h"
#include "present/Pages.h"
#include "present/StepText.h"
#include "present/Tr.h"
#include "present/Words.h"

namespace proofstead::present {

namespace {

constexpr int kShownFindings = 100;
constexpr std::size_t kShownBytes = 64'000; // a record may hold megabytes; the trail of the command line writes all

QString countedFrom0(std::int64_t index, std::int64_t of) {
    return Tr::tr("%1 of %2, counted from 0").arg(grouped(index), grouped(of));
}

struct FieldWords {
    const char* field;
    const char* words;
};
constexpr FieldWords kFields[] = {
    {"at", QT_TRANSLATE_NOOP("Tr", "Time")},
    {"actor", QT_TRANSLATE_NOOP("Tr", "Actor")},
    {"actor_principal", QT_TRANSLATE_NOOP("Tr", "Person or service behind it")},
    {"actor_type", QT_TRANSLATE_NOOP("Tr", "Kind of actor")},
    {"action", QT_TRANSLATE_NOOP("Tr", "Action")},
    {"activity", QT_TRANSLATE_NOOP("Tr", "Kind of action")},
    {"service", QT_TRANSLATE_NOOP("Tr", "Service")},
    {"target", QT_TRANSLATE_NOOP("Tr", "Target")},
    {"outcome", QT_TRANSLATE_NOOP("Tr", "Outcome")},
    {"error_code", QT_TRANSLATE_NOOP("Tr", "Error")},
    {"src_ip", QT_TRANSLATE_NOOP("Tr", "Address")},
    {"user_agent", QT_TRANSLATE_NOOP("Tr", "Program")},
    {"environment", QT_TRANSLATE_NOOP("Tr", "Account")},
    {"region", QT_TRANSLATE_NOOP("Tr", "Region")},
    {"category", QT_TRANSLATE_NOOP("Tr", "Category")},
    {"native_id", QT_TRANSLATE_NOOP("Tr", "Id that its source gave it")},
    {"read_only", QT_TRANSLATE_NOOP("Tr", "Reads only")},
    {"mfa", QT_TRANSLATE_NOOP("Tr", "Second factor")},
    {"key", QT_TRANSLATE_NOOP("Tr", "Key")},
};

QString fieldLabel(const std::string& name) {
    for (const auto& known : kFields)
        if (name == known.field) return Tr::tr(known.words);
    QString label = plain(name).replace('_', ' ');
    if (!label.isEmpty()) label[0] = label[0].toUpper();
    return label;
}

Facts fieldsOf(const model::Trail& trail) {
    Facts facts;
    for (const auto& [name, value] : trail.fields)
        if (!value.empty()) facts.facts.push_back({fieldLabel(name), plain(value)});
    return facts;
}

Facts originOf(const model::InclusionProof& proof) {
    const auto& origin = proof.origin;
    Facts facts;
    const auto add = [&](const QString& label, const QString& value) {
        if (!value.isEmpty()) facts.facts.push_back({label, value});
    };
    add(Tr::tr("File"), plain(origin.path));
    add(Tr::tr("Member"), plain(origin.member));
    add(Tr::tr("Item"), plain(origin.pointer));
    add(Tr::tr("Record"), countedFrom0(origin.leaf, proof.fileLeaves));
    add(Tr::tr("Bytes"), Tr::tr("%1 to %2 of the content, unpacked")
                             .arg(grouped(origin.offset), grouped(origin.offset + origin.length)));
    add(Tr::tr("SHA-256 of the file"), plain(origin.fileSha256));
    add(Tr::tr("Leaf"), plain(proof.leafHash));
    add(Tr::tr("Root of the file"), plain(proof.fileRoot));
    add(Tr::tr("Log entry"), countedFrom0(proof.custody, proof.logSize));
    return facts;
}

Table stepsOf(const model::Trail& trail) {
    Table table;
    table.columns = {{Tr::tr("Result"), false, false},
                     {Tr::tr("What was computed again"), true, false},
                     {Tr::tr("Value"), false, false, true}};
    for (const auto& step : trail.steps) {
        Table::Row row;
        row.cells = {{step.holds ? Tr::tr("✓ holds") : Tr::tr("✗ DIFFERENT"), step.holds ? Tone::Good : Tone::Bad, {}},
                     {stepText(step.what), Tone::Plain, {}},
                     {plain(base::shorten(step.value, 20)), Tone::Muted, {}}};
        row.detail << stepText(step.what) << plain(step.value);
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace

Page recordPage(const PageData& data, const model::Trail& trail) {
    const Words words(data);
    Page page;
    page.parent = {QStringLiteral("events"), {}};
    page.title = Tr::tr("Record %1").arg(trail.record.value);
    page.lead = words.source(trail.source) + QStringLiteral("  ·  ") +
                (trail.holds ? Tr::tr("its bytes are as they were when it was imported")
                             : Tr::tr("NOT as it was when it was imported"));
    page.sections.push_back({Tr::tr("What it says"), {}, fieldsOf(trail)});
    if (data.run) {
        auto findings = findingTable(data, true, kShownFindings,
                                     [&](const model::Finding& finding) { return finding.record == trail.record; });
        for (auto& row : findings.rows)
            row.place = row.links.front().place; // the record is here: to its test
        if (!findings.rows.empty())
            page.sections.push_back({Tr::tr("Exceptions that name it"), {}, std::move(findings)});
    }
    if (trail.erased)
        page.sections.push_back(
            {Tr::tr("As delivered"), {}, Notice{Tr::tr("Its content was erased; the leaf remains."), {}}});
    else
        page.sections.push_back({Tr::tr("As delivered"),
                                 trail.raw.size() > kShownBytes
                                     ? Tr::tr("The beginning; the record is longer than a page shows.")
                                     : QString(),
                                 Text{verbatim(std::string_view(trail.raw).substr(0, kShownBytes)), true}});
    for (const auto& proof : trail.proofs)
        page.sections.push_back({Tr::tr("Delivered in"), {}, originOf(proof)});
    page.sections.push_back({Tr::tr("Proof"), {}, stepsOf(trail)});
    return page;
}

} // namespace proofstead::present
