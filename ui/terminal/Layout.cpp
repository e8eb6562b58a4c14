#include "terminal/Layout.h"

#include "present/Actions.h"
#include "present/Find.h"
#include "present/Tr.h"

#include <algorithm>
#include <numeric>

namespace proofstead::terminal {

using present::Tone;

namespace {

constexpr int kGap = 2;                         // between columns
const QString kBetween = QStringLiteral("   "); // parts of a legend
constexpr int kCommand = 12;                    // a command before what it does
constexpr int kStretchAtLeast = 22;             // below this, columns are given up from the right

// Collects the lines of one page.
class Setter {
public:
    explicit Setter(int columns) : m_columns(columns) {}

    void add(const present::Section& section) {
        if (!m_lines.empty()) m_lines.push_back({});
        if (!section.title.isEmpty()) text(section.title, Tone::Plain, true);
        if (!section.note.isEmpty()) text(section.note, Tone::Muted);
        std::visit([this](const auto& body) { set(body); }, section.body);
    }

    std::vector<Line> take() { return std::move(m_lines); }

private:
    void text(const QString& words, Tone tone, bool bold = false) {
        for (const auto& line : wrap(words, m_columns))
            m_lines.push_back(Line(std::vector<Span>{{line, tone, bold}}));
    }

    void set(const present::Facts& facts) {
        int width = 0;
        for (const auto& fact : facts.facts)
            width = std::max(width, columnsOf(fact.label));
        width = std::min(width, m_columns / 2);
        const int gap = width == 0 ? 0 : kGap;
        for (const auto& fact : facts.facts) {
            QString label = fact.label;
            for (const auto& line : wrap(fact.value, m_columns - width - gap)) {
                m_lines.push_back(Line(std::vector<Span>{{fit(label, width + gap), Tone::Muted, false},
                                                         {line, fact.tone, false, false, fact.mark}}));
                label.clear();
            }
        }
    }

    void set(const present::Notice& notice) {
        text(notice.text, Tone::Plain);
        if (!notice.actions.isEmpty()) m_lines.push_back({});
        for (const auto& id : notice.actions)
            if (const auto* action = present::actionEntry(id)) {
                Line line(std::vector<Span>{{fit(QStringLiteral("  :") + id, kCommand), Tone::Plain, true},
                                            {present::titleOf(*action), Tone::Plain}});
                line.selectable = true;
                line.place = {QStringLiteral("do"), id};
                m_lines.push_back(fit(std::move(line), m_columns));
            }
        if (!notice.links.empty()) m_lines.push_back({});
        for (const auto& link : notice.links) {
            Line line(std::vector<Span>{{fit(QStringLiteral("  → ") + link.text, m_columns), Tone::Plain, true}});
            line.selectable = true;
            line.place = link.place;
            m_lines.push_back(std::move(line));
        }
    }

    void set(const present::Shares& shares) {
        bool first = true;
        for (const auto& row : shares.rows) {
            if (!std::exchange(first, false)) m_lines.push_back({});
            text(row.label, Tone::Plain, true);
            bar(row);
            legend(row);
        }
    }

    // Drawn with the signs themselves, so that the bar can be read without colour.
    void bar(const present::Shares::Row& row) {
        const auto total = std::accumulate(row.parts.begin(), row.parts.end(), std::int64_t{0},
                                           [](std::int64_t sum, const auto& part) { return sum + part.count; });
        if (total == 0) return;
        Line line;
        std::int64_t sum = 0;
        int drawn = 0;
        for (const auto& part : row.parts) {
            sum += part.count;
            const int until = std::max(drawn + 1, static_cast<int>(sum * m_columns / total));
            const int length = std::min(until, m_columns) - drawn;
            line.spans.push_back({part.sign.repeated(std::max(0, length)), Tone::Plain, false, false, part.mark});
            drawn += std::max(0, length);
        }
        m_lines.push_back(std::move(line));
    }

    void legend(const present::Shares::Row& row) {
        Line line;
        int used = 0;
        for (const auto& part : row.parts) {
            const QString words = QStringLiteral(" %1 %2").arg(part.label).arg(part.count);
            const int width = columnsOf(part.sign) + columnsOf(words) + 3;
            if (used > 0 && used + width - 3 > m_columns) {
                line.spans.back().text.chop(columnsOf(kBetween));
                m_lines.push_back(std::move(line));
                line = {};
                used = 0;
            }
            line.spans.push_back({part.sign, Tone::Plain, true, false, part.mark});
            line.spans.push_back({fit(words, std::min(columnsOf(words), m_columns - 2)) + kBetween, Tone::Plain});
            used += width;
        }
        if (!line.spans.empty()) line.spans.back().text.chop(columnsOf(kBetween)); // nothing to cut at the border
        m_lines.push_back(std::move(line));
    }

    void set(const present::Table& table) {
        const auto widths = columnWidths(table, m_columns);
        if (table.rows.empty()) return text(present::nothingFound(), Tone::Muted);
        m_lines.push_back(tableHead(table, widths));
        for (const auto& row : table.rows)
            m_lines.push_back(tableLine(table.columns, row, widths));
    }

    void set(const present::Heat& heat) {
        auto lines = heatLines(heat, m_columns);
        m_lines.insert(m_lines.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    }

    void set(const present::Text& body) {
        for (const auto& paragraph : body.text.split('\n'))
            if (body.verbatim)
                for (const auto& piece : pieces(paragraph, m_columns))
                    m_lines.push_back({{{piece, Tone::Muted}}});
            else
                text(paragraph, Tone::Plain);
    }

    void set(const present::Preview& preview) {
        if (preview.chapters.empty()) return text(present::Tr::tr("The pages could not be counted."), Tone::Muted);
        present::Table table;
        table.columns = {{present::Tr::tr("Chapter"), true, false},
                         {present::Tr::tr("From page"), false, true},
                         {present::Tr::tr("Pages"), false, true}};
        for (const auto& chapter : preview.chapters)
            table.rows.emplace_back().cells = {{chapter.title, Tone::Plain, {}},
                                               {QString::number(chapter.page + 1), Tone::Muted, {}},
                                               {QString::number(chapter.pages), Tone::Plain, {}}};
        set(table);
    }

    void set(const present::Events&) {} // drawn from an EventList

    int m_columns;
    std::vector<Line> m_lines;
};

} // namespace

namespace {

QString space(const std::vector<int>& widths, std::size_t column) {
    const bool last = std::all_of(widths.begin() + static_cast<std::ptrdiff_t>(column) + 1, widths.end(),
                                  [](int width) { return width == 0; });
    return QString(last ? 0 : kGap, ' ');
}

constexpr std::size_t kLookedAt = 2'000; // rows that decide how wide columns are
constexpr int kIndent = 2;
constexpr int kAsideFrom = 100; // columns from which there is room for what is said beside

int asideOf(const present::Cell& cell, int columns) {
    return cell.aside.isEmpty() || columns < kAsideFrom ? 0 : columnsOf(cell.aside) + kGap;
}

} // namespace

std::vector<int> columnWidths(const present::Table& table, int columns) {
    std::vector<int> widths;
    std::size_t stretch = 0;
    int wanted = 0; // by the stretching column, so that spare ones give way to it
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        int width = columnsOf(table.columns[i].title);
        for (std::size_t r = 0; r < table.rows.size() && r < kLookedAt; ++r) {
            const auto& row = table.rows[r];
            // A branch of a tree runs on over the columns behind it.
            if (row.isBranch) continue;
            if (i < row.cells.size())
                width = std::max(width, columnsOf(row.cells[i].text) + asideOf(row.cells[i], columns) +
                                            (i == 0 ? row.level * kIndent : 0));
        }
        widths.push_back(std::min(width, columns / 3));
        if (table.columns[i].stretches) {
            stretch = i;
            wanted = width;
        }
    }
    wanted = std::clamp(wanted, kStretchAtLeast, std::max(kStretchAtLeast, columns * 2 / 5));
    const auto room = [&] {
        int used = 0;
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (i != stretch && widths[i] > 0) used += widths[i] + kGap;
        return columns - used;
    };
    for (const bool spareOnly : {true, false})
        for (std::size_t i = widths.size(); i-- > 0 && room() < (spareOnly ? wanted : kStretchAtLeast);)
            if (i != stretch && (table.columns[i].isSpare || !spareOnly)) widths[i] = 0;
    if (!widths.empty()) widths[stretch] = std::max(1, room());
    return widths;
}

Line tableHead(const present::Table& table, const std::vector<int>& widths) {
    Line head;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (widths[i] > 0)
            head.spans.push_back({fit(table.columns[i].title, widths[i], table.columns[i].isNumber) + space(widths, i),
                                  Tone::Muted, false});
    return head;
}

Line tableLine(const std::vector<present::Table::Column>& columns, const present::Table::Row& row,
               const std::vector<int>& widths) {
    Line line;
    line.selectable = true;
    line.detail = row.detail;
    line.place = row.place;
    const QString indent(row.level * kIndent, ' ');
    if (row.isBranch) { // one text over all columns
        int width = 0;
        for (const int w : widths)
            width += w > 0 ? w + kGap : 0;
        line.spans = {{indent + row.cells.front().text, Tone::Plain, true}};
        return fit(std::move(line), width - kGap);
    }
    line.links = row.links;
    for (std::size_t i = 0; i < columns.size() && i < row.cells.size(); ++i) {
        if (widths[i] == 0) continue;
        const auto& cell = row.cells[i];
        const QString text = (i == 0 ? indent : QString()) + cell.text;
        const int rest = widths[i] - columnsOf(text) - kGap;
        if (!cell.aside.isEmpty() && rest >= columnsOf(cell.aside)) {
            line.spans.push_back({text + QString(kGap, ' '), cell.tone, false, false, cell.mark});
            line.spans.push_back({fit(cell.aside, rest) + space(widths, i), Tone::Muted});
        } else {
            line.spans.push_back(
                {fit(text, widths[i], columns[i].isNumber) + space(widths, i), cell.tone, false, false, cell.mark});
        }
    }
    return line;
}

Line fit(Line line, int columns) {
    int used = 0;
    for (auto span = line.spans.begin(); span != line.spans.end(); ++span) {
        const int width = columnsOf(span->text);
        if (used + width > columns) {
            span->text = fit(span->text, columns - used);
            line.spans.erase(span + 1, line.spans.end());
            return line;
        }
        used += width;
    }
    if (used < columns) line.spans.push_back({QString(columns - used, ' '), Tone::Plain});
    return line;
}

QString Line::text() const {
    QString out;
    for (const auto& span : spans)
        out += span.text;
    return out;
}

std::vector<Line> layOut(const present::Page& page, int columns) {
    Setter setter(std::max(20, columns));
    for (const auto& section : page.sections)
        setter.add(section);
    return setter.take();
}

} // namespace proofstead::terminal
