// A vault and a folder of files to import into it, with the shipped source definitions.
#pragma once

#include "base/Text.h"
#include "ingest/Import.h"
#include "seal/Digest.h"
#include "seal/Merkle.h"
#include "store/EvidenceStore.h"
#include "support/CloudTrail.h"
#include "support/StoreCase.h"

#include <QDir>
#include <QFile>

namespace proofstead::test {

inline const source::SourceSet& shippedSources() {
    static const source::SourceSet sources = [] {
        source::SourceSet set;
        const QDir folder(QStringLiteral(PROOFSTEAD_SOURCE_DIR "/resources/sources"));
        for (const auto& name : folder.entryList({"*.json"}, QDir::Files, QDir::Name)) {
            const auto text = must(base::readFile(folder.filePath(name).toStdString()));
            must(set.add(must(base::parseJson(text)), seal::sha256Hex(text)));
        }
        return set;
    }();
    return sources;
}

// One gzip member (RFC 1952) around `content`.
inline QByteArray gzip(const QByteArray& content) {
    std::uint32_t crc = ~0U;
    for (const char byte : content) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc >> 1U ^ (crc & 1U ? 0xEDB88320U : 0U);
    }
    crc = ~crc;
    const auto deflated = qCompress(content).mid(6); // behind Qt's length and zlib's header
    auto packed = QByteArray::fromHex("1f8b08000000000000ff") + deflated.left(deflated.size() - 4);
    for (const auto number : {crc, static_cast<std::uint32_t>(content.size())})
        for (unsigned shift = 0; shift < 32; shift += 8)
            packed += static_cast<char>(number >> shift);
    return packed;
}

class ImportCase : public StoreCase {
public:
    // Writes a file below the folder "in", and the folders above it; its path.
    std::string put(const QString& name, const QByteArray& content) const {
        const auto path = in(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("%s", qPrintable(path));
        return path.toStdString();
    }
    QString in(const QString& name = {}) const { return QDir(folder()).filePath("in/" + name); }

    base::Result<model::ImportReport> tryImport(ingest::ImportJob job) {
        if (job.paths.empty()) job.paths = {in().toStdString()};
        job.actor = "tester";
        job.toolVersion = "test";
        return ingest::importInto(vault(), shippedSources(), job);
    }
    model::ImportReport import(const std::vector<std::string>& paths = {}) {
        ingest::ImportJob job;
        job.paths = paths;
        return must(tryImport(std::move(job)));
    }

    std::vector<store::StoredFile> files() { return must(store::EvidenceStore(vault()).files()); }
    std::int64_t seen(const std::string& sql) { return asked(vault(), sql); }

    // Everything that an import changes, as text.
    QByteArray state() {
        QByteArray text;
        for (const char* table :
             {"event_block", "block_data", "event_flag", "duplicate_row", "fingerprint_run", "reject_row", "segment",
              "file", "import", "hour_row", "term", "log_entry", "meta", "register_row"})
            text += QByteArray(table) + ' ' +
                    QByteArray::number(qint64(number(std::string("SELECT count(*) FROM ") + table))) + '\n';
        return text + QByteArray::number(qint64(number("SELECT coalesce(sum(count), 0) FROM event_block")));
    }

    // What a file is, whoever imports it and whenever; salts, and with them roots, differ from import to import.
    QByteArrayList contents() {
        QByteArrayList list;
        for (const auto& f : files())
            list << QByteArray::fromStdString(fmt::format("{} {} {} {} {}/{}/{} {}", f.path, f.sha256, f.contentSha256,
                                                          f.records, f.accepted, f.duplicate, f.rejected, f.problem));
        return list;
    }

    // Does every stored record give its leaf hash, and do these give the root of their file?
    bool rootsHold() {
        const store::EvidenceStore evidence(vault());
        for (const auto& file : files()) {
            std::vector<seal::Hash> hashes;
            bool sound = true;
            must(evidence.leaves(file.id, [&](const store::StoredLeaf& leaf) {
                hashes.push_back(seal::leafHash(base::asBytes(leaf.salt), base::asBytes(leaf.bytes)));
                sound = sound && std::equal(leaf.hash.begin(), leaf.hash.end(), hashes.back().begin(),
                                            [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
                return true;
            }));
            if (!sound || static_cast<std::int64_t>(hashes.size()) != file.records ||
                seal::toHex(seal::merkleRoot(hashes)) != file.root)
                return false;
        }
        return true;
    }
};

// `count` records from number `first` on, one a minute.
inline QByteArrayList manyRecords(int first, int count) {
    QByteArrayList list;
    for (int i = first; i < first + count; ++i)
        list << record("e-" + QByteArray::number(i),
                       QByteArray::fromStdString(base::formatSeconds(kStart + i * base::kMinute)), "RunInstances");
    return list;
}

} // namespace proofstead::test
