// Signatures of others: RSA as providers sign their own digests of log files. Most callers want verifyRsaSha256().
#pragma once

#include "base/Text.h"

namespace proofstead::seal {

// PKCS #1 v1.5 over SHA-256. `publicKey`: DER of an RSAPublicKey (RFC 8017 A.1.1). false for anything else than a sound
// signature under this key: a key that cannot be read, another length, another message.
bool verifyRsaSha256(base::Bytes publicKey, base::Bytes message, base::Bytes signature);

} // namespace proofstead::seal
