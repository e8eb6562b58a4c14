#include "desktop/EventsView.h"

#include "desktop/Blocks.h"
#include "desktop/Histogram.h"
#include "desktop/PageView.h"
#include "desktop/TableBlock.h"
#include "present/ErrorText.h"
#include "present/Words.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kSettle = 150;                                  // ms
constexpr int kWidths[] = {178, 190, 260, 92, 170, 120, 130}; // at 100 %, as EventList::columns()

} // namespace

EventsView::EventsView(const present::VaultAt& vault, Loader load, QWidget* parent)
    : QWidget(parent), m_vault(vault), m_load(std::move(load)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto list = present::EventList::open(vault);
    if (!list) {
        column->addWidget(label(present::errorText(list.error()), TextRole::Body, this));
        column->addStretch(1);
        return;
    }
    m_model = new EventModel(std::move(*list), vault, this);
    m_filter = new QLineEdit(this);
    m_filter->setPlaceholderText(
        tr("Filter: action:Delete* actor:nora outcome:failure from:2026-01-05 until:2026-01-06"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_count = label({}, TextRole::Muted, this);
    m_histogram = new Histogram(this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    makeTable();
    column->addWidget(m_filter);
    column->addWidget(m_count);
    column->addWidget(m_histogram);
    column->addWidget(m_splitter, 1);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    connect(&m_settle, &QTimer::timeout, this, &EventsView::showRecord);
    connect(m_filter, &QLineEdit::returnPressed, this, &EventsView::search);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty()) search();
    });
    connect(m_histogram, &Histogram::chosen, this, &EventsView::choose);
    connect(m_model, &EventModel::grown, this, [this] {
        tell();
        if (!m_table->currentIndex().isValid()) m_table->setCurrentIndex(m_model->index(0, 0)); // its record beside it
    });
    connect(m_model, &EventModel::finished, this, [this] {
        m_histogram->setBars(m_model->histogram());
        tell();
    });
    tell();
}

void EventsView::makeTable() {
    m_table = new QTableView(m_splitter);
    styleView(*m_table);
    m_table->setAccessibleName(tr("Events"));
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 12);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setModel(m_model);
    // Contents are never measured: that would read rows nobody looks at.
    for (int c = 0; c < m_model->columnCount(); ++c)
        m_table->setColumnWidth(c, kWidths[c] * m_table->fontMetrics().height() / 16);
    m_table->horizontalHeader()->setSortIndicator(0, Qt::DescendingOrder);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSortingEnabled(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { m_settle.start(); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        emit placeWanted({QStringLiteral("record"), QString::number(m_model->record(index.row()))});
    });
}

void EventsView::search() {
    const auto query = present::parseEventQuery(m_filter->text());
    if (!query) {
        m_count->setText(present::errorText(query.error()));
        return;
    }
    m_model->search(*query);
    tell();
}

void EventsView::choose(qint64 from, qint64 until) {
    QStringList words;
    for (const auto& word : m_filter->text().split(' ', Qt::SkipEmptyParts))
        if (!word.startsWith(QLatin1String("from:")) && !word.startsWith(QLatin1String("until:"))) words << word;
    words << QStringLiteral("from:") + QString::fromStdString(base::formatSeconds(from))
          << QStringLiteral("until:") + QString::fromStdString(base::formatSeconds(until));
    m_filter->setText(words.join(' '));
    search();
}

void EventsView::tell() {
    if (const auto error = m_model->error()) {
        m_count->setText(present::errorText(*error));
        return;
    }
    if (m_model->isFinished() && m_model->rowCount() == 0) {
        m_count->setText(tr("No event fits this filter. An empty field shows all again."));
        return;
    }
    const QString count = present::grouped(m_model->rowCount());
    m_count->setText(m_model->isFinished() ? tr("%1 events").arg(count) : tr("%1 events, searching…").arg(count));
}

void EventsView::showRecord() {
    const auto record = m_model->record(m_table->currentIndex().row());
    if (record == 0 || !m_load) return;
    m_load({QStringLiteral("record"), QString::number(record)}, this, [this, record](base::Result<present::Page> page) {
        if (!page || m_model->record(m_table->currentIndex().row()) != record) return;
        // As delivered above what it was read as: both in sight at once.
        auto& parts = page->sections;
        std::stable_partition(parts.begin(), parts.end(), [](const auto& part) {
            const auto* text = std::get_if<present::Text>(&part.body);
            return text && text->verbatim;
        });
        const auto sizes = m_splitter->sizes();
        delete m_record;
        m_record =
            new PageView(*page, {.vault = m_vault, .load = m_load, .hasBack = false, .isCompact = true}, nullptr);
        connect(m_record, &PageView::placeWanted, this, &EventsView::placeWanted);
        m_splitter->addWidget(m_record);
        m_splitter->setSizes(sizes.size() == 2 ? sizes : QList<int>{width() / 2, width() / 2});
    });
}

void EventsView::focusFilter() {
    if (m_filter) m_filter->setFocus(Qt::ShortcutFocusReason);
}

void EventsView::focusTable() {
    if (m_table) m_table->setFocus();
}

} // namespace proofstead::desktop
