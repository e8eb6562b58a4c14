#include "workspace/Verdicts.h"

#include "catalog/CheckReader.h"
#include "check/CheckRunner.h"
#include "seal/Digest.h"
#include "store/CheckConnection.h"
#include "workspace/Parts.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace proofstead::workspace {

namespace {

using model::Finding;

struct Sizes {
    std::int64_t population = 0, exceptions = 0;
    bool operator==(const Sizes&) const = default;
};

Sizes sizesOf(const std::vector<model::CheckOutcome>& outcomes, const std::string& check) {
    Sizes sizes;
    for (const auto& outcome : outcomes) {
        if (outcome.check != check) continue;
        sizes.population += outcome.population;
        sizes.exceptions += outcome.exceptions;
    }
    return sizes;
}

bool sameFinding(const Finding& a, const Finding& b) {
    return std::tie(a.record, a.source, a.environment, a.facet, a.subject, a.detail, a.at) ==
           std::tie(b.record, b.source, b.environment, b.facet, b.subject, b.detail, b.at);
}

class Citations {
public:
    Citations(const store::Vault& vault, const catalog::Catalog& content, const model::Run& run)
        : m_vault(vault), m_content(content), m_run(run) {
        m_result.run = run.id;
        m_result.period = run.period;
    }

    base::Result<CitingVerdicts> of(model::RecordId record) {
        std::map<std::string, CitingCheck> checks;
        for (const auto& finding : m_run.findings)
            if (finding.record == record) checks[finding.check].findings.push_back(finding);
        PS_TRY(const auto decision, decisionOf(record));
        for (const auto& control : m_run.controls)
            addVerdicts(control, checks, decision);
        step("trail.run", m_run.id, runIdOf(m_run) == m_run.id);
        for (auto& [id, check] : checks)
            PS_CHECK(addCheck(id, std::move(check)));
        return std::move(m_result);
    }

private:
    void step(const char* what, const std::string& value, bool holds) {
        m_result.steps.push_back({what, value, holds});
        m_result.holds = m_result.holds && holds;
    }

    base::Result<std::string> decisionOf(model::RecordId record) const {
        PS_TRY(const auto decisions, readDecisions(m_vault));
        for (const auto& decision : decisions)
            if (decision.record == record) return decision.id;
        return std::string();
    }

    void addVerdicts(const model::ControlResult& control, const std::map<std::string, CitingCheck>& checks,
                     const std::string& decision) {
        CitingVerdict verdict;
        verdict.framework = control.framework;
        verdict.control = control.control;
        if (const auto* definition = m_content.control(control.control)) verdict.citation = definition->citation;
        verdict.status = control.status;
        verdict.variant = control.variant;
        verdict.reasons = control.reasons;
        for (const auto& link : control.links) {
            const auto check = checks.find(link.link.check);
            if (check == checks.end() || !reads(link.link, check->second)) continue;
            auto cited = verdict;
            cited.check = link.link.check;
            cited.facet = link.link.facet;
            cited.population = link.population;
            cited.exceptions = link.exceptions;
            m_result.verdicts.push_back(std::move(cited));
        }
        const auto& counted = control.decisions;
        if (decision.empty() || std::find(counted.begin(), counted.end(), decision) == counted.end()) return;
        verdict.decision = decision;
        m_result.verdicts.push_back(std::move(verdict));
    }

    static bool reads(const model::Link& link, const CitingCheck& check) {
        return std::any_of(check.findings.begin(), check.findings.end(),
                           [&](const Finding& finding) { return link.facet.empty() || link.facet == finding.facet; });
    }

    base::Status addCheck(const std::string& id, CitingCheck check) {
        const auto sizes = sizesOf(m_run.outcomes, id);
        check.population = sizes.population;
        check.exceptions = sizes.exceptions;
        check.definition.id = id;
        const auto named = m_run.content.find("check:" + id);
        const auto digest = named == m_run.content.end() ? std::string() : named->second;
        PS_TRY(auto kept, m_vault.content(digest));
        const bool sound = kept && seal::sha256Hex(*kept) == digest;
        step("trail.query", id, sound);
        if (kept) check.query = std::move(*kept);
        if (sound) {
            PS_TRY(auto file, catalog::readCheck({id + ".sql", id, check.query, digest}, {}));
            check.definition = std::move(file.check);
            PS_TRY(const bool same, givesTheSame(check, sizes));
            step("trail.asked-again", id, same);
        }
        m_result.checks.push_back(std::move(check));
        return {};
    }

    // Asks once more what the run asked: the same scope, period and position in the evidence log.
    base::Result<bool> givesTheSame(const CitingCheck& check, const Sizes& sizes) const {
        PS_TRY(auto connection, store::CheckConnection::open(m_vault, m_run.asOfSeq));
        PS_TRY(auto runner, check::CheckRunner::open(connection, m_run.scope, m_run.period));
        PS_TRY(const auto again, runner.run(check.definition));
        const auto found = [&](const Finding& finding) {
            return std::any_of(again.findings.begin(), again.findings.end(),
                               [&](const Finding& other) { return sameFinding(finding, other); });
        };
        return sizesOf(again.outcomes, check.definition.id) == sizes &&
               std::all_of(check.findings.begin(), check.findings.end(), found);
    }

    const store::Vault& m_vault;
    const catalog::Catalog& m_content;
    const model::Run& m_run;
    CitingVerdicts m_result;
};

} // namespace

std::string runIdOf(model::Run run) {
    run.id.clear();
    return seal::sha256Hex(base::canonicalJson(model::toJson(run))).substr(0, 16);
}

base::Result<CitingVerdicts> Workspace::verdictsOn(model::RecordId record, const std::string& runId) const {
    auto cited = run(runId);
    if (!cited && cited.error().code == "no-run") return CitingVerdicts{};
    if (!cited) return tl::unexpected<base::Error>(std::move(cited.error()));
    return Citations(*m_d->vault, m_d->content, *cited).of(record);
}

} // namespace proofstead::workspace
