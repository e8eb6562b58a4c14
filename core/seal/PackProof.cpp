#include "seal/PackProof.h"

#include "seal/Merkle.h"

#include <fmt/format.h>

namespace proofstead::seal {

namespace {

// Reads members of one object and remembers the first that is not as it should be.
class Reader {
public:
    Reader(const base::Json* object, std::string place, std::string& problem)
        : m_object(object && object->is_object() ? object : nullptr), m_place(std::move(place)), m_problem(problem) {
        if (!m_object) complain("");
    }

    std::int64_t count(const char* key) {
        const auto* value = get(key);
        if (value && value->is_number_integer() && value->get<std::int64_t>() >= 0) return value->get<std::int64_t>();
        complain(key);
        return 0;
    }
    std::string text(const char* key) {
        const auto* value = get(key);
        if (value && value->is_string()) return value->get<std::string>();
        complain(key);
        return {};
    }
    Hash hash(const char* key) { return hashOf(get(key), key); }
    std::vector<Hash> hashes(const char* key) {
        std::vector<Hash> list;
        const auto* value = get(key);
        if (!value || !value->is_array() || value->size() > 64) {
            complain(key);
            return list;
        }
        for (const auto& item : *value)
            list.push_back(hashOf(&item, key));
        return list;
    }
    // A text or null; absent is a problem.
    std::optional<std::string> textOrNull(const char* key) {
        const auto* value = get(key);
        if (value && value->is_null()) return std::nullopt;
        return text(key);
    }
    const base::Json* get(const char* key) const { return m_object ? base::find(*m_object, key) : nullptr; }

    void complain(const char* key) {
        if (m_problem.empty()) m_problem = m_place + (*key ? std::string("/") + key : std::string());
    }

private:
    Hash hashOf(const base::Json* value, const char* key) {
        const auto hash =
            value && value->is_string() ? hashFromHex(value->get_ref<const std::string&>()) : std::nullopt;
        if (!hash) complain(key);
        return hash.value_or(Hash{});
    }

    const base::Json* m_object;
    std::string m_place;
    std::string& m_problem;
};

} // namespace

base::Result<PackProof> PackProof::read(const base::Json& item) {
    std::string problem;
    PackProof proof;
    Reader top(&item, "", problem);
    proof.record = top.count("record");
    proof.leafHash = top.hash("leaf_hash");
    const auto salt = top.textOrNull("salt");
    proof.attachment = top.textOrNull("attachment");
    if (salt) proof.salt = base::fromHex(*salt);
    if (salt.has_value() != proof.attachment.has_value() || (salt && (!proof.salt || proof.salt->size() != kSaltSize)))
        top.complain("salt");
    Reader origin(top.get("origin"), "/origin", problem);
    proof.path = origin.text("path");
    proof.member = origin.text("member");
    proof.leaf = origin.count("leaf");
    proof.fileSha256 = origin.text("file_sha256");
    proof.contentSha256 = origin.text("content_sha256");
    Reader file(top.get("file"), "/file", problem);
    proof.fileLeaves = file.count("leaves");
    proof.filePath = file.hashes("path");
    proof.fileRoot = file.hash("root");
    Reader custody(top.get("custody"), "/custody", problem);
    proof.custody = custody.count("seq");
    proof.custodyEntry = custody.textOrNull("entry");
    proof.custodyLeaf = custody.hash("leaf_hash");
    Reader log(top.get("log"), "/log", problem);
    proof.logSize = log.count("size");
    proof.logPath = log.hashes("path");
    proof.logRoot = log.hash("root");
    if (!problem.empty()) return base::fail("pack-proof", problem);
    return proof;
}

std::string PackProof::label() const {
    const std::string file = member.empty() ? path : path + "!" + member;
    return fmt::format("record {} ({}, leaf {})", record, base::shorten(base::printable(file), 120), leaf);
}

std::string PackProof::checkLeaf(std::string_view bytes) const {
    if (!salt || seal::leafHash(base::asBytes(*salt), base::asBytes(bytes)) != leafHash)
        return "salt and bytes give another leaf hash";
    return {};
}

std::string PackProof::checkFileRoot() const {
    const bool holds = verifyInclusion(leafHash, static_cast<std::uint64_t>(leaf),
                                       static_cast<std::uint64_t>(fileLeaves), filePath, fileRoot);
    return holds ? "" : "the path does not lead to the root of the file";
}

std::string PackProof::checkCustody() const {
    const std::string text = custodyEntry.value_or(std::string());
    if (seal::leafHash({}, base::asBytes(text)) != custodyLeaf) return "the custody entry was changed";
    const auto entry = base::parseJson(text);
    const auto* body = entry ? base::find(*entry, "body") : nullptr;
    if (!body || base::stringAt(*entry, "kind") != "custody" || base::canonicalJson(*entry) != text)
        return "not a custody entry";
    if (base::intAt(*entry, "seq", -1) != custody) return "the custody entry has another place in the log";
    if (base::stringAt(*body, "root") != toHex(fileRoot)) return "the custody entry names another file root";
    if (base::intAt(*body, "records", -1) != fileLeaves) return "the custody entry names another number of records";
    if (base::stringAt(*body, "sha256") != fileSha256 || base::stringAt(*body, "content_sha256") != contentSha256)
        return "the custody entry names another file digest";
    if (base::stringAt(*body, "path") != path || base::stringAt(*body, "member") != member)
        return "the custody entry names another file";
    return {};
}

std::string PackProof::checkLogRoot(const Checkpoint& checkpoint) const {
    if (logSize != checkpoint.size || logRoot != checkpoint.root) return "the proof is for another checkpoint";
    const bool holds = verifyInclusion(custodyLeaf, static_cast<std::uint64_t>(custody),
                                       static_cast<std::uint64_t>(logSize), logPath, logRoot);
    return holds ? "" : "the path does not lead to the root of the log";
}

} // namespace proofstead::seal
