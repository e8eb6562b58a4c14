// A made-up assessment of any size, with real proofs, for the tests and the benchmark of packs. Always the same.
#pragma once

#include "base/Json.h"
#include "base/Text.h"
#include "pack/Messages.h"
#include "pack/PackInput.h"
#include "seal/Checkpoint.h"
#include "seal/Merkle.h"

#include <fmt/format.h>
#include <string>
#include <vector>

namespace proofstead::sample {

struct SampleSize {
    int controls = 24;
    int findings = 12; // of each test with exceptions
    int records = 8;
    bool masked = true;
};

// Constants as functions: a static object in a header would be one in every test.
inline base::Millis sampleFrom() {
    return *base::parseTime("2025-01-01");
}
inline std::string longArn() {
    return "arn:aws:s3:::" + std::string(20, 'a') + std::string(267, 'b') + "/gehaltsabrechnung";
}

class SamplePack {
public:
    explicit SamplePack(SampleSize size)
        : m_size(size), m_key(*seal::LogKey::fromPrivateBytes(base::asBytes(std::string(32, 'k')))) {}

    pack::PackInput make(const std::string& resources) {
        m_input.messages = *pack::messagesFromJson(*base::parseJson(*base::readFile(resources + "/i18n/en.json")));
        m_input.masked = m_size.masked;
        m_input.maskKey = std::string(32, 'm');
        m_input.unmaskedReason = "asked for by the auditor on site";
        m_input.toolVersion = "proofstead 0.1.0";
        m_input.generatedAt = *base::parseTime("2025-04-02T09:30:00Z");
        m_input.sourceTitles = {{"aws-cloudtrail", "AWS CloudTrail"},
                                {"aws-authorization-details", "AWS IAM authorization details"},
                                {"register-incident", "Incident register"},
                                {"register-hr-roster", "HR roster"}};
        m_input.knownPersonal = {{"Anna Müller", pack::FieldClass::PersonName},
                                 {"zofia.łukasik", pack::FieldClass::UserName}};
        addScope();
        addChecks();
        addControls();
        addFindings();
        addRecords();
        return std::move(m_input);
    }

private:
    void addScope();
    void addChecks();
    void addControls();
    void addFindings();
    void addRecords();
    model::CheckOutcome outcomeOf(const std::string& check, int index) const;

    SampleSize m_size;
    seal::LogKey m_key;
    pack::PackInput m_input;
};

inline constexpr const char* kAccount = "111122223333";

inline void SamplePack::addScope() {
    model::Scope& scope = m_input.run.scope;
    scope.organisation = "Muster & Söhne Gesundheitsdienste GmbH";
    scope.entities = {{"de", "Muster & Söhne Gesundheitsdienste GmbH", {"controller", "deployer"}},
                      {"pl", "Wzorowa Opieka Zdrowotna sp. z o.o., Łódź", {"processor", "business-associate"}}};
    scope.sources = {
        {"aws-cloudtrail", kAccount, model::Expectation::Hour, {}, {}, "", "Anna Müller", ""},
        {"aws-cloudtrail", "444455556666", model::Expectation::Hour, {}, {}, "", "", ""},
        {"aws-authorization-details", kAccount, model::Expectation::Snapshot, {}, {}, "", "", ""},
        {"register-incident", "", model::Expectation::Snapshot, {}, {}, "", "", ""},
        {"register-hr-roster", "", model::Expectation::Snapshot, {}, {}, "", "", "works council has not agreed yet"}};
    m_input.run.id = "5f0c9a1be27d4386";
    m_input.run.period = {sampleFrom(), *base::parseTime("2025-04-01"), *base::parseTime("2025-04-01T08:00:00Z")};
    m_input.run.asOfSeq = 41;
    m_input.run.content = {{"engine", "proofstead 0.1.0"}};
}

inline void SamplePack::addChecks() {
    struct Row {
        const char *id, *title, *question, *source;
        model::Severity severity;
        model::TestType type;
    };
    const std::vector<Row> rows{
        {"aws-console-login-without-mfa", "Console sign-ins use a second factor",
         "Did anyone sign in to the AWS console as root or an IAM user without a second factor?", "aws-cloudtrail",
         model::Severity::Critical, model::TestType::Ratio},
        {"cloudtrail-logging-stopped", "Nobody stopped the audit log",
         "Was a trail stopped, deleted or narrowed in the period?", "aws-cloudtrail", model::Severity::Critical,
         model::TestType::Absence},
        {"iam-stale-access-key", "Access keys are rotated",
         "Is there an active access key older than the policy allows?", "aws-authorization-details",
         model::Severity::High, model::TestType::State},
        {"leaver-access-removed", "Leavers lose their Zugriffsrechte in time",
         "Does anyone who has left still hold an active sign-in?", "aws-authorization-details", model::Severity::High,
         model::TestType::Reconcile},
        {"incident-notified-in-time", "Incidents were assessed and notified in time",
         "Was every personal data breach notified within 72 hours of becoming aware of it, or was the office told why "
         "not?",
         "register-incident", model::Severity::High, model::TestType::Clock},
        {"bulk-read-anomaly", "Unusual reads of personal data are looked at",
         "Did a principal read far more objects than on its usual days?", "aws-cloudtrail", model::Severity::Medium,
         model::TestType::Ratio},
        {"encryption-at-rest-maintained", "Encryption at rest stays switched on",
         "Was encryption removed from a store that holds personal data?", "aws-cloudtrail", model::Severity::High,
         model::TestType::Absence},
    };
    for (const Row& row : rows) {
        model::CheckDefinition check;
        check.id = row.id;
        check.title = row.title;
        check.question = row.question;
        check.severity = row.severity;
        check.type = row.type;
        check.nature = "re-performance";
        check.needs = {{{row.source}, true}};
        if (check.id == "leaver-access-removed") check.needs.push_back({{"register-hr-roster"}, false});
        if (row.type == model::TestType::State) check.freshness = 7 * base::kDay;
        check.heuristic = check.id == "bulk-read-anomaly";
        check.parameters = {{"max_age", "90d", "CIS benchmark, own policy"}};
        check.exceptionsSql =
            "SELECT e.source AS source, e.environment AS environment, e.record_id AS record_id,\n"
            "       e.actor AS subject, e.at AS at, '' AS facet,\n"
            "       'signed in as ' || e.actor_type || ' without a second factor' AS detail\n"
            "FROM event e\n"
            "WHERE e.source = 'aws-cloudtrail' AND e.service = 'signin' AND e.action = 'ConsoleLogin'\n"
            "  AND e.at >= :from AND e.at < :until AND e.outcome = 'success'\n"
            "  AND coalesce(e.attributes ->> 'mfa_used', 'No') <> 'Yes'";
        check.populationSql = "SELECT source, environment, '' AS facet, count(*) AS population FROM event\n"
                              "WHERE service = 'signin' AND action = 'ConsoleLogin' AND at >= :from AND at < "
                              ":until\nGROUP BY source, environment";
        check.digest = seal::sha256Hex(check.exceptionsSql + check.id);
        m_input.run.content["check:" + check.id] = check.digest;
        m_input.run.outcomes.push_back(outcomeOf(check.id, static_cast<int>(m_input.checks.size())));
        m_input.checks.emplace(check.id, std::move(check));
    }
    auto second = outcomeOf("aws-console-login-without-mfa", 1);
    second.environment = "444455556666";
    second.outcome = model::Outcome::Pass;
    second.exceptions = 0;
    second.reasons = {};
    m_input.run.outcomes.push_back(second);
}

inline model::CheckOutcome SamplePack::outcomeOf(const std::string& check, int index) const {
    using model::Outcome;
    static constexpr Outcome kOutcomes[] = {Outcome::Fail, Outcome::NoEvidence, Outcome::Fail, Outcome::NoEvidence,
                                            Outcome::Pass, Outcome::Review,     Outcome::Pass};
    model::CheckOutcome outcome;
    outcome.check = check;
    outcome.source = index == 4                 ? "register-incident"
                     : index == 2 || index == 3 ? "aws-authorization-details"
                                                : "aws-cloudtrail";
    outcome.environment = index == 4 ? "" : kAccount;
    outcome.outcome = kOutcomes[index % 7];
    outcome.population = 1'284 + index;
    outcome.coverage.observedTo = *base::parseTime("2025-03-31T23:00:00Z");
    if (outcome.source == "aws-cloudtrail") {
        outcome.coverage.expectation = "hour";
        outcome.coverage.expected = 2'160;
        outcome.coverage.delivered = 2'131;
        outcome.coverage.missing = {{sampleFrom() + 200 * base::kHour, sampleFrom() + 212 * base::kHour},
                                    {sampleFrom() + 1'500 * base::kHour, sampleFrom() + 1'517 * base::kHour}};
        outcome.coverage.longestSilence = 17 * base::kHour;
    } else {
        outcome.coverage.expectation = "snapshot";
    }
    if (outcome.outcome == Outcome::Fail) {
        outcome.exceptions = m_size.findings;
        outcome.reasons = {model::Reason::CheckFailed};
    } else if (outcome.outcome == Outcome::NoEvidence) {
        outcome.cause = index == 1 ? model::NoEvidence::PartialCoverage : model::NoEvidence::SourceAbsent;
        outcome.reasons = {index == 1 ? model::Reason::CoverageGap : model::Reason::NoSource};
    } else if (outcome.outcome == Outcome::Review) {
        outcome.reasons = {model::Reason::ReviewPending};
    }
    return outcome;
}

inline void SamplePack::addControls() {
    using model::Reason;
    using model::Status;
    struct Kind {
        Status status;
        std::vector<Reason> reasons;
        std::vector<int> links;
    };
    static const std::vector<Kind> kinds{
        {Status::Exceptions, {Reason::CheckFailed}, {0, 5}},
        {Status::Supported, {}, {6}},
        {Status::Partial, {Reason::CoverageGap, Reason::NoDirectTest, Reason::ReviewPending}, {1, 5, 6}},
        {Status::NotEvaluable, {Reason::NoRule}, {}},
        {Status::Attested, {Reason::AttestationOnly}, {4}},
        {Status::Exceptions, {Reason::CheckFailed, Reason::DesignMissing, Reason::SubtestMissing}, {2, 3, 0, 1}},
        {Status::NotApplicable, {}, {}},
        {Status::Stale, {Reason::SourceStale}, {2}},
        {Status::NotExercised, {Reason::EmptyPopulation}, {4}},
        {Status::Addressed, {}, {6}},
    };
    static const std::vector<std::pair<const char*, const char*>> texts{
        {"Integrity and confidentiality",
         "Personal data is protected against unauthorised use, loss, destruction or damage."},
        {"Record of processing: categories of recipients",
         "The record of processing activities names the categories of recipients to whom personal data has been or "
         "will be disclosed, recipients in third countries included."},
        {"Verfügbarkeit und Belastbarkeit der Systeme",
         "Systems withstand incidents, and personal data can be reached again in time; the "
         "Wiederherstellbarkeitsnachweis is kept in the office of the Informationssicherheitsbeauftragte."},
        {"Zarządzanie uprawnieniami dostępu", "Access is granted by need, reviewed at set times and withdrawn in time: "
                                              "każdy dostęp ma właściciela i podstawę."},
        {"Logging of access to special categories",
         "Every access to special categories of personal data leaves a record of who, when and what."},
    };
    std::vector<const model::CheckDefinition*> checks;
    for (const auto& outcome : m_input.run.outcomes)
        if (outcome.environment != "444455556666") checks.push_back(&m_input.checks.at(outcome.check));

    model::Framework framework;
    framework.id = "gdpr";
    framework.title = "General Data Protection Regulation";
    framework.version = "1";
    framework.releasedAt = "2025-03-01";
    framework.digest = seal::sha256Hex("gdpr");
    m_input.run.content["framework:gdpr"] = framework.digest;
    model::FrameworkSummary summary;
    summary.framework = "gdpr";
    for (int i = 0; i < m_size.controls; ++i) {
        const Kind& kind = kinds[static_cast<std::size_t>(i) % kinds.size()];
        const auto& [title, requirement] = texts[static_cast<std::size_t>(i) % texts.size()];
        model::Control control;
        control.id = fmt::format("gdpr-{}-{}-f", 5 + i / 4, 1 + i % 4);
        control.citation = fmt::format("GDPR Art. {}({})(f)", 5 + i / 4, 1 + i % 4);
        control.area = i < 8 ? "Principles" : "Security of processing";
        control.title = title;
        control.requirement = requirement;
        control.appliesTo = {"controller", "processor"};
        control.automation = kind.links.empty() ? model::Automation::Manual : model::Automation::PartlyAutomated;
        control.xrefs = {{"hipaa-312-b", "related", "hipaa"}, {"Art. 12", "intersects", "eu-ai-act"}};
        control.counselConfirmed = i % 3 == 0;
        if (kind.reasons.size() == 3) control.missingTests = {"store-access-within-purpose", "field-minimisation-diff"};

        model::ControlResult result;
        result.framework = "gdpr";
        result.control = control.id;
        result.status = kind.status;
        result.reasons = kind.reasons;
        for (const int link : kind.links) {
            model::LinkResult entry;
            entry.link = {checks[static_cast<std::size_t>(link)]->id,
                          "",
                          link % 2 ? model::LinkKind::Supporting : model::LinkKind::Direct,
                          model::Part::Operation,
                          true,
                          true};
            const model::CheckOutcome outcome = outcomeOf(entry.link.check, link);
            entry.outcome = outcome.outcome;
            entry.population = outcome.population;
            entry.exceptions = outcome.exceptions;
            entry.reasons = outcome.reasons;
            result.exceptions += outcome.exceptions;
            control.links.push_back(entry.link);
            result.links.push_back(std::move(entry));
        }
        if (kind.status == Status::Attested) result.decisions = {"DEC-21"};
        ++summary.byStatus[kind.status];
        if (kind.status != Status::NotApplicable)
            ++summary.applicable, ++(kind.links.empty()                ? summary.untested
                                     : kind.status == Status::Attested ? summary.attested
                                                                       : summary.machineTested);
        framework.controls.push_back(std::move(control));
        m_input.run.controls.push_back(std::move(result));
    }
    m_input.frameworks.push_back(std::move(framework));
    m_input.run.summaries.push_back(std::move(summary));

    model::Decision decision;
    decision.id = "DEC-21";
    decision.kind = model::DecisionKind::Attestation;
    decision.answer = "yes";
    decision.by = "Dr. Grażyna Wiśniewska";
    decision.role = "Data protection officer";
    decision.rationale = "Walked through the incident file with k.nowak@example.org on site.";
    decision.decidedAt = *base::parseTime("2025-03-20");
    decision.expiresAt = *base::parseTime("2026-03-20");
    m_input.decisions.push_back(std::move(decision));
}

inline void SamplePack::addFindings() {
    const std::vector<std::string> failing{"aws-console-login-without-mfa", "iam-stale-access-key"};
    for (const std::string& check : failing)
        for (int i = 0; i < m_size.findings; ++i) {
            model::Finding finding;
            finding.check = check;
            finding.source = check == "iam-stale-access-key" ? "aws-authorization-details" : "aws-cloudtrail";
            finding.environment = kAccount;
            finding.subject = i == 1 ? longArn()
                                     : fmt::format("arn:aws:iam::{}:user/Verwaltung/{}.müller-{:03}", kAccount,
                                                   i % 2 ? "anna" : "jörg", i);
            finding.detail = i % 3 ? "signed in as IAMUser without a second factor from 203.0.113.7"
                                   : "signed in as IAMUser without a second factor";
            finding.at = sampleFrom() + i * 7 * base::kHour;
            finding.record = model::RecordId{i < m_size.records ? i + 1 : 1'000 + i};
            m_input.run.findings.push_back(std::move(finding));
        }
}

inline void SamplePack::addRecords() {
    std::vector<seal::Hash> leaves;
    std::vector<std::string> salts;
    for (int i = 0; i < m_size.records; ++i) {
        pack::CitedRecord record;
        record.id = {i + 1};
        record.source = "aws-cloudtrail";
        record.environment = kAccount;
        const std::string actor = fmt::format("arn:aws:iam::{}:user/Verwaltung/jörg.müller-{:03}", kAccount, i);
        record.label = fmt::format("ConsoleLogin by {}", actor);
        record.fields = {
            {"at", base::formatTime(sampleFrom() + i * 7 * base::kHour)},
            {"service", "signin"},
            {"action", "ConsoleLogin"},
            {"actor", actor, pack::FieldClass::Arn},
            {"actor_type", "IAMUser"},
            {"outcome", "success"},
            {"src_ip", "203.0.113.7", pack::FieldClass::IpAddress},
            {"user_agent", "Mozilla/5.0 (X11; Linux x86_64)", pack::FieldClass::UserAgent},
            {"native_id", fmt::format("e{:07}-1b2c-4d5e-8f90-0123456789ab", i)},
            {"region", "eu-central-1"},
            {"attributes", "{\"mfa_used\":\"No\",\"user_name\":\"zofia.łukasik\"}", pack::FieldClass::Plain}};
        record.raw = fmt::format("{{\"eventName\":\"ConsoleLogin\",\"n\":{}}}", i);
        salts.push_back(fmt::format("salt-{:011}", i));
        leaves.push_back(seal::leafHash(base::asBytes(salts.back()), base::asBytes(record.raw)));
        m_input.records.push_back(std::move(record));
    }
    if (leaves.empty()) leaves.push_back(seal::leafHash({}, base::asBytes("nothing")));
    const seal::MerkleTree tree(leaves);
    const std::string sha = seal::sha256Hex("file");
    const std::string entry =
        base::canonicalJson({{"seq", 1},
                             {"kind", "custody"},
                             {"at", "2025-04-01T07:12:00.000Z"},
                             {"actor", "import"},
                             {"body",
                              {{"sha256", sha},
                               {"content_sha256", sha},
                               {"path", "AWSLogs/111122223333/CloudTrail/eu-central-1/2025/01/events.json.gz"},
                               {"records", leaves.size()},
                               {"root", seal::toHex(tree.root())}}}});
    const std::vector<seal::Hash> log{seal::leafHash({}, base::asBytes("vault-created")),
                                      seal::leafHash({}, base::asBytes(entry))};
    const seal::MerkleTree logTree(log);
    const auto hex = [](const std::vector<seal::Hash>& hashes) {
        std::vector<std::string> texts;
        for (const seal::Hash& hash : hashes)
            texts.push_back(seal::toHex(hash));
        return texts;
    };
    for (int i = 0; i < m_size.records; ++i) {
        model::InclusionProof proof;
        proof.origin.path = "AWSLogs/111122223333/CloudTrail/eu-central-1/2025/01/events.json.gz";
        proof.origin.leaf = i;
        proof.origin.index = i;
        proof.origin.offset = 400 * i;
        proof.origin.length = 398;
        proof.origin.fileSha256 = proof.origin.contentSha256 = sha;
        proof.salt = base::toHex(base::asBytes(salts[static_cast<std::size_t>(i)]));
        proof.leafHash = seal::toHex(leaves[static_cast<std::size_t>(i)]);
        proof.fileLeaves = static_cast<std::int64_t>(leaves.size());
        proof.filePath = hex(*tree.auditPath(static_cast<std::uint64_t>(i)));
        proof.fileRoot = seal::toHex(tree.root());
        proof.custody = 1;
        proof.custodyEntry = entry;
        proof.logSize = 2;
        proof.logPath = hex(*logTree.auditPath(1));
        proof.logRoot = seal::toHex(logTree.root());
        m_input.records[static_cast<std::size_t>(i)].proofs.push_back(std::move(proof));
    }
    m_input.run.logRoot = seal::toHex(logTree.root());
    const std::string name = "proofstead/0b5ab0d1-4fd6-4bb0-8d8e-6d1f2b0a9c11";
    m_input.checkpoint = seal::signCheckpoint({name, 2, logTree.root()}, m_key);
    m_input.verifierKey = seal::VerifierKey{name, m_key.publicKey()}.toString();
    for (const char* path : {"AWSLogs/111122223333/CloudTrail/eu-central-1/2025/01/events.json.gz",
                             "account-authorization-details.json", "Datenschutzvorfälle 2025.csv"})
        m_input.files.push_back({path,
                                 "aws-cloudtrail",
                                 "",
                                 sha,
                                 18'237'411,
                                 static_cast<std::int64_t>(leaves.size()),
                                 0,
                                 seal::toHex(tree.root()),
                                 *base::parseTime("2025-04-01T07:12:00Z"),
                                 *base::parseTime("2025-04-01T06:00:00Z"),
                                 {},
                                 {},
                                 1});
}

} // namespace proofstead::sample
