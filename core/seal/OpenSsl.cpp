#include "seal/OpenSsl.h"

#include <climits>
#include <openssl/ec.h>

namespace proofstead::seal::ssl {

X509Handle certificate(std::string_view der) {
    if (der.size() > LONG_MAX) return nullptr;
    const auto* next = reinterpret_cast<const unsigned char*>(der.data());
    X509Handle handle(d2i_X509(nullptr, &next, static_cast<long>(der.size())));
    if (!handle || next != reinterpret_cast<const unsigned char*>(der.data()) + der.size() ||
        encoded(handle.get(), i2d_X509) != der)
        return nullptr;
    return handle;
}

std::string lowerForm(const ECDSA_SIG& signature) {
    const std::unique_ptr<EC_GROUP, Free<EC_GROUP_free>> group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
    const BigNumber half(BN_new());
    const BIGNUM* order = group ? EC_GROUP_get0_order(group.get()) : nullptr;
    BigNumber r(BN_dup(ECDSA_SIG_get0_r(&signature))), s(BN_dup(ECDSA_SIG_get0_s(&signature)));
    if (!order || !half || !r || !s || !BN_rshift1(half.get(), order)) return {};
    if (BN_cmp(s.get(), half.get()) > 0 && !BN_sub(s.get(), order, s.get())) return {};
    const EcSignature lower(ECDSA_SIG_new());
    if (!lower || !ECDSA_SIG_set0(lower.get(), r.get(), s.get())) return {};
    (void)r.release(); // they belong to the signature now
    (void)s.release();
    return encoded(lower.get(), i2d_ECDSA_SIG);
}

} // namespace proofstead::seal::ssl
