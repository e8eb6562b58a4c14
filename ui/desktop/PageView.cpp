#include "desktop/PageView.h"

#include "desktop/Blocks.h"
#include "desktop/EventsView.h"
#include "desktop/PreviewView.h"
#include "desktop/TableBlock.h"
#include "present/Filters.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace proofstead::desktop {

namespace {

constexpr int kMargin = 28;
constexpr int kCompactMargin = 12;
constexpr int kBetweenSections = 24;
constexpr int kFindWidth = 280;
constexpr int kChoiceWidth = 260;

} // namespace

PageView::PageView(const present::Page& page, const Surroundings& around, QWidget* parent)
    : QScrollArea(parent), m_page(page), m_around(around) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(page.title);
    setFocusPolicy(Qt::NoFocus);
    build();
}

QWidget* PageView::header() {
    auto* out = new QWidget;
    auto* row = new QHBoxLayout(out);
    row->setContentsMargins(0, 0, 0, 0);
    if (m_around.hasBack) {
        auto* back = new QToolButton(out);
        back->setText(QStringLiteral("←"));
        back->setAutoRaise(true);
        back->setToolTip(tr("Back (Alt+Left)"));
        back->setAccessibleName(tr("Back"));
        connect(back, &QToolButton::clicked, this, &PageView::backWanted);
        row->addWidget(back, 0, Qt::AlignVCenter);
    }
    auto* title = label(m_page.title, m_around.isCompact ? TextRole::Heading : TextRole::Title, out);
    if (m_page.aside.isEmpty()) {
        row->addWidget(title, 1);
    } else {
        title->setWordWrap(false);
        row->addWidget(title);
        row->addSpacing(8);
        row->addWidget(label(m_page.aside, TextRole::Muted, out), 1, Qt::AlignBottom);
    }
    const bool hasTable = std::any_of(m_page.sections.begin(), m_page.sections.end(), [](const auto& section) {
        return std::holds_alternative<present::Table>(section.body);
    });
    if (hasTable && !m_around.isCompact) {
        m_find = new QLineEdit(out);
        m_find->setPlaceholderText(tr("Find on this page (Ctrl+F)"));
        m_find->setAccessibleName(tr("Find on this page"));
        m_find->setClearButtonEnabled(true);
        m_find->setFixedWidth(kFindWidth);
        connect(m_find, &QLineEdit::textChanged, this, &PageView::find);
        row->addWidget(m_find, 0, Qt::AlignVCenter);
    }
    return out;
}

void PageView::build() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    const int margin = m_around.isCompact ? kCompactMargin : kMargin;
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(6);
    column->addWidget(header());
    if (!m_page.lead.isEmpty()) column->addWidget(label(m_page.lead, TextRole::Lead, content));
    if (auto* choices = filters()) column->addWidget(choices);
    // A page of one list lets it have the whole height.
    const auto isList = [](const present::Section& section) {
        return std::holds_alternative<present::Table>(section.body) ||
               std::holds_alternative<present::Events>(section.body);
    };
    const bool fills = m_page.sections.size() == 1 && isList(m_page.sections.front());
    for (const auto& part : m_page.sections) {
        column->addSpacing(fills ? 8 : m_around.isCompact ? kBetweenSections / 2 : kBetweenSections);
        column->addWidget(section(part, fills), fills ? 1 : 0);
    }
    if (!fills) column->addStretch(1);
    setWidget(content);
}

// Choices that write into the field: what is typed and what is chosen is one thing.
QWidget* PageView::filters() {
    if (!m_find) return nullptr;
    QWidget* out = nullptr;
    for (const auto& section : m_page.sections) {
        const auto* table = std::get_if<present::Table>(&section.body);
        if (!table || table->filters.empty()) continue;
        out = new QWidget;
        auto* row = new QHBoxLayout(out);
        row->setContentsMargins(0, 6, 0, 0);
        for (const auto& filter : table->filters)
            row->addWidget(choiceOf(filter, out));
        row->addStretch(1);
        break;
    }
    return out;
}

QComboBox* PageView::choiceOf(const present::Table::Filter& filter, QWidget* parent) {
    auto* choice = new QComboBox(parent);
    choice->setAccessibleName(filter.label);
    choice->setObjectName(filter.key);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice->setMaximumWidth(kChoiceWidth);
    choice->addItem(tr("%1: all").arg(filter.label), QString());
    for (const auto& [value, label] : filter.values)
        choice->addItem(label, value);
    connect(choice, &QComboBox::currentIndexChanged, this, [this, choice, key = filter.key] {
        m_find->setText(present::withTag(m_find->text(), key, choice->currentData().toString()));
    });
    connect(m_find, &QLineEdit::textChanged, choice, [choice, key = filter.key](const QString& text) {
        const QSignalBlocker quiet(choice);
        choice->setCurrentIndex(std::max(0, choice->findData(present::tagIn(text, key))));
    });
    return choice;
}

QWidget* PageView::section(const present::Section& section, bool fills) {
    auto* out = new QWidget;
    auto* column = new QVBoxLayout(out);
    column->setContentsMargins(0, 0, 0, 0);
    if (!section.title.isEmpty()) column->addWidget(label(section.title, TextRole::Heading, out));
    if (!section.note.isEmpty()) column->addWidget(label(section.note, TextRole::Muted, out));
    column->addWidget(body(section, fills, out), 1);
    return out;
}

QWidget* PageView::body(const present::Section& section, bool fills, QWidget* parent) {
    struct Draw {
        PageView* page;
        QString name;
        bool fills;
        QWidget* parent;
        QWidget* operator()(const present::Facts& facts) const { return factsBlock(facts, parent); }
        QWidget* operator()(const present::Shares& shares) const { return sharesBlock(shares, parent); }
        QWidget* operator()(const present::Notice& notice) const {
            return noticeBlock(
                notice, [page = page](const present::Place& place) { emit page->placeWanted(place); }, parent);
        }
        QWidget* operator()(const present::Heat& heat) const {
            return heatBlock(
                heat, [page = page](const present::Place& place) { emit page->placeWanted(place); }, parent);
        }
        QWidget* operator()(const present::Text& text) const { return textBlock(text, parent); }
        QWidget* operator()(const present::Table& table) const {
            auto* block = new TableBlock(table, name, fills, parent);
            connect(block, &TableBlock::placeWanted, page, &PageView::placeWanted);
            page->m_tables << block;
            return block;
        }
        QWidget* operator()(const present::Preview& preview) const {
            return new PreviewView(page->m_around.preview, page->m_around.vault.path, preview.outline, parent);
        }
        QWidget* operator()(const present::Events&) const {
            page->m_events = new EventsView(page->m_around.vault, page->m_around.load, parent);
            connect(page->m_events, &EventsView::placeWanted, page, &PageView::placeWanted);
            return page->m_events;
        }
    };
    const QString name = section.title.isEmpty() ? m_page.title : section.title;
    return std::visit(Draw{this, name, fills, parent}, section.body);
}

void PageView::find(const QString& text) {
    for (auto* table : m_tables)
        table->find(text);
}

void PageView::focusFind() {
    if (m_events)
        m_events->focusFilter();
    else if (m_find)
        m_find->setFocus(Qt::ShortcutFocusReason);
}

void PageView::focusContent() {
    if (m_events)
        m_events->focusTable();
    else if (!m_tables.isEmpty())
        m_tables.front()->setFocus();
}

} // namespace proofstead::desktop
