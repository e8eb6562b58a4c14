#include "source/readers/CsvSplitter.h"

#include <algorithm>

namespace proofstead::source {

namespace {

// Once a quote was left open, later ones are followed only this far, so that a file full of them is read in one pass.
constexpr std::size_t kLimitAfterOpenQuote = std::size_t{1} << 20;

} // namespace

CsvSplitter::Row CsvSplitter::firstLine(const char* reason) const {
    const auto length = std::min(m_window.view().find('\n'), m_window.view().size());
    return {std::min(length, kKeptOfTooLong), reason};
}

base::Result<CsvSplitter::Row> CsvSplitter::findRow() {
    bool quoted = false, fieldStart = true, reopens = false;
    for (std::size_t pos = 0;; ++pos) {
        if (pos >= m_window.view().size()) {
            PS_TRY(const bool more, m_window.fill());
            if (!more) break;
        }
        if (pos > m_limit) {
            m_limit = kLimitAfterOpenQuote;
            return firstLine(quoted ? "unclosed-quote" : "too-long");
        }
        const char c = m_window.view()[pos];
        if (c == '\n' && !quoted) return Row{pos, nullptr};
        if (quoted) {
            quoted = c != '"';
            reopens = c == '"'; // a doubled quote is a quote inside the field
        } else {
            quoted = c == '"' && (fieldStart || reopens);
            fieldStart = c == m_separator;
            reopens = false;
        }
    }
    if (!quoted) return Row{m_window.view().size(), nullptr};
    m_limit = kLimitAfterOpenQuote;
    return firstLine("unclosed-quote");
}

base::Result<bool> CsvSplitter::next(RecordBatch& batch, std::size_t wanted) {
    PS_CHECK(m_window.skipMark());
    while (batch.bytes.size() < wanted) {
        if (m_window.view().empty()) {
            PS_TRY(const bool more, m_window.fill());
            if (!more) break;
        }
        PS_TRY(auto row, findRow());
        auto length = row.length;
        while (length > 0 && m_window.view()[length - 1] == '\r')
            --length;
        const bool empty = m_window.view().substr(0, length).find_first_not_of(" \t\r") == std::string_view::npos;
        if (empty || !m_headerRead) {
            m_headerRead = m_headerRead || !empty;
            m_window.consume(length);
        } else {
            m_window.emit(batch, length, row.reason);
        }
        const auto feed = m_window.view().find('\n');
        m_window.consume(feed == std::string_view::npos ? m_window.view().size() : feed + 1);
    }
    batch.bytes.reserve(batch.bytes.size() + kPadding);
    return !batch.slices.empty();
}

} // namespace proofstead::source
