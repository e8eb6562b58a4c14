#include "trail/FileCheck.h"

#include "seal/Merkle.h"
#include "trail/Custody.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <fmt/format.h>
#include <mutex>
#include <thread>

namespace proofstead::trail {

namespace {

// Shared by the threads. Files are handed out one at a time; progress is counted in records.
struct Work {
    Work(const std::vector<store::StoredFile>& list, const CheckOptions& chosen)
        : files(list), options(chosen), verdicts(list.size()) {
        for (const store::StoredFile& file : list)
            total += file.records;
    }
    bool stopped() const { return options.cancelled && options.cancelled->load(std::memory_order_relaxed); }

    const std::vector<store::StoredFile>& files;
    const CheckOptions& options;
    std::vector<FileVerdict> verdicts;
    std::int64_t total = 0;
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> latest{0}; // a file at hand, for the progress line
    std::atomic<std::int64_t> done{0};
};

FileVerdict checkFile(const store::EvidenceStore& evidence, const store::StoredFile& file, Work& work) {
    FileVerdict verdict;
    seal::MerkleBuilder tree;
    std::int64_t reported = 0;
    const auto read = evidence.leaves(file.id, [&](const store::StoredLeaf& leaf) {
        const auto stored = toHash(leaf.hash);
        if (leaf.kind == store::LeafKind::Erased)
            ++verdict.erased;
        else if (verdict.problem.empty() &&
                 (!stored || seal::leafHash(base::asBytes(leaf.salt), base::asBytes(leaf.bytes)) != *stored))
            verdict.problem = fmt::format("record {} is not the one that was imported", leaf.leaf);
        if (leaf.leaf != verdict.leaves && verdict.problem.empty())
            verdict.problem = fmt::format("record {} is missing", verdict.leaves);
        tree.add(stored.value_or(seal::Hash{}));
        verdict.bytes += static_cast<std::int64_t>(leaf.bytes.size());
        if (++verdict.leaves % 1'024 == 0) {
            work.done += verdict.leaves - reported;
            reported = verdict.leaves;
            return !work.stopped();
        }
        return true;
    });
    work.done += verdict.leaves - reported;
    if (!read && verdict.problem.empty())
        verdict.problem = "cannot be read: " + read.error().toString();
    else if (verdict.problem.empty() && verdict.leaves != file.records)
        verdict.problem = fmt::format("{} records instead of {}", verdict.leaves, file.records);
    else if (verdict.problem.empty() && seal::toHex(tree.root()) != file.root)
        verdict.problem = "the records do not give the file's root";
    return verdict;
}

void run(const store::Vault& vault, Work& work, const std::function<void()>& between) {
    const store::EvidenceStore evidence(vault);
    for (std::size_t i = work.next++; i < work.files.size() && !work.stopped(); i = work.next++) {
        work.latest = i;
        work.verdicts[i] = checkFile(evidence, work.files[i], work);
        if (between) between();
    }
}

void report(const Work& work) {
    if (!work.options.progress || work.files.empty()) return;
    work.options.progress(std::min(work.done.load(), work.total), work.total, nameOf(work.files[work.latest]));
}

// Every thread has its own connection to the file; the calling thread only reports. False when no connection could be
// opened: nothing was checked then.
bool runThreads(const store::Vault& vault, Work& work, std::size_t count) {
    std::vector<store::Vault> connections;
    for (std::size_t i = 0; i < count; ++i) {
        auto connection = store::Vault::open(vault.path(), store::OpenMode::Read, vault.key());
        if (!connection) break;
        connections.push_back(std::move(*connection));
    }
    if (connections.empty()) return false;
    std::mutex mutex;
    std::condition_variable finished;
    std::size_t running = connections.size();
    std::vector<std::jthread> threads;
    for (const store::Vault& connection : connections)
        threads.emplace_back([&] {
            run(connection, work, {});
            const std::lock_guard lock(mutex);
            --running;
            finished.notify_one();
        });
    std::unique_lock lock(mutex);
    while (!finished.wait_for(lock, std::chrono::milliseconds(200), [&] { return running == 0; })) {
        lock.unlock();
        report(work);
        lock.lock();
    }
    return true;
}

} // namespace

base::Result<std::vector<FileVerdict>>
checkFiles(const store::Vault& vault, const std::vector<store::StoredFile>& files, const CheckOptions& options) {
    Work work(files, options);
    const auto wanted = options.threads > 0 ? static_cast<unsigned>(options.threads)
                                            : std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    const auto count = std::min<std::size_t>(wanted, files.size());
    if (count == 0 || !runThreads(vault, work, count)) run(vault, work, [&] { report(work); });
    if (work.stopped()) return base::fail("cancelled");
    report(work);
    return std::move(work.verdicts);
}

} // namespace proofstead::trail
