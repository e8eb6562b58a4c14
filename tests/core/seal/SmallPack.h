// A small, consistent set of pack attachments: two files, five records, a log of six entries.
#pragma once

#include "base/Json.h"
#include "seal/Checkpoint.h"
#include "seal/Merkle.h"
#include "seal/PackCheck.h"

namespace proofstead::test {

class SmallPack {
public:
    explicit SmallPack(bool masked = false) : m_masked(masked) { build(); }

    seal::Attachments attachments;
    std::string signedWith; // certificate that the manifest names; "" none
    base::Json proofs = base::Json::array();
    const std::string origin = "proofstead/7d9e6679-7425-40de-944b-e07fc1f90ae7";
    const seal::LogKey key = *seal::LogKey::fromPrivateBytes(base::asBytes(std::string(32, '\x22')));

    seal::VerifierKey verifier() const { return {origin, key.publicKey()}; }

    // Writes proofs.json, the manifest and its signature anew, after a test has changed something.
    void seal(bool withSignature = true) {
        attachments[seal::kProofsName] = base::canonicalJson({{"proofs", proofs}});
        attachments.erase(seal::kManifestName);
        attachments.erase(seal::kManifestSignatureName);
        auto list = base::Json::array();
        for (const auto& [name, bytes] : attachments)
            list.push_back({{"name", name}, {"sha256", seal::sha256Hex(bytes)}, {"size", bytes.size()}});
        base::Json json{
            {"format", seal::kPackFormat},      {"tool", "proofstead test"},           {"organisation", "Example GmbH"},
            {"run", "0123456789abcdef"},        {"period", base::Json::object()},      {"masked", m_masked},
            {"log_key", verifier().toString()}, {"checkpoint", seal::kCheckpointName}, {"attachments", list},
            {"content", base::Json::object()}};
        if (!signedWith.empty()) json["signature"] = {{"certificate_sha256", signedWith}};
        const std::string manifest = base::canonicalJson(json);
        attachments[seal::kManifestName] = manifest;
        if (withSignature) attachments[seal::kManifestSignatureName] = seal::signManifest(manifest, origin, key);
    }

private:
    struct File {
        std::string path, member;
        std::vector<std::string> records, salts;
        std::vector<seal::Hash> leaves;
    };

    static std::vector<std::string> hexOf(const std::vector<seal::Hash>& hashes) {
        std::vector<std::string> hex;
        for (const auto& hash : hashes)
            hex.push_back(seal::toHex(hash));
        return hex;
    }

    void build() {
        std::vector<File> files{{"events.json", "", {"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"}, {}, {}},
                                {"more.zip", "in/x.csv", {"1,2\r\n", "3,4\r\n"}, {}, {}}};
        std::vector<std::string> log{"{\"kind\":\"vault-created\"}", "{\"kind\":\"scope\"}"};
        for (std::size_t f = 0; f < files.size(); ++f) {
            File& file = files[f];
            for (std::size_t i = 0; i < file.records.size(); ++i) {
                file.salts.push_back(std::string(15, 's') + static_cast<char>('0' + i));
                file.leaves.push_back(seal::leafHash(base::asBytes(file.salts[i]), base::asBytes(file.records[i])));
            }
            base::Json body{{"path", file.path},
                            {"sha256", seal::sha256Hex(file.path)},
                            {"content_sha256", seal::sha256Hex(file.path + " content")},
                            {"records", file.records.size()},
                            {"root", seal::toHex(seal::merkleRoot(file.leaves))}};
            if (!file.member.empty()) body["member"] = file.member;
            log.push_back(base::canonicalJson({{"seq", log.size()},
                                               {"kind", "custody"},
                                               {"at", "2025-01-05T00:00:00.000Z"},
                                               {"actor", "tester"},
                                               {"body", body}}));
        }
        log.push_back("{\"kind\":\"assessment\"}");
        log.push_back("{\"kind\":\"export\"}");
        std::vector<seal::Hash> leaves;
        for (const auto& entry : log)
            leaves.push_back(seal::leafHash({}, base::asBytes(entry)));
        attachments[seal::kCheckpointName] =
            seal::signCheckpoint({origin, static_cast<std::int64_t>(log.size()), seal::merkleRoot(leaves)}, key);
        attachments["report.json"] = "{\"report\":true}";
        int record = 100;
        for (std::size_t f = 0; f < files.size(); ++f)
            for (std::size_t i = 0; i < files[f].records.size(); ++i)
                addProof(++record, files[f], i, log, leaves, f + 2);
        seal();
    }

    void addProof(int record, const File& file, std::size_t leaf, const std::vector<std::string>& log,
                  const std::vector<seal::Hash>& logLeaves, std::size_t custody) {
        const std::string name = "records/" + std::to_string(record) + ".bin";
        if (!m_masked) attachments[name] = file.records[leaf];
        proofs.push_back(
            {{"record", record},
             {"origin",
              {{"path", file.path},
               {"member", file.member},
               {"pointer", ""},
               {"leaf", leaf},
               {"index", leaf},
               {"offset", 0},
               {"length", file.records[leaf].size()},
               {"file_sha256", seal::sha256Hex(file.path)},
               {"content_sha256", seal::sha256Hex(file.path + " content")}}},
             {"leaf_hash", seal::toHex(file.leaves[leaf])},
             {"salt", m_masked ? base::Json() : base::Json(base::toHex(base::asBytes(file.salts[leaf])))},
             {"attachment", m_masked ? base::Json() : base::Json(name)},
             {"file",
              {{"leaves", file.leaves.size()},
               {"path", hexOf(*seal::auditPath(file.leaves, leaf))},
               {"root", seal::toHex(seal::merkleRoot(file.leaves))}}},
             {"custody", {{"seq", custody}, {"entry", log[custody]}, {"leaf_hash", seal::toHex(logLeaves[custody])}}},
             {"log",
              {{"size", log.size()},
               {"path", hexOf(*seal::auditPath(logLeaves, custody))},
               {"root", seal::toHex(seal::merkleRoot(logLeaves))}}}});
    }

    bool m_masked;
};

} // namespace proofstead::test
