#include "desktop/PageView.h"

#include "desktop/Blocks.h"

#include <QLabel>
#include <QVBoxLayout>

namespace proofstead::desktop {

namespace {

constexpr int kMargin = 28;
constexpr int kBetweenSections = 24;

} // namespace

PageView::PageView(const present::Page& page, QWidget* parent) : QScrollArea(parent), m_page(page) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(page.title);
    build();
}

void PageView::build() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(6);
    column->addWidget(label(m_page.title, TextRole::Title, content));
    if (!m_page.lead.isEmpty()) column->addWidget(label(m_page.lead, TextRole::Lead, content));
    // A page of one table lets it have the whole height.
    const bool fills =
        m_page.sections.size() == 1 && std::holds_alternative<present::Table>(m_page.sections.front().body);
    for (const auto& part : m_page.sections) {
        column->addSpacing(fills ? 8 : kBetweenSections);
        column->addWidget(section(part), fills ? 1 : 0);
    }
    if (!fills) column->addStretch(1);
    setWidget(content);
}

QWidget* PageView::section(const present::Section& section) {
    auto* out = new QWidget;
    auto* column = new QVBoxLayout(out);
    column->setContentsMargins(0, 0, 0, 0);
    if (!section.title.isEmpty()) column->addWidget(label(section.title, TextRole::Heading, out));
    if (!section.note.isEmpty()) column->addWidget(label(section.note, TextRole::Muted, out));
    const bool fills = m_page.sections.size() == 1;
    const QString name = section.title.isEmpty() ? m_page.title : section.title;
    struct Draw {
        QWidget* out;
        QString name;
        bool fills;
        QWidget* operator()(const present::Facts& facts) const { return factsBlock(facts, out); }
        QWidget* operator()(const present::Shares& shares) const { return sharesBlock(shares, out); }
        QWidget* operator()(const present::Notice& notice) const { return noticeBlock(notice, out); }
        QWidget* operator()(const present::Table& table) const { return tableBlock(table, name, fills, out); }
    };
    column->addWidget(std::visit(Draw{out, name, fills}, section.body), 1);
    return out;
}

} // namespace proofstead::desktop
