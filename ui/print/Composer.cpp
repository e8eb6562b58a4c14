#include "print/Composer.h"

#include "print/Blocks.h"

#include <algorithm>
#include <cmath>

namespace proofstead::print {

using namespace theme;

Composition compose(const pack::Document& document, Shaper& shaper) {
    return Composer(document, shaper).run();
}

Composer::Composer(const pack::Document& document, Shaper& shaper) : m_document(document), m_shaper(shaper) {
    m_result.pages.emplace_back();
}

Composition Composer::run() {
    BlockWriter writer{*this};
    for (m_block = 0; m_block < m_document.blocks.size(); ++m_block)
        std::visit(writer, m_document.blocks[m_block]);
    return std::move(m_result);
}

double Composer::room() const {
    return kPageHeight - kBottom - m_y;
}

void Composer::freshPage() {
    m_result.pages.emplace_back();
    page().chapter = m_chapter;
    m_y = m_top = kTop;
}

void Composer::newPage() {
    freshPage();
    if (m_owner.empty() || m_document.continued.empty()) return;
    std::string line = m_document.continued;
    if (const std::size_t at = line.find("{what}"); at != std::string::npos) line.replace(at, 6, m_owner);
    page().items.push_back(TextItem{{kLeft, m_y}, kContentWidth, keep(pack::Text(line)), continued(), 0, 1});
    m_y += continued().leading + 5;
    m_top = m_y;
}

void Composer::space(double points) {
    if (!atTop()) m_y += points;
}

void Composer::ensure(double height) {
    if (height > room() && !atTop()) newPage();
}

const pack::Text* Composer::keep(pack::Text text) {
    return &m_result.generated.emplace_back(std::move(text));
}

int Composer::lines(const RowCell& cell) {
    return cell.text ? m_shaper.lineCount(*cell.text, cell.style, cell.width) : 0;
}

double Composer::heightOf(const Row& row) {
    double height = 0;
    for (const RowCell& cell : row.cells)
        height = std::max(height, lines(cell) * cell.style.leading);
    return std::max(row.minHeight, height + row.padTop + row.padBottom);
}

void Composer::place(const Row& row, const std::function<void()>& onNewPage) {
    std::vector<int> counts;
    double height = 0;
    for (const RowCell& cell : row.cells) {
        counts.push_back(lines(cell));
        height = std::max(height, counts.back() * cell.style.leading);
    }
    height = std::max(row.minHeight, height + row.padTop + row.padBottom);
    if (height > room() && !row.breakable && !atTop()) {
        newPage();
        if (onNewPage) onNewPage();
    }
    if (height > room()) return splitRow(row, onNewPage);
    drawSlice(row, std::vector<int>(row.cells.size(), 0), counts, height);
}

void Composer::splitRow(const Row& row, const std::function<void()>& onNewPage) {
    std::vector<int> from(row.cells.size(), 0), left;
    for (const RowCell& cell : row.cells)
        left.push_back(lines(cell));
    while (std::any_of(left.begin(), left.end(), [](int n) { return n > 0; })) {
        const double free = room() - row.padTop - row.padBottom;
        std::vector<int> counts(left.size(), 0);
        double height = 0;
        bool tooLittle = false; // a lone line at the foot of a page, or one left over for the next
        for (std::size_t i = 0; i < left.size(); ++i) {
            const double leading = row.cells[i].style.leading;
            const int fits = std::max(0, static_cast<int>(std::floor(free / leading + 0.001)));
            counts[i] = std::min(left[i], fits);
            if (left[i] - counts[i] == 1 && counts[i] > 2) --counts[i];
            tooLittle = tooLittle || (left[i] > counts[i] && counts[i] < 2);
            height = std::max(height, counts[i] * leading);
        }
        if (!tooLittle || atTop()) {
            for (std::size_t i = 0; i < left.size(); ++i)
                if (atTop() && left[i] > 0 && counts[i] == 0)
                    counts[i] = 1; // a page that holds no line cannot be helped; never loop
            drawSlice(row, from, counts, height + row.padTop + row.padBottom);
            for (std::size_t i = 0; i < left.size(); ++i) {
                from[i] += counts[i];
                left[i] -= counts[i];
            }
        }
        if (std::any_of(left.begin(), left.end(), [](int n) { return n > 0; })) {
            newPage();
            if (onNewPage) onNewPage();
        }
    }
}

void Composer::drawSlice(const Row& row, const std::vector<int>& from, const std::vector<int>& counts, double height) {
    std::vector<Item>& items = page().items;
    if (row.background.isValid()) items.push_back(BoxItem{{kLeft, m_y, kContentWidth, height}, row.background});
    if (row.bar.isValid()) items.push_back(BoxItem{{kLeft, m_y, 2.4, height}, row.bar});
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const RowCell& cell = row.cells[i];
        const double x = kLeft + cell.x;
        const double y = m_y + row.padTop;
        if (cell.mark != pack::Mark::None && from[i] == 0)
            items.push_back(
                MarkItem{{x - kMarkIndent, y + (cell.style.leading - kMarkSize) / 2, kMarkSize, kMarkSize}, cell.mark});
        if (counts[i] > 0) items.push_back(TextItem{{x, y}, cell.width, cell.text, cell.style, from[i], counts[i]});
        if (row.boxed) {
            const QRectF box(x - kCellPad, m_y, cell.width + 2 * kCellPad, height);
            for (const auto& [a, b] :
                 {std::pair(box.topLeft(), box.topRight()), std::pair(box.bottomLeft(), box.bottomRight()),
                  std::pair(box.topLeft(), box.bottomLeft()), std::pair(box.topRight(), box.bottomRight())})
                items.push_back(LineItem{a, b, kHairline, rule()});
        }
    }
    m_y += height;
    if (row.ruleBelow.isValid())
        items.push_back(LineItem{{kLeft, m_y}, {kLeft + kContentWidth, m_y}, kHairline, row.ruleBelow});
}

void Composer::anchor(const std::string& name, double y) {
    if (!name.empty()) m_result.anchors.emplace(name, Place{m_result.pages.size() - 1, y});
}

} // namespace proofstead::print
