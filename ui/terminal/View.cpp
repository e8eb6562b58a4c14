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

constexpr qsizetype kMostStatus = 3; // lines of what is said
constexpr int kBesideFrom = 110;     // columns from which list and detail stand side by side

} // namespace

View::View(present::PageData data, Host host) : m_data(std::move(data)), m_hasVault(true), m_host(std::move(host)) {
    turnTo(0);
}

View::View(present::Page start, Host host) : m_host(std::move(host)) {
    m_frames.emplace_back();
    frame().page = std::move(start);
    layOutPage();
    frame().list.move(1);
    layOutPage();
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
    if ((place.page == QLatin1String("record") || place.page == QLatin1String("pack")) && m_host.open)
        return m_host.open(place);
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
    auto events = EventsPane::open({QString::fromStdString(m_data.vaultPath), m_data.key});
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
    if (!m_hasVault) return;
    const auto entries = present::pageEntries();
    m_frames.clear();
    m_status.clear();
    go({QString::fromLatin1(entries[page % entries.size()].id), {}});
}

void View::setData(present::PageData data) {
    m_data = std::move(data);
    std::vector<Place> places;
    if (m_hasVault)
        for (const auto& f : m_frames)
            places.push_back(f.place);
    m_hasVault = true;
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
    showStatus();
}

// What is said takes lines from the page.
void View::showStatus() {
    if (m_frames.empty()) return;
    m_detail.setRows(std::max(1, detailRows()));
    frame().list.setRows(listRows());
}

QStringList View::statusLines() const {
    if (m_status.isEmpty() || m_prompt != Prompt::None) return {};
    auto lines = wrap(m_status, m_columns - 2);
    if (lines.size() > kMostStatus) {
        lines = lines.mid(0, kMostStatus);
        lines.back() = fit(lines.back() + QStringLiteral(" …"), m_columns - 2);
    }
    return lines;
}

int View::bodyRows() const {
    return std::max(1, m_rows - 2 - static_cast<int>(statusLines().size()));
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
    if (!f.events) return false;
    const bool found = f.events->poll();
    if (found) layOutPage();
    if (f.list.selectedIndex() < 0 && f.events->count() > 0 && !m_frames.empty()) { // the first one says what it holds
        f.list.move(1);
        layOutPage();
    }
    const bool read = readRecord();
    return found || read;
}

// The record as delivered, once the selection rests.
bool View::readRecord() {
    const auto selected = frame().list.selected();
    const QString record = selected ? selected->place.about : QString();
    if (record == m_record) return false;
    m_record = record;
    m_raw.clear();
    if (!record.isEmpty() && m_host.open)
        if (const auto page = m_host.open(selected->place))
            for (const auto& section : page->sections)
                if (const auto* text = std::get_if<present::Text>(&section.body); text && text->verbatim)
                    m_raw = text->text.split('\n');
    layOutDetail();
    return true;
}

bool View::hasDetail() const {
    const auto selected = frame().list.selected();
    return selected && (!selected->detail.isEmpty() || !selected->links.empty());
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
    return beside() ? bodyRows() : std::min(m_detail.count(), std::max(1, frame().events ? m_rows / 2 : m_rows / 3));
}

// Title above, keys below; the fixed head of a table; a rule above a detail that lies below.
int View::listRows() const {
    const int below = !beside() && hasDetail() ? detailRows() + 1 : 0;
    return std::max(1, bodyRows() - below - static_cast<int>(frame().heads.size()));
}

void View::layOutPage() {
    auto& f = frame();
    const int columns = listColumns();
    f.heads.clear();
    if (f.events) {
        f.heads = f.events->heads(columns);
        f.list.setLines(f.events->count(),
                        [events = f.events.get(), columns](int row) { return events->line(row, columns); });
    } else {
        const auto page = present::found(f.page, f.find);
        std::vector<Line> lines;
        const bool hasName = !f.place.about.isEmpty();
        if (hasName)
            for (const auto& line : wrap(page.title, columns))
                lines.push_back(Line(std::vector<Span>{{line, Tone::Plain, true}}));
        if (hasName && !page.aside.isEmpty() && !lines.empty())
            lines.back().spans.push_back({QStringLiteral("  ") + page.aside, Tone::Muted});
        if (!page.lead.isEmpty()) {
            for (const auto& line : wrap(page.lead, columns))
                lines.push_back(Line(std::vector<Span>{{line, hasName ? Tone::Muted : Tone::Plain, !hasName}}));
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
            if (beside() && !lines.empty() && !frame().events) lines.push_back({});
            for (const auto& line : wrap(text, detailColumns()))
                lines.push_back(Line(std::vector<Span>{{line, Tone::Plain, false}}));
        }
    if (const auto selected = frame().list.selected(); selected && !selected->links.empty()) {
        if (beside()) lines.push_back({});
        for (const auto& link : selected->links) {
            Line line(std::vector<Span>{{fit(QStringLiteral("→ ") + link.text, detailColumns()), Tone::Plain, true}});
            line.selectable = true;
            line.place = link.place;
            lines.push_back(std::move(line));
        }
    }
    if (frame().events && !m_raw.isEmpty() && hasDetail()) {
        lines.push_back({});
        lines.push_back(Line(std::vector<Span>{{Tr::tr("As delivered"), Tone::Plain, true}}));
        for (const auto& text : m_raw)
            for (const auto& line : pieces(text, detailColumns()))
                lines.push_back(Line(std::vector<Span>{{line, Tone::Muted, false}}));
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
