// Walks one JSON record along the tree of a definition's paths and keeps what lies at their ends: one pass, no copy of
// what is not wanted, no memory of its own per record. LogReader's lower half, and the only user of simdjson
// (On-Demand: a record is not refused for one odd number in a corner).
#pragma once

#include "source/Arena.h"
#include "source/JsonIndex.h"
#include "source/LogDefinition.h"

#include <memory>
#include <string_view>
#include <vector>

namespace proofstead::source {

class JsonWalker {
public:
    explicit JsonWalker(const LogDefinition& definition);
    JsonWalker(JsonWalker&&) noexcept;
    ~JsonWalker();

    // Forgets the values; texts found from now on lie in `arena`.
    void start(Arena& arena);
    // `record` must be followed by at least kPadding readable bytes. nullptr, "invalid-json", "invalid-utf8" or
    // "not-this-source" (no object). `folding`: names are compared in lower case.
    const char* walk(std::string_view record, const PathNode& tree, bool folding);
    // The same for a record whose parts are known (JsonIndex.h), which is faster; without parts, as above.
    const char* walk(std::string_view record, Parts parts, const PathNode& tree, bool folding);
    // A cell of a table or a group of a line of text, as if it were the member of that name.
    void cell(std::string_view name, std::string_view text);
    // The last walk found a list whose items are events: makes the values those of the next item; false behind the
    // last one.
    bool hasItems() const;
    bool nextItem();

    std::string_view value(int slot) const { return m_values[static_cast<std::size_t>(slot)]; }
    const std::vector<std::string_view>& list(int slot) const { return m_lists[static_cast<std::size_t>(slot)]; }

private:
    friend class IndexWalk;
    struct Private;
    bool wantsJson(const PathNode& node) const;
    std::string_view compact(std::string_view raw) const;
    void put(const std::vector<int>& slots, std::string_view text, bool json);
    void forget();

    const LogDefinition& m_definition;
    std::unique_ptr<Private> m_d;
    std::vector<std::string_view> m_values, m_outer; // m_outer: what the record says outside its list of events
    std::vector<std::vector<std::string_view>> m_lists;
    std::vector<int> m_touchedLists;
    Arena* m_arena = nullptr;
};

// Whether a text holds an object or a list.
bool looksLikeJson(std::string_view text);

// The record without insignificant white space, into `target` (as large as the record, plus kPadding); its length.
std::size_t minify(std::string_view record, char* target);

} // namespace proofstead::source
