#include "source/readers/JsonSplitter.h"

#include "source/readers/StrictObject.h"

#include <algorithm>
#include <cstring>

namespace proofstead::source {

namespace {

constexpr std::size_t kReadSize = std::size_t{1} << 20;

} // namespace

JsonSplitter::JsonSplitter(ByteStream& stream, const std::set<std::string, std::less<>>& lists)
    : m_stream(stream), m_lists(lists) {}

base::Result<bool> JsonSplitter::fill() {
    if (m_ended) return false;
    if (m_pos > 0) {
        m_buffer.erase(0, m_pos);
        m_base += static_cast<std::int64_t>(m_pos);
        m_pos = 0;
    }
    m_read.resize(kReadSize); // grown once; a text that is made longer anew would be filled with zeros each time
    auto count = m_stream.read(m_read.data(), kReadSize);
    if (count) m_buffer.append(m_read, 0, *count);
    if (!count) return tl::unexpected<base::Error>(count.error());
    m_ended = *count == 0;
    return *count > 0;
}

void JsonSplitter::consume(std::size_t length) {
    m_line += std::count(m_buffer.begin() + static_cast<std::ptrdiff_t>(m_pos),
                         m_buffer.begin() + static_cast<std::ptrdiff_t>(m_pos + length), '\n');
    m_pos += length;
}

// Skips white space and the given characters; false at the end of the stream.
base::Result<bool> JsonSplitter::skipTo(const char* skipped) {
    for (;;) {
        std::size_t pos = m_pos;
        while (pos < m_buffer.size() &&
               (PartCursor::isBlank(at(pos)) || (at(pos) != 0 && std::strchr(skipped, at(pos)))))
            ++pos;
        consume(pos - m_pos);
        if (m_pos < m_buffer.size()) return true;
        PS_TRY(const bool more, fill());
        if (!more) return false;
    }
}

// The next bytes as a record; they are not consumed yet.
RecordSlice& JsonSplitter::add(RecordBatch& batch, std::size_t length) {
    auto& slice = batch.slices.emplace_back();
    slice.position = batch.bytes.size();
    slice.length = length;
    slice.offset = m_base + static_cast<std::int64_t>(m_pos);
    slice.line = m_line;
    slice.list = m_list;
    slice.listIndex = m_listIndex++;
    batch.bytes.append(m_buffer, m_pos, length);
    return slice;
}

void JsonSplitter::emit(RecordBatch& batch, std::size_t length, const char* reason) {
    add(batch, length).reason = reason;
    consume(length);
}

// A record that the scanner went through: its line feeds lie between its parts, where they were counted.
void JsonSplitter::emitWhole(RecordBatch& batch, std::size_t length) {
    add(batch, length).compact = m_scanner.compact();
    m_line += m_scanner.feeds();
    m_pos += length;
}

SplitMark JsonSplitter::mark() const {
    return {m_base + static_cast<std::int64_t>(m_pos), m_line, static_cast<int>(m_place),
            m_list ? *m_list : std::string(), m_listIndex};
}

void JsonSplitter::goOn(const SplitMark& mark) {
    m_base = mark.offset;
    m_line = mark.line;
    m_place = static_cast<Place>(mark.place);
    const auto found = m_lists.find(mark.list);
    m_list = found == m_lists.end() ? nullptr : &*found;
    m_listIndex = mark.listIndex;
}

// Where reading goes on behind a broken record: the next line, or inside an array the next element that starts with
// '{'.
base::Result<std::size_t> JsonSplitter::resumePoint(std::size_t from) {
    for (std::size_t pos = from;;) {
        for (; pos < m_buffer.size(); ++pos) {
            if (at(pos) == '\n') return pos;
            if (m_place != Place::Top && at(pos) == '}' && pos + 2 < m_buffer.size() && at(pos + 1) == ',' &&
                at(pos + 2) == '{')
                return pos + 1;
        }
        if (pos - m_pos > kRecordLimit) return pos;
        const std::size_t ahead = pos - m_pos;
        PS_TRY(const bool more, fill());
        pos = m_pos + ahead;
        if (!more) return m_buffer.size();
    }
}

base::Status JsonSplitter::reject(RecordBatch& batch, const char* reason) {
    PS_TRY(const auto end, resumePoint(m_pos));
    auto length = std::max<std::size_t>(end - m_pos, 1);
    while (length > 1 && PartCursor::isBlank(at(m_pos + length - 1)))
        --length;
    emit(batch, length, reason);
    return {};
}

// A record past the limit: its beginning is kept, the rest is read over without being held.
base::Status JsonSplitter::discardRest(RecordBatch& batch) {
    const auto start = m_base + static_cast<std::int64_t>(m_pos);
    emit(batch, kKeptOfTooLong, "too-long");
    for (bool more = true; more;) {
        const auto feed = m_buffer.find('\n', m_pos);
        consume((feed == std::string::npos ? m_buffer.size() : feed) - m_pos);
        batch.slices.back().whole = m_base + static_cast<std::int64_t>(m_pos) - start;
        if (feed != std::string::npos) break;
        PS_TRY(more, fill());
    }
    return {};
}

base::Status JsonSplitter::readValue(RecordBatch& batch) {
    const bool mayWrap = m_place == Place::Top && at(m_pos) == '{';
    const auto* lists = mayWrap ? &m_lists : nullptr;
    if (const auto end = m_scanner.plainEnd(m_buffer, m_pos, lists); end != 0 && end - m_pos <= kRecordLimit) {
        emitWhole(batch, end - m_pos);
        return {};
    }
    m_scanner.start(lists);
    std::size_t pos = m_pos;
    for (;;) {
        switch (m_scanner.feed(m_buffer, pos)) {
        case Scan::Done: {
            const std::size_t length = pos - m_pos;
            if (length <= kRecordLimit) {
                emitWhole(batch, length);
                return {};
            }
            emit(batch, kKeptOfTooLong, "too-long");
            batch.slices.back().whole = static_cast<std::int64_t>(length);
            consume(length - kKeptOfTooLong);
            return {};
        }
        case Scan::List:
            consume(pos - m_pos);
            m_list = &m_scanner.list();
            m_listIndex = 0;
            m_place = Place::List;
            return {};
        case Scan::Broken:
            return reject(batch, "invalid-json");
        case Scan::TooDeep:
            return reject(batch, "too-deep");
        case Scan::More:
            break;
        }
        if (pos - m_pos > kRecordLimit) return discardRest(batch);
        const std::size_t ahead = pos - m_pos;
        const bool moved = m_pos > 0;
        // The scanner keeps indices of the key it saw last: start again when the buffer is moved for the first time.
        PS_TRY(const bool more, fill());
        pos = m_pos + ahead;
        if (!more && ahead > 0 && std::string_view("{[\"").find(at(m_pos)) == std::string_view::npos) {
            emit(batch, ahead, nullptr); // a bare scalar at the very end
            return {};
        }
        if (!more) return reject(batch, m_buffer.find('\n', m_pos) == std::string::npos ? "truncated" : "invalid-json");
        if (moved) {
            m_scanner.start(lists);
            pos = m_pos;
        }
    }
}

// One record, whose parts these are; they count from `from`.
void JsonSplitter::emitIndexed(RecordBatch& batch, Parts parts, std::size_t from) {
    consume(from + parts.front() - m_pos);
    const auto first = batch.parts.size();
    batch.parts.resize(first + parts.size());
    auto* target = batch.parts.data() + first;
    const char* const before = m_buffer.data() + from - 1;
    unsigned blank = 0; // the byte before a part is one only where white space stands between parts
    for (std::size_t i = 1; i < parts.size(); ++i) {
        target[i] = parts[i] - parts.front();
        blank |= before[parts[i]] <= ' ' ? 1U : 0U;
    }
    const auto length = parts.back() - parts.front() + 1;
    auto& slice = add(batch, length);
    slice.firstPart = first;
    slice.partCount = parts.size();
    slice.compact = blank == 0;
    if (slice.compact)
        m_pos += length; // no line feed in it
    else
        consume(length);
}

// Objects one after the other outside of any list, about as many as are wanted, by one index over all of them; false
// when the next value is for readValue().
base::Result<bool> JsonSplitter::readLines(RecordBatch& batch, std::size_t wanted) {
    if (m_base + static_cast<std::int64_t>(m_pos) < m_oddUntil) return false;
    auto end = m_buffer.rfind('\n');
    if (end == std::string::npos || end <= m_pos) {
        PS_TRY(const bool more, fill());
        end = more ? m_buffer.rfind('\n') : std::string::npos;
        if (end == std::string::npos || end <= m_pos) return false;
    }
    if (const auto enough = m_buffer.find('\n', m_pos + wanted - batch.bytes.size()); enough != std::string::npos)
        end = enough;
    const auto from = m_pos;
    m_buffer.reserve(m_buffer.size() + kPadding);
    const auto region = std::string_view(m_buffer).substr(from, end - from);
    auto parts = m_index.of(region);
    bool any = false;
    while (!parts.empty()) {
        PartCursor cursor(region, parts);
        if (!StrictObject(cursor, &m_lists).pass()) break;
        const auto count = static_cast<std::size_t>(cursor.here() - parts.data());
        if (parts[count - 1] - parts.front() >= kRecordLimit) break;
        emitIndexed(batch, parts.first(count), from);
        parts = parts.subspan(count);
        any = true;
    }
    if (!any || !parts.empty()) m_oddUntil = m_base + static_cast<std::int64_t>(end);
    return any;
}

// Behind a list of records inside its object: another list, a member to skip, or the end of the object.
base::Status JsonSplitter::readMember() {
    if (at(m_pos) == '}') {
        consume(1);
        m_place = Place::Top;
        m_list = nullptr;
        return {};
    }
    // Read the rest of the object as if it began here: "{" is put where the comma stood.
    m_buffer.insert(m_pos, 1, '{');
    m_base -= 1;
    m_scanner.start(&m_lists);
    std::size_t pos = m_pos;
    for (;;) {
        const Scan scan = m_scanner.feed(m_buffer, pos);
        if (scan == Scan::List) {
            consume(pos - m_pos);
            m_list = &m_scanner.list();
            m_listIndex = 0;
            m_place = Place::List;
            return {};
        }
        if (scan != Scan::More || pos - m_pos > kRecordLimit) {
            consume(std::max<std::size_t>(pos - m_pos, 1));
            m_place = Place::Top;
            m_list = nullptr;
            return {};
        }
        const bool moved = m_pos > 0;
        const std::size_t ahead = pos - m_pos;
        PS_TRY(const bool more, fill());
        pos = m_pos + ahead;
        if (!more) {
            consume(m_buffer.size() - m_pos);
            return {};
        }
        if (moved) {
            m_scanner.start(&m_lists);
            pos = m_pos;
        }
    }
}

// A record that was put into a JSON text as a whole.
bool JsonSplitter::startsQuotedObject() const {
    return m_pos + 1 < m_buffer.size() && at(m_pos) == '"' && at(m_pos + 1) == '{';
}

base::Result<bool> JsonSplitter::next(RecordBatch& batch, std::size_t wanted) {
    if (m_base == 0 && m_pos == 0 && m_buffer.empty()) {
        for (bool more = true; more && m_buffer.size() < 3;) {
            PS_TRY(more, fill());
        }
        if (m_buffer.starts_with("\xEF\xBB\xBF")) consume(3);
    }
    while (batch.bytes.size() < wanted) {
        PS_TRY(const bool more, skipTo(","));
        if (!more) break;
        const char c = at(m_pos);
        if (m_place == Place::Top && c == '[') {
            consume(1);
            m_place = Place::Array;
            m_listIndex = 0;
        } else if (m_place == Place::Array && c == ']') {
            consume(1);
            m_place = Place::Top;
        } else if (m_place == Place::List && c == ']') {
            consume(1);
            m_place = Place::BehindList;
        } else if (m_place == Place::BehindList) {
            PS_CHECK(readMember());
        } else if (m_place == Place::Top && c != '{' && !startsQuotedObject()) {
            PS_CHECK(reject(batch, "invalid-json")); // a line of something else, or what is left of a broken record
        } else {
            bool lines = false;
            if (m_place == Place::Top && c == '{') {
                PS_TRY(lines, readLines(batch, wanted));
            }
            if (!lines) PS_CHECK(readValue(batch));
        }
    }
    batch.bytes.reserve(batch.bytes.size() + kPadding);
    return !batch.slices.empty();
}

} // namespace proofstead::source
