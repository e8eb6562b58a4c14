#include "desktop/TableBlock.h"

#include "desktop/Bars.h"
#include "desktop/Blocks.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollBar>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace proofstead::desktop {

namespace {

constexpr int kMostRows = 14; // of a table that is one of several on its page
constexpr int kWidest = 270;  // of a column that does not stretch

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
}

TableBlock::TableBlock(const present::Table& table, const QString& name, bool fills, QWidget* parent)
    : QWidget(parent), m_model(new TableModel(table, this)), m_proxy(new TableProxy(m_model, this)), m_fills(fills) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_view = m_model->isTree() ? makeTree() : makeTable();
    m_view->setAccessibleName(name);
    column->addWidget(m_view, 1);
    m_detail = label({}, TextRole::Body, this);
    m_detail->setVisible(false);
    m_detail->setContentsMargins(8, 6, 8, 6);
    column->addWidget(m_detail);
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
        view->setColumnWidth(c, std::min(kWidest, view->columnWidth(c)));
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
        view->setColumnWidth(c, std::min(kWidest, view->columnWidth(c)));
    }
    view->setColumnWidth(0, std::min(kWidest, first));
    return view;
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
