#include "terminal/View.h"

#include "present/Actions.h"
#include "present/ErrorText.h"
#include "present/Find.h"
#include "present/Pages.h"
#include "present/Tr.h"

#include <algorithm>

namespace proofstead::terminal {

using present::Place;
using present::Tone;
using present::Tr;

namespace {

constexpr int kBesideFrom = 110; // columns from which list and detail stand side by side

} // namespace

View::View(present::PageData data, Host host) : m_data(std::move(data)), m_host(std::move(host)) {
    turnTo(0);
}

View::~View() = default;

Place View::place() const {
    return frame().place;
}

std::size_t View::menuIndex() const {
    const auto entries = present::pageEntries();
    for (auto f = m_frames.rbegin(); f != m_frames.rend(); ++f)
        for (std::size_t i = 0; i < entries.size(); ++i)
            if (f->place.page == QLatin1String(entries[i].id)) return i;
    return 0;
}

base::Result<present::Page> View::pageAt(const Place& place) const {
    if (place.page == QLatin1String("record") && m_host.open) return m_host.open(place);
    return present::buildPlace(place, m_data, nullptr);
}

bool View::go(const Place& place) {
    auto page = pageAt(place);
    if (!page) {
        fail(page.error());
        return false;
    }
    Frame next;
    next.place = place;
    next.page = std::move(*page);
    m_frames.push_back(std::move(next));
    m_inDetail = false;
    if (std::any_of(frame().page.sections.begin(), frame().page.sections.end(),
                    [](const auto& s) { return std::holds_alternative<present::Events>(s.body); }))
        openEvents();
    layOutPage();
    frame().list.reset();
    return true;
}

void View::openEvents() {
    auto events = EventsPane::open(QString::fromStdString(m_data.vaultPath));
    if (events)
        frame().events = std::move(*events);
    else
        fail(events.error());
}

void View::back() {
    if (m_frames.size() > 1)
        m_frames.pop_back();
    else if (frame().page.parent.leads()) {
        const auto parent = frame().page.parent;
        m_frames.clear();
        go(parent);
    }
    m_inDetail = false;
    layOutPage();
}

void View::turnTo(std::size_t page) {
    const auto entries = present::pageEntries();
    m_frames.clear();
    m_status.clear();
    go({QString::fromLatin1(entries[page % entries.size()].id), {}});
}

void View::setData(present::PageData data) {
    m_data = std::move(data);
    std::vector<Place> places;
    for (const auto& f : m_frames)
        places.push_back(f.place);
    m_frames.clear();
    for (const auto& place : places)
        if (auto page = pageAt(place)) {
            m_frames.emplace_back();
            frame().place = place;
            frame().page = std::move(*page);
            if (place.page == QLatin1String("events")) openEvents();
        }
    if (m_frames.empty()) turnTo(0);
    layOutPage();
}

void View::setStatus(const QString& text, Tone tone, bool busy) {
    m_status = text;
    m_statusTone = tone;
    m_busy = busy;
}

void View::fail(const base::Error& error) {
    setStatus(present::errorText(error), Tone::Bad, m_busy);
}

void View::resize(int columns, int rows) {
    m_columns = std::max(24, columns);
    m_rows = std::max(6, rows);
    layOutPage();
}

bool View::poll() {
    auto& f = frame();
    if (!f.events || !f.events->poll()) return false;
    layOutPage();
    return true;
}

bool View::hasDetail() const {
    const auto selected = frame().list.selected();
    return selected && !selected->detail.isEmpty();
}

bool View::beside() const {
    return m_columns >= kBesideFrom;
}

// A line and a blank on both sides of it stand between the panes.
int View::detailColumns() const {
    return beside() ? m_columns * 2 / 5 : m_columns - 2;
}

int View::listColumns() const {
    return beside() && hasDetail() ? m_columns - detailColumns() - 4 : m_columns - 2;
}

int View::detailRows() const {
    if (!hasDetail()) return 0;
    return beside() ? m_rows - 2 : std::min(m_detail.count(), std::max(1, m_rows / 3));
}

// Title above, keys below; the fixed head of a table; a rule above a detail that lies below.
int View::listRows() const {
    const int below = !beside() && hasDetail() ? detailRows() + 1 : 0;
    return std::max(1, m_rows - 2 - below - (frame().head.spans.empty() ? 0 : 1));
}

void View::layOutPage() {
    auto& f = frame();
    const int columns = listColumns();
    f.head = {};
    if (f.events) {
        f.head = f.events->head(columns);
        f.list.setLines(f.events->count(),
                        [events = f.events.get(), columns](int row) { return events->line(row, columns); });
    } else {
        const auto page = present::found(f.page, f.find);
        std::vector<Line> lines;
        if (!f.place.about.isEmpty())
            for (const auto& line : wrap(page.title, columns))
                lines.push_back(Line(std::vector<Span>{{line, Tone::Plain, true}}));
        if (!page.lead.isEmpty()) {
            for (const auto& line : wrap(page.lead, columns))
                lines.push_back(Line(std::vector<Span>{{line, Tone::Plain, f.place.about.isEmpty()}}));
            lines.push_back({});
        }
        auto rest = layOut(page, columns);
        lines.insert(lines.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
        f.list.setLines(std::move(lines));
    }
    layOutDetail();
}

void View::layOutDetail() {
    std::vector<Line> lines;
    if (const auto selected = frame().list.selected())
        for (const auto& text : selected->detail) {
            if (beside() && !lines.empty()) lines.push_back({});
            for (const auto& line : wrap(text, detailColumns()))
                lines.push_back(Line(std::vector<Span>{{line, Tone::Plain, false}}));
        }
    m_detail.reset();
    m_detail.setLines(std::move(lines));
    m_detail.setRows(std::max(1, detailRows()));
    if (!hasDetail()) m_inDetail = false;
    frame().list.setRows(listRows());
}

void View::setFind(const QString& text) {
    auto& f = frame();
    if (f.events) {
        if (f.find == text) return;
        if (auto started = f.events->search(text); !started) {
            fail(started.error());
            return;
        }
    }
    f.find = text;
    f.list.reset();
    layOutPage();
}

} // namespace proofstead::terminal
