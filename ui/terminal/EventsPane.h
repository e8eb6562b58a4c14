// The list of events in the terminal: a search that runs behind, and rows read as they come into sight.
#pragma once

#include "present/EventList.h"
#include "present/EventSearch.h"
#include "terminal/Layout.h"

#include <memory>

namespace proofstead::terminal {

class EventsPane {
public:
    static base::Result<std::unique_ptr<EventsPane>> open(const present::VaultAt& vault);

    // Starts over with a filter (as in parseEventQuery()).
    base::Status search(const QString& filter);
    void sortNext(); // by the next column, then back to time
    // Takes what was found since; true: something changed, widths too when the first rows came.
    bool poll();

    bool isFinished() const { return m_finished; }
    int count() const { return static_cast<int>(m_list.size()); }
    Line line(int row, int columns);
    std::vector<Line> heads(int columns); // events through time, and the titles of the columns
    QString summary() const;              // "1,000,000 events, by time, newest first"

private:
    EventsPane(present::VaultAt vault, present::EventList list) : m_vault(std::move(vault)), m_list(std::move(list)) {}
    void start();
    Line timeLine(int columns) const;
    const std::vector<int>& widthsFor(int columns);

    present::VaultAt m_vault;
    present::EventList m_list;
    store::EventQuery m_query;
    int m_column = 0; // that it is sorted by
    std::unique_ptr<present::EventSearch> m_search;
    bool m_finished = false;
    std::vector<int> m_widths;
    int m_columns = 0;
    bool m_widthsAreFinal = false;
};

} // namespace proofstead::terminal
