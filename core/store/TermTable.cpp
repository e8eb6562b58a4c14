#include "store/TermTable.h"

#include <sqlite3.h>

namespace proofstead::store {

base::Status TermTable::prepare(sqlite3* handle) {
    m_handle = handle;
    PS_TRY(m_find, Statement::prepare(handle, "SELECT id FROM term WHERE text = ?", true));
    PS_TRY(m_add, Statement::prepare(handle, "INSERT INTO term(text) VALUES(?)", true));
    return {};
}

base::Result<std::int64_t> TermTable::id(std::string_view text) {
    if (text.empty()) return 0;
    if (const auto known = m_known.find(text); known != m_known.end()) return known->second;
    if (m_known.size() >= kMost) m_known.clear();
    m_find.bind(1, text);
    PS_TRY(const bool row, m_find.step());
    std::int64_t number = row ? m_find.integer(0) : 0;
    m_find.reset();
    if (!row) {
        m_add.bind(1, text);
        PS_CHECK(m_add.run());
        number = sqlite3_last_insert_rowid(m_handle);
    }
    m_known.emplace(std::string(text), number);
    return number;
}

base::Result<std::string> TermTable::text(std::int64_t id) const {
    PS_TRY(auto statement, Statement::prepare(m_handle, "SELECT text FROM term WHERE id = ?"));
    statement.bind(1, id);
    PS_TRY(const bool row, statement.step());
    return row ? statement.string(0) : std::string{};
}

} // namespace proofstead::store
