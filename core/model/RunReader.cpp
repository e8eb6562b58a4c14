#include "model/JsonReader.h"
#include "model/JsonWriter.h"
#include "model/Run.h"

namespace proofstead::model {

namespace {

constexpr const char* kCode = "invalid-run";

void readCoverage(JsonReader& reader, Coverage& coverage) {
    coverage.expectation = reader.text("expectation");
    coverage.expected = reader.integer("expected");
    coverage.delivered = reader.integer("delivered");
    coverage.longestSilence = reader.integer("longest_silence_ms");
    coverage.observedFrom = reader.time("observed_from");
    coverage.observedTo = reader.time("observed_to");
    reader.objects("missing", [&](JsonReader& item) {
        coverage.missing.push_back({item.time("from", true).value_or(0), item.time("until", true).value_or(0)});
    });
}

CheckOutcome readOutcome(JsonReader& reader) {
    CheckOutcome outcome;
    outcome.check = reader.text("check", true);
    outcome.source = reader.text("source");
    outcome.environment = reader.text("environment");
    outcome.facet = reader.text("facet");
    outcome.outcome = reader.choice("outcome", outcomeFromId, Outcome::NotRun, true);
    outcome.cause = reader.choice("cause", noEvidenceFromId, NoEvidence::None);
    outcome.reasons = reader.choices("reasons", reasonFromId);
    outcome.population = reader.integer("population");
    outcome.exceptions = reader.integer("exceptions");
    outcome.repaired = reader.integer("repaired");
    reader.object("coverage", [&](JsonReader& item) { readCoverage(item, outcome.coverage); });
    outcome.verified = reader.boolean("verified", true);
    outcome.detail = reader.text("detail");
    return outcome;
}

Finding readFinding(JsonReader& reader) {
    Finding finding;
    finding.check = reader.text("check", true);
    finding.source = reader.text("source");
    finding.environment = reader.text("environment");
    finding.facet = reader.text("facet");
    finding.subject = reader.text("subject");
    finding.detail = reader.text("detail");
    finding.at = reader.time("at");
    finding.record = RecordId{reader.integer("record")};
    return finding;
}

LinkResult readLink(JsonReader& reader) {
    LinkResult result;
    result.link.check = reader.text("check", true);
    result.link.facet = reader.text("facet");
    result.link.kind = reader.choice("kind", linkKindFromId, LinkKind::Supporting, true);
    result.link.part = reader.choice("part", partFromId, Part::Operation, true);
    result.link.required = reader.boolean("required", true);
    result.link.reviewed = reader.boolean("reviewed", true);
    result.outcome = reader.choice("outcome", outcomeFromId, Outcome::NotRun, true);
    result.reasons = reader.choices("reasons", reasonFromId);
    result.population = reader.integer("population");
    result.exceptions = reader.integer("exceptions");
    return result;
}

ControlResult readControl(JsonReader& reader) {
    ControlResult result;
    result.framework = reader.text("framework", true);
    result.control = reader.text("id", true);
    result.status = reader.choice("status", statusFromId, Status::NotEvaluable, true);
    result.variant = reader.text("variant");
    result.accepted = reader.integer("accepted");
    result.exceptions = reader.integer("exceptions");
    result.deviations = reader.integer("deviations");
    result.reasons = reader.choices("reasons", reasonFromId);
    reader.objects("links", [&](JsonReader& item) { result.links.push_back(readLink(item)); });
    result.decisions = reader.texts("decisions");
    result.roles = reader.texts("roles");
    return result;
}

FrameworkSummary readSummary(JsonReader& reader) {
    FrameworkSummary summary;
    summary.framework = reader.text("framework", true);
    summary.applicable = reader.integer("applicable");
    summary.machineTested = reader.integer("machine_tested");
    summary.documentTested = reader.integer("document_tested");
    summary.attested = reader.integer("attested");
    summary.untested = reader.integer("untested");
    reader.object("by_status", [&](JsonReader& item) {
        for (const auto status : kStatuses) {
            const std::string id(idOf(status));
            if (item.find(id.c_str())) summary.byStatus[status] = item.integer(id.c_str());
        }
    });
    return summary;
}

} // namespace

base::Result<Run> runFromJson(const base::Json& document) {
    JsonReader reader(document, kCode);
    Run run;
    run.id = reader.text("id");
    if (const auto* scope = reader.find("scope")) {
        auto read = scopeFromJson(*scope);
        if (!read) return base::fail(kCode, read.error().toString(), "/scope");
        run.scope = std::move(*read);
    }
    reader.object("period", [&](JsonReader& item) { run.period = readPeriod(item); });
    run.asOfSeq = reader.integer("as_of_seq", true);
    run.logRoot = reader.text("log_root");
    if (const auto* content = reader.find("content"); content && content->is_object())
        for (const auto& [key, value] : content->items())
            if (value.is_string()) run.content[key] = value.get<std::string>();
    reader.objects("outcomes", [&](JsonReader& item) { run.outcomes.push_back(readOutcome(item)); });
    reader.objects("findings", [&](JsonReader& item) { run.findings.push_back(readFinding(item)); });
    reader.objects("controls", [&](JsonReader& item) { run.controls.push_back(readControl(item)); });
    reader.objects("summaries", [&](JsonReader& item) { run.summaries.push_back(readSummary(item)); });
    PS_CHECK(reader.finish());
    return run;
}

} // namespace proofstead::model
