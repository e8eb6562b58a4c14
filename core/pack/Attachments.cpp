#include "pack/Findings.h"
#include "pack/Pack.h"
#include "pack/RecordFile.h"

#include "seal/LogProof.h"
#include "seal/PackCheck.h"

#include <fmt/format.h>

namespace proofstead::pack {

using Files = std::map<std::string, std::string>;

namespace {

base::Json timeJson(const std::optional<base::Millis>& time) {
    return time ? base::Json(base::formatTime(*time)) : base::Json();
}

// Content and salt go together, and only where they give the leaf hash: a second delivery may have had other white
// space around the same record.
bool isOpen(const PackInput& input, const CitedRecord& record, const model::InclusionProof& proof) {
    if (input.masked || record.erased) return false;
    const auto salt = base::fromHex(proof.salt);
    return salt && salt->size() == seal::kSaltSize &&
           seal::toHex(seal::leafHash(base::asBytes(*salt), base::asBytes(record.raw))) == proof.leafHash;
}

// A file whose name holds personal values: its custody entry names it in clear, and stays in the vault with its masks.
bool isNamePersonal(Context& context, const model::Origin& origin) {
    return context.masker.text(origin.path) != origin.path || context.masker.text(origin.member) != origin.member;
}

base::Json proofJson(Context& context, const CitedRecord& record, const model::InclusionProof& proof) {
    const PackInput& input = context.input;
    const model::Origin& origin = proof.origin;
    const bool open = isOpen(input, record, proof);
    const bool withheld = isNamePersonal(context, origin);
    return {{"record", record.id.value},
            {"origin",
             {{"path", context.masker.text(origin.path)},
              {"member", context.masker.text(origin.member)},
              {"pointer", origin.pointer},
              {"leaf", origin.leaf},
              {"index", origin.index},
              {"offset", origin.offset},
              {"length", origin.length},
              {"file_sha256", origin.fileSha256},
              {"content_sha256", origin.contentSha256}}},
            {"leaf_hash", proof.leafHash},
            {"salt", open ? base::Json(proof.salt) : base::Json()},
            {"attachment", open ? base::Json(recordFileName(input, record)) : base::Json()},
            {"file", {{"leaves", proof.fileLeaves}, {"path", proof.filePath}, {"root", proof.fileRoot}}},
            {"custody",
             {{"seq", proof.custody},
              {"entry", withheld ? base::Json() : base::Json(proof.custodyEntry)},
              {"leaf_hash", seal::toHex(seal::leafHash({}, base::asBytes(proof.custodyEntry)))}}},
            {"log", {{"size", proof.logSize}, {"path", proof.logPath}, {"root", proof.logRoot}}}};
}

std::string proofsFile(Context& context) {
    auto proofs = base::Json::array();
    for (const CitedRecord& record : context.input.records)
        for (const model::InclusionProof& proof : record.proofs)
            proofs.push_back(proofJson(context, record, proof));
    return base::canonicalJson({{"proofs", std::move(proofs)}});
}

void addRecords(Context& context, Files& files) {
    for (const CitedRecord& record : context.input.records) {
        const std::string name = recordFileName(context.input, record);
        if (name.empty()) continue;
        const std::string fields = base::canonicalJson(recordJson(context, record));
        files[name] = context.input.masked ? fields : record.raw;
        if (!context.input.masked) files[fmt::format("records/{}.json", record.id.value)] = fields;
    }
}

// The same for every machine format: what only the pages show is masked here, too, so that its commitment is listed.
void maskWhatPagesShow(Context& context) {
    Masker& masker = context.masker;
    for (const model::Decision& one : context.input.decisions) {
        masker.value(one.by, FieldClass::PersonName);
        masker.value(one.secondApprover, FieldClass::PersonName);
        for (const std::string* text : {&one.subject, &one.rationale, &one.compensating})
            masker.text(*text);
    }
    for (const CitedRecord& record : context.input.records) {
        masker.text(record.label);
        for (const model::InclusionProof& proof : record.proofs)
            context.placeText(proof.origin);
    }
    for (const model::DeclaredSource& source : context.input.run.scope.sources)
        masker.text(source.withheld);
    for (const Dataset& dataset : context.input.datasets)
        masker.text(dataset.name);
}

void addTests(const Context& context, Files& files) {
    for (const std::string& id : context.testedChecks())
        if (const model::CheckDefinition* check = context.check(id); check && seal::isSafeName("tests/" + id + ".sql"))
            files["tests/" + id + ".sql"] = check->exceptionsSql + "\n-- population\n" + check->populationSql + "\n";
}

std::string findingsFile(Context& context) {
    auto findings = base::Json::array();
    for (const model::Finding& finding : context.input.run.findings)
        findings.push_back(findingJson(context, finding));
    return base::canonicalJson({{"run", context.input.run.id},
                                {"masked", context.input.masked},
                                {"findings", std::move(findings)},
                                {"commitments", commitmentsJson(context)}});
}

std::string sourcesFile(Context& context) {
    auto files = base::Json::array();
    for (const SourceFile& file : context.input.files)
        files.push_back({{"path", context.fileText(file.path)},
                         {"source", file.source},
                         {"sha256", file.sha256},
                         {"size", file.size},
                         {"records", file.records},
                         {"rejected", file.rejected},
                         {"root", file.root},
                         {"imported_at", base::formatTime(file.importedAt)},
                         {"collected_at", timeJson(file.collectedAt)},
                         {"observed_from", timeJson(file.observedFrom)},
                         {"observed_to", timeJson(file.observedTo)},
                         {"custody", file.custody}});
    return base::canonicalJson({{"files", std::move(files)}});
}

std::string manifestFile(const Context& context, const Files& files) {
    const PackInput& input = context.input;
    auto attachments = base::Json::array();
    for (const auto& [name, bytes] : files)
        attachments.push_back({{"name", name}, {"sha256", seal::sha256Hex(bytes)}, {"size", bytes.size()}});
    base::Json manifest{{"format", seal::kPackFormat},
                        {"tool", input.toolVersion},
                        {"organisation", context.organisation()},
                        {"run", input.run.id},
                        {"period",
                         {{"from", base::formatTime(input.run.period.from)},
                          {"until", base::formatTime(input.run.period.until)},
                          {"as_of", base::formatTime(input.run.period.asOf)}}},
                        {"generated_at", base::formatTime(input.generatedAt)},
                        {"masked", input.masked},
                        {"log_key", input.verifierKey},
                        {"checkpoint", seal::kCheckpointName},
                        {"attachments", std::move(attachments)},
                        {"content", input.run.content}};
    if (!input.masked) manifest["unmasked_reason"] = input.unmaskedReason;
    if (input.signer)
        manifest["signature"] = {{"subject", input.signer->subject},
                                 {"certificate_sha256", input.signer->certificateSha256},
                                 {"self_signed", input.signer->selfSigned}};
    return base::canonicalJson(manifest);
}

} // namespace

namespace {

base::Result<Files> filesOf(const PackInput& input, Context& context) {
    if (input.masked && input.maskKey.size() != 32) return base::fail("mask-key-missing");
    Files files;
    maskWhatPagesShow(context);
    files["sources.json"] = sourcesFile(context);
    addRecords(context, files);
    addTests(context, files);
    files["run.json"] = base::canonicalJson(runJson(context));
    files["findings.json"] = findingsFile(context);
    files[seal::kProofsName] = proofsFile(context);
    if (input.signOff) files[seal::kSignOffName] = input.signOff->proof;
    files[seal::kCheckpointName] = input.checkpoint;
    PS_TRY(files["report.json"], reportJson(input));
    PS_TRY(files["gaps.csv"], reportCsv(input));
    files[seal::kManifestName] = manifestFile(context, files);
    return files;
}

} // namespace

base::Result<Files> attachmentsOf(const PackInput& input) {
    const Outline everything;
    Context context(input, everything);
    return filesOf(input, context);
}

base::Result<std::map<std::string, Commitment>> commitmentsOf(const PackInput& input) {
    const Outline everything;
    Context context(input, everything);
    PS_CHECK(filesOf(input, context));
    return context.masker.commitments();
}

} // namespace proofstead::pack
