// The table of contents: every heading with its status and page, linked.
#include "print/Blocks.h"

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

void BlockWriter::contentsLine(const pack::Heading& heading, const std::string& anchor) {
    TextStyle style = cell();
    style.leading = 11.8;
    Row row{.padTop = 1.1, .padBottom = 1.1};
    const double textEnd = kContentWidth - kNumberWidth - 8;
    if (heading.level == 1) {
        style = {Face::Bold, 9.4, 13, ink()};
        row.padTop = 8;
        row.cells = {{to.keep(heading.text), 0, textEnd, style}};
    } else if (heading.level == 3 && heading.mark != pack::Mark::None) {
        TextStyle quiet = style;
        quiet.colour = muted();
        row.cells = {
            {to.keep(citationOf(heading)), kMarkIndent, kCitationWidth - 8, quiet, heading.mark},
            {to.keep(heading.text), kMarkIndent + kCitationWidth, textEnd - kMarkIndent - kCitationWidth, style}};
    } else {
        row.padTop = heading.level == 2 ? 2.2 : 1.1;
        row.cells = {{to.keep(heading.text), kMarkIndent, textEnd - kMarkIndent, style}};
    }
    to.ensure(to.heightOf(row) + (heading.level == 1 ? 16 : 0));
    to.place(row);
    const double y = to.m_y - row.padBottom - style.leading;
    TextStyle number = style;
    number.align = pack::Align::Right;
    to.page().items.push_back(PageNumberItem{{kLeft + kContentWidth - kNumberWidth, y}, kNumberWidth, number, anchor});
    to.page().items.push_back(LinkItem{{kLeft, y, kContentWidth, style.leading}, anchor});
}

void BlockWriter::operator()(const pack::TableOfContents& contents) {
    (*this)(pack::Heading{.level = 1, .text = contents.title, .anchor = "contents", .outline = false});
    for (std::size_t i = 0; i < to.m_document.blocks.size(); ++i) {
        const auto* heading = std::get_if<pack::Heading>(&to.m_document.blocks[i]);
        if (heading && heading->outline && heading->level <= contents.depth)
            contentsLine(*heading, anchorOf(*heading, i));
    }
}

} // namespace proofstead::print
