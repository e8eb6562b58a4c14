// Events on their way into a vault: decides duplicates, gathers the others in blocks, and keeps what is counted and
// noted about them. Part of ImportWriter, which says when files begin and end and when to commit.
#pragma once

#include "base/Result.h"
#include "model/Event.h"
#include "store/Environments.h"
#include "store/Fingerprints.h"
#include "store/Rollups.h"
#include "store/TermTable.h"

#include <array>
#include <unordered_map>

namespace proofstead::store {

struct EventPlace {
    std::int64_t leaf = 0, index = 0, offset = 0, length = 0;
};

enum class EventVerdict { Accepted, Duplicate };

class EventWriter {
public:
    // `terms` and `nextRecord` belong to the import and outlive the writer.
    EventWriter(sqlite3* handle, TermTable& terms, std::int64_t& nextRecord);

    base::Status prepare();
    base::Status beginFile(std::int64_t file, std::int64_t source);
    base::Result<EventVerdict> add(const EventPlace& place, const model::EventFields& event, std::uint64_t content);
    // An event read again under its old record; hash of its columns, as columnsHash() gives it. For EventRewriter.
    struct Kept {
        std::int64_t record = 0;
        std::uint32_t flags = 0; // that it had
        bool sameId = true;      // its native id is what it was
    };
    base::Result<std::uint64_t> keep(const EventPlace& place, const model::EventFields& event, std::uint64_t content,
                                     const Kept& kept);
    base::Status addDuplicate(const EventPlace& place, const model::EventFields& event, std::int64_t of);
    static std::uint64_t columnsHash(const OpenBlock& block, std::size_t row);
    // Writes the events at hand as a block; called with each segment and before a commit.
    base::Status endBlock();
    // Before a commit.
    base::Status flush();
    // Counts of the file at hand become visible with it.
    base::Status closeFile(std::int64_t import);
    // Counts what is stored of the file at hand, which an interrupted import left behind.
    base::Status countAgain();
    // Forgets what is at hand of a file that is taken back.
    void dropFile();
    const EnvironmentTally& environments() const { return m_environments; }

private:
    base::Result<std::int64_t> term(std::size_t column, std::string_view text);
    base::Result<EventEntry> entryOf(const EventPlace& place, const model::EventFields& event, std::uint64_t content);
    void addEntry(const EventEntry& entry);
    base::Status flagReused(std::int64_t first);
    base::Status writeBlock(const PackedBlock& block);
    void notePostings();
    void count(const OpenBlock& block, std::size_t row, bool isNew);

    sqlite3* m_handle;
    TermTable& m_terms;
    std::int64_t& m_nextRecord;
    std::vector<std::int64_t> m_chain; // the file at hand and those that it was before
    std::int64_t m_file = 0, m_source = 0, m_firstPending = 0, m_nextBlock = 1;
    BlockBuilder m_builder;
    Packer m_packer;
    EventBlocks m_blocks;
    Fingerprints m_fingerprints;
    Rollups m_rollups;
    EnvironmentTally m_environments;
    // The last text of each column and its number: what follows is often the same.
    std::array<std::pair<std::string, std::int64_t>, kTermCount> m_last;
    std::unordered_map<std::int64_t, std::uint64_t> m_postings[std::size(kNotedTerms)]; // of the part at hand
    std::int64_t m_part = -1;
    Statement m_addBlock, m_addData, m_addDuplicate, m_addFlag, m_addPosting;
};

} // namespace proofstead::store
