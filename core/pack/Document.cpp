#include "pack/Document.h"

namespace proofstead::pack {

std::string Text::plain() const {
    std::string result;
    for (const Span& span : spans)
        result += span.text;
    return result;
}

namespace {

// Appends the texts of one block, a line each.
struct Reader {
    std::string& out;

    void line(const std::string& text) {
        if (!text.empty()) out += text + '\n';
    }
    void pairs(const std::vector<std::pair<std::string, Text>>& rows) {
        for (const auto& [name, value] : rows)
            line(name + ": " + value.plain());
    }
    void operator()(const Cover& cover) {
        line(cover.kind), line(cover.organisation), line(cover.subtitle);
        pairs(cover.facts);
    }
    void operator()(const Heading& heading) { line(heading.eyebrow), line(heading.text), line(heading.markLabel); }
    void operator()(const Paragraph& paragraph) { line(paragraph.text.plain()); }
    void operator()(const Bullets& bullets) {
        for (const Text& item : bullets.items)
            line(item.plain());
    }
    void operator()(const Table& table) {
        for (const Column& column : table.columns)
            line(column.title);
        for (const auto& row : table.rows)
            for (const Cell& cell : row)
                line(cell.text.plain());
    }
    void operator()(const KeyValues& values) { pairs(values.rows); }
    void operator()(const StatusBar& bar) {
        line(bar.title);
        for (const auto& part : bar.parts)
            line(part.label + ": " + std::to_string(part.count));
    }
    void operator()(const HeatMap& map) {
        line(map.title);
        for (const HeatMap::Row& row : map.rows)
            line(row.label), line(row.value);
        for (const auto& [share, meaning] : map.legend)
            line(meaning);
    }
    void operator()(const Code& code) { line(code.text); }
    void operator()(const PageBreak&) {}
    void operator()(const Lines&) {}
    void operator()(const TableOfContents& contents) { line(contents.title); }
    void operator()(const Note& note) { line(note.title), line(note.text.plain()); }
};

} // namespace

std::string plainText(const Document& document) {
    std::string out;
    Reader reader{out};
    for (const Block& block : document.blocks)
        std::visit(reader, block);
    return out;
}

} // namespace proofstead::pack
