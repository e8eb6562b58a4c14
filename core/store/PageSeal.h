// Pages sealed in place: nonce and tag take the bytes that SQLite reserves at a page's end. For CipherFile's kinds.
#pragma once

#include "seal/Aead.h"
#include "store/CipherFile.h"
#include "store/Schema.h"

#include <array>

namespace proofstead::store {

// What stands beside a seal: the kind of piece, its place, and a number that belongs to it (0: none).
struct Place {
    char kind;
    std::int64_t at;
    std::uint32_t number = 0;
    std::array<std::uint8_t, 13> bytes() const;
};

class PageSeal {
public:
    explicit PageSeal(const seal::Secret& key) : m_aead(key) {}

    // The sealed page; valid until the next call.
    const std::uint8_t* sealed(const std::uint8_t* page, const Place& place);
    // Opens a page where it lies; the reserved bytes become zeros. false: wiped.
    bool open(std::uint8_t* page, const Place& place);

    // The same for pieces of any size up to a page that have room behind them: piece || nonce || tag.
    const std::uint8_t* sealedPiece(const std::uint8_t* piece, std::size_t size, const Place& place);
    bool openPiece(std::uint8_t* piece, std::size_t size, const Place& place);

private:
    seal::Aead m_aead;
    seal::Nonces m_nonces;
    std::array<std::uint8_t, kPageSize + seal::kWrapSize> m_buffer;
};

} // namespace proofstead::store
