// Texts that repeat, kept once in the vault and known by number while an import runs.
#pragma once

#include "base/Result.h"
#include "store/Statement.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::store {

class TermTable {
public:
    base::Status prepare(sqlite3* handle);
    // 0 for the empty text.
    base::Result<std::int64_t> id(std::string_view text);
    base::Result<std::string> text(std::int64_t id) const; // "" for 0

private:
    // Bounds what a source with millions of different texts can hold in memory; the table is asked again afterwards.
    static constexpr std::size_t kMost = 1'000'000;

    // An open table: asked some fifteen times an event, so that the hash is compared before the text is looked at.
    struct Slot {
        std::uint64_t hash = 0;
        std::int64_t id = 0; // 0: free
        std::string_view text;
    };

    Slot& slotOf(std::uint64_t hash, std::string_view text);
    void grow();
    void forget();
    std::string_view keep(std::string_view text);
    base::Result<std::int64_t> ask(std::string_view text);

    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
    std::vector<std::unique_ptr<char[]>> m_blocks; // the texts behind the slots
    std::size_t m_left = 0;                        // bytes free at the end of the last block
    char* m_next = nullptr;
    Statement m_find, m_add;
    sqlite3* m_handle = nullptr;
};

} // namespace proofstead::store
