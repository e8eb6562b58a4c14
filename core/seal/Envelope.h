// Envelopes: anyone seals for the holder of a private key, who alone opens (X25519 of RFC 7748, HKDF, AES-256-GCM; the
// shape of HPKE base mode). A vault's key lies in one for each of its users, so that it can be changed without them.
#pragma once

#include "seal/Aead.h"
#include "seal/Keys.h"

#include <optional>

namespace proofstead::seal {

inline constexpr std::size_t kEnvelopeSize = kKeySize + kTagSize; // what an envelope adds

// The public half of any kKeySize secret bytes.
PublicKey envelopeKey(const Secret& secret);
// ephemeral public key || sealed || tag. `purpose` must be the same on both ways.
std::string sealFor(const PublicKey& recipient, std::string_view purpose, Bytes plain);
// Nothing: not sealed for this key and purpose, or changed.
std::optional<Secret> openEnvelope(const Secret& secret, std::string_view purpose, Bytes envelope);

} // namespace proofstead::seal
