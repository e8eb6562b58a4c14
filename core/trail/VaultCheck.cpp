#include "trail/VaultCheck.h"

#include "seal/Checkpoint.h"
#include "seal/Merkle.h"
#include "trail/Custody.h"
#include "trail/DigestCheck.h"
#include "trail/FileCheck.h"
#include "trail/LogHead.h"

#include <fmt/format.h>
#include <map>
#include <set>

namespace proofstead::trail {

namespace {

constexpr std::size_t kMaxFailures = 100; // steps of one kind

// One step when all hold, else one for each that does not.
class Tally {
public:
    explicit Tally(std::string what) : m_what(std::move(what)) {}

    void add(const std::string& subject, const std::string& problem) {
        ++m_count;
        if (problem.empty()) return;
        if (++m_failures <= kMaxFailures) m_steps.push_back({m_what, subject + ": " + problem, false});
    }
    void putInto(std::vector<CheckStep>& steps) const {
        if (m_failures == 0) steps.push_back({m_what, std::to_string(m_count), true});
        steps.insert(steps.end(), m_steps.begin(), m_steps.end());
        if (m_failures > kMaxFailures)
            steps.push_back({m_what, fmt::format("and {} more", m_failures - kMaxFailures), false});
    }

private:
    std::string m_what;
    std::size_t m_count = 0, m_failures = 0;
    std::vector<CheckStep> m_steps;
};

// Recomputes the leaves from the entries' texts; the tree over these is what the checkpoint must have signed.
base::Result<seal::MerkleTree> checkLog(const store::Vault& vault, const std::vector<model::LogEntry>& log,
                                        std::vector<CheckStep>& steps) {
    PS_TRY(const auto stored, vault.logLeaves(static_cast<std::int64_t>(log.size())));
    Tally tally("verify.log");
    std::vector<seal::Hash> leaves;
    for (std::size_t i = 0; i < log.size(); ++i) {
        leaves.push_back(leafOf(log[i]));
        const auto hash = i < stored.size() ? toHash(stored[i]) : base::fail("vault-damaged");
        std::string problem = entryDifference(log[i]);
        if (!hash || *hash != leaves.back()) problem = "the entry was changed";
        if (log[i].seq != static_cast<std::int64_t>(i)) problem = "an entry is missing before it";
        tally.add(fmt::format("log entry {} ({})", log[i].seq, log[i].kind), problem);
    }
    tally.putInto(steps);
    return seal::MerkleTree(std::move(leaves));
}

// "" when `note` is a checkpoint of the vault's key over a beginning of the log.
std::string checkHead(const std::string& note, const seal::VerifierKey& key, const seal::MerkleTree& tree,
                      std::int64_t& size) {
    const auto head = seal::openCheckpoint(note, key);
    if (!head) return head.error().toString();
    size = head->size;
    const auto root = tree.rootAt(static_cast<std::uint64_t>(head->size));
    if (!root) return fmt::format("signed {} entries, the log has {}", head->size, tree.size());
    return *root == head->root ? "" : fmt::format("the first {} entries are not those that were signed", head->size);
}

base::Status checkHeads(const store::Vault& vault, const std::string& since, const seal::MerkleTree& tree,
                        std::vector<CheckStep>& steps) {
    PS_TRY(const seal::VerifierKey key, verifierKey(vault));
    PS_TRY(const auto note, vault.latestCheckpoint());
    std::int64_t size = 0;
    const auto problem = note ? checkHead(*note, key, tree, size) : "there is none";
    steps.push_back({"verify.checkpoint", problem.empty() ? std::to_string(size) : problem, problem.empty()});
    const auto tail = static_cast<std::int64_t>(tree.size()) - size;
    if (problem.empty() && tail > 0) steps.push_back({"verify.unsigned", std::to_string(tail), true});
    if (!since.empty()) {
        const auto broken = checkHead(since, key, tree, size);
        steps.push_back({"verify.since", broken.empty() ? std::to_string(size) : broken, broken.empty()});
    }
    return {};
}

void checkCustody(const std::vector<store::StoredFile>& files, const std::vector<model::LogEntry>& log,
                  std::vector<CheckStep>& steps) {
    Tally tally("verify.custody");
    std::map<model::LogSeq, const model::LogEntry*> entries;
    for (const model::LogEntry& entry : log)
        entries.emplace(entry.seq, &entry);
    const auto later = rereadCounts(log);
    std::set<model::LogSeq> seen;
    for (const store::StoredFile& file : files) {
        const auto entry = entries.find(file.custody);
        const auto difference =
            entry == entries.end() ? "no such log entry" : custodyDifference(*entry->second, file, later);
        const bool first = seen.insert(file.custody).second;
        tally.add(nameOf(file), first ? difference : "two files with one custody entry");
    }
    for (const model::LogEntry& entry : log)
        if (entry.kind == "custody" && !seen.contains(entry.seq))
            tally.add(fmt::format("log entry {}", entry.seq), "its file is gone from the vault");
    tally.putInto(steps);
}

void reportFiles(const std::vector<store::StoredFile>& files, const std::vector<FileVerdict>& verdicts,
                 CheckReport& report) {
    Tally tally("verify.file");
    std::int64_t erased = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const FileVerdict& verdict = verdicts[i];
        report.leaves += verdict.leaves;
        report.bytes += verdict.bytes;
        erased += verdict.erased;
        std::string problem = verdict.problem;
        if (!problem.empty()) {
            report.damaged.push_back(files[i].id);
            problem += fmt::format("; touches {} records and {} events", files[i].records, files[i].events);
        }
        tally.add(nameOf(files[i]), problem);
    }
    tally.putInto(report.steps);
    if (erased > 0) report.steps.push_back({"verify.erased", std::to_string(erased), true});
}

} // namespace

const CheckStep* CheckReport::firstFailure() const {
    for (const CheckStep& step : steps)
        if (!step.holds) return &step;
    return nullptr;
}

base::Result<CheckReport> checkVault(const store::Vault& vault, const CheckOptions& options) {
    CheckReport report;
    PS_TRY(const auto log, vault.log());
    PS_TRY(const auto files, store::EvidenceStore(vault).files());
    report.entries = static_cast<std::int64_t>(log.size());
    report.files = static_cast<std::int64_t>(files.size());
    PS_TRY(const seal::MerkleTree tree, checkLog(vault, log, report.steps));
    PS_CHECK(checkHeads(vault, options.since, tree, report.steps));
    checkCustody(files, log, report.steps);
    PS_TRY(const auto verdicts, checkFiles(vault, files, options));
    reportFiles(files, verdicts, report);
    PS_TRY(const auto digests, verifyDigests(vault));
    addDigestSteps(digests, report.steps);
    report.holds = report.firstFailure() == nullptr;
    return report;
}

} // namespace proofstead::trail
