// All values of a JSON record with their paths, for records that no definition describes; JSON in texts included.
#pragma once

#include "source/Arena.h"
#include "source/Candidates.h"

#include <memory>
#include <string_view>
#include <vector>

namespace proofstead::source {

class JsonFlattener {
public:
    JsonFlattener();
    JsonFlattener(JsonFlattener&&) noexcept;
    ~JsonFlattener();
    // `record` must be followed by at least kPadding readable bytes. nullptr, "invalid-json", "invalid-utf8" or
    // "not-this-source" (no object). The values lie in `arena`.
    const char* read(std::string_view record, Arena& arena, std::vector<FlatValue>& values);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::source
