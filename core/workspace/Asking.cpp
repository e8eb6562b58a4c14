// Questions to a vault that change nothing: events, coverage, trails.

#include "catalog/RecordingReader.h"
#include "check/SourceStates.h"
#include "ingest/ColumnCheck.h"
#include "store/CheckConnection.h"
#include "store/EventQuery.h"
#include "trail/WalkBack.h"
#include "workspace/Parts.h"

#include <algorithm>
#include <charconv>

namespace proofstead::workspace {

namespace {

void addDigests(const std::vector<trail::ChainSummary>& chains, const store::SourceDigests& digests, CoverageRow& row) {
    for (const auto& chain : chains)
        if (chain.source == row.source && chain.environment == row.environment) row.digests.push_back(chain);
    row.unnamedFiles = std::count_if(digests.files.begin(), digests.files.end(), [&](const auto& file) {
        return file.state == "not-named" && file.source == row.source && file.environment == row.environment;
    });
}

} // namespace

const std::vector<std::string>& eventColumns() {
    return store::eventColumnNames();
}

base::Status Workspace::events(const EventFilter& filter, const std::vector<std::string>& columns,
                               const RowSink& row) const {
    store::EventQuery query;
    query.from = filter.from;
    query.until = filter.until;
    query.actor = filter.actor;
    query.action = filter.action;
    query.outcome = filter.outcome;
    query.source = filter.source;
    query.environment = filter.environment;
    query.limit = filter.limit;
    query.newestFirst = filter.newestFirst;
    query.perOrigin = filter.perOrigin;
    return store::listEvents(*m_d->vault, query, columns, row);
}

base::Result<std::vector<CoverageRow>> Workspace::coverage(const model::Period& period) const {
    PS_TRY(const auto declared, scope());
    PS_TRY(auto rows, coverageIn(*m_d->vault, declared, period));
    PS_TRY(auto connection, store::CheckConnection::open(*m_d->vault));
    PS_TRY(const auto digests, store::sourceDigests(*m_d->vault));
    const auto chains = trail::summaries(digests);
    for (auto& row : rows) {
        const auto declaredAs = std::find_if(declared.sources.begin(), declared.sources.end(), [&](const auto& one) {
            return one.source == row.source && one.environment == row.environment;
        });
        const auto* definition = m_d->content.source(row.source);
        if (declaredAs == declared.sources.end() || !definition) continue;
        PS_TRY(const auto rules, catalog::recordingRules(definition->document));
        const auto fields = definition->document.value("fields", base::Json::object());
        PS_TRY(row.detail, check::coverageDetail(
                               connection, {*declaredAs, row.coverage, rules, fields.contains("recorded_at")}, period));
        addDigests(chains, digests, row);
    }
    return rows;
}

base::Result<std::vector<CoverageRow>> coverageIn(const store::Vault& vault, const model::Scope& declared,
                                                  const model::Period& period) {
    PS_TRY(auto connection, store::CheckConnection::open(vault));
    PS_TRY(const auto states, check::SourceStates::read(connection, declared, period));
    std::vector<std::string> ids;
    for (const auto& source : declared.sources)
        ids.push_back(source.source);
    std::vector<CoverageRow> rows;
    for (const auto* state : states.of(ids))
        rows.push_back({state->declared.source, state->declared.environment, state->coverage});
    return rows;
}

base::Result<model::Trail> Workspace::trail(model::RecordId record) const {
    PS_TRY(auto walk, trail::WalkBack::open(*m_d->vault));
    PS_TRY(auto trail, walk.trail(record));
    PS_TRY(const auto columns, ingest::checkColumns(*m_d->vault, m_d->sources, record));
    trail.columnsRead = columns.read;
    if (!columns.read) return trail;
    trail.steps.push_back({"trail.columns", {}, columns.different == 0});
    trail.holds = trail.holds && columns.different == 0;
    return trail;
}

base::Result<model::RecordId> Workspace::findRecord(const std::string& text) const {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size() && number > 0 && text.size() < 19)
        return model::RecordId{number};
    PS_TRY(const auto found, store::recordsWithNativeId(*m_d->vault, text));
    if (found.empty()) return base::fail("record-unknown", text);
    if (found.size() > 1) {
        std::vector<std::string> ids;
        for (const auto id : found)
            ids.push_back(std::to_string(id.value));
        return base::fail("record-ambiguous", base::join(ids, ", "));
    }
    return found.front();
}

} // namespace proofstead::workspace
