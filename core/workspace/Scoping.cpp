// What was imported, source by source, and a scope that declares it.

#include "store/Environments.h"
#include "workspace/Parts.h"

#include <algorithm>
#include <map>

namespace proofstead::workspace {

namespace {

base::Millis hourOf(base::Millis time) {
    return time - time % base::kHour;
}

void widen(SourceStatus& row, const std::optional<base::Millis>& from, const std::optional<base::Millis>& to) {
    if (from) row.observedFrom = std::min(row.observedFrom.value_or(*from), *from);
    if (to) row.observedTo = std::max(row.observedTo.value_or(*to), *to);
}

class Rows {
public:
    explicit Rows(const catalog::Catalog& content) : m_content(content) {}

    SourceStatus& at(const std::string& source, const std::string& environment) {
        auto& row = m_rows[{source, environment}];
        row.source = source;
        row.environment = environment;
        const auto* definition = m_content.source(source);
        row.title = definition ? definition->title : source;
        return row;
    }

    // A log file of several environments counts for each of them; what was rejected in it belongs to none. One whose
    // events name none belongs to its source as a whole.
    void add(const store::StoredFile& file, bool shared) {
        if (shared) {
            if (file.rejected > 0) at(file.source, "").rejected += file.rejected;
            return;
        }
        auto& row = at(file.source, file.environment);
        ++row.files;
        row.records += file.records;
        row.events += file.events;
        row.rejected += file.rejected;
        widen(row, file.observedFrom, file.observedTo);
    }

    void add(const store::EnvironmentShare& share) {
        auto& row = at(share.source, share.environment);
        row.files += share.files;
        row.records += share.events;
        row.events += share.events;
        widen(row, share.from, share.to);
    }

    std::vector<SourceStatus> take() {
        std::vector<SourceStatus> list;
        for (auto& [key, row] : m_rows)
            list.push_back(std::move(row));
        return list;
    }

private:
    const catalog::Catalog& m_content;
    std::map<std::pair<std::string, std::string>, SourceStatus> m_rows;
};

} // namespace

base::Result<std::vector<SourceStatus>> Workspace::sources() const {
    PS_TRY(const auto declared, scope());
    PS_TRY(const auto stored, files());
    PS_TRY(const auto shares, store::environmentShares(*m_d->vault));
    PS_TRY(const auto shared, store::filesOfSeveralEnvironments(*m_d->vault));
    Rows rows(m_d->content);
    for (const auto& one : declared.sources) {
        auto& row = rows.at(one.source, one.environment);
        row.declared = true;
        row.expectation = model::idOf(one.expectation);
    }
    for (const auto& file : stored)
        rows.add(file, shared.contains(file.id.value));
    for (const auto& share : shares)
        rows.add(share);
    return rows.take();
}

void declareImported(model::Scope& scope, const std::vector<SourceStatus>& imported) {
    std::optional<base::Millis> first, last;
    for (const auto& source : imported) {
        const bool isLog = source.events > 0;
        const bool known = std::any_of(scope.sources.begin(), scope.sources.end(), [&](const auto& one) {
            return one.source == source.source && one.environment == source.environment;
        });
        if (source.files > 0 && !known) {
            model::DeclaredSource one;
            one.source = source.source;
            one.environment = source.environment;
            one.expectation = isLog ? model::Expectation::Hour : model::Expectation::Snapshot;
            scope.sources.push_back(std::move(one));
        }
        if (!isLog || !source.observedFrom || !source.observedTo) continue;
        first = std::min(first.value_or(*source.observedFrom), *source.observedFrom);
        last = std::max(last.value_or(*source.observedTo), *source.observedTo);
    }
    if (scope.period || !first) return;
    const auto end = hourOf(*last) + base::kHour;
    scope.period = model::Period{hourOf(*first), end, end};
}

} // namespace proofstead::workspace
