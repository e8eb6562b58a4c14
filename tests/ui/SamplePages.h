// Page data as an assessment of a small hospital would leave it: every status that a page draws, gaps with long titles,
// a source with holes.
#pragma once

#include "present/PageData.h"

namespace proofstead::sample {

inline workspace::Gap gap(const char* control, const char* title, model::Status status, model::Severity severity,
                          std::vector<model::Reason> reasons, std::int64_t exceptions = 0) {
    workspace::Gap out;
    out.framework = "gdpr";
    out.control = control;
    out.citation = "GDPR Art. 32(1)";
    out.title = title;
    out.status = status;
    out.severity = severity;
    out.reasons = std::move(reasons);
    out.exceptions = exceptions;
    return out;
}

// A record of that finding, as a walk back would give it.
inline model::Trail trail() {
    model::Trail out;
    out.record = {7};
    out.kind = "event";
    out.source = "aws-cloudtrail";
    out.fields = {{"action", "StopLogging"},
                  {"actor", "arn:aws:iam::111122223333:user/nora"},
                  {"actor_principal", "nora"},
                  {"target", ""}};
    out.raw = "{\n  \"eventName\": \"StopLogging\",\n  \"eventSource\": \"cloudtrail.amazonaws.com\"\n}";
    out.steps = {{"trail.leaf", std::string(64, 'a'), true}, {"trail.file-root", std::string(64, 'b'), true}};
    out.holds = true;
    model::InclusionProof proof;
    proof.origin.path = "logs/2026-07/111122223333_CloudTrail_eu-central-1.json.gz";
    proof.origin.fileSha256 = std::string(64, 'b');
    proof.leafHash = std::string(64, 'a');
    proof.fileRoot = std::string(64, 'c');
    out.proofs = {proof};
    return out;
}

// Two controls of one area, the second a part of the first, and one test.
inline std::shared_ptr<const catalog::Catalog> content() {
    catalog::Catalog content;
    model::Framework gdpr;
    gdpr.id = "gdpr";
    gdpr.title = "General Data Protection Regulation";
    model::Control security;
    security.id = "gdpr-32-1-b";
    security.area = "Security of processing";
    security.citation = "GDPR Art. 32(1)(b)";
    security.title = "Ongoing confidentiality, integrity, availability and resilience of processing systems";
    security.requirement = "Systems and services keep what they process confidential, whole and available, for as long "
                           "as they process it.";
    security.procedure = "Ask for the last restore test and its result.";
    security.counselConfirmed = true;
    auto part = security;
    part.id = "gdpr-32-1-b-logs";
    part.title = "Protokollierungsvollständigkeitsprüfung";
    part.parent = security.id;
    gdpr.controls = {security, part};
    content.frameworks = {gdpr};
    model::CheckDefinition check;
    check.id = "cloudtrail-logging-disabled";
    check.title = "Logging was never stopped";
    check.question = "Did anyone stop or narrow the recording of a trail?";
    check.severity = model::Severity::Critical;
    check.type = model::TestType::Absence;
    check.nature = "inspection";
    check.exceptionsSql = "SELECT record_id\nFROM event";
    check.digest = std::string(64, 'a');
    check.parameters = {{"window", "90d", "own policy"}};
    content.checks = {check};
    content.packs = {{"executive", "pack", "", {}, "", ""}, {"full", "pack", "", {}, "", ""}};
    return std::make_shared<const catalog::Catalog>(std::move(content));
}

inline present::PageData emptyData() {
    present::PageData data;
    data.vaultPath = "quellmoor.vault";
    return data;
}

inline present::PageData fullData();

// Imported, declared in part, not assessed.
inline present::PageData unassessedData() {
    auto data = fullData();
    data.run.reset();
    data.gaps.clear();
    return data;
}

inline present::PageData fullData() {
    using model::Reason;
    using model::Severity;
    using model::Status;
    auto data = emptyData();
    data.scope.organisation = "Quellmoor Clinics";
    data.scope.entities = {{"klinik", "Quellmoor Klinik gGmbH", {"controller"}},
                           {"us", "Quellmoor Health, Inc.", {"covered-entity"}}};
    data.frameworkTitles = {{"gdpr", "General Data Protection Regulation"},
                            {"hipaa", "HIPAA Security and Breach Rules"}};
    data.texts = {{"status.exceptions", "Exceptions noted"},
                  {"status.partial", "Partial"},
                  {"status.supported", "Supported"},
                  {"status.not_evaluable", "Not evaluable"},
                  {"status.attested", "Attested"},
                  {"status.stale", "Stale"},
                  {"reason.CHECK_FAILED", "A test found exceptions."},
                  {"reason.CHECK_FAILED.next", "Settle the exceptions listed, or record why they stand."},
                  {"reason.NO_SOURCE", "No source that could answer this has been declared or imported."},
                  {"severity.critical", "critical"},
                  {"severity.high", "high"},
                  {"severity.medium", "medium"}};
    model::Run run;
    run.id = "4f0c2d9a7b1e6358";
    run.period = {*base::parseTime("2026-07-01"), *base::parseTime("2026-10-01"), *base::parseTime("2026-10-01")};
    run.summaries = {
        {"gdpr",
         {{Status::Exceptions, 5},
          {Status::Partial, 12},
          {Status::Stale, 1},
          {Status::NotEvaluable, 21},
          {Status::Attested, 2},
          {Status::Supported, 4}},
         45,
         0,
         0,
         0,
         0},
        {"hipaa", {{Status::Exceptions, 3}, {Status::NotEvaluable, 30}, {Status::Supported, 6}}, 39, 0, 0, 0, 0}};
    model::LinkResult link;
    link.link.check = "cloudtrail-logging-disabled";
    link.link.kind = model::LinkKind::Direct;
    link.outcome = model::Outcome::Fail;
    link.reasons = {Reason::CheckFailed};
    link.population = 90'000;
    link.exceptions = 12;
    model::ControlResult security;
    security.framework = "gdpr";
    security.control = "gdpr-32-1-b";
    security.status = Status::Exceptions;
    security.exceptions = 12;
    security.reasons = {Reason::CheckFailed};
    security.links = {link};
    security.decisions = {"waiver-7"};
    security.roles = {"controller"};
    auto part = security;
    part.control = "gdpr-32-1-b-logs";
    part.status = Status::NotEvaluable;
    part.exceptions = 0;
    part.reasons = {Reason::NoSource};
    part.links.clear();
    run.controls = {security, part};
    model::Finding finding;
    finding.check = "cloudtrail-logging-disabled";
    finding.source = "aws-cloudtrail";
    finding.environment = "111122223333";
    finding.subject = "arn:aws:iam::111122223333:user/nora";
    finding.detail = "StopLogging on trail main";
    finding.at = run.period.from + 5 * base::kHour;
    finding.record = {7};
    run.findings = {finding};
    model::CheckOutcome outcome;
    outcome.check = finding.check;
    outcome.source = finding.source;
    outcome.environment = finding.environment;
    outcome.outcome = model::Outcome::Fail;
    outcome.population = 90'000;
    outcome.exceptions = 12;
    run.outcomes = {outcome};
    data.content = content();
    data.decisions = {{"waiver-7",
                       {"waiver",
                        "",
                        "Dr. Ines Kowalczyk",
                        "Repaired on 2026-07-02; the alarm now covers every trail.",
                        run.period.from + base::kDay,
                        run.period.until,
                        {9}}}};
    data.texts["decision.waiver"] = "Waiver";
    data.run = run;
    store::StoredFile file;
    file.source = "aws-cloudtrail";
    file.path = "logs/2026-07/111122223333_CloudTrail_eu-central-1.json.gz";
    file.sha256 = std::string(64, 'b');
    file.size = 1'290'000;
    file.records = 90'010;
    file.accepted = 90'000;
    file.duplicate = 9;
    file.rejected = 1;
    file.importedAt = run.period.until;
    data.files = {file};
    model::RejectedRecord reject;
    reject.path = file.path;
    reject.line = 4;
    reject.reason = "invalid-json";
    data.rejected = {reject};
    data.texts["reject.invalid-json"] = "It is no complete JSON object.";
    data.texts["outcome.fail"] = "Exceptions";
    data.texts["role.controller"] = "controller";
    data.exports = {{3, "export", run.period.until, "nora",
                     R"({"body":{"masked":true,"name":"evidence-pack.pdf","run":"4f0c2d9a7b1e6358","sha256":"cc"}})"}};
    data.gaps = {gap("gdpr-32-1-b",
                     "Ongoing confidentiality, integrity, availability and resilience of processing systems",
                     Status::Exceptions, Severity::Critical, {Reason::CheckFailed}, 12),
                 gap("gdpr-33-1", "Notification of a breach to the authority within 72 hours", Status::Exceptions,
                     Severity::High, {Reason::CheckFailed}, 1),
                 gap("gdpr-30-1-d", "Categories of recipients in the record of processing", Status::Partial,
                     Severity::Medium, {Reason::NoSource}),
                 gap("gdpr-35-1", "Impact assessment before high-risk processing", Status::NotEvaluable,
                     Severity::Medium, {Reason::NoSource})};
    for (int i = 0; i < 30; ++i)
        data.gaps.push_back(gap(("gdpr-x-" + std::to_string(i)).c_str(), "A further control", Status::NotEvaluable,
                                Severity::Medium, {Reason::NoSource}));
    data.sources = {
        {"aws-cloudtrail",
         "111122223333",
         "AWS CloudTrail",
         true,
         "hour",
         12,
         90'001,
         90'000,
         1,
         {},
         run.period.until - 1},
        {"register-decision", "", "Changes and approvals", true, "snapshot", 1, 42, 0, 3, {}, run.period.until - 1},
        {"azure-activity", "", "Azure-Aktivitätsprotokollierung", false, "", 2, 1'204, 1'204, 0, {}, {}}};
    const auto row = [&](const char* source, const char* environment, const char* expectation, std::int64_t expected,
                         std::int64_t delivered) {
        workspace::CoverageRow out{source, environment, {}};
        out.coverage.expectation = expectation;
        out.coverage.expected = expected;
        out.coverage.delivered = delivered;
        if (delivered > 0) out.coverage.observedTo = run.period.until - 1;
        if (delivered < expected)
            out.coverage.missing = {{run.period.from, run.period.from + base::kDay},
                                    {run.period.from + 40 * base::kDay + 14 * base::kHour,
                                     run.period.from + 40 * base::kDay + 15 * base::kHour},
                                    {run.period.until - base::kDay, run.period.until}};
        return out;
    };
    data.coverage = {row("aws-cloudtrail", "111122223333", "hour", 2208, 2160),
                     row("aws-cloudtrail", "444455556666", "hour", 2208, 2208),
                     row("aws-credential-report", "111122223333", "snapshot", 1, 1),
                     row("register-incident", "", "snapshot", 1, 0)};
    return data;
}

} // namespace proofstead::sample
