#include "source/JsonIndex.h"

#include "source/RecordBatch.h"

#include <algorithm>
#include <simdjson.h>

namespace proofstead::source {

namespace {

constexpr std::size_t kLeast = std::size_t{1} << 20;

} // namespace

struct JsonIndex::Private {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;

    bool hasRoomFor(std::size_t size) {
        if (stage && stage->capacity() >= size) return true;
        stage.reset();
        const auto room = std::max(kLeast, size + size / 4);
        return !simdjson::get_active_implementation()->create_dom_parser_implementation(room, kDepthLimit, stage);
    }
};

JsonIndex::JsonIndex() : m_d(std::make_unique<Private>()) {}
JsonIndex::JsonIndex(JsonIndex&&) noexcept = default;
JsonIndex::~JsonIndex() = default;

Parts JsonIndex::of(std::string_view bytes) {
    if (bytes.empty() || !m_d->hasRoomFor(bytes.size())) return {};
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    if (m_d->stage->stage1(data, bytes.size(), simdjson::stage1_mode::regular)) return {};
    return {m_d->stage->structural_indexes.get(), m_d->stage->n_structural_indexes};
}

} // namespace proofstead::source
