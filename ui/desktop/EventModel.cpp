#include "desktop/EventModel.h"

#include "desktop/Bars.h"

#include <QTimer>

#include <limits>

namespace proofstead::desktop {

namespace {

constexpr std::size_t kMostAtOnce = 200'000; // rows added in one go: a view takes some milliseconds for them

} // namespace

EventModel::EventModel(present::EventList list, present::VaultAt vault, QObject* parent)
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
    m_waiting.clear();
    m_rows = 0;
    m_finished = false;
    endResetModel();
    const int generation = ++m_generation;
    // One call at a time: chunks that pile up are taken together, and the window gets its turn in between.
    const auto pending = std::make_shared<std::atomic<bool>>(false);
    m_pending = pending;
    m_search = std::make_unique<present::EventSearch>(m_vault, m_query, m_order, [this, generation, pending] {
        if (pending->exchange(true)) return;
        QMetaObject::invokeMethod(
            this, [this, generation] { collect(generation); }, Qt::QueuedConnection);
    });
}

void EventModel::collect(int generation) {
    if (generation != m_generation || m_finished) return;
    m_pending->store(false);
    bool last = m_search->finished();
    const auto found = m_search->take();
    m_waiting.insert(m_waiting.end(), found.begin(), found.end());
    const auto count = std::min(m_waiting.size(), kMostAtOnce);
    if (count > 0) {
        constexpr std::size_t kMost = std::numeric_limits<int>::max();
        const auto total = static_cast<int>(std::min(kMost, m_list.size() + count));
        beginInsertRows({}, m_rows, total - 1);
        m_list.append(std::span(m_waiting).first(count));
        m_rows = total;
        endInsertRows();
        m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(count));
        emit grown();
    }
    if (!m_waiting.empty()) {
        last = false;
        QTimer::singleShot(0, this, [this, generation] { collect(generation); });
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
