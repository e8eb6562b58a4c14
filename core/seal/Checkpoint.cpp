#include "seal/Checkpoint.h"

#include <algorithm>
#include <charconv>

namespace proofstead::seal {

namespace {

constexpr std::string_view kDash = "\u2014 "; // opens a signature line
constexpr std::size_t kMaxNote = 64 * 1024;

struct Parts {
    std::string_view text; // with its last line feed
    std::string_view name;
    std::string blob; // key hash and signature
};

base::Result<Parts> take(std::string_view note) {
    if (note.size() > kMaxNote || !base::isValidUtf8(note))
        return base::fail("note-malformed", "not a short UTF-8 text");
    const auto control = [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7F; };
    if (std::any_of(note.begin(), note.end(), control)) return base::fail("note-malformed", "control character");
    const auto gap = note.rfind("\n\n");
    if (gap == std::string_view::npos || gap == 0) return base::fail("note-malformed", "no signature");
    Parts parts{note.substr(0, gap + 1), {}, {}};
    std::string_view line = note.substr(gap + 2);
    if (!line.starts_with(kDash) || line.find('\n') != line.size() - 1)
        return base::fail("note-malformed", "not exactly one signature line");
    line.remove_prefix(kDash.size());
    line.remove_suffix(1);
    const auto space = line.find(' ');
    if (space == std::string_view::npos) return base::fail("note-malformed", "signature line");
    parts.name = line.substr(0, space);
    const auto blob = base::fromBase64(line.substr(space + 1));
    if (!isSignerName(parts.name) || !blob || blob->size() != 4 + std::tuple_size_v<Signature>)
        return base::fail("note-malformed", "signature line");
    parts.blob.append(*blob);
    return parts;
}

std::string bodyOf(const Checkpoint& checkpoint) {
    return checkpoint.origin + '\n' + std::to_string(checkpoint.size) + '\n' + base::toBase64(Bytes(checkpoint.root)) +
           '\n';
}

base::Result<Checkpoint> readBody(std::string_view text) {
    const auto lines = base::split(text, '\n');
    if (lines.size() != 4) return base::fail("note-malformed", "a checkpoint has three lines");
    Checkpoint checkpoint;
    checkpoint.origin = std::string(lines[0]);
    const auto* end = lines[1].data() + lines[1].size();
    const auto [stop, error] = std::from_chars(lines[1].data(), end, checkpoint.size);
    const auto root = base::fromBase64(lines[2]);
    if (error != std::errc{} || stop != end || checkpoint.size < 0 || !root || root->size() != checkpoint.root.size())
        return base::fail("note-malformed", "size or root of the checkpoint");
    std::copy(root->begin(), root->end(), checkpoint.root.begin());
    if (bodyOf(checkpoint) != text) return base::fail("note-malformed", "not in canonical form");
    return checkpoint;
}

} // namespace

std::string signNote(std::string_view text, std::string_view name, const LogKey& key) {
    const auto hash = VerifierKey{std::string(name), key.publicKey()}.keyHash();
    const Signature signature = key.sign(base::asBytes(text));
    std::string blob(hash.begin(), hash.end());
    blob.append(signature.begin(), signature.end());
    return std::string(text) + '\n' + std::string(kDash) + std::string(name) + ' ' +
           base::toBase64(base::asBytes(blob)) + '\n';
}

base::Result<std::string> openNote(std::string_view note, const VerifierKey& key) {
    PS_TRY(const Parts parts, take(note));
    const auto hash = key.keyHash();
    if (parts.name != key.name || !std::equal(hash.begin(), hash.end(), base::asBytes(parts.blob).begin()))
        return base::fail("note-signer", "signed by " + std::string(parts.name));
    Signature signature;
    std::copy(parts.blob.begin() + 4, parts.blob.end(), signature.begin());
    if (!verifySignature(key.key, base::asBytes(parts.text), signature)) return base::fail("note-signature");
    return std::string(parts.text);
}

base::Result<std::string> signerOf(std::string_view note) {
    PS_TRY(const Parts parts, take(note));
    return std::string(parts.name);
}

std::string signCheckpoint(const Checkpoint& checkpoint, const LogKey& key) {
    return signNote(bodyOf(checkpoint), checkpoint.origin, key);
}

base::Result<Checkpoint> openCheckpoint(std::string_view note, const VerifierKey& key) {
    PS_TRY(const std::string text, openNote(note, key));
    PS_TRY(Checkpoint checkpoint, readBody(text));
    if (checkpoint.origin != key.name) return base::fail("note-signer", "origin " + checkpoint.origin);
    return checkpoint;
}

} // namespace proofstead::seal
