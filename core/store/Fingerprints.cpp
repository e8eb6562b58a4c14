#include "store/Fingerprints.h"

#include <algorithm>

namespace proofstead::store {

base::Status Fingerprints::load(sqlite3* handle) {
    PS_TRY(m_insert,
           Statement::prepare(handle, "INSERT OR IGNORE INTO fingerprint(fp, id, content) VALUES(?,?,?)", true));
    PS_TRY(m_find, Statement::prepare(handle,
                                      "SELECT p.id, p.content, e.file_id, e.native_id FROM fingerprint p "
                                      "JOIN event_row e ON e.id = p.id WHERE p.fp = ? ORDER BY p.id",
                                      true));
    PS_TRY(auto count, Statement::prepare(handle, "SELECT count(*) FROM fingerprint"));
    PS_TRY(const bool any, count.step());
    m_seen.reserve(any ? static_cast<std::size_t>(count.integer(0)) : 0);
    PS_TRY(auto all, Statement::prepare(handle, "SELECT fp FROM fingerprint"));
    for (;;) {
        PS_TRY(const bool row, all.step());
        if (!row) return {};
        m_seen.add(static_cast<std::uint64_t>(all.integer(0)));
    }
}

base::Result<Fingerprints::Match> Fingerprints::match(std::uint64_t fingerprint, std::string_view nativeId,
                                                      std::uint64_t content, std::int64_t file) {
    Match found;
    if (m_seen.add(fingerprint)) return found;
    PS_CHECK(flush());
    m_find.bind(1, static_cast<std::int64_t>(fingerprint));
    for (;;) {
        PS_TRY(const bool row, m_find.step());
        if (!row) break;
        if (m_find.text(3) != nativeId || (nativeId.empty() && m_find.integer(2) != file)) continue;
        if (static_cast<std::uint64_t>(m_find.integer(1)) == content) {
            found.duplicateOf = m_find.integer(0);
            found.reused.clear();
            m_find.reset();
            return found;
        }
        if (!nativeId.empty()) found.reused.push_back(m_find.integer(0));
    }
    return found;
}

void Fingerprints::add(std::uint64_t fingerprint, std::int64_t record, std::uint64_t content) {
    m_pending.push_back({fingerprint, record, content});
}

base::Status Fingerprints::flush() {
    // SQLite orders its keys as signed integers.
    std::sort(m_pending.begin(), m_pending.end(), [](const Pending& a, const Pending& b) {
        return static_cast<std::int64_t>(a.fingerprint) < static_cast<std::int64_t>(b.fingerprint);
    });
    for (const auto& one : m_pending) {
        m_insert.bind(1, static_cast<std::int64_t>(one.fingerprint));
        m_insert.bind(2, one.record);
        m_insert.bind(3, static_cast<std::int64_t>(one.content));
        PS_CHECK(m_insert.run());
    }
    m_pending.clear();
    return {};
}

} // namespace proofstead::store
