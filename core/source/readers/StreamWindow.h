// The part of a stream that is being looked at: what a splitter has not handed on yet.
#pragma once

#include "base/Result.h"
#include "source/ByteStream.h"
#include "source/readers/RecordSplitter.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace proofstead::source {

class StreamWindow {
public:
    explicit StreamWindow(ByteStream& stream) : m_stream(stream) {}

    // Reads on; what was consumed is let go, so that positions inside the window stay as they are. false: at the end.
    base::Result<bool> fill();
    std::string_view view() const { return std::string_view(m_buffer).substr(m_pos); }
    bool ended() const { return m_ended; }
    // Hands on the first `length` bytes as a record.
    void emit(RecordBatch& batch, std::size_t length, const char* reason);
    void consume(std::size_t length);
    SplitMark mark() const { return {m_base + static_cast<std::int64_t>(m_pos), m_line, 0, {}, 0}; }
    void goOn(const SplitMark& mark) {
        m_base = mark.offset;
        m_line = mark.line;
        m_begun = mark.offset > 0;
    }
    // A byte order mark at the very beginning is no part of the first record.
    base::Status skipMark();

private:
    ByteStream& m_stream;
    std::string m_buffer;
    std::size_t m_pos = 0;   // first byte not consumed
    std::int64_t m_base = 0; // stream offset of m_buffer[0]
    std::int64_t m_line = 1;
    bool m_ended = false;
    bool m_begun = false;
};

} // namespace proofstead::source
