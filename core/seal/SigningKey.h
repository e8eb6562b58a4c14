// The key with which a person signs packs, and its certificate: out of a PKCS #12 file (RFC 7292), or one of their own
// that nobody vouches for. Most callers want SigningKey::fromPkcs12() or SigningKey::make(), and sign().
//
// Error codes: "p12-malformed" (no PKCS #12 file), "p12-passphrase" (does not open with it), "p12-unsupported" (locked
// with an algorithm that is not trusted any more, RC2 for example), "p12-incomplete" (no key, or no certificate of the
// key), "certificate-use" (its key usage forbids signing documents), "key-unsupported"
// (neither RSA of 2,048 to 8,192 bits nor EC P-256), "bad-key" (what was stored is no key), and those of Certificate.h.
#pragma once

#include "seal/Certificate.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::seal {

class SigningKey {
public:
    static base::Result<SigningKey> fromPkcs12(std::string_view file, const std::string& passphrase);
    // A fresh EC P-256 key and a certificate for it, signed by itself and valid for ten years. `name`: of the person;
    // `unit` says on the certificate's face that nobody vouches for it. Every text is cut to the 64 characters that
    // X.520 allows.
    static SigningKey make(const std::string& name, const std::string& organisation, const std::string& unit,
                           base::Millis now);
    // From what stored() gave.
    static base::Result<SigningKey> fromStored(std::string_view stored);

    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;
    ~SigningKey();

    const Certificate& certificate() const { return m_certificate; }
    // Issuers between the certificate and a root, which is left out: whoever trusts it has it.
    const std::vector<Certificate>& issuers() const { return m_issuers; }
    // Key (PKCS #8) and certificate in DER, one after the other. A secret: the caller wipes it after storing.
    std::string stored() const;
    // A signature that isSigned() takes.
    std::string sign(std::string_view message) const;

private:
    struct Key;
    SigningKey(std::unique_ptr<Key> key, Certificate certificate);
    std::unique_ptr<Key> m_key;
    Certificate m_certificate;
    std::vector<Certificate> m_issuers;
};

} // namespace proofstead::seal
