#include "source/readers/LineSplitter.h"

namespace proofstead::source {

// The rest of a line past the limit is read over without being held.
base::Status LineSplitter::discardLine(RecordSlice& slice) {
    for (;;) {
        const auto feed = m_window.view().find('\n');
        m_window.consume(feed == std::string_view::npos ? m_window.view().size() : feed);
        slice.whole = m_window.mark().offset - slice.offset;
        if (feed != std::string_view::npos) return {};
        PS_TRY(const bool more, m_window.fill());
        if (!more) return {};
    }
}

base::Status LineSplitter::readLine(RecordBatch& batch) {
    std::size_t looked = 0, feed = std::string_view::npos;
    while ((feed = m_window.view().find('\n', looked)) == std::string_view::npos) {
        looked = m_window.view().size();
        if (looked > kRecordLimit) {
            m_window.emit(batch, kKeptOfTooLong, "too-long");
            return discardLine(batch.slices.back());
        }
        PS_TRY(const bool more, m_window.fill());
        if (!more) break;
    }
    auto length = feed == std::string_view::npos ? m_window.view().size() : feed;
    while (length > 0 && m_window.view()[length - 1] == '\r')
        --length;
    if (m_window.view().substr(0, length).find_first_not_of(" \t\r") != std::string_view::npos)
        m_window.emit(batch, length, nullptr);
    const auto rest = m_window.view().find('\n');
    m_window.consume(rest == std::string_view::npos ? m_window.view().size() : rest + 1);
    return {};
}

base::Result<bool> LineSplitter::next(RecordBatch& batch, std::size_t wanted) {
    PS_CHECK(m_window.skipMark());
    while (batch.bytes.size() < wanted) {
        if (m_window.view().empty()) {
            PS_TRY(const bool more, m_window.fill());
            if (!more) break;
        }
        PS_CHECK(readLine(batch));
    }
    batch.bytes.reserve(batch.bytes.size() + kPadding);
    return !batch.slices.empty();
}

} // namespace proofstead::source
