// What the machine can do beside what the import does: bench_limits FILE.jsonl [ROUNDS]
// For one file of JSON Lines of a known source, each alone and on one thread: reading it, SHA-256, cutting it into
// records, reading fields, packing pieces of 1 MiB with zstd at level 1, and writing the events into a vault; then the
// whole import, which does all of them on several threads. Medians of ROUNDS (default 3), in MB/s and in seconds for a
// million events.
#include "ingest/FileStream.h"
#include "ingest/Sealing.h"
#include "source/readers/JsonSplitter.h"
#include "support/ImportCase.h"

#include <algorithm>
#include <cstdio>
#include <QElapsedTimer>

using namespace proofstead;
using test::must;

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

struct Measured {
    double bytes = 0, events = 0;
};

struct Batch {
    source::RecordBatch records;
    source::Arena arena;
    std::vector<model::EventFields> events;
    std::vector<std::size_t> leaf; // of each event
};

class Bench {
public:
    Bench(const std::string& path, int rounds) : m_path(path), m_rounds(rounds) {
        const auto stream = must(ingest::FileStream::open(path));
        std::string beginning(kPiece, '\0');
        beginning.resize(must(stream->read(beginning.data(), beginning.size())));
        m_what = must(test::shippedSources().recognise(beginning));
        if (!m_what.log) throw std::runtime_error("no log");
        m_size.bytes = static_cast<double>(QFile(QString::fromStdString(path)).size());
    }

    void run() {
        std::size_t events = 0;
        eachBatch([&](Batch& batch) {
            read(batch);
            events += batch.events.size();
        });
        m_size.events = static_cast<double>(events);
        std::printf("%s: %.0f MB, %zu events of %s\n", m_path.c_str(), m_size.bytes / 1e6, events, m_what.id().c_str());
        measure("read alone", [&](QElapsedTimer&) { pieces([](std::string_view) {}); });
        measure("SHA-256 alone", [&](QElapsedTimer& timer) {
            seal::Sha256 digest;
            timedPieces(timer, [&](std::string_view piece) { digest.update(piece); });
            (void)digest.finish();
        });
        measure("cut alone (with reading)", [&](QElapsedTimer&) { eachBatch([](Batch&) {}); });
        measure("parse alone",
                [&](QElapsedTimer& timer) { eachBatch([&](Batch& batch) { timed(timer, [&] { read(batch); }); }); });
        measure("leaf hashes, salts and zstd alone", [&](QElapsedTimer& timer) {
            ingest::Sealing sealing;
            eachBatch([&](Batch& batch) { timed(timer, [&] { (void)sealing.seal(batch.records); }); });
        });
        measure("zstd alone", [&](QElapsedTimer& timer) {
            store::Packer packer;
            timedPieces(timer, [&](std::string_view piece) { (void)packer.pack(piece, 1); });
        });
        measure("insert alone", [&](QElapsedTimer& timer) { insert(timer); });
        measure("import", [&](QElapsedTimer& timer) {
            test::ImportCase vault;
            timer.restart();
            vault.import({m_path});
            m_net = timer.nsecsElapsed();
        });
    }

private:
    void measure(const char* what, const std::function<void(QElapsedTimer&)>& work) {
        std::vector<double> seconds;
        for (int i = 0; i < m_rounds; ++i) {
            m_net = -1;
            QElapsedTimer timer;
            timer.start();
            work(timer);
            const auto all = timer.nsecsElapsed();
            seconds.push_back(static_cast<double>(m_net >= 0 ? m_net : all) / 1e9);
        }
        std::sort(seconds.begin(), seconds.end());
        const double median = seconds[seconds.size() / 2];
        std::printf("%-36s %8.0f MB/s %8.3f s for a million events\n", what, m_size.bytes / 1e6 / median,
                    median / m_size.events * 1e6);
        std::fflush(stdout);
    }

    // Counts only what happens in `work`.
    template <class Work>
    void timed(QElapsedTimer& timer, Work work) {
        const auto before = timer.nsecsElapsed();
        work();
        m_net = std::max<qint64>(m_net, 0) + timer.nsecsElapsed() - before;
    }

    template <class Use>
    void pieces(Use use) {
        QFile file(QString::fromStdString(m_path));
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) throw std::runtime_error(m_path);
        std::string piece(kPiece, '\0');
        while (const auto count = file.read(piece.data(), static_cast<qint64>(piece.size()))) {
            if (count < 0) throw std::runtime_error(m_path);
            use(std::string_view(piece).substr(0, static_cast<std::size_t>(count)));
        }
    }
    template <class Use>
    void timedPieces(QElapsedTimer& timer, Use use) {
        pieces([&](std::string_view piece) { timed(timer, [&] { use(piece); }); });
    }

    template <class Use>
    void eachBatch(Use use) {
        // Raw bytes, so that hashing them is no part of it.
        class Raw : public source::ByteStream {
        public:
            explicit Raw(const std::string& path) : m_file(QString::fromStdString(path)) {
                if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) throw std::runtime_error(path);
            }
            base::Result<std::size_t> read(char* target, std::size_t size) override {
                return static_cast<std::size_t>(std::max<qint64>(0, m_file.read(target, static_cast<qint64>(size))));
            }

        private:
            QFile m_file;
        } raw(m_path);
        const auto splitter = source::splitterFor(m_what, raw);
        Batch batch;
        while (must(splitter->next(batch.records, kPiece))) {
            use(batch);
            batch.records.clear();
            batch.arena.clear();
            batch.events.clear();
            batch.leaf.clear();
        }
    }

    void read(Batch& batch) {
        if (!m_reader) m_reader.emplace(*m_what.log, m_what.reading);
        for (std::size_t i = 0; i < batch.records.slices.size(); ++i) {
            const auto& slice = batch.records.slices[i];
            if (!slice.reason)
                (void)m_reader->read(batch.records.view(slice), batch.events, batch.arena,
                                     batch.records.partsOf(slice));
            batch.leaf.resize(batch.events.size(), i);
        }
    }

    void insert(QElapsedTimer& timer) {
        test::StoreCase vault;
        auto writer = must(store::ImportWriter::begin(vault.vault(), "bench"));
        must(writer.beginFile({m_what.id(), "", "bench", "", std::nullopt, {}}));
        store::FileTotals totals;
        ingest::Sealing sealing;
        std::int64_t index = 0, uncommitted = 0;
        eachBatch([&](Batch& batch) {
            read(batch);
            auto sealed = sealing.seal(batch.records);
            std::vector<std::uint64_t> content;
            for (const auto leaf : batch.leaf)
                content.push_back(store::keyedHash(writer.seed(), batch.records.view(batch.records.slices[leaf])));
            timed(timer, [&] {
                const std::vector<store::LeafKind> kinds(batch.records.slices.size(), store::LeafKind::Accepted);
                for (std::size_t i = 0; i < batch.events.size(); ++i) {
                    const auto& slice = batch.records.slices[batch.leaf[i]];
                    (void)must(writer.addEvent({totals.records + static_cast<std::int64_t>(batch.leaf[i]), index++,
                                                slice.offset, static_cast<std::int64_t>(slice.length)},
                                               batch.events[i], content[i]));
                }
                must(writer.addSegment(ingest::segmentOf(batch.records, std::move(sealed), kinds, totals.records)));
                totals.records += static_cast<std::int64_t>(kinds.size());
                uncommitted += static_cast<std::int64_t>(batch.records.bytes.size());
                if (uncommitted < (std::int64_t{64} << 20)) return;
                must(writer.commit());
                uncommitted = 0;
            });
        });
        timed(timer, [&] {
            totals.accepted = totals.events = totals.records;
            totals.sha256 = totals.contentSha256 = std::string(64, '0');
            totals.root = sealing.root();
            (void)must(writer.closeFile(totals));
            must(writer.finish());
        });
    }

    std::string m_path;
    int m_rounds;
    source::Recognised m_what;
    std::optional<source::LogReader> m_reader;
    Measured m_size;
    qint64 m_net = -1; // of what is timed inside a round; -1: the round as a whole
};

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_limits FILE.jsonl [ROUNDS]\n");
        return 2;
    }
    Bench(argv[1], argc > 2 ? std::max(1, std::atoi(argv[2])) : 3).run();
    return 0;
}
