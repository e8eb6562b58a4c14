// Rows of a CSV stream as records, without their line ends and without the header; line feeds inside quotes belong to
// their row. A quote that is never closed costs its own line only.
#pragma once

#include "source/readers/RecordSplitter.h"
#include "source/readers/StreamWindow.h"

namespace proofstead::source {

class CsvSplitter : public RecordSplitter {
public:
    CsvSplitter(ByteStream& stream, char separator) : m_window(stream), m_separator(separator) {}
    // Reasons: "unclosed-quote", "too-long".
    base::Result<bool> next(RecordBatch& batch, std::size_t wanted) override;
    SplitMark mark() const override { return m_window.mark(); }
    void goOn(const SplitMark& mark) override {
        m_window.goOn(mark);
        m_headerRead = m_headerRead || mark.offset > 0;
    }

private:
    struct Row {
        std::size_t length = 0;
        const char* reason = nullptr;
    };
    base::Result<Row> findRow();
    Row firstLine(const char* reason) const;
    StreamWindow m_window;
    char m_separator;
    std::size_t m_limit = kRecordLimit;
    bool m_headerRead = false;
};

} // namespace proofstead::source
