#include "ingest/BoundedQueue.h"
#include "ingest/FileImport.h"
#include "ingest/LogMark.h"
#include "ingest/Sealing.h"
#include "source/LogReader.h"

#include <memory>
#include <thread>

namespace proofstead::ingest {

namespace {

// Batches that may wait between two stages: enough to even out their speeds, little enough to bound memory.
constexpr std::size_t kWaiting = 3;
// An event may be dated this much after its extract was made before its clock is doubted.
constexpr base::Millis kClockTolerance = 5 * base::kMinute;

struct Batch {
    source::RecordBatch records;
    source::Arena arena;
    std::vector<model::EventFields> events;
    std::vector<std::size_t> first; // of each record, its first event in `events`; one more at the end
    std::vector<const char*> reasons;
    std::vector<std::uint64_t> content; // of each event
    SealedBatch sealed;
    source::SplitMark mark; // behind its records

    void clear() {
        records.clear();
        arena.clear();
        events.clear();
        first.clear();
        reasons.clear();
        content.clear();
    }
};
using BatchPtr = std::unique_ptr<Batch>;

// Four stages, each on its own thread: cutting records, reading them, sealing them, writing them.
class Pipeline {
public:
    explicit Pipeline(FileImport& job) : m_job(job), m_reader(*job.what.log, readingOf(job)) {}

    base::Status run() {
        const auto splitter = source::splitterFor(m_job.what, m_job.content);
        if (m_job.mark) PS_CHECK(goOn(*splitter));
        std::thread cutter([&] { cut(*splitter); });
        std::thread reader([&] { hand(m_cut, m_read, [this](Batch& batch) { readAll(batch); }); });
        std::thread sealer(
            [&] { hand(m_read, m_sealed, [this](Batch& batch) { batch.sealed = m_sealing.seal(batch.records); }); });
        auto status = write();
        for (auto* queue : {&m_cut, &m_read, &m_sealed, &m_spare})
            queue->abort();
        for (auto* thread : {&cutter, &reader, &sealer})
            thread->join();
        if (status && !m_problem) return tl::unexpected<base::Error>(m_problem.error());
        m_job.totals.root = m_sealing.root();
        if (splitter->unfinished()) m_job.readerProblem = "truncated";
        return status;
    }

private:
    static source::Reading readingOf(const FileImport& job) {
        auto reading = job.what.reading;
        reading.collectedAt = job.collectedAt;
        return reading;
    }

    base::Status goOn(source::RecordSplitter& splitter) {
        const auto mark = LogMark::fromJson(*m_job.mark, m_job.totals);
        PS_CHECK(passStored(m_job, mark));
        PS_TRY(const auto hashes, m_job.writer.evidence().leafHashes(m_job.report.file));
        m_sealing.goOn(hashes);
        m_leaf = mark.leaf;
        m_index = mark.index;
        splitter.goOn(mark.split);
        return {};
    }

    BatchPtr spare() {
        if (m_made < 3 * kWaiting + 4) {
            ++m_made;
            return std::make_unique<Batch>();
        }
        auto batch = m_spare.pop();
        return batch ? std::move(*batch) : nullptr;
    }

    void cut(source::RecordSplitter& splitter) {
        for (;;) {
            auto batch = spare();
            if (!batch) break;
            batch->clear();
            const auto more = splitter.next(batch->records, kSegmentBytes);
            if (!more) m_problem = tl::unexpected<base::Error>(more.error());
            batch->mark = splitter.mark();
            if (!more || !*more || !m_cut.push(std::move(batch))) break;
        }
        m_cut.close();
    }

    void readOne(Batch& batch, const source::RecordSlice& slice) {
        const auto bytes = batch.records.view(slice);
        const auto before = batch.events.size();
        const char* reason =
            slice.reason ? slice.reason : m_reader.read(bytes, batch.events, batch.arena, batch.records.partsOf(slice));
        batch.first.push_back(before);
        batch.reasons.push_back(reason);
        if (reason) return;
        std::uint64_t hash = store::keyedHash(m_job.writer.seed(), contentOf(slice, bytes));
        for (auto i = before; i < batch.events.size();
             ++i, ++hash) { // events of one record are not each other's copies
            auto& event = batch.events[i];
            if (event.at > m_job.collectedAt + kClockTolerance) event.flags |= model::kFutureTime;
            batch.content.push_back(hash);
        }
    }

    // White space between the parts of JSON is no content.
    std::string_view contentOf(const source::RecordSlice& slice, std::string_view bytes) {
        if (slice.compact || m_job.what.reading.container != source::Container::Json) return bytes;
        m_scratch.resize(std::max(m_scratch.size(), bytes.size() + source::kPadding));
        return {m_scratch.data(), source::minify(bytes, m_scratch.data())};
    }

    void readAll(Batch& batch) {
        for (const auto& slice : batch.records.slices)
            readOne(batch, slice);
        batch.first.push_back(batch.events.size());
    }

    template <class Work>
    static void hand(BoundedQueue<BatchPtr>& from, BoundedQueue<BatchPtr>& to, Work work) {
        while (auto batch = from.pop()) {
            work(**batch);
            if (!to.push(std::move(*batch))) break;
        }
        to.close();
    }

    base::Result<store::LeafKind> writeRecord(const Batch& batch, std::size_t i) {
        const auto& slice = batch.records.slices[i];
        if (const char* reason = batch.reasons[i]) {
            PS_CHECK(m_job.addReject({m_job.report.file,
                                      m_job.report.path,
                                      m_leaf,
                                      slice.line,
                                      slice.offset,
                                      slice.whole > 0 ? slice.whole : static_cast<std::int64_t>(slice.length),
                                      reason,
                                      {}}));
            // Records of another kind are JSON values all the same and count in the file's numbering of events.
            m_index += std::string_view(reason) == "not-this-source" ? 1 : 0;
            return store::LeafKind::Rejected;
        }
        // A record is new as soon as one of its events is.
        bool duplicate = true;
        for (auto event = batch.first[i]; event < batch.first[i + 1]; ++event) {
            PS_TRY(const auto verdict,
                   m_job.writer.addEvent({m_leaf, m_index++, slice.offset, static_cast<std::int64_t>(slice.length)},
                                         batch.events[event], batch.content[event]));
            ++m_job.totals.events;
            duplicate = duplicate && verdict == store::EventVerdict::Duplicate;
        }
        ++(duplicate ? m_job.totals.duplicate : m_job.totals.accepted);
        return duplicate ? store::LeafKind::Duplicate : store::LeafKind::Accepted;
    }

    base::Status writeBatch(Batch& batch) {
        m_kinds.clear();
        const auto first = m_leaf;
        for (std::size_t i = 0; i < batch.records.slices.size(); ++i, ++m_leaf) {
            PS_TRY(const auto kind, writeRecord(batch, i));
            m_kinds.push_back(kind);
        }
        m_job.totals.records = m_leaf;
        PS_CHECK(m_job.writer.addSegment(segmentOf(batch.records, std::move(batch.sealed), m_kinds, first)));
        m_uncommitted += static_cast<std::int64_t>(batch.records.bytes.size());
        m_mark = batch.mark;
        return m_uncommitted >= kCommitBytes ? commit() : base::Status{};
    }

    base::Status commit() {
        const LogMark mark{m_mark, m_leaf, m_index, m_job.what.digest(), m_job.realPath};
        PS_CHECK(m_job.writer.setMark(mark.toJson(m_job.totals)));
        PS_CHECK(m_job.writer.commit());
        m_uncommitted = 0;
        return {};
    }

    base::Status write() {
        while (auto batch = m_sealed.pop()) {
            PS_CHECK(writeBatch(**batch));
            m_spare.push(std::move(*batch));
            if (!m_job.tick || m_job.tick()) continue;
            PS_CHECK(commit());
            return base::fail("cancelled");
        }
        return {};
    }

    FileImport& m_job;
    source::LogReader m_reader;
    Sealing m_sealing;
    BoundedQueue<BatchPtr> m_cut{kWaiting}, m_read{kWaiting}, m_sealed{kWaiting}, m_spare{64};
    std::size_t m_made = 0;
    base::Status m_problem;
    std::string m_scratch;
    std::vector<store::LeafKind> m_kinds;
    source::SplitMark m_mark;
    std::int64_t m_leaf = 0, m_index = 0, m_uncommitted = 0;
};

} // namespace

base::Status importLog(FileImport& job) {
    return Pipeline(job).run();
}

} // namespace proofstead::ingest
