#include "source/readers/StreamWindow.h"

#include <algorithm>

namespace proofstead::source {

namespace {

constexpr std::size_t kReadSize = std::size_t{1} << 20;

} // namespace

base::Result<bool> StreamWindow::fill() {
    if (m_ended) return false;
    m_buffer.erase(0, m_pos);
    m_base += static_cast<std::int64_t>(m_pos);
    m_pos = 0;
    const auto before = m_buffer.size();
    m_buffer.resize(before + kReadSize);
    auto count = m_stream.read(m_buffer.data() + before, kReadSize);
    m_buffer.resize(before + (count ? *count : 0));
    if (!count) return tl::unexpected<base::Error>(count.error());
    m_ended = *count == 0;
    return *count > 0;
}

void StreamWindow::consume(std::size_t length) {
    const auto text = view().substr(0, length);
    m_line += std::count(text.begin(), text.end(), '\n');
    m_pos += text.size();
}

void StreamWindow::emit(RecordBatch& batch, std::size_t length, const char* reason) {
    RecordSlice slice;
    slice.position = batch.bytes.size();
    slice.length = length;
    slice.offset = m_base + static_cast<std::int64_t>(m_pos);
    slice.line = m_line;
    slice.reason = reason;
    batch.bytes.append(view().substr(0, length));
    batch.slices.push_back(slice);
    consume(length);
}

base::Status StreamWindow::skipMark() {
    if (m_begun) return {};
    m_begun = true;
    for (bool more = true; more && m_buffer.size() < 3;) {
        PS_TRY(more, fill());
    }
    if (view().starts_with("\xEF\xBB\xBF")) consume(3);
    return {};
}

} // namespace proofstead::source
