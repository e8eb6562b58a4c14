#include "store/Fingerprints.h"

#include <algorithm>
#include <cstring>
#include <limits>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace proofstead::store {

namespace {

constexpr std::size_t kChunk = 480; // fingerprints in a row of the table: two rows fill a page
constexpr std::size_t kEntry = 8;   // bytes: tag, record

struct Chunk {
    explicit Chunk(base::Bytes data) : bytes(data) {}
    std::size_t size() const { return bytes.size() / kEntry; }
    std::pair<std::uint32_t, std::uint32_t> at(std::size_t i) const {
        std::uint32_t tag = 0, record = 0;
        std::memcpy(&tag, bytes.data() + i * kEntry, sizeof tag);
        std::memcpy(&record, bytes.data() + i * kEntry + sizeof tag, sizeof record);
        return {tag, record};
    }
    base::Bytes bytes;
};

// Tells variants of one id apart by their content.
std::uint64_t variantOf(std::uint64_t fingerprint, std::uint64_t content) {
    return keyedHash(fingerprint, {reinterpret_cast<const char*>(&content), sizeof content});
}

} // namespace

std::uint64_t keyedHash(std::uint64_t seed, std::string_view bytes) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

base::Result<std::uint64_t> fingerprintSeed(sqlite3* handle) {
    PS_TRY(auto statement, Statement::prepare(handle, "SELECT value FROM meta WHERE name = 'fingerprint_seed'"));
    PS_TRY(const bool row, statement.step());
    std::uint64_t seed = 0;
    if (row && statement.blob(0).size() == sizeof seed) std::memcpy(&seed, statement.blob(0).data(), sizeof seed);
    return seed;
}

std::uint64_t fingerprintOf(std::uint64_t seed, std::int64_t source, std::string_view nativeId) {
    return keyedHash(seed ^ static_cast<std::uint64_t>(source) * 0x9E3779B97F4A7C15ULL, nativeId);
}

base::Result<std::vector<std::int64_t>> recordsNoted(sqlite3* handle, std::uint64_t fingerprint) {
    const auto tag = FingerprintSet::tagOf(fingerprint);
    PS_TRY(auto batches, Statement::prepare(handle, "SELECT coalesce(max(batch), 0) FROM fingerprint_run"));
    PS_TRY(const bool any, batches.step());
    const auto last = any ? batches.integer(0) : 0;
    PS_TRY(auto chunks,
           Statement::prepare(handle, "SELECT first, data FROM fingerprint_run WHERE batch = ? AND first <= ? "
                                      "ORDER BY first DESC"));
    std::vector<std::int64_t> records;
    for (std::int64_t batch = 1; batch <= last; ++batch) {
        chunks.bind(1, batch);
        chunks.bind(2, static_cast<std::int64_t>(tag));
        for (;;) {
            PS_TRY(const bool row, chunks.step());
            if (!row) break;
            const Chunk chunk(chunks.blob(1));
            for (std::size_t i = 0; i < chunk.size(); ++i)
                if (const auto [own, record] = chunk.at(i); own == tag) records.push_back(record);
            if (chunks.integer(0) < static_cast<std::int64_t>(tag)) break;
        }
        chunks.reset();
    }
    std::sort(records.begin(), records.end());
    return records;
}

base::Status Fingerprints::load(sqlite3* handle) {
    PS_TRY(m_seed, fingerprintSeed(handle));
    PS_TRY(m_insert, Statement::prepare(handle, "INSERT INTO fingerprint_run(batch, first, data) VALUES(?,?,?)", true));
    PS_TRY(auto count, Statement::prepare(handle, "SELECT coalesce(sum(length(data)), 0), coalesce(max(batch), 0) "
                                                  "FROM fingerprint_run"));
    PS_TRY(const bool any, count.step());
    m_seen.reserve(any ? static_cast<std::size_t>(count.integer(0)) / kEntry : 0);
    m_batch = any ? count.integer(1) : 0;
    PS_TRY(auto all, Statement::prepare(handle, "SELECT data FROM fingerprint_run"));
    for (;;) {
        PS_TRY(const bool row, all.step());
        if (!row) return {};
        const Chunk chunk(all.blob(0));
        for (std::size_t i = 0; i < chunk.size(); ++i) {
            const auto [tag, record] = chunk.at(i);
            m_seen.add(tag, record);
        }
    }
}

void Fingerprints::note(std::uint64_t fingerprint, std::int64_t record) {
    const auto tag = FingerprintSet::tagOf(fingerprint);
    m_seen.add(tag, static_cast<std::uint32_t>(record));
    m_new.push_back({tag, static_cast<std::uint32_t>(record)});
}

base::Result<std::int64_t> Fingerprints::find(std::uint64_t fingerprint, const Event& event, bool sameContent,
                                              EventBlocks& blocks, const BlockBuilder& pending,
                                              std::int64_t firstPending) const {
    std::int64_t found = 0;
    base::Status problem;
    const auto same = [&](std::string_view nativeId, std::optional<std::uint64_t> content) {
        return nativeId == event.nativeId && (!sameContent || content == event.content);
    };
    m_seen.find(FingerprintSet::tagOf(fingerprint), [&](std::uint32_t record) {
        if (record >= firstPending) {
            const auto row = static_cast<std::size_t>(record - firstPending);
            if (same(pending.nativeId(row), pending.content(row))) found = record;
            return found != 0;
        }
        const auto block = blocks.holding(record);
        if (!block) {
            problem = tl::unexpected<base::Error>(block.error());
            return true;
        }
        if (!*block || (*block)->info().source != event.source) return false;
        const auto file = (*block)->info().file;
        if (event.nativeId.empty() && std::find(event.files.begin(), event.files.end(), file) == event.files.end())
            return false;
        const auto row = static_cast<std::size_t>(record - (*block)->info().firstRecord);
        if (same((*block)->nativeId(row), (*block)->content(row))) found = record;
        return found != 0;
    });
    if (!problem) return tl::unexpected<base::Error>(problem.error());
    return found;
}

base::Result<Fingerprints::Match> Fingerprints::match(const Event& event, std::int64_t record, EventBlocks& blocks,
                                                      const BlockBuilder& pending, std::int64_t firstPending) {
    if (record > std::numeric_limits<std::uint32_t>::max()) return base::fail("vault-full");
    Match match;
    const bool named = !event.nativeId.empty();
    // Without an id of its own an event is told by its content, within its file.
    const auto fingerprint = named
                                 ? fingerprintOf(m_seed, event.source, event.nativeId)
                                 : variantOf(m_seed ^ static_cast<std::uint64_t>(event.source) * 0x9E3779B97F4A7C15ULL ^
                                                 static_cast<std::uint64_t>(event.files.front()),
                                             event.content);
    PS_TRY(const auto first, find(fingerprint, event, !named, blocks, pending, firstPending));
    if (first == 0) {
        note(fingerprint, record);
        return match;
    }
    if (!named) {
        match.duplicateOf = first;
        return match;
    }
    // The same id: the same content as the first event that bears it, or as a later one?
    PS_TRY(match.duplicateOf, find(fingerprint, event, true, blocks, pending, firstPending));
    if (match.duplicateOf != 0) return match;
    const auto variant = variantOf(fingerprint, event.content);
    PS_TRY(match.duplicateOf, find(variant, event, true, blocks, pending, firstPending));
    if (match.duplicateOf != 0) return match;
    match.reusedFrom = first;
    note(variant, record);
    return match;
}

base::Status Fingerprints::flush() {
    if (m_new.empty()) return {};
    std::sort(m_new.begin(), m_new.end(),
              [](const Noted& a, const Noted& b) { return a.tag != b.tag ? a.tag < b.tag : a.record < b.record; });
    ++m_batch;
    std::string data;
    for (std::size_t from = 0; from < m_new.size(); from += kChunk) {
        const auto until = std::min(from + kChunk, m_new.size());
        data.clear();
        for (auto i = from; i < until; ++i) {
            data.append(reinterpret_cast<const char*>(&m_new[i].tag), sizeof m_new[i].tag);
            data.append(reinterpret_cast<const char*>(&m_new[i].record), sizeof m_new[i].record);
        }
        m_insert.bind(1, m_batch);
        m_insert.bind(2, static_cast<std::int64_t>(m_new[from].tag));
        m_insert.bindBlob(3, base::asBytes(data));
        PS_CHECK(m_insert.run());
    }
    m_new.clear();
    return {};
}

} // namespace proofstead::store
