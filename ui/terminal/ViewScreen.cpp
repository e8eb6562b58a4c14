// Draws a view as lines of the screen.
#include "present/Actions.h"
#include "present/Find.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "terminal/View.h"

#include <algorithm>

namespace proofstead::terminal {

using present::Tone;
using present::Tr;

namespace {

Line textLine(const QString& text, Tone tone = Tone::Plain, bool bold = false) {
    return Line(std::vector<Span>{{text, tone, bold}});
}

Line after(const QString& start, Line line) {
    line.spans.insert(line.spans.begin(), {start, Tone::Plain, false});
    return line;
}

} // namespace

// Tabs with their names; brackets around the open one take the place of blanks, so that 80 columns hold all. Where even
// that does not fit, numbers with the name of the open one.
View::ScreenLine View::titleLine() const {
    ScreenLine title;
    title.inverse = true;
    if (!m_hasVault) {
        title.line = fit(textLine(Tr::tr(" Proofstead"), Tone::Plain, true), m_columns);
        return title;
    }
    const auto entries = present::pageEntries();
    const auto open = menuIndex();
    const auto build = [&](bool named) {
        std::vector<Span> spans;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const QString text =
                QString::number(i + 1) + (named || i == open ? ' ' + present::titleOf(entries[i]) : QString());
            if (i == open)
                spans.push_back({'[' + text + ']', Tone::Plain, true});
            else
                spans.push_back({(i == 0 || i == open + 1 ? QString() : QStringLiteral(" ")) + text, Tone::Plain});
        }
        return spans;
    };
    title.line.spans = build(true);
    if (columnsOf(title.line.text()) > m_columns) title.line.spans = build(false);
    const QString name = QStringLiteral(" Proofstead   ");
    if (columnsOf(title.line.text()) + columnsOf(name) <= m_columns)
        title.line.spans.insert(title.line.spans.begin(), {name, Tone::Plain, true});
    title.line = fit(std::move(title.line), m_columns);
    return title;
}

// What can be looked for besides words.
QString View::findHint() const {
    if (frame().events) return Tr::tr("action:Delete* actor:nora outcome:failure from:2026-01-05");
    QStringList tags;
    for (const auto& section : frame().page.sections)
        if (const auto* table = std::get_if<present::Table>(&section.body))
            for (const auto& filter : table->filters)
                tags << filter.key + ':' + filter.values.front().first;
    return tags.join(' ');
}

View::ScreenLine View::bottomLine() const {
    ScreenLine out;
    if (m_prompt != Prompt::None) {
        const QString start = m_prompt == Prompt::Find ? QStringLiteral("/") : QStringLiteral(":");
        QString hint;
        if (m_prompt == Prompt::Find && m_typed.isEmpty()) hint = findHint();
        // The end of what is typed stays in sight.
        const QString typed = m_typed.right(std::max(1, m_columns - 3));
        out.line.spans = {{start + typed, Tone::Plain, true}, {QStringLiteral("█"), Tone::Plain}, {hint, Tone::Muted}};
        out.line = fit(std::move(out.line), m_columns);
        return out;
    }
    out.inverse = true;
    QString keys = Tr::tr(" ↑↓ row  Enter open  ←→ page  / find  : command  ? keys  q quit");
    if (frame().events) keys = Tr::tr(" ↑↓ row  Enter open  / filter  s sort  : command  ? keys  q quit");
    if (!m_hasVault) keys = Tr::tr(" ↑↓ row  Enter choose  : command  ? keys  q quit");
    if (m_inDetail) keys = Tr::tr(" ↑↓ scroll  Enter open  Tab back to the list  ? keys  q quit");
    QString more;
    const int below = (m_inDetail ? m_detail : frame().list).below();
    if (frame().events)
        more = frame().events->summary() + ' ';
    else if (!frame().find.isEmpty())
        more = Tr::tr("found: %1 ").arg(frame().find);
    else if (below > 0)
        more = Tr::tr("%n more line(s) ", nullptr, below);
    if (m_busy) more = Tr::tr("Esc cancels ");
    if (columnsOf(keys) + columnsOf(more) > m_columns) keys = Tr::tr(" ? keys  q quit  ");
    out.line.spans = {{fit(keys, std::max(0, m_columns - columnsOf(more))) + more, Tone::Plain, false}};
    out.line = fit(std::move(out.line), m_columns);
    return out;
}

std::vector<View::ScreenLine> View::statusBlock() const {
    std::vector<ScreenLine> out;
    for (const auto& line : statusLines())
        out.push_back({textLine(' ' + line, m_statusTone, true), false});
    return out;
}

std::vector<Line> View::listLines() const {
    std::vector<Line> out;
    const auto& f = frame();
    const int columns = listColumns();
    for (const auto& head : f.heads)
        out.push_back(after(QStringLiteral(" "), fit(head, columns)));
    if (f.events && f.events->isFinished() && f.events->count() == 0)
        out.push_back(textLine(fit(' ' + present::nothingFound(), columns), Tone::Muted));
    for (auto [line, selected] : f.list.visible()) {
        line = fit(std::move(line), columns);
        // What is selected is marked by a sign too, and less so while the keys move the other pane.
        line = after(selected ? QStringLiteral("▸") : QStringLiteral(" "), std::move(line));
        if (selected && !m_inDetail)
            for (auto& span : line.spans)
                span.inverse = true;
        out.push_back(std::move(line));
    }
    return out;
}

std::vector<View::ScreenLine> View::body() const {
    std::vector<ScreenLine> out;
    auto list = listLines();
    const auto rows = static_cast<std::size_t>(bodyRows());
    if (beside() && hasDetail()) {
        const auto detail = m_detail.visible();
        for (std::size_t i = 0; i < rows; ++i) {
            ScreenLine line;
            line.line = fit(i < list.size() ? std::move(list[i]) : Line{}, listColumns() + 1);
            line.line.spans.push_back({QStringLiteral(" │ "), m_inDetail ? Tone::Plain : Tone::Muted});
            if (i < detail.size())
                for (auto span : detail[i].first.spans) {
                    span.inverse = detail[i].second && m_inDetail;
                    line.line.spans.push_back(span);
                }
            out.push_back(std::move(line));
        }
        return out;
    }
    for (auto& line : list)
        out.push_back({std::move(line), false});
    const auto above = static_cast<std::size_t>(listRows()) + frame().heads.size();
    out.resize(std::max(out.size(), above));
    if (!hasDetail()) return out;
    out.push_back({textLine(QStringLiteral("─").repeated(m_columns), m_inDetail ? Tone::Plain : Tone::Muted), false});
    for (auto [line, selected] : m_detail.visible()) {
        for (auto& span : line.spans)
            span.inverse = selected && m_inDetail;
        out.push_back({after(QStringLiteral(" "), std::move(line)), false});
    }
    return out;
}

std::vector<View::ScreenLine> View::help() const {
    std::vector<Line> left, right;
    const auto key = [&](const QString& keys, const QString& what) {
        left.push_back(Line(std::vector<Span>{{fit(keys, 14), Tone::Plain, true}, {what, Tone::Plain}}));
    };
    left.push_back(textLine(Tr::tr("Keys"), Tone::Plain, true));
    key(QStringLiteral("↑ ↓  j k"), Tr::tr("next row, or scroll"));
    key(QStringLiteral("PgUp PgDn"), Tr::tr("a screen up or down"));
    key(QStringLiteral("g G"), Tr::tr("to the start, to the end"));
    key(QStringLiteral("← →  1 … 8"), Tr::tr("another page"));
    key(QStringLiteral("Enter"), Tr::tr("what the row leads to"));
    key(QStringLiteral("Backspace"), Tr::tr("back"));
    key(QStringLiteral("Tab"), Tr::tr("list or detail"));
    key(QStringLiteral("/"), Tr::tr("find on this page"));
    key(QStringLiteral("s"), Tr::tr("sort events"));
    key(QStringLiteral("r"), Tr::tr("read again"));
    key(QStringLiteral("Esc"), Tr::tr("cancel, or back"));
    right.push_back(textLine(Tr::tr("Commands"), Tone::Plain, true));
    for (const auto& entry : present::actionEntries())
        if (QLatin1String(entry.onlyIn) != QLatin1String("desktop"))
            right.push_back(Line(std::vector<Span>{{fit(':' + QString::fromLatin1(entry.id), 10), Tone::Plain, true},
                                                   {present::titleOf(entry), Tone::Plain}}));
    std::vector<ScreenLine> out;
    const int half = m_columns / 2;
    const bool stacked = m_columns < 70;
    if (stacked) {
        left.push_back({});
        left.insert(left.end(), right.begin(), right.end());
        right.clear();
    }
    for (int i = 0; i < m_rows - 2; ++i) {
        const auto at = static_cast<std::size_t>(i);
        Line line = fit(after(QStringLiteral("  "), at < left.size() ? left[at] : Line{}), stacked ? m_columns : half);
        if (at < right.size()) line.spans.insert(line.spans.end(), right[at].spans.begin(), right[at].spans.end());
        out.push_back({fit(std::move(line), m_columns), false});
    }
    return out;
}

std::vector<View::ScreenLine> View::screen() const {
    std::vector<ScreenLine> out{titleLine()};
    auto lines = m_help ? help() : body();
    const auto said = statusBlock();
    lines.resize(static_cast<std::size_t>(m_rows - 2) - said.size());
    out.insert(out.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    out.insert(out.end(), said.begin(), said.end());
    out.push_back(bottomLine());
    return out;
}

} // namespace proofstead::terminal
