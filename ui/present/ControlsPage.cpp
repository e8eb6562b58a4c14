// All controls as a tree: framework, area, control, and the parts of a control below it.
#include "present/Filters.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"

#include <set>

namespace proofstead::present {

namespace {

class Tree {
public:
    explicit Tree(const PageData& data) : m_data(data), m_words(data) {
        m_table.columns = {{Tr::tr("Control"), false, false},
                           {Tr::tr("Status"), false, false},
                           {Tr::tr("Title"), true, false},
                           {Tr::tr("Tests"), false, true, true},
                           {Tr::tr("Exceptions"), false, true, true}};
    }

    Table take() {
        for (const auto& result : m_data.run->controls)
            add(result);
        return std::move(m_table);
    }

private:
    void add(const model::ControlResult& result) {
        const auto* control = m_data.control(result.control);
        const std::string area = control ? control->area : "";
        if (result.framework != m_framework) {
            m_framework = result.framework;
            m_area.clear();
            branch(m_words.framework(m_framework), summary(m_framework), 0);
        }
        if (area != m_area) {
            m_area = area;
            if (!area.empty()) branch(plain(area), {}, 1);
        }
        int level = area.empty() ? 1 : 2;
        if (control && !control->parent.empty() && m_shown.contains(control->parent)) ++level;
        m_shown.insert(result.control);
        m_table.rows.push_back(rowOf(result, control, level));
    }

    void branch(const QString& text, const QString& note, int level) {
        Table::Row row;
        const QString whole = note.isEmpty() ? text : text + QStringLiteral("  ·  ") + note;
        row.cells = {{whole, Tone::Plain, {}}, {}, {}, {}, {}};
        row.level = level;
        row.isBranch = true;
        m_table.rows.push_back(std::move(row));
    }

    QString summary(const std::string& framework) const {
        for (const auto& summary : m_data.run->summaries)
            if (summary.framework == framework) {
                const auto supported = summary.byStatus.find(model::Status::Supported);
                return Tr::tr("Supported %1 of %2 applicable")
                    .arg(grouped(supported == summary.byStatus.end() ? 0 : supported->second),
                         grouped(summary.applicable));
            }
        return {};
    }

    Table::Row rowOf(const model::ControlResult& result, const model::Control* control, int level) const {
        Table::Row row;
        row.cells = {controlCell(result.control, control ? control->citation : std::string()),
                     statusCell(result.status, m_words.status(result.status)),
                     {plain(control ? control->title : ""), Tone::Plain, {}},
                     {result.links.empty() ? QString() : grouped(static_cast<std::int64_t>(result.links.size())),
                      Tone::Muted,
                      {}},
                     {result.exceptions ? grouped(result.exceptions) : QString(), Tone::Plain, {}}};
        if (control) row.detail << plain(control->citation) + QStringLiteral("  ") + plain(control->title);
        row.detail << m_words.status(result);
        row.detail += m_words.reasons(result.reasons, kShownReasons);
        row.place = {QStringLiteral("control"), plain(result.control)};
        row.tags = {QStringLiteral("framework:") + plain(result.framework),
                    QStringLiteral("status:") + plain(model::idOf(result.status))};
        for (const auto& role : result.roles)
            row.tags << QStringLiteral("role:") + plain(role);
        row.level = level;
        return row;
    }

    const PageData& m_data;
    Words m_words;
    Table m_table;
    std::string m_framework, m_area;
    std::set<std::string> m_shown;
};

} // namespace

Page controlsPage(const PageData& data) {
    Page page;
    if (!data.run) {
        page.sections.push_back(nothingAssessed(data));
        return page;
    }
    page.lead = Tr::tr("%n control(s), each with its verdict", nullptr, static_cast<int>(data.run->controls.size()));
    page.sections.push_back({{}, {}, withFilters(Tree(data).take(), data, {"framework", "status", "role"})});
    return page;
}

} // namespace proofstead::present
