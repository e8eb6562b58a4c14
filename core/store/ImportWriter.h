// The one way evidence gets into a vault: files under an import, in batches; each file is closed by its custody entry
// in the evidence log, and only closed files are seen. Decides duplicates, keeps the rollups, hands out record ids.
//
// Order of calls: begin(), then for each file beginFile(), any number of addSegment() and add…(), closeFile(); commit()
// whenever a batch is full; finish() at the end. What is not closed when the process ends stays invisible; a file that
// left a mark can be gone on with, everything else is removed by abandonOpen().
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "model/Access.h"
#include "model/Event.h"
#include "model/Import.h"
#include "store/EventWriter.h"
#include "store/EvidenceStore.h"
#include "store/Vault.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::store {

struct NewFile {
    std::string source;
    std::string registerName; // registers only
    std::string path;
    std::string member;
    std::optional<base::Millis> collectedAt;
    std::optional<model::FileId> predecessor; // the file that this one was when it was shorter; its copies are no news
};

struct FileTotals {
    std::string sha256, contentSha256; // hex
    std::int64_t size = 0, contentSize = 0;
    std::int64_t records = 0, events = 0, accepted = 0, duplicate = 0, rejected = 0;
    std::string root;        // hex
    std::string environment; // for sources that belong to one account as a whole; "": taken from the events
    std::optional<base::Millis> observedFrom, observedTo; // for sources without events
    std::string problem;
    base::Json custody; // further members of the custody entry (source definition, importer, program version ...)
};

// One packed run of records; `layout` as in Layout.h.
struct SegmentData {
    std::int64_t firstLeaf = 0;
    std::int64_t leaves = 0;
    std::int64_t rawSize = 0;
    std::string layout, salts, hashes, packed;
};

class ImportWriter {
public:
    static base::Result<ImportWriter> begin(Vault& vault, const std::string& actor);
    // Removes unclosed files of interrupted imports; returns how many.
    static base::Result<std::int64_t> abandonOpen(Vault& vault);
    ImportWriter(ImportWriter&&) noexcept;
    ~ImportWriter(); // rolls back what is not committed

    // Is there a closed file of this size? Asked before a file is hashed ahead.
    base::Result<bool> knownSize(std::int64_t size) const;
    // A closed file with these bytes.
    base::Result<std::optional<StoredFile>> known(const std::string& sha256) const;

    base::Result<model::FileId> beginFile(const NewFile& file);
    // What interrupted imports left of files, and how far they came in the caller's own words.
    struct Interrupted {
        model::FileId file;
        std::string source, member;
        base::Json mark;
    };
    base::Result<std::vector<Interrupted>> interrupted() const;
    // Goes on with it instead of beginning it anew.
    base::Status goOn(const Interrupted& left, const NewFile& file);
    // Removes it.
    base::Status abandon(const Interrupted& left);
    // How far the file at hand has come; goes with the next commit.
    base::Status setMark(const base::Json& mark);
    bool isMarked() const;
    base::Status addSegment(const SegmentData& segment);
    // JSON pointer of a record that is an item of a document.
    base::Status addPointer(std::int64_t leaf, const std::string& pointer);
    base::Status addReject(const model::RejectedRecord& reject);
    // `contentHash`: keyed hash of the record without insignificant white space; decides duplicates with the native id
    // (or alone, within the file, when the source has none).
    base::Result<EventVerdict> addEvent(const EventPlace& place, const model::EventFields& event,
                                        std::uint64_t contentHash);
    base::Status addRegisterRow(std::int64_t leaf, const std::string& key, const base::Json& data);
    // A record that is a document of its own.
    base::Status addDocument(std::int64_t leaf);
    // The leaf of a JSON pointer in the file at hand, for what an access export says about several items.
    base::Status addSnapshot(const model::AccessSnapshot& snapshot,
                             const std::function<std::int64_t(const std::string& pointer)>& leafOf);
    base::Result<model::LogSeq> closeFile(const FileTotals& totals);
    // Takes back everything of the file at hand.
    base::Status dropFile();

    base::Status commit();
    base::Status finish();
    std::uint64_t seed() const;     // for content hashes
    EvidenceStore evidence() const; // of the vault that is written to

private:
    struct Private;
    explicit ImportWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::store
