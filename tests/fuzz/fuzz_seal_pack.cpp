// Everything that an auditor's machine reads from a pack: notes, keys and, cut at NUL bytes, a whole set of
// attachments.
#include "seal/Checkpoint.h"
#include "seal/Merkle.h"
#include "seal/PackCheck.h"

#include <cstdlib>

namespace {

using namespace proofstead;

const seal::LogKey& key() {
    static const auto key = *seal::LogKey::fromPrivateBytes(base::asBytes(std::string(32, '\x33')));
    return key;
}

// What opens must be exactly what signing writes.
void checkNote(std::string_view text) {
    const seal::VerifierKey verifier{"proofstead/fuzz", key().publicKey()};
    const auto opened = seal::openCheckpoint(text, verifier);
    if (opened && seal::signCheckpoint(*opened, key()) != text) std::abort();
    const auto parsed = seal::VerifierKey::parse(text);
    if (parsed && parsed->toString() != text) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    checkNote(text);
    static_cast<void>(seal::MerkleBuilder::fromState(text));
    static constexpr const char* names[] = {seal::kManifestName, seal::kProofsName, seal::kCheckpointName,
                                            seal::kManifestSignatureName, "records/1.bin"};
    seal::Attachments attachments;
    std::size_t next = 0;
    for (const auto part : base::split(text, '\0')) {
        if (next == std::size(names)) break;
        attachments[names[next++]] = std::string(part);
    }
    static_cast<void>(seal::toJson(seal::checkPack(attachments)));
    return 0;
}
