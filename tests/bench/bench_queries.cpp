// Looking things up in a vault: bench_queries VAULT [ROUNDS]
// Prints, in milliseconds, the median and the longest of ROUNDS (default 50): opening the vault, an event by its number
// with its place in a file, the newest 200 of one actor, one action in one day. What is looked for differs each time.
#include "store/CheckConnection.h"
#include "store/EventQuery.h"
#include "store/EvidenceStore.h"
#include "support/Must.h"

#include <algorithm>
#include <cstdio>
#include <QElapsedTimer>
#include <random>

using namespace proofstead;
using test::must;

namespace {

template <class Work>
void measure(const char* what, int rounds, Work work) {
    std::vector<double> times;
    std::size_t rows = 0;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        rows += work(i);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-40s median %8.2f ms   longest %8.2f ms   %8.1f rows each\n", what, times[times.size() / 2],
                times.back(), static_cast<double>(rows) / rounds);
}

// Actors and actions of events here and there in the vault.
struct Sample {
    std::string actor, action;
    base::Millis at = 0;
    std::int64_t record = 0;
};

std::vector<Sample> sample(const store::Vault& vault, int count) {
    auto connection = must(store::CheckConnection::open(vault));
    std::int64_t last = 0;
    must(connection.rows("SELECT max(record_id) FROM event", {}, [&](const store::Statement& row) {
        last = row.integer(0);
        return false;
    }));
    std::mt19937_64 random(11);
    std::vector<Sample> list;
    for (int tries = 0; static_cast<int>(list.size()) < count && tries < 50 * count; ++tries) {
        const auto record =
            1 + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(std::max<std::int64_t>(last, 1)));
        must(connection.rows("SELECT coalesce(actor, ''), coalesce(action, ''), coalesce(at, 0) FROM event "
                             "WHERE record_id = " +
                                 std::to_string(record),
                             {}, [&](const store::Statement& row) {
                                 list.push_back({row.string(0), row.string(1), row.integer(2), record});
                                 return false;
                             }));
    }
    return list;
}

std::size_t listed(const store::Vault& vault, const store::EventQuery& query) {
    std::size_t rows = 0;
    must(store::listEvents(vault, query, {"record_id", "time", "actor", "action", "target", "outcome"},
                           [&](const auto&) { return ++rows > 0; }));
    return rows;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_queries VAULT [ROUNDS]\n");
        return 2;
    }
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 50;
    const auto open = [&] { return must(store::Vault::open(argv[1], store::OpenMode::Read)); };
    measure("opening", rounds, [&](int) { return open().logSize().has_value() ? 1U : 0U; });
    const auto vault = open();
    const auto samples = sample(vault, rounds);
    if (samples.empty()) return 1;
    const auto of = [&](int i) -> const Sample& { return samples[static_cast<std::size_t>(i) % samples.size()]; };
    const store::EvidenceStore evidence(vault);
    measure("an event by its number", rounds,
            [&](int i) { return must(evidence.place({of(i).record})).origins.size(); });
    measure("the newest 200 of one actor", rounds, [&](int i) {
        store::EventQuery query;
        query.actor = of(i).actor;
        query.newestFirst = true;
        return listed(vault, query);
    });
    measure("one action in one day (first 200)", rounds, [&](int i) {
        store::EventQuery query;
        query.action = of(i).action;
        query.from = of(i).at - of(i).at % base::kDay;
        query.until = *query.from + base::kDay;
        return listed(vault, query);
    });
    return 0;
}
