#include "terminal/Dashboard.h"

#include "present/Pages.h"
#include "present/Tr.h"
#include "terminal/Screen.h"

#include <algorithm>
#include <optional>

namespace proofstead::terminal {

using present::Tone;
using present::Tr;

View::View(present::PageData data) : m_data(std::move(data)) {
    build();
}

void View::build() {
    const auto page = present::buildPage(present::pageEntries()[m_page], m_data);
    m_lines.clear();
    if (!page.lead.isEmpty()) {
        for (const auto& line : wrap(page.lead, m_columns - 2))
            m_lines.push_back({{{line, Tone::Plain, true}}, false, {}});
        m_lines.push_back({});
    }
    auto lines = layOut(page, m_columns - 2);
    m_lines.insert(m_lines.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    const int last = static_cast<int>(m_lines.size()) - 1;
    if (m_selected > last || (m_selected >= 0 && !m_lines[static_cast<std::size_t>(m_selected)].selectable))
        m_selected = -1;
    m_top = std::clamp(m_top, 0, std::max(0, last + 1 - pageRows()));
}

void View::resize(int columns, int rows) {
    m_columns = std::max(24, columns);
    m_rows = std::max(6, rows);
    build();
}

QStringList View::detailLines() const {
    if (m_selected < 0) return {};
    QStringList out;
    for (const auto& line : m_lines[static_cast<std::size_t>(m_selected)].detail)
        out += wrap(line, m_columns - 2);
    const int room = std::max(1, m_rows / 3);
    return out.size() > room ? out.mid(0, room) : out;
}

// Title above; a rule, the detail and the keys below.
int View::pageRows() const {
    const auto detail = static_cast<int>(detailLines().size());
    return std::max(1, m_rows - 2 - (detail > 0 ? detail + 1 : 0));
}

void View::scrollTo(int line) {
    const int rows = pageRows();
    if (line < m_top) m_top = line;
    if (line >= m_top + rows) m_top = line - rows + 1;
}

// Moves to the next row in that direction, or scrolls where there is none.
void View::select(int direction) {
    const int count = static_cast<int>(m_lines.size());
    const int from = m_selected < 0 ? (direction > 0 ? m_top - 1 : m_top) : m_selected;
    for (int i = from + direction; i >= 0 && i < count; i += direction)
        if (m_lines[static_cast<std::size_t>(i)].selectable) {
            m_selected = i;
            scrollTo(i);
            return;
        }
    m_top = std::clamp(m_top + direction, 0, std::max(0, count - pageRows()));
}

bool View::press(const QString& key, bool control) {
    const int count = static_cast<int>(m_lines.size());
    const auto pages = present::pageEntries().size();
    const auto turn = [&](std::size_t page) {
        m_page = page % pages;
        m_top = 0;
        m_selected = -1;
        build();
    };
    if (key == "q" || key == "Q" || (control && key == "c")) return false;
    if (key == "ArrowDown" || key == "j")
        select(1);
    else if (key == "ArrowUp" || key == "k")
        select(-1);
    else if (key == "ArrowRight" || key == "l" || key == "Tab")
        turn(m_page + 1);
    else if (key == "ArrowLeft" || key == "h")
        turn(m_page + pages - 1);
    else if (key.size() == 1 && key.at(0).isDigit() && key.toUInt() >= 1 && key.toUInt() <= pages)
        turn(key.toUInt() - 1);
    else if (key == "PageDown" || key == " " || key == "Space")
        m_top = std::clamp(m_top + pageRows(), 0, std::max(0, count - pageRows()));
    else if (key == "PageUp")
        m_top = std::max(0, m_top - pageRows());
    else if (key == "Home" || key == "g" || key == "Escape")
        m_top = 0, m_selected = -1;
    else if (key == "End" || key == "G")
        m_top = std::max(0, count - pageRows());
    return true;
}

View::ScreenLine View::titleLine() const {
    ScreenLine title;
    title.inverse = true;
    QString text = QStringLiteral(" Proofstead ");
    const auto entries = present::pageEntries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString name = present::titleOf(entries[i]);
        text += i == m_page ? QStringLiteral(" [%1 %2]").arg(i + 1).arg(name)
                            : QStringLiteral("  %1 %2 ").arg(i + 1).arg(name);
    }
    title.line.spans.push_back({fit(text, m_columns), Tone::Plain, true});
    return title;
}

std::vector<View::ScreenLine> View::screen() const {
    std::vector<ScreenLine> out{titleLine()};
    const int rows = pageRows();
    for (int i = m_top; i < m_top + rows; ++i) {
        ScreenLine line;
        if (i < static_cast<int>(m_lines.size())) {
            line.line = m_lines[static_cast<std::size_t>(i)];
            line.inverse = i == m_selected;
        }
        line.line.spans.insert(line.line.spans.begin(), {QStringLiteral(" "), Tone::Plain, false});
        out.push_back(std::move(line));
    }
    const auto detail = detailLines();
    if (!detail.isEmpty())
        out.push_back({{{{QStringLiteral("─").repeated(m_columns), Tone::Muted, false}}, false, {}}, false});
    for (const auto& text : detail)
        out.push_back({{{{QStringLiteral(" ") + text, Tone::Plain, false}}, false, {}}, false});
    const QString keys = Tr::tr(" ↑↓ row  ←→ page  PgUp PgDn scroll  q quit");
    const int below = std::max(0, static_cast<int>(m_lines.size()) - m_top - rows);
    const QString more = below > 0 ? Tr::tr("%n more line(s) ", nullptr, below) : QString();
    out.push_back({{{{fit(keys, m_columns - columnsOf(more)) + more, Tone::Plain, false}}, false, {}}, true});
    return out;
}

namespace {

void draw(Screen& screen, const View& view) {
    screen.clear();
    int y = 0;
    for (const auto& line : view.screen()) {
        int x = 0;
        if (line.inverse) screen.put(0, y, QString(screen.width(), ' '), {.inverse = true});
        for (const auto& span : line.line.spans) {
            screen.put(x, y, span.text, {span.tone, span.bold, line.inverse});
            x += columnsOf(span.text);
        }
        ++y;
    }
    screen.show();
}

} // namespace

base::Result<int> runDashboard(const workspace::Workspace& workspace) {
    static int argumentCount = 1;
    static char name[] = "proofstead";
    static char* arguments[] = {name, nullptr};
    std::optional<QCoreApplication> application; // plurals need one
    if (!QCoreApplication::instance()) application.emplace(argumentCount, arguments);
    present::installTranslation(*QCoreApplication::instance());
    PS_TRY(auto data, present::collect(workspace));
    PS_TRY(const auto screen, Screen::open());
    View view(std::move(data));
    view.resize(screen->width(), screen->height());
    for (;;) {
        draw(*screen, view);
        const Event event = screen->wait();
        if (event.kind == Event::Kind::Ended) return event.exitCode;
        if (event.kind == Event::Kind::Resized)
            view.resize(screen->width(), screen->height());
        else if (!view.press(event.key, event.control))
            return 0;
    }
}

} // namespace proofstead::terminal
