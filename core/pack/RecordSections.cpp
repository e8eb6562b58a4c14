// The cited records and where they lie, the files that were read, the limits, and the head of the evidence log.
#include "pack/Sections.h"

#include "base/Text.h"
#include "pack/RecordFile.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

namespace {

// What the line above the record says already, and numbers that mean something inside the vault only.
bool isShownAbove(std::string_view name) {
    return name == "record_id" || name == "source" || name == "environment" || name == "file_id";
}

// The value as masked; members of a flat JSON object on a line each.
std::string fieldText(Context& context, const CitedRecord& record, const Field& field) {
    const FieldClass kind = classIn(record, field);
    std::string value = context.masker.value(field.value, kind);
    const auto object = base::parseJson(kind == FieldClass::FlatJson ? value : "null");
    if (!object || !object->is_object() || object->empty()) return value;
    std::vector<std::string> lines;
    for (const auto& [name, member] : object->items())
        lines.push_back(name + ": " + (member.is_string() ? member.get<std::string>() : member.dump()));
    return base::join(lines, "\n");
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Names and values in two pairs of columns: a record should be seen at one glance.
Table shortTable(const Pairs& shown) {
    Table table;
    table.columns = {{"", 0.9, Align::Left, false, true}, {"", 2}, {"", 0.9, Align::Left, false, true}, {"", 2}};
    const std::size_t half = (shown.size() + 1) / 2;
    for (std::size_t i = 0; i < half; ++i) {
        std::vector<Cell> row{Cell(Text::muted(shown[i].first)), Cell(shown[i].second)};
        if (half + i < shown.size()) {
            row.emplace_back(Text::muted(shown[half + i].first));
            row.emplace_back(shown[half + i].second);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

// Long values have the width of the page.
Table longTable(const Pairs& shown) {
    Table table;
    table.columns = {{"", 0.9, Align::Left, false, true}, {"", 5}};
    for (const auto& [name, value] : shown)
        table.rows.push_back({Cell(Text::muted(name)), Cell(value)});
    return table;
}

void writeFields(Context& context, const CitedRecord& record, Document& document) {
    constexpr std::size_t kShort = 44;
    Pairs brief, wide;
    for (const Field& field : record.fields) {
        if (field.value.empty() || isShownAbove(field.name)) continue;
        std::string value = fieldText(context, record, field);
        (value.size() > kShort || value.find('\n') != std::string::npos ? wide : brief)
            .emplace_back(field.name, std::move(value));
    }
    if (!brief.empty()) document.blocks.emplace_back(shortTable(brief));
    if (!wide.empty()) document.blocks.emplace_back(longTable(wide));
}

void writeRecord(Context& context, const CitedRecord& record, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 3,
                .text = context.masker.text(record.label),
                .anchor = recordAnchor(record.id),
                .outline = false,
                .eyebrow = words.text("report.record.eyebrow",
                                      {{"id", fmt::format("{}", record.id.value)},
                                       {"source", context.sourceText(record.source, record.environment)}}),
                .name = words.text("report.record.name", {{"id", fmt::format("{}", record.id.value)}})});
    writeFields(context, record, document);
    KeyValues proof;
    for (const model::InclusionProof& one : record.proofs) {
        const model::Origin& origin = one.origin;
        std::string place = context.placeText(origin);
        place += words.text("report.record.place", {{"leaf", words.number(origin.leaf)},
                                                    {"from", words.number(origin.offset)},
                                                    {"until", words.number(origin.offset + origin.length)}});
        proof.rows.emplace_back(words.text("report.record.origin"), std::move(place));
        proof.rows.emplace_back(words.text("report.record.leaf"), Text::mono(one.leafHash));
    }
    proof.rows.emplace_back(words.text("report.record.attachment"),
                            record.erased ? Text(words.text("report.record.erased"))
                                          : Text::mono(recordFileName(context.input, record)));
    document.blocks.emplace_back(std::move(proof));
}

} // namespace

void writeRecords(Context& context, Document& document) {
    if (context.input.records.empty()) return;
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 1, .text = words.text("report.record.title"), .anchor = "records"});
    document.blocks.emplace_back(Paragraph{
        words.text(context.input.masked ? "report.record.intro-masked" : "report.record.intro"), Voice::Lead});
    for (const CitedRecord& record : context.input.records)
        writeRecord(context, record, document);
}

namespace {

// A line for each file, with the beginning of its digest; the whole one is attached.
void writeSourcesInShort(Context& context, Document& document) {
    constexpr std::size_t kShown = 60;
    const Messages& words = context.words;
    Table table;
    table.columns = {{words.text("report.sources.file"), 5},
                     {words.text("report.sources.sha256-short"), 1.4, Align::Left, true},
                     {words.text("report.sources.records"), 0.7, Align::Right}};
    const std::size_t shown = std::min(context.input.files.size(), kShown);
    for (std::size_t i = 0; i < shown; ++i) {
        const SourceFile& file = context.input.files[i];
        const std::string path = context.fileText(file.path);
        const std::size_t slash = path.rfind('/');
        table.rows.push_back({Cell(slash == std::string::npos ? path : path.substr(slash + 1)),
                              Cell(file.sha256.substr(0, 16)), Cell(words.number(file.records))});
    }
    document.blocks.emplace_back(std::move(table));
    if (const std::size_t left = context.input.files.size() - shown; left > 0)
        document.blocks.emplace_back(
            Paragraph{words.count("report.sources.more", static_cast<std::int64_t>(left)), Voice::Small});
}

} // namespace

void writeSources(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(Heading{.level = 1, .text = words.text("report.sources.title"), .anchor = "sources"});
    document.blocks.emplace_back(Paragraph{words.text("report.sources.intro"), Voice::Lead});
    if (context.input.files.empty()) {
        document.blocks.emplace_back(Paragraph{words.text("report.sources.none")});
        return;
    }
    if (context.outline.brief) return writeSourcesInShort(context, document);
    Table table;
    table.columns = {{words.text("report.sources.file"), 4.4},
                     {words.text("report.sources.records"), 0.7, Align::Right},
                     {words.text("report.sources.rejected"), 0.7, Align::Right}};
    for (const SourceFile& file : context.input.files) {
        Text text(context.fileText(file.path));
        std::string origin = "\n" + context.sourceText(file.source);
        if (file.collectedAt)
            origin += "  ·  " + words.text("report.sources.collected", {{"time", context.time(*file.collectedAt)}});
        origin += "  ·  " + words.text("report.sources.imported", {{"time", context.time(file.importedAt)}});
        text.add({.text = std::move(origin), .muted = true});
        for (const auto& [label, digest] :
             {std::pair("report.sources.sha256", &file.sha256), std::pair("report.sources.root", &file.root)}) {
            text.add({.text = "\n" + words.text(label) + "  ", .muted = true});
            text.add({.text = *digest, .mono = true});
        }
        table.rows.push_back(
            {Cell(std::move(text)), Cell(words.number(file.records)), Cell(words.number(file.rejected))});
    }
    document.blocks.emplace_back(std::move(table));
}

void writeLimits(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 1, .text = words.text("report.limits.title"), .anchor = "limits", .flow = true});
    Bullets bullets;
    for (int i = 1; words.has(fmt::format("report.limits.{}", i)); ++i)
        bullets.items.emplace_back(words.text(fmt::format("report.limits.{}", i)));
    bullets.items.emplace_back(words.text(context.input.masked ? "report.limits.masked" : "report.limits.unmasked"));
    document.blocks.emplace_back(std::move(bullets));
}

void writeCheckpoint(Context& context, Document& document) {
    const Messages& words = context.words;
    const PackInput& input = context.input;
    document.blocks.emplace_back(
        Heading{.level = 1, .text = words.text("report.checkpoint.title"), .anchor = "checkpoint", .flow = true});
    document.blocks.emplace_back(Paragraph{words.text("report.checkpoint.intro"), Voice::Lead});
    document.blocks.emplace_back(Code{input.checkpoint});
    document.blocks.emplace_back(Paragraph{words.text("report.checkpoint.key"), Voice::Small, true});
    document.blocks.emplace_back(Code{input.verifierKey});
    KeyValues values;
    values.rows.emplace_back(words.text("report.checkpoint.seq"), words.number(input.run.asOfSeq));
    values.rows.emplace_back(words.text("report.checkpoint.root"), Text::mono(input.run.logRoot));
    values.rows.emplace_back(words.text("report.checkpoint.anchor"),
                             input.anchor.empty() ? words.text("report.checkpoint.unanchored") : input.anchor);
    document.blocks.emplace_back(std::move(values));
    document.blocks.emplace_back(Heading{.level = 2, .text = words.text("report.checkpoint.verify"), .outline = false});
    document.blocks.emplace_back(Paragraph{words.text("report.checkpoint.verify-text")});
    document.blocks.emplace_back(Code{words.text("report.checkpoint.commands")});

    if (context.outline.brief) return;
    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.checkpoint.content"), .outline = false});
    Table table;
    table.columns = {{words.text("report.checkpoint.item"), 1.6},
                     {words.text("report.checkpoint.digest"), 2.4, Align::Left, true}};
    for (const auto& [name, digest] : input.run.content)
        table.rows.push_back({Cell(name), Cell(digest)});
    document.blocks.emplace_back(std::move(table));
}

} // namespace proofstead::pack
