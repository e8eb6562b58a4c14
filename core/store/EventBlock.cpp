#include "store/EventBlock.h"

#include "model/Event.h"
#include "store/Varint.h"

#include <algorithm>
#include <cstring>

namespace proofstead::store {

namespace {

// Fast; what the columns leave to gain at higher levels is little.
constexpr int kLevel = 1;

// Gives the values of one column codes, in the order in which they come.
class Coder {
public:
    void add(std::int64_t value) {
        if (m_codes.empty() || value != m_last) {
            m_last = value;
            m_lastCode = codeOf(value);
        }
        m_codes.push_back(m_lastCode);
    }

    void write(std::string& out) const {
        appendVarint(out, m_values.size());
        for (const auto value : m_values)
            appendVarint(out, static_cast<std::uint64_t>(value));
        if (m_values.size() < 2) return;
        if (m_values.size() <= 256) {
            for (const auto code : m_codes)
                out += static_cast<char>(code);
        } else {
            for (const auto code : m_codes) {
                out += static_cast<char>(code & 0xFFU);
                out += static_cast<char>(code >> 8U);
            }
        }
    }

    void clear() {
        m_values.clear();
        m_codes.clear();
        ++m_round;
        if (m_round == 0) m_slots.assign(m_slots.size(), {}); // rounds start over
    }

    const std::vector<std::int64_t>& values() const { return m_values; }

private:
    struct Slot {
        std::int64_t value = 0;
        std::uint16_t code = 0, round = 0;
    };

    std::uint16_t codeOf(std::int64_t value) {
        if (m_values.size() * 2 >= m_slots.size()) grow();
        auto& slot = find(value);
        if (slot.round != m_round) {
            slot = {value, static_cast<std::uint16_t>(m_values.size()), m_round};
            m_values.push_back(value);
        }
        return slot.code;
    }

    Slot& find(std::int64_t value) {
        const auto mask = m_slots.size() - 1;
        auto at = static_cast<std::size_t>(static_cast<std::uint64_t>(value) * 0x9E3779B97F4A7C15ULL >> 40U) & mask;
        while (m_slots[at].round == m_round && m_slots[at].value != value)
            at = (at + 1) & mask;
        return m_slots[at];
    }

    void grow() {
        m_slots.assign(std::max<std::size_t>(64, m_slots.size() * 4), {});
        m_round = 1;
        for (std::size_t code = 0; code < m_values.size(); ++code)
            find(m_values[code]) = {m_values[code], static_cast<std::uint16_t>(code), m_round};
    }

    std::vector<std::int64_t> m_values;
    std::vector<std::uint16_t> m_codes;
    std::vector<Slot> m_slots;
    std::int64_t m_last = 0;
    std::uint16_t m_lastCode = 0, m_round = 1;
};

// Lengths, then bytes.
class Texts {
public:
    void add(std::string_view text) {
        appendVarint(m_lengths, text.size());
        m_bytes += text;
        m_ends.push_back(static_cast<std::uint32_t>(m_bytes.size()));
    }
    std::string_view at(std::size_t row) const {
        const auto from = row == 0 ? 0 : m_ends[row - 1];
        return std::string_view(m_bytes).substr(from, m_ends[row] - from);
    }
    std::string finish(Packer& packer) {
        std::string packed;
        if (!m_bytes.empty()) {
            m_lengths += m_bytes;
            packed = packer.pack(m_lengths, kLevel);
        }
        clear();
        return packed;
    }
    void clear() {
        m_lengths.clear();
        m_ends.clear();
        m_bytes.clear();
    }

private:
    std::string m_lengths, m_bytes;
    std::vector<std::uint32_t> m_ends;
};

int hexValue(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// The 16 bytes of a UUID as RFC 9562 writes it, in lower case; false for every other text.
bool appendUuid(std::string& out, std::string_view text) {
    if (text.size() != kUuidTextSize) return false;
    const auto before = out.size();
    for (std::size_t i = 0; i < kUuidTextSize;) {
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (text[i++] != '-') return out.resize(before), false;
            continue;
        }
        const int high = hexValue(text[i]), low = hexValue(text[i + 1]);
        if (high < 0 || low < 0) return out.resize(before), false;
        out += static_cast<char>(high << 4 | low);
        i += 2;
    }
    return true;
}

} // namespace

struct BlockBuilder::Private {
    std::array<Coder, kTermCount> terms;
    Coder outcomes, flags;
    std::string times, recorded, leaves, indexes, offsets, lengths;
    Texts targets, nativeIds, attributes;
    std::string uuids, contents;
    bool allUuids = true;
    std::int64_t count = 0;
    base::Millis lastAt = 0;
    std::int64_t lastLeaf = 0, lastIndex = 0, end = 0;
    PackedBlock block;
};

BlockBuilder::BlockBuilder() : m_d(std::make_unique<Private>()) {}
BlockBuilder::~BlockBuilder() = default;
BlockBuilder::BlockBuilder(BlockBuilder&&) noexcept = default;
BlockBuilder& BlockBuilder::operator=(BlockBuilder&&) noexcept = default;

std::size_t BlockBuilder::size() const {
    return static_cast<std::size_t>(m_d->count);
}

std::string_view BlockBuilder::nativeId(std::size_t row) const {
    return m_d->nativeIds.at(row);
}

std::uint64_t BlockBuilder::content(std::size_t row) const {
    std::uint64_t content = 0;
    std::memcpy(&content, m_d->contents.data() + row * sizeof content, sizeof content);
    return content;
}

const std::vector<std::int64_t>& BlockBuilder::values(Term which) const {
    return m_d->terms[static_cast<std::size_t>(which)].values();
}

void BlockBuilder::add(const EventEntry& e) {
    auto& d = *m_d;
    for (std::size_t i = 0; i < kTermCount; ++i)
        d.terms[i].add(e.terms[i]);
    d.outcomes.add(static_cast<std::int64_t>(e.outcome));
    d.flags.add(e.flags);
    const bool timed = !(e.flags & model::kNoTime);
    const auto at = timed ? e.at : d.lastAt;
    appendVarint(d.times, folded(at - d.lastAt));
    d.lastAt = at;
    appendVarint(d.recorded, e.recordedAt == 0 ? 0 : folded(e.recordedAt - at) + 1);
    appendVarint(d.leaves, folded(e.leaf - d.lastLeaf));
    appendVarint(d.indexes, folded(e.index - d.lastIndex));
    appendVarint(d.offsets, folded(e.offset - d.end));
    appendVarint(d.lengths, static_cast<std::uint64_t>(e.length));
    d.lastLeaf = e.leaf + 1;
    d.lastIndex = e.index + 1;
    d.end = e.offset + e.length + 1;
    d.targets.add(e.target);
    d.nativeIds.add(e.nativeId);
    d.allUuids = d.allUuids && appendUuid(d.uuids, e.nativeId);
    d.attributes.add(e.attributes);
    d.contents.append(reinterpret_cast<const char*>(&e.content), sizeof e.content);
    if (timed) {
        d.block.from = std::min(d.block.from.value_or(at), at);
        d.block.to = std::max(d.block.to.value_or(at), at);
    }
    d.block.flags |= e.flags;
    ++d.count;
}

PackedBlock BlockBuilder::finish(Packer& packer) {
    auto& d = *m_d;
    std::string all, section;
    const auto append = [&](const std::string& bytes) {
        appendVarint(all, bytes.size());
        all += bytes;
    };
    const auto appendCoder = [&](Coder& coder) {
        section.clear();
        coder.write(section);
        append(section);
        coder.clear();
    };
    for (auto& coder : d.terms)
        appendCoder(coder);
    appendCoder(d.outcomes);
    appendCoder(d.flags);
    for (auto* numbers : {&d.times, &d.recorded, &d.leaves, &d.indexes, &d.offsets, &d.lengths}) {
        append(*numbers);
        numbers->clear();
    }
    PackedBlock block = std::move(d.block);
    block.count = d.count;
    block.columns = packer.pack(all, kLevel);
    block.targets = d.targets.finish(packer);
    if (d.allUuids) {
        block.nativeIds = std::string(kAsUuid) + d.uuids;
        d.nativeIds.clear();
    } else if (auto texts = d.nativeIds.finish(packer); !texts.empty()) {
        block.nativeIds = std::string(kAsText) + texts;
    }
    block.attributes = d.attributes.finish(packer);
    block.contents = std::move(d.contents);
    d.contents.clear();
    d.uuids.clear();
    d.allUuids = true;
    d.block = {};
    d.count = d.lastLeaf = d.lastIndex = d.end = 0;
    d.lastAt = 0;
    return block;
}

} // namespace proofstead::store
