// A document after composition: for each page a list of things to draw, in points from the top left corner.
// Texts are not copied: a composition points into the document it was made from, which must outlive it.
#pragma once

#include "print/Theme.h"

#include <deque>
#include <map>
#include <QPointF>
#include <QRectF>
#include <string>
#include <variant>
#include <vector>

namespace proofstead::print {

// Lines [firstLine, firstLine + lineCount) of a text that is `width` wide.
struct TextItem {
    QPointF at;
    double width = 0;
    const pack::Text* text = nullptr;
    TextStyle style;
    int firstLine = 0;
    int lineCount = 0;
};
struct BoxItem {
    QRectF box;
    QColor colour;
    double radius = 0;
};
struct LineItem {
    QPointF from, to;
    double width = theme::kHairline;
    QColor colour;
};
// A part of a bar: the fill and hatch of its mark.
struct SegmentItem {
    QRectF box;
    pack::Mark mark = pack::Mark::None;
};
struct MarkItem {
    QRectF box;
    pack::Mark mark = pack::Mark::None;
    bool onFill = false; // in the ink that reads on its own fill
};
// The number of the page on which an anchor stands, known only at the end.
struct PageNumberItem {
    QPointF at;
    double width = 0;
    TextStyle style;
    std::string anchor;
};
struct LinkItem {
    QRectF box;
    std::string anchor;
};
using Item = std::variant<TextItem, BoxItem, LineItem, SegmentItem, MarkItem, PageNumberItem, LinkItem>;

struct Page {
    std::vector<Item> items;
    std::string chapter; // for the running header; "" on the cover
};

struct Place {
    std::size_t page = 0; // from 0
    double y = 0;
};

struct OutlineEntry {
    int level = 1;
    std::string title;
    std::string anchor;
};

struct Composition {
    std::vector<Page> pages;
    std::map<std::string, Place> anchors;
    std::vector<OutlineEntry> outline;
    std::deque<pack::Text> generated; // texts that are not the document's own; addresses stay
};

} // namespace proofstead::print
