#include "desktop/EventModel.h"

#include "desktop/Bars.h"

#include <limits>

namespace proofstead::desktop {

EventModel::EventModel(present::EventList list, QString vault, QObject* parent)
    : QAbstractTableModel(parent),
      m_list(std::move(list)),
      m_vault(std::move(vault)),
      m_columns(present::EventList::columns()) {
    start();
}

EventModel::~EventModel() = default;

void EventModel::search(const store::EventQuery& query) {
    m_query = query;
    start();
}

void EventModel::sort(int column, Qt::SortOrder order) {
    const auto by = present::EventList::sortOf(column);
    if (!by) return;
    m_order = {*by, order == Qt::DescendingOrder};
    start();
}

void EventModel::start() {
    beginResetModel();
    m_search.reset();
    m_list.clear();
    m_rows = 0;
    m_finished = false;
    endResetModel();
    const int generation = ++m_generation;
    m_search = std::make_unique<present::EventSearch>(m_vault, m_query, m_order, [this, generation] {
        QMetaObject::invokeMethod(
            this, [this, generation] { collect(generation); }, Qt::QueuedConnection);
    });
}

void EventModel::collect(int generation) {
    if (generation != m_generation || m_finished) return;
    const bool last = m_search->finished();
    const auto ids = m_search->take();
    if (!ids.empty()) {
        constexpr std::size_t kMost = std::numeric_limits<int>::max();
        const auto total = static_cast<int>(std::min(kMost, m_list.size() + ids.size()));
        beginInsertRows({}, m_rows, total - 1);
        m_list.append(ids);
        m_rows = total;
        endInsertRows();
        emit grown();
    }
    if (!last) return;
    m_finished = true;
    emit finished();
}

std::optional<base::Error> EventModel::error() const {
    return m_search->error();
}

std::vector<store::EventCount> EventModel::histogram() const {
    return m_search->histogram();
}

std::int64_t EventModel::record(int row) const {
    return row >= 0 && row < m_rows ? m_list.id(static_cast<std::size_t>(row)) : 0;
}

int EventModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

int EventModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant EventModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= m_rows) return {};
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole &&
        role != ShareDelegate::kToneRole)
        return role == Qt::TextAlignmentRole ? QVariant(static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft))
                                             : QVariant();
    const auto& cells = m_list.row(static_cast<std::size_t>(index.row()));
    const auto column = static_cast<std::size_t>(index.column());
    if (column >= cells.size()) return {};
    if (role == ShareDelegate::kToneRole) return static_cast<int>(cells[column].tone);
    return cells[column].text;
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::DisplayRole) return m_columns[static_cast<std::size_t>(section)].title;
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft);
    return {};
}

} // namespace proofstead::desktop
