// The events of a vault as a table of any length: ids come from a search in the background, rows are read when they
// come into sight.
#pragma once

#include "present/EventList.h"
#include "present/EventSearch.h"

#include <QAbstractTableModel>

#include <memory>

namespace proofstead::desktop {

class EventModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit EventModel(present::EventList list, present::VaultAt vault, QObject* parent = nullptr);
    ~EventModel() override;

    // Starts over; the rows of before are gone at once.
    void search(const store::EventQuery& query);
    void sort(int column, Qt::SortOrder order) override;

    bool isFinished() const { return m_finished; }
    std::optional<base::Error> error() const;
    std::vector<store::EventCount> histogram() const;
    std::int64_t record(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void grown();    // more rows
    void finished(); // all of them, and the histogram

private:
    void start();
    void collect(int generation);

    mutable present::EventList m_list; // reading a row keeps it
    present::VaultAt m_vault;
    store::EventQuery m_query;
    store::EventOrder m_order;
    std::vector<present::Table::Column> m_columns;
    std::unique_ptr<present::EventSearch> m_search;
    std::shared_ptr<std::atomic<bool>> m_pending; // a call of collect() is on its way
    int m_generation = 0;                         // news of an earlier search are ignored
    std::vector<std::int64_t> m_waiting;          // found, and not shown yet
    int m_rows = 0;
    bool m_finished = false;
};

} // namespace proofstead::desktop
