#include "store/EvidenceStore.h"

#include "base/Text.h"
#include "store/Blob.h"
#include "store/Layout.h"
#include "store/Views.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

constexpr std::string_view kFileColumns =
    "SELECT f.id, s.text, coalesce(f.environment, ''), f.path, f.member, coalesce(f.sha256, ''), "
    "coalesce(f.content_sha256, ''), f.size, f.content_size, f.records, f.events, f.accepted, f.duplicate, f.rejected, "
    "coalesce(f.root, ''), coalesce(f.custody, -1), f.imported_at, f.collected_at, f.observed_from, f.observed_to, "
    "f.problem, f.mismatch FROM file f JOIN term s ON s.id = f.source_id ";

StoredFile readFile(const Statement& s) {
    StoredFile f;
    f.id = {s.integer(0)};
    f.source = s.string(1);
    f.environment = s.string(2);
    f.path = s.string(3);
    f.member = s.string(4);
    f.sha256 = s.string(5);
    f.contentSha256 = s.string(6);
    std::int64_t* const numbers[] = {&f.size,     &f.contentSize, &f.records, &f.events,
                                     &f.accepted, &f.duplicate,   &f.rejected};
    for (int i = 0; i < 7; ++i)
        *numbers[i] = s.integer(7 + i);
    f.root = s.string(14);
    f.custody = s.integer(15);
    f.importedAt = s.integer(16);
    f.collectedAt = s.integerOrNull(17);
    f.observedFrom = s.integerOrNull(18);
    f.observedTo = s.integerOrNull(19);
    f.problem = s.string(20);
    f.mismatch = s.integer(21) != 0;
    return f;
}

std::string_view view(base::Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The parts of one segment, unpacked and checked against each other.
struct Segment {
    std::int64_t firstLeaf = 0;
    std::vector<LeafSpan> spans;
    std::string salts, hashes, bytes;

    static base::Result<Segment> read(const Statement& s) {
        Segment segment;
        segment.firstLeaf = s.integer(0);
        const auto leaves = s.integer(1);
        PS_TRY(segment.spans, readLayout(view(s.blob(3)), leaves));
        segment.salts = view(s.blob(4));
        segment.hashes = view(s.blob(5));
        PS_TRY(segment.bytes, unpack(view(s.blob(6)), static_cast<std::size_t>(s.integer(2))));
        std::int64_t total = 0;
        for (const auto& span : segment.spans)
            total += span.kind == LeafKind::Erased ? 0 : span.length;
        if (segment.salts.size() != segment.spans.size() * 16 || segment.hashes.size() != segment.spans.size() * 32 ||
            total != static_cast<std::int64_t>(segment.bytes.size()))
            return base::fail("vault-damaged",
                              fmt::format("the parts of the segment at leaf {} do not fit", segment.firstLeaf));
        return segment;
    }

    // Calls back for each leaf in order.
    bool each(const std::function<bool(const StoredLeaf&)>& callback) const {
        std::size_t pos = 0;
        for (std::size_t i = 0; i < spans.size(); ++i) {
            const auto size = spans[i].kind == LeafKind::Erased ? 0 : static_cast<std::size_t>(spans[i].length);
            const StoredLeaf leaf{firstLeaf + static_cast<std::int64_t>(i),
                                  spans[i].offset,
                                  spans[i].length,
                                  spans[i].kind,
                                  std::string_view(salts).substr(i * 16, 16),
                                  std::string_view(hashes).substr(i * 32, 32),
                                  std::string_view(bytes).substr(pos, size)};
            pos += size;
            if (!callback(leaf)) return false;
        }
        return true;
    }
};

constexpr std::string_view kSegmentColumns =
    "SELECT first_leaf, leaves, raw_size, layout, salts, hashes, packed FROM segment WHERE file_id = ? ";

} // namespace

base::Result<std::vector<StoredFile>> EvidenceStore::files() const {
    PS_TRY(auto statement, Statement::prepare(m_vault.handle(), std::string(kFileColumns) +
                                                                    "WHERE f.custody IS NOT NULL ORDER BY f.custody"));
    std::vector<StoredFile> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        list.push_back(readFile(statement));
    }
}

base::Result<StoredFile> EvidenceStore::file(model::FileId id) const {
    PS_TRY(auto statement, Statement::prepare(m_vault.handle(), std::string(kFileColumns) + "WHERE f.id = ?"));
    statement.bind(1, id.value);
    PS_TRY(const bool row, statement.step());
    if (!row) return base::fail("record-unknown", fmt::format("file {}", id.value));
    return readFile(statement);
}

base::Result<std::vector<StoredFile>> EvidenceStore::shorter(const std::string& path, const std::string& source,
                                                             std::int64_t size) const {
    PS_TRY(auto statement,
           Statement::prepare(m_vault.handle(), std::string(kFileColumns) +
                                                    "WHERE f.path = ? AND s.text = ? AND f.size < ? AND "
                                                    "f.member = '' AND f.custody IS NOT NULL AND "
                                                    "f.sha256 = f.content_sha256 ORDER BY f.size DESC, f.id DESC"));
    statement.bind(1, std::string_view(path));
    statement.bind(2, std::string_view(source));
    statement.bind(3, size);
    std::vector<StoredFile> files;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return files;
        files.push_back(readFile(statement));
    }
}

base::Status EvidenceStore::leaves(model::FileId file, const std::function<bool(const StoredLeaf&)>& leaf) const {
    PS_TRY(auto statement, Statement::prepare(m_vault.handle(), std::string(kSegmentColumns) + "ORDER BY first_leaf"));
    statement.bind(1, file.value);
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return {};
        PS_TRY(const auto segment, Segment::read(statement));
        if (!segment.each(leaf)) return {};
    }
}

base::Result<EvidenceStore::OneLeaf> EvidenceStore::leaf(model::FileId file, std::int64_t number) const {
    PS_TRY(auto statement,
           Statement::prepare(m_vault.handle(),
                              std::string(kSegmentColumns) + "AND first_leaf <= ? ORDER BY first_leaf DESC LIMIT 1"));
    statement.bind(1, file.value);
    statement.bind(2, number);
    PS_TRY(const bool row, statement.step());
    if (!row) return base::fail("record-unknown", fmt::format("leaf {} of file {}", number, file.value));
    PS_TRY(const auto segment, Segment::read(statement));
    OneLeaf found;
    bool there = false;
    segment.each([&](const StoredLeaf& leaf) {
        if (leaf.leaf != number) return true;
        there = true;
        found.salt = leaf.salt;
        found.hash = leaf.hash;
        found.bytes = leaf.bytes;
        found.info = leaf;
        return false;
    });
    if (!there) return base::fail("record-unknown", fmt::format("leaf {} of file {}", number, file.value));
    found.info.salt = found.salt;
    found.info.hash = found.hash;
    found.info.bytes = found.bytes;
    return found;
}

base::Result<std::vector<std::string>> EvidenceStore::leafHashes(model::FileId file) const {
    PS_TRY(auto statement,
           Statement::prepare(m_vault.handle(), "SELECT hashes FROM segment WHERE file_id = ? ORDER BY first_leaf"));
    statement.bind(1, file.value);
    std::vector<std::string> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        const auto hashes = view(statement.blob(0));
        for (std::size_t pos = 0; pos + 32 <= hashes.size(); pos += 32)
            list.emplace_back(hashes.substr(pos, 32));
    }
}

base::Result<std::vector<model::RejectedRecord>> EvidenceStore::rejected(model::FileId file, std::int64_t limit) const {
    PS_TRY(
        auto statement,
        Statement::prepare(m_vault.handle(),
                           "SELECT r.file_id, f.path, f.member, r.leaf, r.line, r.offset, r.length, r.reason, r.detail "
                           "FROM reject_row r JOIN file f ON f.id = r.file_id AND f.custody IS NOT NULL "
                           "WHERE ?1 = 0 OR r.file_id = ?1 ORDER BY f.custody, r.leaf LIMIT ?2"));
    statement.bind(1, file.value);
    statement.bind(2, limit);
    std::vector<model::RejectedRecord> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        auto path = statement.string(1);
        if (const auto member = statement.text(2); !member.empty()) path += "!" + std::string(member);
        list.push_back({{statement.integer(0)},
                        std::move(path),
                        statement.integer(3),
                        statement.integer(4),
                        statement.integer(5),
                        statement.integer(6),
                        statement.string(7),
                        statement.string(8)});
    }
}

base::Status EvidenceStore::markMismatch(model::FileId file, bool mismatch) {
    PS_TRY(auto statement, Statement::prepare(m_vault.handle(), "UPDATE file SET mismatch = ? WHERE id = ?"));
    statement.bind(1, std::int64_t{mismatch});
    statement.bind(2, file.value);
    return statement.run();
}

} // namespace proofstead::store
