// A vault with three files: events (one of them delivered twice), more events, and a register; closed and signed.
#pragma once

#include "seal/Merkle.h"
#include "store/Blob.h"
#include "store/EvidenceStore.h"
#include "store/ImportWriter.h"
#include "store/Layout.h"
#include "store/Vault.h"
#include "support/Must.h"
#include "trail/LogHead.h"

#include <QTemporaryDir>
#include <string>
#include <vector>

namespace proofstead::test {

class SmallVault {
public:
    SmallVault() : vault(must(store::Vault::create(path(), "tester"))) {
        import({{"first.json", events(0, 5)}, { "second.json", events(3, 4) }});
        must(trail::addCheckpoint(vault));
    }

    std::string path() const { return m_dir.filePath("case.vault").toStdString(); }

    static std::vector<std::string> events(int from, int count) {
        std::vector<std::string> records;
        for (int i = from; i < from + count; ++i)
            records.push_back("{\"id\":\"e" + std::to_string(i) + "\",\"n\":" + std::to_string(i) + "}");
        return records;
    }

    void import(const std::vector<std::pair<std::string, std::vector<std::string>>>& files) {
        auto writer = must(store::ImportWriter::begin(vault, "tester"));
        for (const auto& [name, records] : files)
            addFile(writer, name, records);
        must(writer.finish());
    }

    // Changes the vault behind Proofstead's back.
    void tamper(const std::string& sql, const std::string& blob = {}) {
        auto statement = must(store::Statement::prepare(vault.handle(), sql));
        if (!blob.empty()) statement.bindBlob(1, base::asBytes(blob));
        must(statement.run());
    }

private:
    struct Packed {
        store::SegmentData segment;
        std::string bytes, skipped;
        std::vector<seal::Hash> leaves;
    };

    static Packed packed(const std::vector<std::string>& records, std::size_t from, std::size_t count,
                         std::int64_t& offset) {
        Packed p;
        p.segment.firstLeaf = static_cast<std::int64_t>(from);
        p.segment.leaves = static_cast<std::int64_t>(count);
        store::appendVarint(p.segment.layout, static_cast<std::uint64_t>(offset));
        for (std::size_t i = from; i < from + count; ++i) {
            const std::string& record = records[i];
            const std::string salt(16, static_cast<char>('a' + i));
            const auto hash = seal::leafHash(base::asBytes(salt), base::asBytes(record));
            store::appendSpan(p.segment.layout, i == from ? 0 : 1, static_cast<std::int64_t>(record.size()),
                              store::LeafKind::Accepted);
            p.segment.salts += salt;
            p.segment.hashes.append(hash.begin(), hash.end());
            p.bytes += record;
            p.leaves.push_back(hash);
            offset += static_cast<std::int64_t>(record.size()) + 1;
        }
        p.segment.rawSize = static_cast<std::int64_t>(p.bytes.size());
        p.segment.packed = store::pack(p.bytes);
        return p;
    }

    void addFile(store::ImportWriter& writer, const std::string& name, const std::vector<std::string>& records) {
        must(writer.beginFile({"aws-cloudtrail", "", name, "", std::nullopt, {}}));
        std::vector<seal::Hash> leaves;
        std::int64_t offset = 0;
        for (std::size_t from = 0; from < records.size(); from += 2) {
            const auto part = packed(records, from, std::min<std::size_t>(2, records.size() - from), offset);
            must(writer.addSegment(part.segment));
            leaves.insert(leaves.end(), part.leaves.begin(), part.leaves.end());
        }
        store::FileTotals totals;
        std::string content;
        for (std::size_t i = 0; i < records.size(); ++i) {
            model::EventFields event;
            event.at = 1'736'000'000'000 + static_cast<std::int64_t>(i) * 1'000;
            event.environment = "111122223333";
            event.nativeId = std::string_view(records[i]).substr(7, 2);
            event.attributes = "{}";
            const store::EventPlace place{static_cast<std::int64_t>(i), static_cast<std::int64_t>(i),
                                          static_cast<std::int64_t>(content.size()),
                                          static_cast<std::int64_t>(records[i].size())};
            const auto verdict = must(writer.addEvent(place, event, store::keyedHash(writer.seed(), records[i])));
            ++(verdict == store::EventVerdict::Accepted ? totals.accepted : totals.duplicate);
            content += records[i] + "\n";
        }
        totals.sha256 = totals.contentSha256 = seal::sha256Hex(content);
        totals.size = totals.contentSize = static_cast<std::int64_t>(content.size());
        totals.records = totals.events = static_cast<std::int64_t>(records.size());
        totals.root = seal::toHex(seal::merkleRoot(leaves));
        must(writer.closeFile(totals));
    }

    QTemporaryDir m_dir;

public:
    store::Vault vault;
};

} // namespace proofstead::test
