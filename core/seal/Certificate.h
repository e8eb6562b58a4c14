// An X.509 certificate (RFC 5280): whose key signed, and whether somebody trusted vouches for it. Most callers want
// readCertificates() and leadsTo(). Nothing here asks for revocation: that needs a network.
//
// Error codes: "certificate-malformed" (no certificate, or not in its one encoding), "certificate-missing" (a file
// without one).
#pragma once

#include "base/Result.h"
#include "base/Time.h"
#include "seal/Digest.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::seal {

// Other: a key that may stand above a signer's, and with which nothing is signed here.
enum class KeyKind { Rsa, EcP256, Other };

struct Certificate {
    std::string der;     // as it was read; equal to its re-encoding
    std::string subject; // "Anna Meier, St. Anna Clinic": common name and organisation
    std::string subjectDer, issuerDer, serialDer;
    base::Millis notBefore = 0, notAfter = 0;
    KeyKind key = KeyKind::Other; // Rsa: 2,048 to 8,192 bits
    bool selfSigned = false;      // signed with its own key
    bool maySign = false;         // its key usage, where it has one, names digital signatures or content commitment

    static base::Result<Certificate> fromDer(std::string_view der);
    Hash digest() const { return sha256(base::asBytes(der)); }
    bool isValidAt(base::Millis at) const { return at >= notBefore && at <= notAfter; }
    bool operator==(const Certificate& other) const { return der == other.der; }
};

// Every certificate of a PEM file, or the one of a DER file.
base::Result<std::vector<Certificate>> readCertificates(std::string_view file);

// The certificate as PEM (RFC 7468), to be handed to those who shall trust it.
std::string pemOf(const Certificate& certificate);

// Whether `signature` over `message` is sound under the certificate's key: RSA PKCS #1 v1.5 with SHA-256 (RFC 8017), or
// ECDSA with SHA-256 (DER of r and s). Of the two values of s that ECDSA would take, only the lower one counts, and r
// and s only in their shortest form: a signature has one form.
bool isSigned(const Certificate& certificate, std::string_view message, std::string_view signature);

// Whether the certificate is one of `trusted`, or was issued by one of them, directly or through `others` (RFC 5280
// section 6, but for revocation). `at`: the time for which validity counts.
bool leadsTo(const std::vector<Certificate>& trusted, const Certificate& certificate,
             const std::vector<Certificate>& others, base::Millis at);
// Whether `others`, in whatever order, are the issuers of the certificate, one above the other and up to one that
// signed itself; or there are none. So no bit of them can be changed unseen.
bool isOneChain(const Certificate& certificate, const std::vector<Certificate>& others);

} // namespace proofstead::seal
