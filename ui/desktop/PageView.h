// Draws a page of ui/present with widgets: headings, facts, bars and tables, one below the other.
#pragma once

#include "present/Page.h"

#include <QScrollArea>

namespace proofstead::desktop {

class PageView : public QScrollArea {
    Q_OBJECT
public:
    explicit PageView(const present::Page& page, QWidget* parent = nullptr);

private:
    void build();
    QWidget* section(const present::Section& section);
    present::Page m_page;
};

} // namespace proofstead::desktop
