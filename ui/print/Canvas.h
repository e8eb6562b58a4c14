// Draws a composition as PDF pages, and keeps what Qt's writer has no way to write: links, destinations, outline.
#pragma once

#include "print/Pages.h"
#include "print/Shaper.h"

#include <QByteArray>

class QPainter;

namespace proofstead::print {

struct PlacedLink {
    std::size_t page = 0;
    QRectF box; // points from the top left corner
    std::string anchor;
};

struct DrawnPages {
    QByteArray pdf;
    std::vector<PlacedLink> links;
};

// Error code "pdf-unwritable" when Qt's writer gives up.
base::Result<DrawnPages> draw(const Composition& composition, const pack::Document& document, Shaper& shaper);

// One page on whatever a painter draws on, `width` dots wide.
void drawPage(QPainter& painter, const Composition& composition, const pack::Document& document, Shaper& shaper,
              std::size_t page, double width);

} // namespace proofstead::print
