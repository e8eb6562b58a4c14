#include "catalog/CheckReader.h"

#include "base/Text.h"
#include "catalog/SqlNames.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <set>

namespace proofstead::catalog {

namespace {

constexpr const char* kCode = "invalid-check";
// A need that is no source: the check wants the provider's own signature over its log files.
constexpr std::string_view kSourceDigest = "source-digest";

base::Status refuse(std::size_t line, const std::string& what) {
    return base::fail(kCode, base::shorten(base::printable(what), 160), fmt::format("line {}", line));
}

std::vector<std::string> listOf(std::string_view text) {
    std::vector<std::string> items;
    for (const auto piece : base::split(text, ','))
        if (const auto item = base::trim(piece); !item.empty()) items.emplace_back(item);
    return items;
}

bool isParameterName(const std::string& name) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
           std::all_of(name.begin(), name.end(), allowed);
}

bool isBuiltIn(const std::string& name) {
    return name == "from" || name == "until" || name == "as_of";
}

class HeaderReader {
public:
    explicit HeaderReader(CheckFile& file) : m_file(file), m_check(file.check) {}

    base::Status line(std::size_t number, std::string_view text) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos) return refuse(number, "a header line is \"-- key: value\"");
        const std::string key(base::trim(text.substr(0, colon)));
        const std::string value(base::trim(text.substr(colon + 1)));
        if (value.empty()) return refuse(number, key + " is empty");
        const bool repeatable = key == "needs-also" || key == "parameter";
        if (!m_seen.insert(key).second && !repeatable) return refuse(number, key + " stands twice");
        const auto problem = take(key, value);
        return problem.empty() ? base::Status{} : refuse(number, problem);
    }

    // What must be there and is not.
    std::string missing() const {
        for (const auto* key : {"id", "title", "question", "severity", "test", "nature", "needs"})
            if (!m_seen.contains(key)) return std::string(key) + " is missing from the header";
        return {};
    }

private:
    // Each returns what is wrong, "" when nothing is.
    std::string take(const std::string& key, const std::string& value) {
        if (key == "id") return m_check.id = value, std::string{};
        if (key == "title") return m_check.title = value, std::string{};
        if (key == "question") return m_check.question = value, std::string{};
        if (key == "overrides") return m_file.overrides = value, std::string{};
        if (key == "severity") return choose(key, value, model::severityFromId, m_check.severity);
        if (key == "test") return choose(key, value, model::testTypeFromId, m_check.type);
        if (key == "nature") return nature(value);
        if (key == "needs") return need(value, true);
        if (key == "needs-also") return need(value, false);
        if (key == "freshness") return freshness(value);
        if (key == "tolerance") return tolerance(value);
        if (key == "heuristic") return heuristic(value);
        if (key == "facets") return facets(value);
        if (key == "parameter") return parameter(value);
        return "unknown header \"" + key + "\"";
    }

    template <class T>
    static std::string choose(const std::string& key, const std::string& value,
                              std::optional<T> (*parse)(std::string_view), T& target) {
        const auto parsed = parse(value);
        if (!parsed) return "unknown " + key + " \"" + value + "\"";
        target = *parsed;
        return {};
    }

    std::string nature(const std::string& value) {
        if (value != "inspection" && value != "re-performance" && value != "inquiry")
            return "unknown nature \"" + value + "\"";
        m_check.nature = value;
        return {};
    }

    std::string need(const std::string& value, bool driving) {
        model::Need need{listOf(value), driving};
        const auto digests = std::erase(need.sources, kSourceDigest);
        m_check.needsSourceDigest = m_check.needsSourceDigest || digests > 0;
        if (need.sources.empty()) return driving ? "needs names no source" : std::string{};
        m_check.needs.push_back(std::move(need));
        return {};
    }

    std::string freshness(const std::string& value) {
        m_check.freshness = base::parseDuration(value);
        return m_check.freshness ? std::string{} : "\"" + value + "\" is no duration";
    }

    std::string tolerance(const std::string& value) {
        const auto* end = value.data() + value.size();
        const auto [stop, error] = std::from_chars(value.data(), end, m_check.tolerance);
        const bool good = error == std::errc{} && stop == end && m_check.tolerance >= 0;
        return good ? std::string{} : "tolerance is a number from 0";
    }

    std::string heuristic(const std::string& value) {
        if (value != "yes" && value != "no") return "heuristic is yes or no";
        m_check.heuristic = value == "yes";
        return {};
    }

    std::string facets(const std::string& value) {
        m_check.facets = listOf(value);
        const std::set<std::string> unique(m_check.facets.begin(), m_check.facets.end());
        if (unique.size() != m_check.facets.size()) return "a facet stands twice";
        const bool good = std::all_of(unique.begin(), unique.end(), isContentId);
        return good ? std::string{} : "a facet is no id";
    }

    // name = value ; basis: where the value comes from
    std::string parameter(const std::string& text) {
        const auto equals = text.find('=');
        const auto semicolon = text.find(';', equals == std::string::npos ? 0 : equals);
        const std::string_view view = text;
        if (equals == std::string::npos || semicolon == std::string::npos)
            return "a parameter is \"name = value ; basis: where it comes from\"";
        const auto basis = base::trim(view.substr(semicolon + 1));
        model::Parameter result{std::string(base::trim(view.substr(0, equals))),
                                std::string(base::trim(view.substr(equals + 1, semicolon - equals - 1))),
                                {}};
        if (!basis.starts_with("basis:")) return "the parameter states no basis";
        result.basis = base::trim(basis.substr(6));
        if (!isParameterName(result.name) || isBuiltIn(result.name))
            return "\"" + result.name + "\" cannot name a parameter";
        if (result.value.empty() || result.basis.empty()) return result.name + " has no value or no basis";
        for (const auto& other : m_check.parameters)
            if (other.name == result.name) return result.name + " stands twice";
        m_check.parameters.push_back(std::move(result));
        return {};
    }

    CheckFile& m_file;
    model::CheckDefinition& m_check;
    std::set<std::string> m_seen;
};

std::string statement(std::string_view text) {
    auto trimmed = base::trim(text);
    if (trimmed.ends_with(';')) trimmed = base::trim(trimmed.substr(0, trimmed.size() - 1));
    return std::string(trimmed);
}

// Splits the lines from `first` on at "-- population".
base::Status readStatements(const std::vector<std::string_view>& lines, std::size_t first,
                            model::CheckDefinition& check) {
    std::string* target = &check.exceptionsSql;
    for (std::size_t i = first; i < lines.size(); ++i) {
        if (base::trim(lines[i]) == "-- population") {
            if (target == &check.populationSql) return refuse(i + 1, "\"-- population\" stands twice");
            target = &check.populationSql;
            continue;
        }
        target->append(lines[i]).append("\n");
    }
    if (target != &check.populationSql) return refuse(lines.size(), "the line \"-- population\" is missing");
    check.exceptionsSql = statement(check.exceptionsSql);
    check.populationSql = statement(check.populationSql);
    if (base::trim(bareSql(check.exceptionsSql)).empty()) return refuse(first + 1, "there is no query of exceptions");
    if (base::trim(bareSql(check.populationSql)).empty())
        return refuse(lines.size(), "there is no query of the population");
    return {};
}

// Every parameter that is used is declared, and the other way round.
std::string parameterProblem(const model::CheckDefinition& check) {
    auto used = parametersIn(check.exceptionsSql);
    used.merge(parametersIn(check.populationSql));
    std::set<std::string> declared;
    for (const auto& parameter : check.parameters) {
        declared.insert(parameter.name);
        if (!used.contains(parameter.name)) return "parameter " + parameter.name + " is not used";
    }
    for (const auto& name : used)
        if (!declared.contains(name) && !isBuiltIn(name)) return "parameter :" + name + " is not declared";
    return {};
}

base::Status readParts(const FileText& file, CheckFile& result) {
    const auto lines = base::split(file.text, '\n');
    HeaderReader header(result);
    std::size_t next = 0;
    for (; next < lines.size() && lines[next].starts_with("--"); ++next)
        PS_CHECK(header.line(next + 1, lines[next].substr(2)));
    if (const auto missing = header.missing(); !missing.empty()) return refuse(next + 1, missing);
    if (result.check.id != file.stem || !isContentId(result.check.id))
        return refuse(1, "\"" + result.check.id + "\" is not the file's name or no id");
    PS_CHECK(readStatements(lines, next, result.check));
    if (const auto problem = parameterProblem(result.check); !problem.empty()) return refuse(next + 1, problem);
    return {};
}

} // namespace

base::Result<CheckFile> readCheck(const FileText& file, const std::string& area) {
    CheckFile result;
    result.check.area = area;
    result.check.digest = file.digest;
    result.check.origin = file.path;
    if (auto status = readParts(file, result); !status) return base::climb(std::move(status.error()), file.path);
    return result;
}

} // namespace proofstead::catalog
