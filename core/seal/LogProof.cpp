#include "seal/LogProof.h"

#include "seal/Merkle.h"

namespace proofstead::seal {

namespace {

tl::unexpected<base::Error> wrong(const char* member) {
    return base::fail("pack-proof", std::string("/") + member);
}

} // namespace

base::Result<LogProof> LogProof::read(std::string_view text) {
    PS_TRY(const base::Json json, base::parseJson(text));
    const auto* log = base::find(json, "log");
    const auto* path = log ? base::find(*log, "path") : nullptr;
    if (!log || !path || !path->is_array() || path->size() > 64) return wrong("log");
    LogProof proof;
    proof.seq = base::intAt(json, "seq", -1);
    proof.size = base::intAt(*log, "size", -1);
    proof.entry = base::stringAt(json, "entry");
    const auto leaf = hashFromHex(base::stringAt(json, "leaf_hash"));
    const auto root = hashFromHex(base::stringAt(*log, "root"));
    if (proof.seq < 0 || proof.size < 0 || proof.entry.empty() || !leaf || !root) return wrong("entry");
    proof.leaf = *leaf;
    proof.root = *root;
    for (const auto& item : *path) {
        const auto hash = item.is_string() ? hashFromHex(item.get_ref<const std::string&>()) : std::nullopt;
        if (!hash) return wrong("log/path");
        proof.path.push_back(*hash);
    }
    return proof;
}

std::string LogProof::write() const {
    auto hashes = base::Json::array();
    for (const Hash& hash : path)
        hashes.push_back(toHex(hash));
    return base::canonicalJson({{"seq", seq},
                                {"entry", entry},
                                {"leaf_hash", toHex(leaf)},
                                {"log", {{"size", size}, {"path", std::move(hashes)}, {"root", toHex(root)}}}});
}

std::string LogProof::check(const Checkpoint& checkpoint) const {
    const auto json = base::parseJson(entry);
    if (!json || base::canonicalJson(*json) != entry || base::intAt(*json, "seq", -1) != seq)
        return "not an entry at that place of the log";
    if (leafHash({}, base::asBytes(entry)) != leaf) return "the entry gives another leaf hash";
    if (size != checkpoint.size || root != checkpoint.root) return "the proof is for another checkpoint";
    const bool holds =
        verifyInclusion(leaf, static_cast<std::uint64_t>(seq), static_cast<std::uint64_t>(size), path, root);
    return holds ? "" : "the path does not lead to the root of the log";
}

SignOff SignOff::of(const LogProof& proof) {
    const auto entry = base::parseJson(proof.entry);
    const auto* body = entry && base::stringAt(*entry, "kind") == "sign-off" ? base::find(*entry, "body") : nullptr;
    if (!body) return {};
    return {base::stringAt(*body, "name"), base::stringAt(*body, "role"), base::stringAt(*body, "run"),
            base::stringAt(*body, "statement"), base::stringAt(*entry, "at")};
}

} // namespace proofstead::seal
