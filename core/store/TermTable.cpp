#include "store/TermTable.h"

#include "store/Fingerprints.h"

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

constexpr std::size_t kBlockSize = std::size_t{1} << 18;

} // namespace

base::Status TermTable::prepare(sqlite3* handle) {
    m_handle = handle;
    PS_TRY(m_find, Statement::prepare(handle, "SELECT id FROM term WHERE text = ?", true));
    PS_TRY(m_add, Statement::prepare(handle, "INSERT INTO term(text) VALUES(?)", true));
    return {};
}

TermTable::Slot& TermTable::slotOf(std::uint64_t hash, std::string_view text) {
    const auto mask = m_slots.size() - 1;
    auto at = static_cast<std::size_t>(hash) & mask;
    while (m_slots[at].id != 0 && (m_slots[at].hash != hash || m_slots[at].text != text))
        at = (at + 1) & mask;
    return m_slots[at];
}

void TermTable::grow() {
    std::vector<Slot> old(std::max<std::size_t>(1'024, m_slots.size() * 2));
    old.swap(m_slots);
    for (const auto& slot : old)
        if (slot.id != 0) slotOf(slot.hash, slot.text) = slot;
}

void TermTable::forget() {
    m_slots.clear();
    m_blocks.clear();
    m_count = m_left = 0;
}

std::string_view TermTable::keep(std::string_view text) {
    if (text.size() > m_left) {
        m_left = std::max(kBlockSize, text.size());
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(m_left));
        m_next = m_blocks.back().get();
    }
    char* place = m_next;
    std::memcpy(place, text.data(), text.size());
    m_next += text.size();
    m_left -= text.size();
    return {place, text.size()};
}

base::Result<std::int64_t> TermTable::ask(std::string_view text) {
    m_find.bind(1, text);
    PS_TRY(const bool row, m_find.step());
    const auto known = row ? m_find.integer(0) : 0;
    m_find.reset();
    if (known != 0) return known;
    m_add.bind(1, text);
    PS_CHECK(m_add.run());
    return sqlite3_last_insert_rowid(m_handle);
}

base::Result<std::int64_t> TermTable::id(std::string_view text) {
    if (text.empty()) return 0;
    if (m_count >= kMost) forget();
    if ((m_count + 1) * 2 > m_slots.size()) grow();
    const auto hash = keyedHash(0, text);
    auto& slot = slotOf(hash, text);
    if (slot.id == 0) {
        PS_TRY(const auto number, ask(text));
        slot = {hash, number, keep(text)};
        ++m_count;
    }
    return slot.id;
}

base::Result<std::string> TermTable::text(std::int64_t id) const {
    PS_TRY(auto statement, Statement::prepare(m_handle, "SELECT text FROM term WHERE id = ?"));
    statement.bind(1, id);
    PS_TRY(const bool row, statement.step());
    return row ? statement.string(0) : std::string{};
}

} // namespace proofstead::store
