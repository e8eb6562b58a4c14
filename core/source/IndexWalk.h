// JsonWalker's faster half: walks a record from part to part (JsonIndex.h) instead of reading it anew. What is out of
// the ordinary, it leaves to the other half.
#pragma once

#include "source/JsonIndex.h"
#include "source/JsonWalker.h"

#include <string_view>

namespace proofstead::source {

class IndexWalk {
public:
    // `parts` are those of one whole object, as StrictObject passes it. Values go to `sink`.
    IndexWalk(JsonWalker& sink, std::string_view record, Parts parts, bool folding)
        : m_sink(sink), m_record(record), m_cursor(record, parts), m_folding(folding) {}

    // false: there are escapes in a wanted text, JSON in a text, a list whose items are events and the like; what was
    // handed on until then must be forgotten.
    bool pass(const PathNode& tree) { return object(tree); }

private:
    bool object(const PathNode& node);
    bool list(const PathNode& node);
    bool value(const PathNode& node);
    bool text(const PathNode& node);
    bool token(const PathNode& node);
    void keepJson(const PathNode& node);
    void skip();

    JsonWalker& m_sink;
    std::string_view m_record;
    PartCursor m_cursor;
    bool m_folding;
};

} // namespace proofstead::source
