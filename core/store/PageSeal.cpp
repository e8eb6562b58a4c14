#include "store/PageSeal.h"

#include <algorithm>

namespace proofstead::store {

namespace {

constexpr std::size_t kBody = kPageSize - kReservedBytes;

} // namespace

std::array<std::uint8_t, 13> Place::bytes() const {
    std::array<std::uint8_t, 13> bytes{static_cast<std::uint8_t>(kind)};
    for (std::size_t i = 0; i < 8; ++i)
        bytes[1 + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(at) >> (8 * i));
    for (std::size_t i = 0; i < 4; ++i)
        bytes[9 + i] = static_cast<std::uint8_t>(number >> (8 * i));
    return bytes;
}

const std::uint8_t* PageSeal::sealed(const std::uint8_t* page, const Place& place) {
    sealedPiece(page, kBody, place);
    std::fill_n(m_buffer.begin() + kBody + seal::kWrapSize, kReservedBytes - seal::kWrapSize, std::uint8_t{0});
    return m_buffer.data();
}

bool PageSeal::open(std::uint8_t* page, const Place& place) {
    const bool holds = openPiece(page, kBody, place);
    std::fill_n(page + kBody, kReservedBytes, std::uint8_t{0});
    return holds;
}

const std::uint8_t* PageSeal::sealedPiece(const std::uint8_t* piece, std::size_t size, const Place& place) {
    const auto nonce = m_nonces.next();
    auto* behind = m_buffer.data() + size;
    std::copy(nonce.begin(), nonce.end(), behind);
    m_aead.seal(nonce, place.bytes(), {piece, size}, m_buffer.data(), behind + seal::kNonceSize);
    return m_buffer.data();
}

bool PageSeal::openPiece(std::uint8_t* piece, std::size_t size, const Place& place) {
    const auto* behind = piece + size;
    return m_aead.open({behind, seal::kNonceSize}, place.bytes(), {piece, size}, behind + seal::kNonceSize, piece);
}

} // namespace proofstead::store
