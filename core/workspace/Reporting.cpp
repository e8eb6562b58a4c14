// A run made into what leaves the vault: document, attachments and the machine formats.

#include "ingest/ColumnCheck.h"
#include "pack/Outline.h"
#include "pack/Pack.h"
#include "pack/PackInput.h"
#include "store/RegisterRows.h"
#include "store/WholeFile.h"
#include "trail/LogHead.h"
#include "trail/VaultCheck.h"
#include "trail/WalkBack.h"
#include "workspace/Parts.h"

#include <algorithm>
#include <map>
#include <set>

namespace proofstead::workspace {

namespace {

// Records cited for each check; the others are named in findings.json.
constexpr std::size_t kCitedPerCheck = 25;

// Findings of one check that the pack shows with their records, and the records of decisions that counted.
std::set<model::RecordId> citedRecords(const model::Run& run, const std::vector<model::Decision>& decisions) {
    std::set<model::RecordId> cited;
    std::map<std::string, std::size_t> perCheck;
    for (const auto& finding : run.findings)
        if (finding.record && perCheck[finding.check + "/" + finding.facet]++ < kCitedPerCheck)
            cited.insert(finding.record);
    std::set<std::string> counted;
    for (const auto& control : run.controls)
        counted.insert(control.decisions.begin(), control.decisions.end());
    for (const auto& decision : decisions)
        if (decision.record && counted.contains(decision.id)) cited.insert(decision.record);
    return cited;
}

std::string fieldOf(const model::Trail& trail, std::string_view name) {
    for (const auto& [field, value] : trail.fields)
        if (field == name) return value;
    return {};
}

std::string labelOf(const model::Trail& trail) {
    if (trail.kind == "event")
        return fieldOf(trail, "action") + " by " + fieldOf(trail, "actor") + " at " + fieldOf(trail, "at");
    for (const char* name : {"key", "native_id", "principal", "policy"})
        if (auto value = fieldOf(trail, name); !value.empty()) return trail.source + " " + value;
    return trail.source;
}

pack::CitedRecord recordOf(model::Trail&& trail) {
    pack::CitedRecord record;
    record.id = trail.record;
    record.source = trail.source;
    record.environment = fieldOf(trail, "environment");
    record.label = labelOf(trail);
    for (auto& [name, value] : trail.fields)
        record.fields.push_back({name, value, pack::classOfField(name)});
    record.raw = std::move(trail.raw);
    record.erased = trail.erased;
    record.proofs = std::move(trail.proofs);
    return record;
}

pack::SourceFile fileOf(const store::StoredFile& file) {
    return {file.path,         file.source,     file.environment, file.sha256,     file.size,
            file.records,      file.rejected,   file.root,        file.importedAt, file.collectedAt,
            file.observedFrom, file.observedTo, file.custody};
}

// Names and addresses of people, as far as the vault knows them, are masked wherever they occur.
base::Status addPeople(pack::PackInput& input, const store::Vault& vault) {
    PS_TRY(const auto people, store::registerRows(vault, "hr-roster"));
    for (const auto& person : people) {
        if (const auto name = base::stringAt(person.data, "name"); name.size() > 3)
            input.knownPersonal[name] = pack::FieldClass::PersonName;
        if (const auto mail = base::stringAt(person.data, "email"); mail.size() > 3)
            input.knownPersonal[mail] = pack::FieldClass::Email;
    }
    return {};
}

// What the registers know of data and changes.
base::Status addSystem(pack::PackInput& input, const store::Vault& vault) {
    PS_TRY(const auto datasets, store::registerRows(vault, "dataset"));
    for (const auto& row : datasets) {
        pack::Dataset dataset{base::stringAt(row.data, "name", row.key), base::stringAt(row.data, "classification"),
                              std::nullopt};
        if (base::find(row.data, "personal_data")) dataset.personal = base::intAt(row.data, "personal_data", 0) != 0;
        input.datasets.push_back(std::move(dataset));
    }
    PS_TRY(const auto changes, store::registerRows(vault, "change"));
    if (changes.empty()) return {};
    input.changes = std::count_if(changes.begin(), changes.end(), [&](const auto& row) {
        const auto at = base::intAt(row.data, "closed_at", base::intAt(row.data, "approved_at", -1));
        return at >= input.run.period.from && at < input.run.period.until;
    });
    return {};
}

// The newest kept assessment before this one.
base::Status addPrevious(pack::PackInput& input, const Workspace& workspace) {
    PS_TRY(const auto ids, workspace.runIds());
    std::optional<model::Run> before;
    for (const auto& id : ids) {
        if (id == input.run.id) continue;
        PS_TRY(auto run, workspace.run(id));
        const bool earlier = run.period.asOf <= input.run.period.asOf && run.asOfSeq <= input.run.asOfSeq;
        if (earlier && (!before || before->period.asOf < run.period.asOf)) before = std::move(run);
    }
    if (!before) return {};
    pack::PreviousCounts counts;
    counts.run = before->id;
    counts.asOf = before->period.asOf;
    for (const auto& summary : before->summaries)
        counts.byFramework[summary.framework] = summary.byStatus;
    for (const auto& control : before->controls)
        counts.controls[control.framework + "/" + control.control] = control.status;
    input.previous = std::move(counts);
    return {};
}

} // namespace

base::Result<ReportResult> Workspace::report(const ReportOptions& options, const Progress& progress) {
    PS_TRY(auto input, packInput(options, progress));
    return packOf(std::move(input), options.outline);
}

base::Result<pack::PackInput> Workspace::packInput(const ReportOptions& options, const Progress& progress) const {
    if (!options.masked && base::trim(options.unmaskReason).empty())
        return base::fail("reason-missing", "an unmasked pack");
    const auto& vault = *m_d->vault;
    pack::PackInput input;
    PS_TRY(input.run, run(options.run));
    for (const auto& [key, digest] : input.run.content)
        if (key.starts_with("framework:"))
            if (const auto* framework = m_d->content.framework(key.substr(10))) input.frameworks.push_back(*framework);
    for (const auto& check : m_d->content.checks)
        input.checks[check.id] = check;
    for (const auto& source : m_d->content.sources)
        input.sourceTitles[source.id] = source.title;
    PS_TRY(input.decisions, readDecisions(vault));
    PS_TRY(const auto stored, files());
    for (const auto& file : stored)
        input.files.push_back(fileOf(file));
    PS_TRY(auto covered, coverageIn(vault, input.run.scope, input.run.period));
    for (auto& row : covered)
        input.coverage.push_back({std::move(row.source), std::move(row.environment), std::move(row.coverage)});
    PS_TRY(auto walk, trail::WalkBack::open(vault));
    const auto cited = citedRecords(input.run, input.decisions);
    std::int64_t done = 0;
    for (const auto record : cited) {
        if (progress.stop()) return base::fail("cancelled");
        if (progress.report)
            progress.report(
                {"report", std::to_string(record.value), done++, static_cast<std::int64_t>(cited.size()), "records"});
        PS_TRY(auto found, walk.trail(record));
        input.records.push_back(recordOf(std::move(found)));
    }
    input.checkpoint = walk.checkpoint();
    input.verifierKey = walk.key().toString();
    input.organisation = input.run.scope.organisation;
    input.preparedBy = m_d->options.actor;
    input.generatedAt = options.generatedAt ? options.generatedAt : base::now();
    input.toolVersion = m_d->options.toolVersion;
    input.language = m_d->options.language;
    input.messages = m_d->texts;
    input.masked = options.masked;
    input.unmaskedReason = options.unmaskReason;
    PS_TRY(input.maskKey, vault.maskingKey());
    PS_CHECK(addPeople(input, vault));
    PS_CHECK(addSystem(input, vault));
    PS_CHECK(addPrevious(input, *this));
    return input;
}

base::Result<ReportResult> Workspace::packOf(pack::PackInput input, const std::string& named) const {
    const auto* definition = m_d->content.pack(named);
    if (!definition) return base::fail("outline-unknown", named);
    PS_TRY(const auto outline, pack::outlineFromJson(definition->document));
    ReportResult result;
    result.runId = input.run.id;
    PS_TRY(result.document, pack::buildDocument(input, outline));
    PS_TRY(result.attachments, pack::attachmentsOf(input));
    PS_TRY(result.attachments["manifest-signature.txt"],
           trail::signManifest(*m_d->vault, result.attachments["manifest.json"]));
    PS_TRY(result.json, pack::reportJson(input));
    PS_TRY(result.csv, pack::reportCsv(input));
    return result;
}

base::Status Workspace::recordExport(const std::string& name, const std::string& sha256, const ReportResult& result,
                                     bool masked, const std::string& reason) {
    base::Json body = {{"name", name}, {"sha256", sha256}, {"run", result.runId}, {"masked", masked}};
    if (!reason.empty()) body["reason"] = reason;
    return logged(*m_d->vault, [&]() -> base::Status {
        PS_CHECK(m_d->vault->append("export", m_d->options.actor, body));
        return {};
    });
}

// Every assessment that is kept gives its id.
base::Status Workspace::readRuns(VerifyReport& report) const {
    PS_TRY(const auto ids, runIds());
    std::int64_t sound = 0;
    for (const auto& id : ids) {
        const auto kept = run(id);
        if (!kept && kept.error().code != "run-damaged" && kept.error().code != "vault-damaged")
            return tl::unexpected<base::Error>(kept.error());
        sound += kept ? 1 : 0;
        if (kept) continue;
        report.steps.push_back({"verify.run", id, false});
        report.holds = false;
    }
    report.steps.push_back({"verify.run", std::to_string(sound), true});
    return {};
}

// Files whose bytes are not what they were are left out: what they say now is no matter.
base::Status Workspace::readColumns(const std::vector<store::StoredFile>& files, const Progress& progress,
                                    VerifyReport& report, std::set<model::FileId>& damaged) const {
    std::int64_t done = 0, compared = 0, other = 0;
    report.columnsRead = true;
    for (const auto& file : files) {
        if (progress.report) progress.report({"verify-columns", file.path, done, report.leaves, "records"});
        done += file.records;
        if (!m_d->sources.log(file.source) || damaged.contains(file.id)) continue;
        PS_TRY(const auto verdict,
               ingest::checkColumns(*m_d->vault, m_d->sources, file, [&] { return !progress.stop(); }));
        other += verdict.read ? 0 : 1;
        compared += verdict.records;
        if (verdict.different == 0) continue;
        report.holds = false;
        damaged.insert(file.id);
        report.steps.push_back({"verify.columns",
                                file.path + (verdict.record ? ", record " + std::to_string(verdict.record->value) : ""),
                                false});
    }
    report.steps.push_back({"verify.columns", std::to_string(compared), true});
    if (other > 0) report.steps.push_back({"verify.other-definition", std::to_string(other), true});
    return {};
}

namespace {

base::Status readPages(const store::Vault& vault, VerifyReport& report) {
    if (!vault.key()) return {};
    const auto pages = store::checkPages(vault);
    const bool damaged =
        !pages && (pages.error().code == "vault-damaged" || pages.error().code == "vault-header-damaged");
    if (!pages && !damaged) return pages; // it could not be looked at
    report.steps.push_back({"verify.pages", damaged ? pages.error().toString() : std::string(), !damaged});
    report.holds = report.holds && !damaged;
    return {};
}

} // namespace

base::Result<VerifyReport> Workspace::verify(const Progress& progress, bool quick) {
    trail::CheckOptions options;
    options.cancelled = progress.cancelled;
    options.progress = [&](std::int64_t done, std::int64_t total, const std::string& path) {
        if (progress.report) progress.report({"verify", path, done, total, "records"});
    };
    PS_TRY(const auto checked, trail::checkVault(*m_d->vault, options));
    VerifyReport report;
    for (const auto& step : checked.steps)
        report.steps.push_back({step.what, step.detail, step.holds});
    report.files = checked.files;
    report.leaves = checked.leaves;
    report.bytes = checked.bytes;
    report.holds = checked.holds;
    PS_TRY(const auto stored, files());
    std::set<model::FileId> damaged(checked.damaged.begin(), checked.damaged.end());
    PS_CHECK(readRuns(report));
    PS_CHECK(readPages(*m_d->vault, report));
    if (!quick) PS_CHECK(readColumns(stored, progress, report, damaged));
    if (!m_d->options.write) return report;
    for (const auto& file : stored)
        if (file.mismatch != damaged.contains(file.id))
            PS_CHECK(store::EvidenceStore(*m_d->vault).markMismatch(file.id, damaged.contains(file.id)));
    return report;
}

} // namespace proofstead::workspace
