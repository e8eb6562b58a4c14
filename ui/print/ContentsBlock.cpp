// The table of contents: every heading with its status and page, linked.
#include "print/Blocks.h"

#include <cmath>

namespace proofstead::print {

using namespace theme;

namespace {

constexpr double kNumberWidth = 30;
constexpr double kCitationWidth = 112;

// "GDPR Art. 30(1)(d)" of "GDPR Art. 30(1)(d)  ·  gdpr-30-1-d".
std::string citationOf(const pack::Heading& heading) {
    return heading.eyebrow.substr(0, heading.eyebrow.find("  ·"));
}

} // namespace

// Dots from the end of a text to its page number.
void BlockWriter::leader(const pack::Text& text, const TextStyle& style, double x, double y) {
    const double from = x + to.m_shaper.naturalWidth(text, style) + 6;
    const double until = kContentWidth - kNumberWidth + 8;
    constexpr double kStep = 4;
    for (double at = std::ceil(from / kStep) * kStep; at < until; at += kStep)
        to.page().items.push_back(BoxItem{{kLeft + at, y + style.leading * 0.68, 0.7, 0.7}, muted()});
}

void BlockWriter::contentsLine(const pack::Heading& heading, const std::string& anchor) {
    TextStyle style = cell();
    style.leading = 11.8;
    Row row{.padTop = 1.1, .padBottom = 1.1};
    const double textEnd = kContentWidth - kNumberWidth - 8;
    double x = 0;
    if (heading.level == 1) {
        style = {Face::Bold, 9.4, 13, ink()};
        row.padTop = 7;
    } else if (heading.mark != pack::Mark::None) {
        TextStyle quiet = style;
        quiet.colour = muted();
        x = kMarkIndent + kCitationWidth;
        row.cells = {{to.keep(citationOf(heading)), kMarkIndent, kCitationWidth - 8, quiet, heading.mark}};
    } else {
        x = kMarkIndent;
        row.padTop = heading.level == 2 ? 2.2 : 1.1;
    }
    const pack::Text* title = to.keep(heading.text);
    row.cells.push_back({title, x, textEnd - x, style});
    to.ensure(to.heightOf(row) + (heading.level == 1 ? 16 : 0));
    to.place(row);
    const double y = to.m_y - row.padBottom - style.leading;
    if (to.m_shaper.lineCount(*title, style, textEnd - x) == 1) leader(*title, style, x, y);
    TextStyle number = style;
    number.align = pack::Align::Right;
    to.page().items.push_back(PageNumberItem{{kLeft + kContentWidth - kNumberWidth, y}, kNumberWidth, number, anchor});
    to.page().items.push_back(LinkItem{{kLeft, y, kContentWidth, style.leading}, anchor});
}

void BlockWriter::operator()(const pack::TableOfContents& contents) {
    const bool controls = contents.what == pack::TableOfContents::What::Controls;
    if (!contents.title.empty())
        (*this)(pack::Heading{.level = 1, .text = contents.title, .anchor = "contents", .outline = false});
    for (std::size_t i = 0; i < to.m_document.blocks.size(); ++i) {
        const auto* heading = std::get_if<pack::Heading>(&to.m_document.blocks[i]);
        if (!heading || !heading->outline) continue;
        const bool isControl = heading->mark != pack::Mark::None;
        const bool wanted = controls ? isControl : heading->contents && heading->level <= contents.depth && !isControl;
        if (wanted) contentsLine(*heading, anchorOf(*heading, i));
    }
}

} // namespace proofstead::print
