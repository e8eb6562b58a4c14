// Lines of text as records, without their line ends; empty ones are left out.
#pragma once

#include "source/readers/RecordSplitter.h"
#include "source/readers/StreamWindow.h"

namespace proofstead::source {

class LineSplitter : public RecordSplitter {
public:
    explicit LineSplitter(ByteStream& stream) : m_window(stream) {}
    // Reasons: "too-long".
    base::Result<bool> next(RecordBatch& batch, std::size_t wanted) override;
    SplitMark mark() const override { return m_window.mark(); }
    void goOn(const SplitMark& mark) override { m_window.goOn(mark); }

private:
    base::Status readLine(RecordBatch& batch);
    base::Status discardLine(RecordSlice& slice);
    StreamWindow m_window;
};

} // namespace proofstead::source
