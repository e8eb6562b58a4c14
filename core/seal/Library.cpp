#include "seal/Library.h"

#include <cstdio>
#include <cstdlib>
#include <openssl/crypto.h>

namespace proofstead::seal {

void startLibrary() {
    static const bool started = OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr) == 1;
    if (started) return;
    std::fputs("The cryptographic library does not start; stopping here.\n", stderr);
    std::abort();
}

} // namespace proofstead::seal
