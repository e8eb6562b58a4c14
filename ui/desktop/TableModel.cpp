#include "desktop/TableModel.h"

#include "present/Find.h"

namespace proofstead::desktop {

TableModel::TableModel(present::Table table, QObject* parent) : QAbstractItemModel(parent), m_table(std::move(table)) {
    const auto count = m_table.rows.size();
    m_children.resize(count + 1);
    std::vector<int> path; // rows from the top to the current branch
    for (std::size_t i = 0; i < count; ++i) {
        const int level = m_table.rows[i].level;
        while (!path.empty() && m_table.rows[static_cast<std::size_t>(path.back())].level >= level)
            path.pop_back();
        const int above = path.empty() ? -1 : path.back();
        auto& siblings = m_children[static_cast<std::size_t>(above + 1)];
        m_parents.push_back(above);
        m_positions.push_back(static_cast<int>(siblings.size()));
        siblings.push_back(static_cast<int>(i));
        path.push_back(static_cast<int>(i));
        m_isTree = m_isTree || above >= 0;
    }
}

const std::vector<int>& TableModel::childrenOf(const QModelIndex& parent) const {
    return m_children[parent.isValid() ? static_cast<std::size_t>(parent.internalId()) + 1 : 0];
}

const present::Table::Row& TableModel::rowAt(const QModelIndex& index) const {
    return m_table.rows[static_cast<std::size_t>(index.internalId())];
}

QModelIndex TableModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, static_cast<quintptr>(childrenOf(parent)[static_cast<std::size_t>(row)]));
}

QModelIndex TableModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) return {};
    const int above = m_parents[static_cast<std::size_t>(child.internalId())];
    return above < 0 ? QModelIndex()
                     : createIndex(m_positions[static_cast<std::size_t>(above)], 0, static_cast<quintptr>(above));
}

int TableModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(childrenOf(parent).size());
}

int TableModel::columnCount(const QModelIndex&) const {
    return static_cast<int>(m_table.columns.size());
}

namespace {

QString wholeText(const present::Cell& cell) {
    return cell.aside.isEmpty() ? cell.text : cell.text + QStringLiteral(" (%1)").arg(cell.aside);
}

} // namespace

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = rowAt(index);
    const auto column = static_cast<std::size_t>(index.column());
    if (role == PlaceRole) return row.place.page;
    if (role == AboutRole) return row.place.about;
    if (role == DetailRole) return row.detail;
    if (role == BranchRole) return row.isBranch;
    if (column >= row.cells.size()) return {};
    const auto& cell = row.cells[column];
    const bool isNumber = m_table.columns[column].isNumber;
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case Qt::AccessibleTextRole:
        return wholeText(cell);
    case Qt::ToolTipRole:
        return cell.text.isEmpty() ? QVariant()
                                   : QStringLiteral("<span>%1</span>").arg(wholeText(cell).toHtmlEscaped());
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case ShareRole:
        return cell.share ? QVariant(*cell.share) : QVariant();
    case MarkRole:
        return static_cast<int>(cell.mark);
    case AsideRole:
        return cell.aside;
    case ToneRole:
        return static_cast<int>(cell.tone);
    case SortRole:
        return cell.rank    ? QVariant(*cell.rank)
               : cell.share ? QVariant(*cell.share)
               : isNumber   ? QVariant(QString(cell.text).remove(',').toLongLong())
                            : QVariant(cell.text);
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    const auto& column = m_table.columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return column.title;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (column.isNumber ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

TableProxy::TableProxy(TableModel* model, QObject* parent) : QSortFilterProxyModel(parent), m_model(model) {
    setRecursiveFilteringEnabled(true);
    setSortRole(TableModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(model);
}

void TableProxy::find(const QString& text) {
    m_text = text.trimmed();
    invalidateFilter();
}

bool TableProxy::filterAcceptsRow(int row, const QModelIndex& parent) const {
    return m_text.isEmpty() || present::holds(m_model->rowAt(m_model->index(row, 0, parent)), m_text);
}

} // namespace proofstead::desktop
