#include "terminal/Layout.h"

#include <algorithm>
#include <numeric>

namespace proofstead::terminal {

using present::Tone;

namespace {

constexpr int kGap = 2;             // between columns
constexpr int kStretchAtLeast = 22; // below this, columns are given up from the right

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
            m_lines.push_back({{{line, tone, bold}}, false, {}});
    }

    void set(const present::Facts& facts) {
        int width = 0;
        for (const auto& fact : facts.facts)
            width = std::max(width, columnsOf(fact.label));
        width = std::min(width, m_columns / 2);
        for (const auto& fact : facts.facts) {
            QString label = fact.label;
            for (const auto& line : wrap(fact.value, m_columns - width - kGap)) {
                m_lines.push_back(
                    {{{fit(label, width + kGap), Tone::Muted, false}, {line, Tone::Plain, false}}, false, {}});
                label.clear();
            }
        }
    }

    void set(const present::Notice& notice) {
        text(notice.text, Tone::Plain);
        for (const auto& step : notice.steps)
            text(QStringLiteral("  ") + step, Tone::Muted, true);
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

    // One block character for each tone, so that the bar can be read without colour.
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
            line.spans.push_back({blockOf(part.tone).repeated(std::max(0, length)), part.tone, false});
            drawn += std::max(0, length);
        }
        m_lines.push_back(std::move(line));
    }

    static QString blockOf(Tone tone) {
        switch (tone) {
        case Tone::Bad:
            return QStringLiteral("█");
        case Tone::Warn:
            return QStringLiteral("▓");
        case Tone::Good:
            return QStringLiteral("▄");
        default:
            return QStringLiteral("░");
        }
    }

    void legend(const present::Shares::Row& row) {
        Line line;
        int used = 0;
        for (const auto& part : row.parts) {
            const QString words = QStringLiteral(" %1 %2").arg(part.label).arg(part.count);
            const int width = columnsOf(part.sign) + columnsOf(words) + 3;
            if (used > 0 && used + width - 3 > m_columns) {
                m_lines.push_back(std::move(line));
                line = {};
                used = 0;
            }
            line.spans.push_back({part.sign, part.tone, true});
            line.spans.push_back({fit(words, std::min(columnsOf(words), m_columns - 2)) + "   ", Tone::Plain, false});
            used += width;
        }
        m_lines.push_back(std::move(line));
    }

    void set(const present::Table& table) {
        const auto widths = columnWidths(table);
        Line head;
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (widths[i] > 0)
                head.spans.push_back(
                    {fit(table.columns[i].title, widths[i], table.columns[i].isNumber) + space(widths, i), Tone::Muted,
                     false});
        m_lines.push_back(std::move(head));
        for (const auto& row : table.rows) {
            Line line;
            line.selectable = true;
            line.detail = row.detail;
            for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i)
                if (widths[i] > 0)
                    line.spans.push_back(
                        {fit(row.cells[i].text, widths[i], table.columns[i].isNumber) + space(widths, i),
                         row.cells[i].tone, false});
            m_lines.push_back(std::move(line));
        }
    }

    static QString space(const std::vector<int>& widths, std::size_t column) {
        const bool last = std::all_of(widths.begin() + static_cast<std::ptrdiff_t>(column) + 1, widths.end(),
                                      [](int width) { return width == 0; });
        return QString(last ? 0 : kGap, ' ');
    }

    // As wide as the content, the stretching column what is left; columns without room get 0.
    std::vector<int> columnWidths(const present::Table& table) const {
        std::vector<int> widths;
        std::size_t stretch = 0;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            int width = columnsOf(table.columns[i].title);
            for (const auto& row : table.rows)
                if (i < row.cells.size()) width = std::max(width, columnsOf(row.cells[i].text));
            widths.push_back(std::min(width, m_columns / 3));
            if (table.columns[i].stretches) stretch = i;
        }
        const auto room = [&] {
            int used = 0;
            for (std::size_t i = 0; i < widths.size(); ++i)
                if (i != stretch && widths[i] > 0) used += widths[i] + kGap;
            return m_columns - used;
        };
        for (const bool spareOnly : {true, false})
            for (std::size_t i = widths.size(); i-- > 0 && room() < kStretchAtLeast;)
                if (i != stretch && (table.columns[i].isSpare || !spareOnly)) widths[i] = 0;
        if (!widths.empty()) widths[stretch] = std::max(1, room());
        return widths;
    }

    int m_columns;
    std::vector<Line> m_lines;
};

} // namespace

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
