#include "model/JsonWriter.h"
#include "model/Run.h"

namespace proofstead::model {

namespace {

base::Json idsOf(const std::vector<Reason>& reasons) {
    auto ids = base::Json::array();
    for (const auto reason : reasons)
        ids.push_back(idOf(reason));
    return ids;
}

base::Json toJson(const Coverage& coverage) {
    base::Json json{{"expectation", coverage.expectation},
                    {"expected", coverage.expected},
                    {"delivered", coverage.delivered},
                    {"longest_silence_ms", coverage.longestSilence},
                    {"missing", base::Json::array()}};
    for (const auto& gap : coverage.missing)
        json["missing"].push_back({{"from", timeText(gap.from)}, {"until", timeText(gap.until)}});
    putTime(json, "observed_from", coverage.observedFrom);
    putTime(json, "observed_to", coverage.observedTo);
    return json;
}

base::Json toJson(const LinkResult& result) {
    return {{"check", result.link.check},      {"facet", result.link.facet},       {"kind", idOf(result.link.kind)},
            {"part", idOf(result.link.part)},  {"required", result.link.required}, {"reviewed", result.link.reviewed},
            {"outcome", idOf(result.outcome)}, {"reasons", idsOf(result.reasons)}, {"population", result.population},
            {"exceptions", result.exceptions}};
}

base::Json toJson(const FrameworkSummary& summary) {
    base::Json json{{"framework", summary.framework},
                    {"applicable", summary.applicable},
                    {"machine_tested", summary.machineTested},
                    {"document_tested", summary.documentTested},
                    {"attested", summary.attested},
                    {"untested", summary.untested},
                    {"by_status", base::Json::object()}};
    for (const auto& [status, count] : summary.byStatus)
        json["by_status"][std::string(idOf(status))] = count;
    return json;
}

template <class T>
base::Json listOf(const std::vector<T>& items) {
    auto list = base::Json::array();
    for (const auto& item : items)
        list.push_back(toJson(item));
    return list;
}

} // namespace

base::Json toJson(const CheckOutcome& outcome) {
    base::Json json{{"check", outcome.check},
                    {"source", outcome.source},
                    {"environment", outcome.environment},
                    {"facet", outcome.facet},
                    {"outcome", idOf(outcome.outcome)},
                    {"cause", idOf(outcome.cause)},
                    {"reasons", idsOf(outcome.reasons)},
                    {"population", outcome.population},
                    {"exceptions", outcome.exceptions},
                    {"repaired", outcome.repaired},
                    {"coverage", toJson(outcome.coverage)},
                    {"verified", outcome.verified}};
    putText(json, "detail", outcome.detail);
    return json;
}

base::Json toJson(const Finding& finding) {
    base::Json json{{"check", finding.check}, {"source", finding.source},   {"environment", finding.environment},
                    {"facet", finding.facet}, {"subject", finding.subject}, {"detail", finding.detail}};
    putTime(json, "at", finding.at);
    if (finding.record) json["record"] = finding.record.value;
    return json;
}

base::Json toJson(const ControlResult& result) {
    return {{"framework", result.framework},
            {"id", result.control},
            {"status", idOf(result.status)},
            {"variant", result.variant},
            {"accepted", result.accepted},
            {"exceptions", result.exceptions},
            {"deviations", result.deviations},
            {"reasons", idsOf(result.reasons)},
            {"links", listOf(result.links)},
            {"decisions", result.decisions},
            {"roles", result.roles}};
}

base::Json toJson(const Run& run) {
    return {{"id", run.id},
            {"scope", toJson(run.scope)},
            {"period", toJson(run.period)},
            {"as_of_seq", run.asOfSeq},
            {"log_root", run.logRoot},
            {"content", run.content},
            {"outcomes", listOf(run.outcomes)},
            {"findings", listOf(run.findings)},
            {"controls", listOf(run.controls)},
            {"summaries", listOf(run.summaries)}};
}

} // namespace proofstead::model
