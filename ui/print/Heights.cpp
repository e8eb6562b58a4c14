// How high blocks are, measured ahead: what must stay together on a page.
#include "print/Blocks.h"

#include <algorithm>

namespace proofstead::print {

using namespace theme;

namespace {

constexpr double kThird = kBodyHeight / 3;
// Up to this height a control's section is moved to the next page rather than split.
constexpr double kWholeSection = kBodyHeight * 0.3;

// Height of a whole block, with the space around it; gives up past kWholeSection.
struct BlockHeight {
    Composer& in;

    double operator()(const pack::Paragraph& paragraph) {
        return in.heightOf(paragraphRow(paragraph)) + (paragraph.voice == pack::Voice::Lead ? 6 : 1);
    }
    double operator()(const pack::Bullets& bullets) {
        double height = 4;
        for (const pack::Text& item : bullets.items)
            height += in.heightOf(bulletRow(in, item));
        return height;
    }
    double operator()(const pack::Table& table) {
        double height = (table.form ? 16 : 13) + in.heightOf(headerRow(in, table));
        for (const auto& row : table.rows) {
            if (height > kWholeSection) break;
            height += in.heightOf(tableRow(in, table, row));
        }
        return height;
    }
    double operator()(const pack::KeyValues& values) {
        double height = 9;
        for (const auto& row : values.rows)
            height += in.heightOf(factRow(in, row));
        return height;
    }
    double operator()(const pack::StatusBar& bar) { return statusBarHeight(in, bar); }
    double operator()(const pack::Lines& lines) { return linesHeight(lines); }
    double operator()(const pack::Note& note) { return in.heightOf(noteRow(in, note)) + 18; }
    double operator()(const pack::Code& code) { return in.heightOf(codeRow(in, code)) + 11; }
    double operator()(const pack::HeatMap& map) { return heatMapHeight(in, map); }
    template <class Other>
    double operator()(const Other&) {
        return 0;
    }
};

} // namespace

double BlockHead::section(Composer& composer, std::size_t first) {
    const auto& blocks = composer.m_document.blocks;
    double height = 0;
    for (std::size_t i = first; i < blocks.size() && height <= kWholeSection; ++i) {
        if (std::holds_alternative<pack::Heading>(blocks[i]) || std::holds_alternative<pack::PageBreak>(blocks[i]))
            break;
        height += std::visit(BlockHeight{composer}, blocks[i]);
    }
    return height <= kWholeSection ? height : 0;
}

double BlockHead::of(Composer& composer, std::size_t block) {
    const auto& blocks = composer.m_document.blocks;
    return block < blocks.size() ? std::visit(BlockHead{composer, block}, blocks[block]) : 0;
}

double BlockHead::tail(Composer& composer, std::size_t block) {
    const auto& blocks = composer.m_document.blocks;
    if (block >= blocks.size()) return 0;
    if (const auto* table = std::get_if<pack::Table>(&blocks[block]); table && table->form && table->rows.size() == 1)
        return BlockHeight{composer}(*table);
    const auto* paragraph = std::get_if<pack::Paragraph>(&blocks[block]);
    return paragraph && paragraph->voice == pack::Voice::Small && !paragraph->keepWithNext
               ? BlockHeight{composer}(*paragraph) + tail(composer, block + 1)
               : 0;
}

double BlockHead::operator()(const pack::Heading& heading) {
    if (heading.level == 1) return 0;
    // A label takes the beginning of its part along, not the whole paper.
    if (heading.level == 4) return headingHeight(in, heading) + std::min(of(in, next + 1), kThird / 4);
    return headingHeight(in, heading) + std::max(of(in, next + 1), section(in, next + 1));
}

double BlockHead::operator()(const pack::Paragraph& paragraph) {
    const double whole = BlockHeight{in}(paragraph);
    // A short introduction belongs with what it introduces; of a long one, three lines will do.
    return whole <= 64 ? whole + of(in, next + 1) : 3 * body().leading;
}

double BlockHead::operator()(const pack::Bullets& bullets) {
    return bullets.items.empty() ? 0 : in.heightOf(bulletRow(in, bullets.items.front()));
}

double BlockHead::operator()(const pack::Table& table) {
    if (table.rows.empty()) return 0;
    return 8 + in.heightOf(headerRow(in, table)) +
           std::min(in.heightOf(tableRow(in, table, table.rows.front())) +
                        (table.rows.size() > 1 ? in.heightOf(tableRow(in, table, table.rows[1])) : 0),
                    kThird);
}

double BlockHead::operator()(const pack::KeyValues& values) {
    double height = 9;
    for (const auto& row : values.rows)
        height += in.heightOf(factRow(in, row));
    // A short grid belongs with what follows it, too.
    return height < kThird / 2 ? height + std::min(of(in, next + 1), kThird) : std::min(height, kThird);
}

double BlockHead::operator()(const pack::StatusBar& bar) {
    return BlockHeight{in}(bar);
}

double BlockHead::operator()(const pack::HeatMap& map) {
    return BlockHeight{in}(map);
}

double BlockHead::operator()(const pack::Note& note) {
    return std::min(BlockHeight{in}(note), kThird);
}

double BlockHead::operator()(const pack::Lines& lines) {
    return linesHeight(lines);
}

double BlockHead::operator()(const pack::Code& code) {
    return std::min(BlockHeight{in}(code), 60.0);
}

} // namespace proofstead::print
