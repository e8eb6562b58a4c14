// The long list of events: all ids in order, and the rows of what is on screen, read when they are asked for. Used by
// one thread; ids come from another one's query (store/EventIndex.h).
#pragma once

#include "present/Page.h"
#include "present/VaultAt.h"
#include "store/EventIndex.h"

#include <list>
#include <map>
#include <memory>

namespace proofstead::present {

class EventList {
public:
    static base::Result<EventList> open(const VaultAt& vault);

    static std::vector<Table::Column> columns();
    // What a column sorts by; nullopt: it cannot be sorted.
    static std::optional<store::EventSort> sortOf(int column);

    void clear();
    void append(std::span<const std::int64_t> ids);
    std::size_t size() const { return m_ids.size(); }
    std::int64_t id(std::size_t row) const { return m_ids[row]; }
    // The cells of a row, in the order of columns(); empty when the vault could not be read.
    const std::vector<Cell>& row(std::size_t row);

private:
    static constexpr std::size_t kBlock = 128; // rows read at once
    static constexpr std::size_t kBlocks = 64; // kept

    explicit EventList(store::Vault vault) : m_vault(std::make_unique<store::Vault>(std::move(vault))) {}
    using Block = std::vector<std::vector<Cell>>;
    Block read(std::size_t block) const;

    std::unique_ptr<store::Vault> m_vault;
    std::vector<std::uint32_t> m_ids;                  // record numbers of a vault stay far below 2^32
    std::list<std::pair<std::size_t, Block>> m_recent; // newest first
    std::map<std::size_t, std::list<std::pair<std::size_t, Block>>::iterator> m_places;
};

// What a person types above the list: "action:Delete* actor:nora outcome:failure from:2026-01-05", bare words are part
// of an action. Error code "filter-unreadable".
base::Result<store::EventQuery> parseEventQuery(const QString& text);

} // namespace proofstead::present
