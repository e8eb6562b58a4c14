#include "seal/PdfFile.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::seal {

namespace {

constexpr std::size_t kMaxObjects = 4'000'000;
constexpr std::size_t kMaxSections = 1'000;
constexpr int kMaxDepth = 16;

tl::unexpected<base::Error> malformed(std::string what) {
    return base::fail("pdf-malformed", std::move(what));
}

std::string_view textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Removes one line break from the end; false when there is none.
bool dropLineBreak(std::string_view& text) {
    const std::size_t before = text.size();
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text.size() != before;
}

// Counts on whether an error unwinds or not.
class Depth {
public:
    explicit Depth(int& depth) : m_depth(++depth) {}
    ~Depth() { --m_depth; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

private:
    int& m_depth;
};

} // namespace

PdfFile::PdfFile(Bytes bytes, const PdfLimits& limits) : m_bytes(bytes), m_limits(limits) {
    m_work.byteLimit = 4 * static_cast<std::uint64_t>(bytes.size()) + (std::uint64_t{64} << 20U);
    m_work.objectLimit = 16'000'000;
}

base::Result<PdfFile> PdfFile::open(Bytes bytes, const PdfLimits& limits) {
    PdfFile file(bytes, limits);
    if (!textOf(bytes).starts_with("%PDF-")) return base::fail("not-a-pdf", "does not begin with %PDF-");
    PS_TRY(std::size_t at, file.newestSection());
    file.m_newest = at;
    std::set<std::size_t> seen;
    while (at != 0) {
        if (seen.size() >= kMaxSections || !seen.insert(at).second)
            return malformed("cross-reference sections form a circle");
        PS_TRY(at, file.readSection(at));
    }
    if (file.m_trailer.member("Encrypt")) return base::fail("pdf-encrypted");
    return file;
}

base::Result<std::size_t> PdfFile::newestSection() const {
    std::string_view text = textOf(m_bytes);
    dropLineBreak(text);
    if (!text.ends_with("%%EOF")) return malformed("bytes behind the end, or no end");
    text.remove_suffix(5);
    if (!dropLineBreak(text)) return malformed("end marker");
    const auto digits = text.find_last_not_of("0123456789");
    if (digits == std::string_view::npos || text.size() - digits - 1 > 12 || digits + 1 == text.size())
        return malformed("offset of the cross-reference section");
    const auto offset = std::stoull(std::string(text.substr(digits + 1)));
    text = text.substr(0, digits + 1);
    if (!dropLineBreak(text) || !text.ends_with("startxref")) return malformed("startxref expected");
    if (offset == 0 || offset >= m_bytes.size()) return malformed("cross-reference section outside the file");
    return static_cast<std::size_t>(offset);
}

base::Result<std::size_t> PdfFile::readSection(std::size_t at) {
    PdfParser parser(m_bytes, at, m_work);
    base::Result<PdfObject> dict = parser.takeKeyword("xref") ? readTable(parser) : readXrefStream(parser);
    PS_CHECK(dict);
    if (dict->member("XRefStm")) return base::fail("pdf-unsupported", "hybrid cross-reference data");
    std::size_t previous = 0;
    if (const auto* prev = dict->member("Prev")) {
        const auto* offset = prev->integer();
        if (!offset || *offset <= 0 || static_cast<std::uint64_t>(*offset) >= m_bytes.size())
            return malformed("/Prev outside the file");
        previous = static_cast<std::size_t>(*offset);
    }
    if (!m_trailer.isDictionary()) m_trailer = std::move(*dict);
    return previous;
}

base::Status PdfFile::remember(std::int64_t number, const Place& place) {
    if (m_places.size() >= kMaxObjects) return base::fail("pdf-too-large", "objects");
    if (++m_work.objects > m_work.objectLimit) return base::fail("pdf-too-large", "cross-reference entries");
    m_places.emplace(number, place); // sections are read newest first: the first entry counts
    return {};
}

base::Result<PdfObject> PdfFile::readTable(PdfParser& parser) {
    for (;;) {
        parser.skipSpace();
        if (parser.takeKeyword("trailer")) break;
        PS_TRY(const std::int64_t first, parser.integer());
        parser.skipSpace();
        PS_TRY(const std::int64_t count, parser.integer());
        if (first > INT32_MAX || count > INT32_MAX) return malformed("object numbers of a cross-reference table");
        for (std::int64_t i = 0; i < count; ++i) {
            parser.skipSpace();
            PS_TRY(const std::int64_t offset, parser.integer());
            parser.skipSpace();
            PS_TRY(const std::int64_t generation, parser.integer());
            parser.skipSpace();
            const bool used = parser.takeKeyword("n");
            if (!used && !parser.takeKeyword("f")) return malformed("entry of a cross-reference table");
            PS_CHECK(remember(first + i,
                              used ? Place{Place::AtOffset, static_cast<std::uint64_t>(offset), generation} : Place{}));
        }
    }
    PS_TRY(PdfObject trailer, parser.object());
    if (!trailer.isDictionary()) return malformed("trailer");
    return trailer;
}

base::Result<PdfObject> PdfFile::readXrefStream(PdfParser& parser) {
    PdfParser ahead = parser;
    PS_TRY(const std::int64_t number, ahead.integer());
    PS_TRY(PdfObject stream, parser.indirectObject({number, 0}));
    const auto* type = stream.member("Type");
    if (stream.streamAt == 0 || !type || !type->isName("XRef")) return malformed("cross-reference stream expected");
    PS_TRY(const std::string data, streamBytes(stream));
    PS_CHECK(readEntries(stream, data));
    stream.streamAt = 0;
    return stream;
}

base::Status PdfFile::readEntries(const PdfObject& dict, const std::string& data) {
    const auto integers = [](const PdfObject* object) {
        std::vector<std::int64_t> values;
        const auto* items = object ? object->array() : nullptr;
        for (std::size_t i = 0; items && i < items->size(); ++i) {
            const auto* value = (*items)[i].integer();
            values.push_back(value ? *value : -1);
        }
        return values;
    };
    const auto widths = integers(dict.member("W"));
    if (widths.size() != 3 || std::any_of(widths.begin(), widths.end(), [](auto w) { return w < 0 || w > 8; }))
        return malformed("/W of a cross-reference stream");
    const auto width = static_cast<std::size_t>(widths[0] + widths[1] + widths[2]);
    const auto* size = dict.member("Size") ? dict.member("Size")->integer() : nullptr;
    auto ranges = integers(dict.member("Index"));
    if (ranges.empty() && size) ranges = {0, *size};
    if (width == 0 || ranges.size() % 2 != 0) return malformed("/Index of a cross-reference stream");
    std::size_t at = 0;
    const auto field = [&](std::int64_t bytes, std::uint64_t otherwise) {
        std::uint64_t value = bytes == 0 ? otherwise : 0;
        for (; bytes > 0; --bytes)
            value = value << 8U | static_cast<std::uint8_t>(data[at++]);
        return value;
    };
    for (std::size_t r = 0; r + 1 < ranges.size(); r += 2) {
        if (ranges[r] < 0 || ranges[r] > INT32_MAX || ranges[r + 1] < 0) return malformed("object numbers");
        for (std::int64_t i = 0; i < ranges[r + 1]; ++i) {
            if (data.size() - at < width) return malformed("cross-reference stream ends early");
            const auto kind = field(widths[0], 1), where = field(widths[1], 0), rank = field(widths[2], 0);
            if (kind > 2 || rank > INT32_MAX) return malformed("entry of a cross-reference stream");
            PS_CHECK(remember(ranges[r] + i, {static_cast<Place::Kind>(kind), where, static_cast<std::int64_t>(rank)}));
        }
    }
    return {};
}

base::Result<PdfObject> PdfFile::resolve(const PdfObject& object) {
    if (object.kind != PdfObject::Reference) return object;
    const Depth depth(m_depth);
    if (m_depth > kMaxDepth) return malformed("references form a circle");
    PS_TRY(PdfObject target, load(object.reference()));
    return resolve(target);
}

base::Result<PdfObject> PdfFile::member(const PdfObject& dictionary, const char* name) {
    const auto* found = dictionary.member(name);
    if (!found) return PdfObject{};
    return resolve(*found);
}

base::Result<PdfObject> PdfFile::load(PdfRef ref) {
    const auto found = m_places.find(ref.number);
    if (found == m_places.end() || found->second.kind == Place::Free) return PdfObject{};
    const Place place = found->second;
    if (place.kind == Place::InStream) return loadFromStream(ref, place);
    if (place.rank != ref.generation) return PdfObject{};
    if (place.where >= m_bytes.size()) return malformed(fmt::format("object {} outside the file", ref.number));
    return PdfParser(m_bytes, static_cast<std::size_t>(place.where), m_work).indirectObject(ref);
}

bool PdfFile::newestIsTable() const {
    return textOf(m_bytes).substr(m_newest).starts_with("xref");
}

base::Result<std::vector<PdfFile::Entry>> PdfFile::entriesOf(PdfRef ref) {
    const auto found = m_places.find(ref.number);
    if (found == m_places.end() || found->second.kind != Place::AtOffset || found->second.rank != ref.generation)
        return base::fail("pdf-unsupported", fmt::format("object {} is no object of its own", ref.number));
    PS_TRY(const PdfObject whole, load(ref)); // checks number and form
    if (!whole.isDictionary()) return malformed(fmt::format("object {} is no dictionary", ref.number));
    const std::string_view text = textOf(m_bytes);
    PdfParser parser(m_bytes, text.find("<<", static_cast<std::size_t>(found->second.where)) + 2, m_work);
    std::vector<Entry> entries;
    for (parser.skipSpace(); !text.substr(parser.position()).starts_with(">>"); parser.skipSpace()) {
        Entry entry;
        entry.start = parser.position();
        PS_TRY(const PdfObject name, parser.object());
        entry.name = name.text;
        parser.skipSpace();
        entry.from = parser.position();
        PS_CHECK(parser.object());
        entry.until = parser.position();
        entries.push_back(std::move(entry));
    }
    return entries;
}

base::Result<PdfObject> PdfFile::loadFromStream(PdfRef ref, const Place& place) {
    PS_TRY(const ObjectStream* stream, objectStream(place.where));
    const auto index = static_cast<std::size_t>(place.rank);
    if (ref.generation != 0 || index >= stream->objects.size() || stream->objects[index].first != ref.number)
        return malformed(fmt::format("object {} is not where it should be", ref.number));
    return PdfParser(base::asBytes(stream->bytes), stream->objects[index].second, m_work).object();
}

base::Result<const PdfFile::ObjectStream*> PdfFile::objectStream(std::uint64_t number) {
    if (const auto known = m_objectStreams.find(number); known != m_objectStreams.end()) return &known->second;
    const auto place = m_places.find(static_cast<std::int64_t>(number));
    if (number > INT32_MAX || place == m_places.end() || place->second.kind != Place::AtOffset)
        return malformed(fmt::format("object stream {}", number));
    const Depth depth(m_depth);
    if (m_depth > kMaxDepth) return malformed("references form a circle");
    PS_TRY(const PdfObject object, load({static_cast<std::int64_t>(number), place->second.rank}));
    const auto* type = object.member("Type");
    PS_TRY(const PdfObject count, member(object, "N"));
    PS_TRY(const PdfObject first, member(object, "First"));
    if (!type || !type->isName("ObjStm") || !count.integer() || !first.integer())
        return malformed(fmt::format("object stream {}", number));
    ObjectStream stream;
    PS_TRY(stream.bytes, streamBytes(object));
    const auto start = *first.integer();
    PdfParser parser(base::asBytes(stream.bytes), 0, m_work);
    for (std::int64_t i = 0; i < *count.integer(); ++i) {
        parser.skipSpace();
        PS_TRY(const std::int64_t member, parser.integer());
        parser.skipSpace();
        PS_TRY(const std::int64_t offset, parser.integer());
        if (++m_work.objects > m_work.objectLimit) return base::fail("pdf-too-large", "objects");
        if (start < 0 || offset > INT32_MAX || start > INT32_MAX) return malformed("offset in an object stream");
        stream.objects.emplace_back(member, static_cast<std::size_t>(start + offset));
    }
    return &m_objectStreams.emplace(number, std::move(stream)).first->second;
}

} // namespace proofstead::seal
