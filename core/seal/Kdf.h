// Keys from other secrets: scrypt (RFC 7914) slows down whoever guesses a passphrase, HKDF (RFC 5869) gives every
// purpose a key of its own, HMAC (RFC 2104) shows that whoever wrote something held the key.
//
// Nothing here returns an error: a machine whose library cannot do this must not go on, so the process ends with a
// message instead.
#pragma once

#include "seal/Digest.h"
#include "seal/Secret.h"

#include <string_view>

namespace proofstead::seal {

inline constexpr std::size_t kKeySize = 32; // bytes, of every symmetric key

// N = 2^log2N, r and p as RFC 7914 names them; memory is 128 N r bytes. The default takes about half a second and
// 128 MiB.
struct ScryptCost {
    int log2N = 17;
    int r = 8;
    int p = 1;
    bool operator==(const ScryptCost&) const = default;
};

Secret scrypt(const Secret& passphrase, Bytes salt, const ScryptCost& cost); // kKeySize bytes
// `purpose` is a text of the program, such as "vault page"; `salt` may be empty.
Secret hkdf(const Secret& key, std::string_view purpose, Bytes salt = {}); // kKeySize bytes
Hash hmac(const Secret& key, Bytes message);                               // HMAC-SHA-256

} // namespace proofstead::seal
