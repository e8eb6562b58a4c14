#include "check/CheckRows.h"

#include "base/Time.h"

#include <algorithm>
#include <charconv>

namespace proofstead::check {

namespace {

using store::Statement;

constexpr const char* kOptional[] = {"repaired"};

// Positions of the columns of a statement, by name; -1 for one that is not there.
class Columns {
public:
    Columns(const Statement& row, const std::vector<std::string>& names) {
        for (const auto& name : names)
            m_positions[name] = -1;
        for (int i = 0; i < row.columns(); ++i)
            if (const auto found = m_positions.find(std::string(row.columnName(i))); found != m_positions.end())
                found->second = i;
    }

    std::string missing() const {
        for (const auto& [name, position] : m_positions)
            if (position < 0 && std::find(std::begin(kOptional), std::end(kOptional), name) == std::end(kOptional))
                return name;
        return {};
    }

    std::string text(const Statement& row, const char* name) const {
        const int at = m_positions.at(name);
        return at < 0 || row.isNull(at) ? std::string{} : row.string(at);
    }

    std::optional<std::int64_t> integer(const Statement& row, const char* name) const {
        const int at = m_positions.at(name);
        return at < 0 ? std::nullopt : row.integerOrNull(at);
    }

private:
    std::map<std::string, int> m_positions;
};

// Rows of one query that are kept; a check that finds more of them describes a population, not exceptions.
constexpr std::size_t kMostRows = 1'000'000;

// Hands each row over with its key; checks columns once and facets always.
base::Status each(store::CheckConnection& connection, const std::string& sql, const store::SqlParameters& parameters,
                  const std::vector<std::string>& names, const model::CheckDefinition& check,
                  const std::function<void(const Statement&, const Columns&, GroupKey)>& take) {
    std::optional<Columns> columns;
    base::Status problem;
    std::size_t rows = 0;
    PS_CHECK(connection.rows(sql, parameters, [&](const Statement& row) {
        if (++rows > kMostRows) {
            problem = base::fail("check-rows", std::to_string(kMostRows));
            return false;
        }
        if (!columns) columns.emplace(row, names);
        if (const auto missing = columns->missing(); !missing.empty()) {
            problem = base::fail("check-columns", "no column " + missing);
            return false;
        }
        GroupKey key{columns->text(row, "source"), columns->text(row, "environment"), columns->text(row, "facet")};
        const auto& facet = std::get<2>(key);
        const bool known = check.facets.empty()
                               ? facet.empty()
                               : std::find(check.facets.begin(), check.facets.end(), facet) != check.facets.end();
        if (!known) {
            problem = base::fail("facet-undeclared", facet);
            return false;
        }
        take(row, *columns, std::move(key));
        return true;
    }));
    return problem;
}

model::Finding finding(const model::CheckDefinition& check, const GroupKey& key, const Statement& row,
                       const Columns& columns) {
    model::Finding finding;
    finding.check = check.id;
    std::tie(finding.source, finding.environment, finding.facet) = key;
    finding.subject = columns.text(row, "subject");
    finding.detail = columns.text(row, "detail");
    finding.at = columns.integer(row, "at");
    finding.record = model::RecordId{columns.integer(row, "record_id").value_or(0)};
    return finding;
}

} // namespace

base::Result<store::SqlParameters> bindParameters(const model::CheckDefinition& check, const model::Period& period) {
    store::SqlParameters bound{{"from", period.from}, {"until", period.until}, {"as_of", period.asOf}};
    for (const auto& parameter : check.parameters) {
        if (bound.contains(parameter.name)) return base::fail("parameter", parameter.name + " is taken");
        const auto& text = parameter.value;
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc{} && end == text.data() + text.size())
            bound[parameter.name] = number;
        else if (const auto duration = base::parseDuration(text))
            bound[parameter.name] = *duration;
        else
            bound[parameter.name] = text;
    }
    return bound;
}

base::Result<Groups> readRows(store::CheckConnection& connection, const model::CheckDefinition& check,
                              const store::SqlParameters& parameters) {
    Groups groups;
    PS_CHECK(each(connection, check.exceptionsSql, parameters,
                  {"source", "environment", "record_id", "subject", "at", "facet", "detail", "repaired"}, check,
                  [&](const Statement& row, const Columns& columns, GroupKey key) {
                      auto& group = groups[key];
                      group.findings.push_back(finding(check, key, row, columns));
                      group.repaired += columns.integer(row, "repaired").value_or(0) != 0 ? 1 : 0;
                  }));
    PS_CHECK(each(connection, check.populationSql, parameters, {"source", "environment", "facet", "population"}, check,
                  [&](const Statement& row, const Columns& columns, GroupKey key) {
                      groups[key].population += columns.integer(row, "population").value_or(0);
                  }));
    return groups;
}

} // namespace proofstead::check
