#include "trail/Custody.h"

#include "base/Json.h"
#include "base/Text.h"
#include "base/Time.h"

#include <array>

namespace proofstead::trail {

std::map<model::LogSeq, RereadCounts> rereadCounts(const std::vector<model::LogEntry>& log) {
    std::map<model::LogSeq, RereadCounts> counts;
    for (const auto& entry : log) {
        if (entry.kind != "reread") continue;
        const auto json = base::parseJson(entry.body);
        const auto* body = json ? base::find(*json, "body") : nullptr;
        const auto* list = body ? base::find(*body, "counts") : nullptr;
        for (const auto& one : list && list->is_array() ? *list : base::Json::array())
            counts[base::intAt(one, "custody", -1)] = {
                base::intAt(one, "accepted", -1), base::intAt(one, "duplicate", -1), base::intAt(one, "rejected", -1)};
    }
    return counts;
}

std::string custodyDifference(const model::LogEntry& entry, const store::StoredFile& file,
                              const std::map<model::LogSeq, RereadCounts>& later) {
    const auto json = base::parseJson(entry.body);
    const auto* body = json ? base::find(*json, "body") : nullptr;
    if (!body || base::stringAt(*json, "kind") != "custody") return "not a custody entry";
    if (base::intAt(*json, "seq", -1) != file.custody) return "another place in the log";
    using Text = std::pair<const char*, const std::string*>;
    for (const auto& [name, value] : std::array<Text, 6>{{{"source", &file.source},
                                                          {"path", &file.path},
                                                          {"member", &file.member},
                                                          {"sha256", &file.sha256},
                                                          {"content_sha256", &file.contentSha256},
                                                          {"root", &file.root}}})
        if (base::stringAt(*body, name) != *value) return name;
    using Number = std::pair<const char*, std::int64_t>;
    for (const auto& [name, value] :
         std::array<Number, 3>{{{"size", file.size}, {"content_size", file.contentSize}, {"records", file.records}}})
        if (base::intAt(*body, name, -1) != value) return name;
    const auto found = later.find(file.custody);
    const auto counts = found != later.end()
                            ? found->second
                            : RereadCounts{base::intAt(*body, "accepted", -1), base::intAt(*body, "duplicate", -1),
                                           base::intAt(*body, "rejected", -1)};
    if (counts.accepted != file.accepted) return "accepted";
    if (counts.duplicate != file.duplicate) return "duplicate";
    return counts.rejected != file.rejected ? "rejected" : "";
}

std::string entryDifference(const model::LogEntry& entry) {
    const auto json = base::parseJson(entry.body);
    if (!json || base::canonicalJson(*json) != entry.body) return "not in canonical form";
    if (base::intAt(*json, "seq", -1) != entry.seq) return "seq";
    if (base::stringAt(*json, "kind") != entry.kind) return "kind";
    if (base::stringAt(*json, "at") != base::formatTime(entry.at)) return "at";
    if (base::stringAt(*json, "actor") != entry.actor) return "actor";
    return {};
}

seal::Hash leafOf(const model::LogEntry& entry) {
    return seal::leafHash({}, base::asBytes(entry.body));
}

base::Result<seal::Hash> toHash(std::string_view bytes) {
    seal::Hash hash;
    if (bytes.size() != hash.size()) return base::fail("vault-damaged", "a stored hash has not 32 bytes");
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

base::Result<std::vector<seal::Hash>> toHashes(const std::vector<std::string>& stored) {
    std::vector<seal::Hash> hashes;
    hashes.reserve(stored.size());
    for (const std::string& bytes : stored) {
        PS_TRY(const seal::Hash hash, toHash(bytes));
        hashes.push_back(hash);
    }
    return hashes;
}

std::string nameOf(const store::StoredFile& file) {
    return base::printable(file.member.empty() ? file.path : file.path + "!" + file.member);
}

} // namespace proofstead::trail
