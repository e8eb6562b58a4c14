#include "desktop/TableBlock.h"

#include "desktop/Bars.h"
#include "desktop/Blocks.h"
#include "present/Find.h"

#include <QApplication>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kLinkColumns = 2;
constexpr int kMostRows = 25; // of a table that is one of several on its page
constexpr int kWidest = 270;  // of a column that does not stretch
constexpr int kSpare = 190;   // of one that is given up first where room is short

void setColumns(QHeaderView& header, const present::Table& table) {
    header.setHighlightSections(false);
    header.setSectionsClickable(true);
    header.setSortIndicatorShown(true);
    header.setSortIndicator(-1, Qt::AscendingOrder);
    header.setResizeContentsPrecision(200);
    header.setMinimumSectionSize(48);
    header.setStretchLastSection(false);
    for (int c = 0; c < static_cast<int>(table.columns.size()); ++c)
        header.setSectionResizeMode(c, table.columns[static_cast<std::size_t>(c)].stretches ? QHeaderView::Stretch
                                                                                            : QHeaderView::Interactive);
}

} // namespace

void styleView(QAbstractItemView& view) {
    view.setAlternatingRowColors(true);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setTabKeyNavigation(false);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setItemDelegate(new ShareDelegate(&view));
    // The frame of the current row goes with the keys.
    QObject::connect(qApp, &QApplication::focusChanged, view.viewport(), [view = view.viewport()] { view->update(); });
}

TableBlock::TableBlock(const present::Table& table, const QString& name, bool fills, QWidget* parent)
    : QWidget(parent), m_model(new TableModel(table, this)), m_proxy(new TableProxy(m_model, this)), m_fills(fills) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_view = m_model->isTree() ? makeTree() : makeTable();
    m_view->setAccessibleName(name);
    column->addWidget(m_view, 1);
    m_nothing = label(present::nothingFound(), TextRole::Muted, this);
    m_nothing->setVisible(false);
    m_nothing->setContentsMargins(8, 12, 8, 12);
    column->addWidget(m_nothing);
    m_detail = label({}, TextRole::Body, this);
    m_detail->setVisible(false);
    m_detail->setContentsMargins(8, 6, 8, 6);
    column->addWidget(m_detail);
    m_links = new QWidget(this);
    m_links->setVisible(false);
    auto* grid = new QGridLayout(m_links);
    grid->setContentsMargins(2, 0, 8, 4);
    grid->setSpacing(0);
    column->addWidget(m_links);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TableBlock::showDetail);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const present::Place place{index.data(TableModel::PlaceRole).toString(),
                                   index.data(TableModel::AboutRole).toString()};
        if (place.leads()) emit placeWanted(place);
    });
    fitHeight();
}

QAbstractItemView* TableBlock::makeTable() {
    auto* view = new QTableView(this);
    styleView(*view);
    view->setModel(m_proxy);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 12);
    view->setShowGrid(false);
    view->setWordWrap(false);
    setColumns(*view->horizontalHeader(), m_model->table());
    view->setSortingEnabled(true);
    m_proxy->sort(-1);
    for (int c = 0; c < m_proxy->columnCount(); ++c) {
        if (m_model->table().columns[static_cast<std::size_t>(c)].stretches) continue;
        view->resizeColumnToContents(c);
        view->setColumnWidth(c, std::min(widestOf(c), view->columnWidth(c)));
    }
    return view;
}

QAbstractItemView* TableBlock::makeTree() {
    auto* view = new QTreeView(this);
    styleView(*view);
    view->setModel(m_proxy);
    view->setUniformRowHeights(true);
    view->setExpandsOnDoubleClick(false);
    setColumns(*view->header(), m_model->table());
    view->setSortingEnabled(true);
    m_proxy->sort(-1);
    view->expandAll();
    // A branch names its part of the tree over all columns, and asks for no room of its own in the first one.
    int first = 0;
    spanBranches(*view, {}, 1, first);
    for (int c = 1; c < m_proxy->columnCount(); ++c) {
        if (m_model->table().columns[static_cast<std::size_t>(c)].stretches) continue;
        view->resizeColumnToContents(c);
        view->setColumnWidth(c, std::min(widestOf(c), view->columnWidth(c)));
    }
    view->setColumnWidth(0, std::min(kWidest, first));
    return view;
}

int TableBlock::widestOf(int column) const {
    return m_model->table().columns[static_cast<std::size_t>(column)].isSpare ? kSpare : kWidest;
}

void TableBlock::spanBranches(QTreeView& view, const QModelIndex& parent, int depth, int& widest) {
    for (int row = 0; row < m_proxy->rowCount(parent); ++row) {
        const auto index = m_proxy->index(row, 0, parent);
        const bool isBranch = index.data(TableModel::BranchRole).toBool();
        view.setFirstColumnSpanned(row, parent, isBranch);
        if (!isBranch)
            widest = std::max(widest, depth * view.indentation() + 24 +
                                          view.fontMetrics().horizontalAdvance(index.data().toString()));
        spanBranches(view, index, depth + 1, widest);
    }
}

void TableBlock::find(const QString& text) {
    m_proxy->find(text);
    m_nothing->setVisible(m_proxy->rowCount() == 0 && !m_model->table().rows.empty());
    if (auto* tree = qobject_cast<QTreeView*>(m_view)) {
        tree->expandAll();
        int unused = 0;
        spanBranches(*tree, {}, 1, unused);
    }
    fitHeight();
}

void TableBlock::showDetail(const QModelIndex& current) {
    const auto lines = current.data(TableModel::DetailRole).toStringList();
    m_detail->setText(lines.join('\n'));
    m_detail->setVisible(!lines.isEmpty());
    showLinks(current);
}

// Where the row leads besides, one below the other.
void TableBlock::showLinks(const QModelIndex& current) {
    qDeleteAll(m_links->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly));
    const auto index = m_proxy->mapToSource(current);
    const auto links = index.isValid() ? m_model->rowAt(index).links : std::vector<present::Link>();
    for (const auto& link : links) {
        const QString text = QStringLiteral("→ ") + link.text;
        auto* button =
            new QPushButton(fontMetrics().elidedText(text, Qt::ElideRight, width() / kLinkColumns - 28), m_links);
        button->setToolTip(link.text);
        button->setAccessibleName(link.text);
        button->setFlat(true);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, place = link.place] { emit placeWanted(place); });
        auto* grid = static_cast<QGridLayout*>(m_links->layout());
        const int count = grid->count();
        grid->addWidget(button, count / kLinkColumns, count % kLinkColumns);
    }
    m_links->setVisible(!links.empty());
}

void TableBlock::fitHeight() {
    if (m_fills) return;
    const auto* table = qobject_cast<QTableView*>(m_view);
    if (!table) return;
    const int rows = std::min(m_proxy->rowCount(), kMostRows);
    const bool all = m_proxy->rowCount() <= kMostRows;
    m_view->setFixedHeight(table->horizontalHeader()->sizeHint().height() + 2 * table->frameWidth() +
                           rows * table->verticalHeader()->defaultSectionSize());
    m_view->setVerticalScrollBarPolicy(all ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
}

} // namespace proofstead::desktop
