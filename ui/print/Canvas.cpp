#include "print/Canvas.h"

#include "base/Text.h"
#include <algorithm>

#include <QBuffer>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>

namespace proofstead::print {

using namespace theme;

namespace {

constexpr double k = kDotsPerPoint;

QString numbered(std::string text, std::size_t page, std::size_t pages) {
    QString result = QString::fromStdString(text);
    result.replace(QStringLiteral("{page}"), QString::number(page));
    result.replace(QStringLiteral("{pages}"), QString::number(pages));
    return result;
}

// Draws the items of one page after the other.
class PageDrawer {
public:
    PageDrawer(QPainter& painter, Shaper& shaper, const Composition& composition, std::vector<PlacedLink>& links)
        : m_painter(painter), m_shaper(shaper), m_composition(composition), m_links(links) {}

    void startPage(std::size_t page) { m_page = page; }

    void operator()(const TextItem& item) {
        const ShapedText shaped = m_shaper.shape(*item.text, item.style, item.width);
        m_painter.setPen(item.style.colour);
        const int end = std::min(item.firstLine + item.lineCount, shaped.lines());
        const QPointF origin(item.at.x() * k, item.at.y() * k - item.firstLine * shaped.leading);
        if (item.firstLine == 0 && end == shaped.lines()) {
            shaped.layout->draw(&m_painter, origin);
        } else {
            for (int i = item.firstLine; i < end; ++i)
                shaped.layout->lineAt(i).draw(&m_painter, origin);
        }
        for (const Shaper::Range& range : Shaper::ranges(*item.text))
            if (!range.span->link.empty()) linkLines(item, shaped, range, end);
    }
    void operator()(const BoxItem& item) { m_painter.fillRect(scaled(item.box), item.colour); }
    void operator()(const LineItem& item) {
        m_painter.setPen(QPen(item.colour, item.width * k, Qt::SolidLine, Qt::FlatCap));
        m_painter.drawLine(item.from * k, item.to * k);
    }
    void operator()(const SegmentItem& item) { drawFill(m_painter, scaled(item.box), item.mark, k); }
    void operator()(const MarkItem& item) {
        drawMark(m_painter, scaled(item.box), item.mark, item.onFill ? inkOnFill(item.mark) : colourOf(item.mark));
    }
    void operator()(const PageNumberItem& item) {
        const auto found = m_composition.anchors.find(item.anchor);
        if (found == m_composition.anchors.end()) return;
        const pack::Text number(std::to_string(found->second.page + 1));
        (*this)(TextItem{item.at, item.width, &number, item.style, 0, 1});
    }
    void operator()(const LinkItem& item) { link(item.box, item.anchor); }

private:
    static QRectF scaled(const QRectF& box) { return {box.topLeft() * k, box.size() * k}; }

    void link(const QRectF& box, const std::string& anchor) {
        if (m_composition.anchors.contains(anchor)) m_links.push_back({m_page, box, anchor});
    }

    void linkLines(const TextItem& item, const ShapedText& shaped, const Shaper::Range& range, int end) {
        for (int i = item.firstLine; i < end; ++i) {
            const QTextLine line = shaped.layout->lineAt(i);
            const int from = std::max(range.start, line.textStart());
            const int until = std::min(range.start + range.length, line.textStart() + line.textLength());
            if (from >= until) continue;
            const double left = line.cursorToX(from) / k, right = line.cursorToX(until) / k;
            const double top = item.at.y() + (i - item.firstLine) * item.style.leading;
            link({item.at.x() + left, top, right - left, item.style.leading}, range.span->link);
        }
    }

    QPainter& m_painter;
    Shaper& m_shaper;
    const Composition& m_composition;
    std::vector<PlacedLink>& m_links;
    std::size_t m_page = 0;
};

// As much of a line as fits, with an ellipsis where it was cut.
std::string fitted(Shaper& shaper, const std::string& text, double width) {
    if (shaper.naturalWidth(text, running()) <= width) return text;
    std::size_t columns = text.size();
    while (columns > 1 && shaper.naturalWidth(base::shorten(text, columns), running()) > width)
        columns -= std::max<std::size_t>(1, columns / 16);
    return base::shorten(text, columns);
}

struct RunningLines {
    std::string header, footer;
    std::map<std::string, std::string> chapters; // as fitted
};

RunningLines runningLines(const Composition& composition, const pack::Document& document, Shaper& shaper) {
    const double width = kContentWidth / 2 - 6;
    RunningLines lines{fitted(shaper, document.headerLeft, width), fitted(shaper, document.footerLeft, width), {}};
    for (const Page& page : composition.pages)
        if (!lines.chapters.contains(page.chapter)) lines.chapters[page.chapter] = fitted(shaper, page.chapter, width);
    return lines;
}

void drawRunningLines(PageDrawer& drawer, const Composition& composition, const pack::Document& document,
                      const RunningLines& lines, std::size_t page) {
    const double width = kContentWidth / 2;
    TextStyle right = running();
    right.align = pack::Align::Right;
    const auto line = [&](const std::string& text, double x, double y, const TextStyle& style) {
        const pack::Text value(text);
        drawer(TextItem{{x, y}, width, &value, style, 0, 1});
    };
    if (page > 0) {
        line(lines.header, kLeft, 36, running());
        line(lines.chapters.at(composition.pages[page].chapter), kLeft + width, 36, right);
        drawer(LineItem{{kLeft, 50}, {kLeft + kContentWidth, 50}, kHairline, rule()});
    }
    const double foot = kPageHeight - 40;
    line(lines.footer, kLeft, foot, running());
    line(numbered(document.pageOf, page + 1, composition.pages.size()).toStdString(), kLeft + width, foot, right);
}

} // namespace

base::Result<DrawnPages> draw(const Composition& composition, const pack::Document& document, Shaper& shaper) {
    DrawnPages result;
    QBuffer buffer(&result.pdf);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDotsPerInch);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    writer.setPdfVersion(QPagedPaintDevice::PdfVersion_1_6);
    QPainter painter;
    if (!painter.begin(&writer)) return base::fail("pdf-unwritable");
    const RunningLines lines = runningLines(composition, document, shaper);
    PageDrawer drawer(painter, shaper, composition, result.links);
    for (std::size_t page = 0; page < composition.pages.size(); ++page) {
        if (page > 0 && !writer.newPage()) return base::fail("pdf-unwritable");
        drawer.startPage(page);
        for (const Item& item : composition.pages[page].items)
            std::visit(drawer, item);
        drawRunningLines(drawer, composition, document, lines, page);
    }
    if (!painter.end()) return base::fail("pdf-unwritable");
    return result;
}

void drawPage(QPainter& painter, const Composition& composition, const pack::Document& document, Shaper& shaper,
              std::size_t page, double width) {
    painter.scale(width / (kPageWidth * k), width / (kPageWidth * k));
    std::vector<PlacedLink> unused;
    PageDrawer drawer(painter, shaper, composition, unused);
    drawer.startPage(page);
    for (const Item& item : composition.pages[page].items)
        std::visit(drawer, item);
    drawRunningLines(drawer, composition, document, runningLines(composition, document, shaper), page);
}

} // namespace proofstead::print
