#include "print/Blocks.h"

#include <algorithm>

namespace proofstead::print {

using namespace theme;
using pack::Text;

namespace {

constexpr double kCoverTop = 150;
constexpr double kWritingLine = 22; // room to write in

struct HeadingLook {
    double before, after;
};
HeadingLook lookOf(const pack::Heading& heading) {
    switch (heading.level) {
    case 1:
        return {0, 12};
    case 2:
        return {22, 5};
    case 4:
        return {7, 1};
    default:
        return {heading.mark == pack::Mark::None ? 13.0 : 20.0, 3};
    }
}

bool hasBadge(const pack::Heading& heading) {
    return heading.mark != pack::Mark::None || !heading.markLabel.empty();
}

// Controls and tests are told apart by a rule above them.
bool hasRule(const pack::Heading& heading) {
    return hasBadge(heading) || (heading.level == 2 && !heading.eyebrow.empty());
}
double ruleGap(const pack::Heading& heading) {
    return hasRule(heading) ? 7 : 0;
}

double titleWidth(const pack::Heading& heading) {
    return hasBadge(heading) ? kContentWidth - kBadgeWidth - 14 : kContentWidth;
}

TextStyle styleOf(pack::Voice voice) {
    switch (voice) {
    case pack::Voice::Lead:
        return lead();
    case pack::Voice::Small:
        return small();
    case pack::Voice::Body:
        break;
    }
    return body();
}

} // namespace

std::string anchorOf(const pack::Heading& heading, std::size_t block) {
    return heading.anchor.empty() ? "heading-" + std::to_string(block) : heading.anchor;
}

double headingHeight(Composer& composer, const pack::Heading& heading) {
    const HeadingLook look = lookOf(heading);
    const Text text(heading.text), status(heading.markLabel);
    Row title{.cells = {{&text, 0, titleWidth(heading), theme::heading(heading.level)}}};
    if (hasBadge(heading)) title.cells.push_back({&status, 0, kBadgeWidth - kMarkIndent, badge(heading.mark)});
    const double eyebrowHeight = heading.eyebrow.empty() ? 0 : eyebrow().leading;
    return look.before + ruleGap(heading) + eyebrowHeight + composer.heightOf(title) + look.after;
}

void BlockWriter::operator()(const pack::Cover& cover) {
    to.m_y = kCoverTop;
    to.page().items.push_back(BoxItem{{kLeft, to.m_y - 22, 40, 3}, accent()});
    const TextStyle kind{Face::Bold, 10.5, 16, accent()};
    // A long compound gets a smaller size before it is broken.
    TextStyle organisation{Face::Bold, pack::look::kTitle.size, pack::look::kTitle.leading, ink()};
    while (organisation.size > 19 && to.m_shaper.longestWord(cover.organisation, organisation) > kContentWidth) {
        organisation.size -= 2;
        organisation.leading = organisation.size * 1.27;
    }
    const TextStyle subtitle{Face::Regular, 12.5, 19, muted()};
    to.place({.cells = {{to.keep(cover.kind), 0, kContentWidth, kind}}, .padBottom = 4});
    to.place({.cells = {{to.keep(cover.organisation), 0, kContentWidth, organisation}}, .padBottom = 4});
    to.place({.cells = {{to.keep(cover.subtitle), 0, kContentWidth, subtitle}}, .padBottom = 26, .ruleBelow = rule()});
    to.space(12);
    for (const auto& fact : cover.facts)
        to.place(factRow(to, fact));
    to.space(10);
}

// The space before it.
double BlockWriter::beginChapter(const pack::Heading& heading) {
    constexpr double kLeastRoom = kBodyHeight * 0.36; // below that, a chapter starts on the next page
    constexpr double kBetween = 26;
    to.m_owner.clear();
    to.m_chapter = heading.text;
    const double needed = kBetween + headingHeight(to, heading) + BlockHead::of(to, to.m_block + 1);
    const bool flows = heading.flow && !to.atTop() && to.room() > std::max(kLeastRoom, needed);
    if (!flows && !to.atTop()) to.freshPage();
    if (to.page().chapter.empty() || !flows) to.page().chapter = heading.text;
    return flows ? kBetween : 0;
}

void BlockWriter::operator()(const pack::Heading& heading) {
    HeadingLook look = lookOf(heading);
    if (to.m_block > 0 && std::holds_alternative<pack::Heading>(to.m_document.blocks[to.m_block - 1]))
        look.before = std::min(look.before, 9.0);
    if (heading.level == 1) look.before = beginChapter(heading);
    const double needed =
        headingHeight(to, heading) +
        std::max(BlockHead::of(to, to.m_block + 1), heading.level == 1 ? 0 : BlockHead::section(to, to.m_block + 1));
    if (heading.level < 4) to.m_owner.clear();
    if (needed > to.room() && !to.atTop()) to.newPage();
    if (heading.level == 2 || heading.level == 3) to.m_owner = heading.name.empty() ? heading.text : heading.name;
    to.space(look.before);
    const std::string name = anchorOf(heading, to.m_block);
    to.anchor(name, to.m_y - 6);
    if (heading.outline) to.m_result.outline.push_back({heading.level, heading.text, name});
    if (hasRule(heading)) {
        to.page().items.push_back(LineItem{{kLeft, to.m_y}, {kLeft + kContentWidth, to.m_y}, 0.9, ink()});
        to.m_y += ruleGap(heading);
    }
    if (!heading.eyebrow.empty()) to.place({.cells = {{to.keep(heading.eyebrow), 0, kContentWidth, eyebrow()}}});
    Row title{.cells = {{to.keep(heading.text), 0, titleWidth(heading), theme::heading(heading.level)}}};
    if (hasBadge(heading)) {
        const Text* status = to.keep(heading.markLabel);
        const double room = kBadgeWidth - kMarkIndent;
        const double width = std::min(room, to.m_shaper.naturalWidth(*status, badge(heading.mark)) + 1);
        title.cells.push_back({status, kContentWidth - width, width, badge(heading.mark), heading.mark});
    }
    to.place(title);
    to.m_y += look.after;
    if (heading.level == 1)
        to.page().items.push_back(
            LineItem{{kLeft, to.m_y - 5}, {kLeft + kContentWidth, to.m_y - 5}, kHairline, rule()}),
            to.m_y += 5;
}

Row paragraphRow(const pack::Paragraph& paragraph) {
    return {
        .cells = {{&paragraph.text, 0, kContentWidth, styleOf(paragraph.voice)}}, .padBottom = 4, .breakable = true};
}

void BlockWriter::operator()(const pack::Paragraph& paragraph) {
    to.space(paragraph.voice == pack::Voice::Small ? 0 : 1);
    if (paragraph.keepWithNext) to.ensure(to.heightOf(paragraphRow(paragraph)) + BlockHead::of(to, to.m_block + 1));
    to.place(paragraphRow(paragraph));
    if (paragraph.voice == pack::Voice::Lead) to.m_y += 5;
}

Row bulletRow(Composer& composer, const Text& item) {
    return {.cells = {{composer.keep("–"), 2, 8, body()}, {&item, 13, kContentWidth - 13, body()}}, .padBottom = 1.5};
}

void BlockWriter::operator()(const pack::Bullets& bullets) {
    to.space(1);
    for (const Text& item : bullets.items) {
        const Row row = bulletRow(to, item);
        if (&item == &bullets.items.back()) to.ensure(to.heightOf(row) + BlockHead::tail(to, to.m_block + 1));
        to.place(row);
    }
    to.m_y += 3;
}

Row factRow(Composer& composer, const std::pair<std::string, Text>& fact) {
    TextStyle value = cell();
    value.leading = label().leading;
    return {.cells = {{composer.keep(fact.first), 0, kLabelWidth - 8, label()},
                      {&fact.second, kLabelWidth, kContentWidth - kLabelWidth, value}},
            .padTop = 1.6,
            .padBottom = 1.6};
}

void BlockWriter::operator()(const pack::KeyValues& values) {
    double height = 0;
    for (const auto& row : values.rows)
        height += to.heightOf(factRow(to, row));
    if (height < kBodyHeight / 3) to.ensure(height + 4);
    to.space(4);
    for (const auto& row : values.rows)
        if (!row.second.empty()) to.place(factRow(to, row));
    to.m_y += 5;
}

Row codeRow(Composer& composer, const pack::Code& code) {
    const std::size_t end = code.text.find_last_not_of("\n ");
    Row row{.cells = {{composer.keep(code.text.substr(0, end == std::string::npos ? 0 : end + 1)), 9,
                       kContentWidth - 18, theme::code()}},
            .padTop = 6,
            .padBottom = 6,
            .background = panel()};
    row.breakable = composer.heightOf(row) > kBodyHeight / 3;
    return row;
}

void BlockWriter::operator()(const pack::Code& code) {
    to.space(4);
    to.place(codeRow(to, code));
    to.m_y += 7;
}

double linesHeight(const pack::Lines& lines) {
    return lines.count * kWritingLine + 8;
}

void BlockWriter::operator()(const pack::Lines& lines) {
    to.ensure(linesHeight(lines));
    for (int i = 0; i < lines.count; ++i) {
        to.m_y += kWritingLine;
        to.page().items.push_back(LineItem{{kLeft, to.m_y}, {kLeft + kContentWidth, to.m_y}, kHairline, muted()});
    }
    to.m_y += 8;
}

void BlockWriter::operator()(const pack::PageBreak&) {
    if (!to.atTop()) to.freshPage();
}

Row noteRow(Composer& composer, const pack::Note& note) {
    Text text = Text::bold(note.title);
    text.add({.text = note.title.empty() ? "" : "\n"});
    for (const pack::Span& span : note.text.spans)
        text.add(span);
    return {.cells = {{composer.keep(std::move(text)), 12, kContentWidth - 24, body()}},
            .padTop = 7,
            .padBottom = 7,
            .background = panel(),
            .bar = note.caution ? caution() : accent()};
}

void BlockWriter::operator()(const pack::Note& note) {
    to.space(9);
    to.place(noteRow(to, note));
    to.m_y += 9;
}

} // namespace proofstead::print
