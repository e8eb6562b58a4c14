// Cuts records out of JSON however it is delivered: one object, a bare array, a wrapped array ({"Records": […]}), JSON
// Lines, several values one after another, pretty or compact, in any mixture. Memory is bounded by the largest record.
// A broken record costs itself only: it is handed on with a reason, and reading goes on behind it.
#pragma once

#include "base/Result.h"
#include "source/JsonIndex.h"
#include "source/readers/RecordSplitter.h"
#include "source/readers/ValueScanner.h"

#include <cstdint>
#include <set>
#include <string>

namespace proofstead::source {

class JsonSplitter : public RecordSplitter {
public:
    // `lists` (names of members that wrap records) must outlive the splitter.
    JsonSplitter(ByteStream& stream, const std::set<std::string, std::less<>>& lists);

    // Fills the batch with at least one record and about `wanted` bytes; false at the end of the stream.
    // Reasons: "invalid-json", "truncated", "too-deep", "too-long". Error codes of the stream.
    base::Result<bool> next(RecordBatch& batch, std::size_t wanted) override;

    SplitMark mark() const override;
    void goOn(const SplitMark& mark) override;

    // After the end: the stream ended inside an array or an object that wraps records.
    bool unfinished() const override { return m_place != Place::Top; }

private:
    enum class Place { Top, Array, List, BehindList };

    base::Result<bool> fill(); // false: nothing more
    base::Result<bool> skipTo(const char* skipped);
    base::Status readValue(RecordBatch& batch);
    base::Result<bool> readLines(RecordBatch& batch, std::size_t wanted);
    void emitIndexed(RecordBatch& batch, Parts parts, std::size_t from);
    base::Status readMember();
    base::Status reject(RecordBatch& batch, const char* reason);
    base::Status discardRest(RecordBatch& batch);
    base::Result<std::size_t> resumePoint(std::size_t from);
    RecordSlice& add(RecordBatch& batch, std::size_t length);
    void emit(RecordBatch& batch, std::size_t length, const char* reason);
    void emitWhole(RecordBatch& batch, std::size_t length);
    void consume(std::size_t length);
    bool startsQuotedObject() const;
    char at(std::size_t i) const { return m_buffer[i]; }

    ByteStream& m_stream;
    const std::set<std::string, std::less<>>& m_lists;
    ValueScanner m_scanner;
    std::string m_buffer, m_read;
    std::size_t m_pos = 0;   // first byte not consumed
    std::int64_t m_base = 0; // stream offset of m_buffer[0]
    std::int64_t m_line = 1; // line of m_pos
    bool m_ended = false;
    Place m_place = Place::Top;
    const std::string* m_list = nullptr;
    std::int64_t m_listIndex = 0;
    JsonIndex m_index;
    std::int64_t m_oddUntil = 0; // stream offset before which lines are read value by value
};

} // namespace proofstead::source
