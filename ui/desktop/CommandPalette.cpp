#include "desktop/CommandPalette.h"

#include "desktop/Bars.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kMostShown = 60;

// Every word that was typed occurs somewhere.
bool fits(const QString& text, const QStringList& words) {
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

CommandPalette::CommandPalette(std::vector<Entry> entries, QWidget* parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint),
      m_entries(std::move(entries)),
      m_text(new QLineEdit(this)),
      m_list(new QListWidget(this)) {
    setAccessibleName(tr("Commands"));
    resize(560, 380);
    auto* column = new QVBoxLayout(this);
    m_text->setPlaceholderText(tr("Type what you want to do, a page, or a control"));
    m_text->setAccessibleName(tr("Command"));
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setItemDelegate(new ShareDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    column->addWidget(m_text);
    column->addWidget(m_list, 1);
    m_text->installEventFilter(this);
    connect(m_text, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_text, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    fill({});
    m_text->setFocus();
}

void CommandPalette::fill(const QString& text) {
    m_list->clear();
    const auto words = text.split(' ', Qt::SkipEmptyParts);
    for (std::size_t i = 0; i < m_entries.size() && m_list->count() < kMostShown; ++i) {
        const auto& entry = m_entries[i];
        if (!fits(entry.text + ' ' + entry.hint, words)) continue;
        const QString line = entry.hint.isEmpty() ? entry.text : entry.text + QStringLiteral("   ·   ") + entry.hint;
        auto* item = new QListWidgetItem(line, m_list);
        item->setData(Qt::UserRole + 10, static_cast<int>(i));
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::choose() {
    if (const auto* item = m_list->currentItem()) {
        m_chosen = m_entries[static_cast<std::size_t>(item->data(Qt::UserRole + 10).toInt())];
        accept();
    }
}

// Up and down move through the list while the field keeps the focus.
bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace proofstead::desktop
