// The blocks of a vault as they are read: which there are, their columns and texts when they are asked for, and the
// texts behind terms. One for each connection; a block that was just read is kept at hand.
#pragma once

#include "base/Result.h"
#include "model/Ids.h"
#include "store/EventBlock.h"
#include "store/Statement.h"

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace proofstead::store {

struct BlockInfo {
    std::int64_t id = 0, firstRecord = 0, count = 0, file = 0, source = 0;
    std::optional<base::Millis> from, to; // of the events with a time
    std::uint32_t flags = 0;              // of all events as they were read, together
};

class EventBlocks;

// One block with its columns. Texts are read when they are first asked for; one that cannot be read is empty, and
// check() says so.
class OpenBlock {
public:
    OpenBlock(EventBlocks& blocks, const BlockInfo& info, BlockColumns columns)
        : m_blocks(blocks), m_info(info), m_columns(std::move(columns)) {}

    const BlockInfo& info() const { return m_info; }
    const BlockColumns& columns() const { return m_columns; }
    std::size_t count() const { return m_columns.count(); }
    std::int64_t record(std::size_t row) const { return m_info.firstRecord + static_cast<std::int64_t>(row); }
    std::uint32_t flags(std::size_t row) const; // with what later events said about it
    bool isTimed(std::size_t row) const;
    std::string_view target(std::size_t row) const { return texts(0).at(row); }
    std::string_view nativeId(std::size_t row) const { return texts(1).at(row); }
    std::string_view attributes(std::size_t row) const { return texts(2).at(row); }
    // Keyed hash of the record's content; nullopt when the block cannot tell.
    std::optional<std::uint64_t> content(std::size_t row) const;
    base::Status check() const;

private:
    const TextColumn& texts(std::size_t which) const;

    EventBlocks& m_blocks;
    BlockInfo m_info;
    BlockColumns m_columns;
    mutable std::array<std::optional<TextColumn>, 3> m_texts;
    mutable std::optional<std::vector<std::uint64_t>> m_contents;
    mutable std::optional<base::Error> m_problem;
};

class EventBlocks {
public:
    explicit EventBlocks(sqlite3* handle) : m_handle(handle) {}
    EventBlocks(const EventBlocks&) = delete;
    EventBlocks& operator=(const EventBlocks&) = delete;

    base::Result<std::shared_ptr<const OpenBlock>> open(const BlockInfo& info);
    // The block that holds an event; nullptr: none does.
    base::Result<std::shared_ptr<const OpenBlock>> holding(std::int64_t record);
    // "" for 0. Valid until the next call.
    base::Result<std::string_view> term(std::int64_t id);
    // Number of a text; 0 when no record bears it.
    base::Result<std::int64_t> termOf(std::string_view text);
    // What later events said about earlier ones (an id used again), as far as their files are seen from log position
    // `asOf` (-1: from the newest); read anew for each list.
    base::Status refreshFlags(model::LogSeq asOf = -1);
    // After blocks were taken away: nothing of them stays at hand.
    void forget() { m_recent.clear(); }

    sqlite3* handle() const { return m_handle; }

private:
    friend class OpenBlock;
    base::Status ensure(Statement& statement, const char* sql);
    base::Result<TextColumn> readTexts(const BlockInfo& info, std::size_t which);
    base::Result<std::vector<std::uint64_t>> readContents(const BlockInfo& info);

    sqlite3* m_handle;
    Unpacker m_unpacker;
    Statement m_columns, m_find, m_term, m_termOf, m_texts[3], m_contents;
    std::list<std::shared_ptr<const OpenBlock>> m_recent; // newest first
    std::unordered_map<std::int64_t, std::string> m_terms;
    std::unordered_map<std::int64_t, std::uint32_t> m_flags;
};

// Columns of event_block in the order in which readInfo() takes them.
inline constexpr const char* kBlockColumns = "id, first_record, count, file_id, source_id, first_at, last_at, flags";
BlockInfo readInfo(const Statement& row);

} // namespace proofstead::store
