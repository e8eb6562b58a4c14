#include "terminal/EventsPane.h"

#include "present/ErrorText.h"
#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::terminal {

using present::EventList;
using present::Tone;
using present::Tr;

namespace {

constexpr std::size_t kRowsForWidths = 100;
constexpr int kDay = 10;   // characters of a date
constexpr int kWidest = 4; // characters of a bar
const QString kBars = QStringLiteral("▁▁▂▃▄▅▆▇█");

store::EventOrder orderOf(int column) {
    const auto by = EventList::sortOf(column).value_or(store::EventSort::Time);
    return {by, by == store::EventSort::Time}; // newest first, everything else from A on
}

} // namespace

base::Result<std::unique_ptr<EventsPane>> EventsPane::open(const present::VaultAt& vault) {
    PS_TRY(auto list, EventList::open(vault));
    std::unique_ptr<EventsPane> pane(new EventsPane(vault, std::move(list)));
    pane->start();
    return pane;
}

void EventsPane::start() {
    m_search.reset();
    m_list.clear();
    m_finished = m_widthsAreFinal = false;
    m_search = std::make_unique<present::EventSearch>(m_vault, m_query, orderOf(m_column));
}

base::Status EventsPane::search(const QString& filter) {
    PS_TRY(m_query, present::parseEventQuery(filter));
    start();
    return {};
}

void EventsPane::sortNext() {
    const auto columns = static_cast<int>(EventList::columns().size());
    do
        m_column = (m_column + 1) % columns;
    while (!EventList::sortOf(m_column));
    start();
}

bool EventsPane::poll() {
    if (m_finished) return false;
    m_finished = m_search->finished();
    const auto ids = m_search->take();
    m_list.append(ids);
    return m_finished || !ids.empty();
}

const std::vector<int>& EventsPane::widthsFor(int columns) {
    if (columns == m_columns && m_widthsAreFinal) return m_widths;
    present::Table table;
    table.columns = EventList::columns();
    for (std::size_t i = 0; i < std::min(kRowsForWidths, m_list.size()); ++i)
        table.rows.emplace_back().cells = m_list.row(i);
    m_widths = columnWidths(table, columns);
    m_columns = columns;
    m_widthsAreFinal = !table.rows.empty();
    return m_widths;
}

Line EventsPane::line(int row, int columns) {
    const auto index = static_cast<std::size_t>(row);
    present::Table::Row out;
    out.cells = m_list.row(index);
    out.place = {QStringLiteral("record"), QString::number(m_list.id(index))};
    const auto titles = EventList::columns();
    for (std::size_t i = 0; i < out.cells.size(); ++i)
        if (!out.cells[i].text.isEmpty()) out.detail << titles[i].title + QStringLiteral(": ") + out.cells[i].text;
    return tableLine(titles, out, widthsFor(columns));
}

std::vector<Line> EventsPane::heads(int columns) {
    present::Table table;
    table.columns = EventList::columns();
    return {timeLine(columns), tableHead(table, widthsFor(columns))};
}

// The stretches of the histogram put together into as many characters as there is room for.
Line EventsPane::timeLine(int columns) const {
    const auto bars = m_finished ? m_search->histogram() : std::vector<store::EventCount>();
    if (bars.empty()) return Line(std::vector<Span>{{{}, Tone::Muted}});
    const QString from = present::timeText(bars.front().from).left(kDay) + ' ';
    const QString until = ' ' + present::timeText(bars.back().from).left(kDay);
    const int room = std::min<int>(columns - columnsOf(from + until), static_cast<int>(bars.size()) * kWidest);
    std::vector<std::int64_t> sums(static_cast<std::size_t>(std::max(1, room)));
    for (std::size_t i = 0; i < sums.size(); ++i) { // several bars in a character, or a bar over several
        const auto first = i * bars.size() / sums.size();
        for (auto b = first; b < std::max(first + 1, (i + 1) * bars.size() / sums.size()); ++b)
            sums[i] = std::max(sums[i], bars[b].events);
    }
    const auto most = std::max<std::int64_t>(1, *std::max_element(sums.begin(), sums.end()));
    QString line;
    for (const auto sum : sums)
        line += sum == 0 ? QChar(' ') : kBars[static_cast<int>((sum * (kBars.size() - 1) + most - 1) / most)];
    return Line(std::vector<Span>{{from, Tone::Muted}, {line, Tone::Good}, {until, Tone::Muted}});
}

QString EventsPane::summary() const {
    if (const auto error = m_search->error()) return present::errorText(*error);
    const QString by = EventList::columns()[static_cast<std::size_t>(m_column)].title;
    const QString order = m_column == 0 ? Tr::tr("newest first") : Tr::tr("by %1").arg(by);
    return Tr::tr("%1 events").arg(present::grouped(count())) + QStringLiteral(", ") + order +
           (m_finished ? QString() : QStringLiteral(", ") + Tr::tr("searching…"));
}

} // namespace proofstead::terminal
