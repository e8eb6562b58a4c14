#include "store/VaultHeader.h"

#include <algorithm>
#include <cstring>

namespace proofstead::store {

namespace {

constexpr std::string_view kMagic = "Proofstead vault";
constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kFixed = 64, kTag = 16, kSalt = 16;
constexpr std::size_t kSealed = seal::kKeySize + seal::kEnvelopeSize;
constexpr std::size_t kName = kLongestName + 1 + seal::kWrapSize;
constexpr std::size_t kHolder = 16 + kTag + kSalt + seal::kKeySize + kSealed + kName;
constexpr std::size_t kMac = kSlotSize - 64, kDigest = kSlotSize - 32;
static_assert(kFixed + kMostHolders * kHolder == kMac);
// Less is no protection; more than 2^22 would take 4 GiB of whoever opens a file that somebody made up.
constexpr int kLeastCost = 10, kMostCost = 19; // 512 MiB, before anything is known to be genuine

class Writer {
public:
    explicit Writer(std::string& bytes) : m_bytes(bytes) {}
    void put(std::string_view piece) {
        std::memcpy(m_bytes.data() + m_at, piece.data(), piece.size());
        m_at += piece.size();
    }
    void put(std::uint64_t number, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i)
            m_bytes[m_at++] = static_cast<char>(number >> (8 * i));
    }
    void goTo(std::size_t at) { m_at = at; }

private:
    std::string& m_bytes;
    std::size_t m_at = 0;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}
    std::string text(std::size_t size) {
        m_at += size;
        return std::string(m_bytes.substr(m_at - size, size));
    }
    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i)
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_bytes[m_at++])) << (8 * i);
        return value;
    }
    void goTo(std::size_t at) { m_at = at; }

private:
    std::string_view m_bytes;
    std::size_t m_at = 0;
};

std::string textOf(const seal::Hash& hash) {
    return {hash.begin(), hash.end()};
}

std::string macOf(std::string_view slot, const seal::Secret& master) {
    return textOf(seal::hmac(seal::hkdf(master, "vault header"), base::asBytes(slot.substr(0, kMac))));
}

std::string digestOf(std::string_view slot) {
    return textOf(seal::sha256(base::asBytes(slot.substr(0, kDigest))));
}

KeyHolder holderAt(Reader& reader, std::size_t at) {
    KeyHolder holder;
    reader.goTo(at);
    holder.kind = static_cast<HolderKind>(reader.number(1));
    reader.goTo(at + 16);
    holder.tag = reader.text(kTag);
    holder.salt = reader.text(kSalt);
    const auto key = reader.text(holder.publicKey.size());
    std::copy(key.begin(), key.end(), holder.publicKey.begin());
    holder.sealedKey = reader.text(kSealed);
    holder.name = reader.text(kName);
    return holder;
}

std::optional<VaultHeader> decode(std::string_view slot) {
    if (slot.size() != kSlotSize || !slot.starts_with(kMagic) || digestOf(slot) != slot.substr(kDigest))
        return std::nullopt;
    Reader reader(slot);
    reader.goTo(kMagic.size());
    if (reader.number(1) != kFormat) return std::nullopt;
    VaultHeader header;
    header.cost.log2N = static_cast<int>(reader.number(1));
    header.cost.r = static_cast<int>(reader.number(1));
    header.cost.p = static_cast<int>(reader.number(1));
    const auto holders = reader.number(4);
    header.generation = reader.number(8);
    header.nameSalt = reader.text(kSalt);
    if (header.cost.log2N < kLeastCost || header.cost.log2N > kMostCost || header.cost.r != 8 || header.cost.p != 1 ||
        holders > kMostHolders)
        return std::nullopt;
    for (std::size_t i = 0; i < holders; ++i)
        header.holders.push_back(holderAt(reader, kFixed + i * kHolder));
    return header;
}

} // namespace

std::string VaultHeader::tagOf(std::string_view name) const {
    return textOf(seal::leafHash(base::asBytes(nameSalt), base::asBytes(name))).substr(0, kTag);
}

KeyHolder* VaultHeader::user(std::string_view name) {
    const auto found = std::find_if(holders.begin(), holders.end(), [&, tag = tagOf(name)](const KeyHolder& holder) {
        return holder.kind == HolderKind::User && holder.tag == tag;
    });
    return found == holders.end() ? nullptr : &*found;
}

KeyHolder* VaultHeader::recovery() {
    const auto found = std::find_if(holders.begin(), holders.end(),
                                    [](const KeyHolder& holder) { return holder.kind == HolderKind::Recovery; });
    return found == holders.end() ? nullptr : &*found;
}

std::size_t VaultHeader::users() const {
    return static_cast<std::size_t>(std::count_if(
        holders.begin(), holders.end(), [](const KeyHolder& holder) { return holder.kind == HolderKind::User; }));
}

bool looksEncrypted(std::string_view header) {
    return header.starts_with(kMagic) || (header.size() > kSlotSize && header.substr(kSlotSize).starts_with(kMagic));
}

std::string encodeSlot(const VaultHeader& header, const seal::Secret& master) {
    std::string slot(kSlotSize, '\0');
    Writer writer(slot);
    writer.put(kMagic);
    writer.put(kFormat, 1);
    writer.put(static_cast<std::uint64_t>(header.cost.log2N), 1);
    writer.put(static_cast<std::uint64_t>(header.cost.r), 1);
    writer.put(static_cast<std::uint64_t>(header.cost.p), 1);
    writer.put(header.holders.size(), 4);
    writer.put(header.generation, 8);
    writer.put(header.nameSalt);
    for (std::size_t i = 0; i < header.holders.size(); ++i) {
        const KeyHolder& holder = header.holders[i];
        writer.goTo(kFixed + i * kHolder);
        writer.put(static_cast<std::uint64_t>(holder.kind), 1);
        writer.goTo(kFixed + i * kHolder + 16);
        for (const auto& piece :
             {holder.tag, holder.salt, std::string(holder.publicKey.begin(), holder.publicKey.end()), holder.sealedKey,
              holder.name})
            writer.put(piece);
    }
    writer.goTo(kMac);
    writer.put(macOf(slot, master));
    writer.put(digestOf(slot));
    return slot;
}

base::Result<FoundHeader> newestSlot(std::string_view bytes) {
    std::optional<FoundHeader> newest;
    for (int slot = 0; slot < 2; ++slot) {
        const auto start = std::min(bytes.size(), kSlotSize * static_cast<std::size_t>(slot));
        const auto piece = bytes.substr(start, kSlotSize);
        auto header = decode(piece);
        if (header && (!newest || header->generation > newest->header.generation))
            newest = FoundHeader{std::move(*header), slot, std::string(piece)};
    }
    if (!newest) return base::fail("vault-header-damaged");
    return std::move(*newest);
}

bool isSignedBy(const FoundHeader& found, const seal::Secret& master) {
    return macOf(found.bytes, master) == found.bytes.substr(kMac, kDigest - kMac);
}

} // namespace proofstead::store
