// Texts that repeat, kept once in the vault and known by number while an import runs.
#pragma once

#include "base/Result.h"
#include "store/Statement.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace proofstead::store {

class TermTable {
public:
    base::Status prepare(sqlite3* handle);
    // 0 for the empty text.
    base::Result<std::int64_t> id(std::string_view text);
    base::Result<std::string> text(std::int64_t id) const; // "" for 0
    // After a rollback: numbers handed out since the last commit may be gone.
    void forget() { m_known.clear(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    // Bounds what a source with millions of different texts can hold in memory; the table is asked again afterwards.
    static constexpr std::size_t kMost = 1'000'000;

    std::unordered_map<std::string, std::int64_t, Hash, std::equal_to<>> m_known;
    Statement m_find, m_add;
    sqlite3* m_handle = nullptr;
};

} // namespace proofstead::store
