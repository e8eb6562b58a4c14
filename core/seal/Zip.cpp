#include "seal/Zip.h"

#include "base/Text.h"

#include <limits>
#include <zlib.h>

namespace proofstead::seal {

namespace {

constexpr std::uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr std::uint16_t kStored = 0, kDeflated = 8, kUtf8 = 0x0800, kVersion = 20;
constexpr std::uint16_t kMadeByUnix = (3 << 8) | kVersion;
constexpr std::uint32_t kPrivateFile = std::uint32_t{0100600} << 16;
constexpr std::uint16_t kFirstDay = (0 << 9) | (1 << 5) | 1; // 1980-01-01
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22;

void put16(std::string& out, std::uint16_t value) {
    out += static_cast<char>(value & 0xff);
    out += static_cast<char>(value >> 8);
}
void put32(std::string& out, std::uint32_t value) {
    put16(out, static_cast<std::uint16_t>(value & 0xffff));
    put16(out, static_cast<std::uint16_t>(value >> 16));
}

struct Entry {
    std::string name;
    std::uint16_t method = kStored;
    std::uint32_t crc = 0, packed = 0, size = 0, offset = 0;
};

std::uint32_t crcOf(const std::string& bytes) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

// "" where deflate does not help or fails.
std::string deflated(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int state = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return state == Z_STREAM_END && out.size() < bytes.size() ? out : std::string();
}

// What local and central header share, from the version on.
void putCommon(std::string& out, const Entry& entry) {
    put16(out, kVersion);
    put16(out, kUtf8);
    put16(out, entry.method);
    put16(out, 0); // midnight
    put16(out, kFirstDay);
    put32(out, entry.crc);
    put32(out, entry.packed);
    put32(out, entry.size);
    put16(out, static_cast<std::uint16_t>(entry.name.size()));
    put16(out, 0); // no extra field
}

void putCentral(std::string& out, const Entry& entry) {
    put32(out, kCentral);
    put16(out, kMadeByUnix);
    putCommon(out, entry);
    put16(out, 0); // comment
    put16(out, 0); // disk
    put16(out, 0); // internal attributes
    put32(out, kPrivateFile);
    put32(out, entry.offset);
    out += entry.name;
}

class Reader {
public:
    explicit Reader(Bytes bytes) : m_bytes(bytes) {}

    bool has(std::size_t at, std::size_t length) const { return at <= m_bytes.size() && length <= m_bytes.size() - at; }
    std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(byte(at) | byte(at + 1) << 8); }
    std::uint32_t u32(std::size_t at) const { return u16(at) | static_cast<std::uint32_t>(u16(at + 2)) << 16; }
    std::string text(std::size_t at, std::size_t length) const {
        return {reinterpret_cast<const char*>(m_bytes.data()) + at, length};
    }

private:
    unsigned byte(std::size_t at) const { return static_cast<unsigned>(m_bytes[at]); }
    Bytes m_bytes;
};

base::Result<std::string> inflated(const std::string& packed, std::size_t size) {
    // Nothing deflates further than this; a small archive must not ask for much memory.
    constexpr std::size_t kFurthest = 1'032;
    if (size / kFurthest > packed.size()) return base::fail("zip-malformed", "deflated data");
    std::string out(size, '\0');
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return base::fail("zip-malformed", "zlib");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int state = inflate(&stream, Z_FINISH);
    const bool whole = state == Z_STREAM_END && stream.total_out == size && stream.avail_in == 0;
    inflateEnd(&stream);
    if (!whole) return base::fail("zip-malformed", "deflated data");
    return out;
}

struct Listed {
    Entry entry;
    std::size_t next = 0; // offset of the next central header
};

base::Result<Listed> centralAt(const Reader& reader, std::size_t at) {
    if (!reader.has(at, kCentralSize) || reader.u32(at) != kCentral) return base::fail("zip-malformed", "directory");
    if ((reader.u16(at + 8) & ~kUtf8) != 0) return base::fail("zip-unsupported", "flags");
    Listed listed;
    listed.entry.method = reader.u16(at + 10);
    listed.entry.crc = reader.u32(at + 16);
    listed.entry.packed = reader.u32(at + 20);
    listed.entry.size = reader.u32(at + 24);
    listed.entry.offset = reader.u32(at + 42);
    const std::size_t length = reader.u16(at + 28);
    listed.next = at + kCentralSize + length + reader.u16(at + 30) + reader.u16(at + 32);
    if (!reader.has(at, listed.next - at)) return base::fail("zip-malformed", "directory");
    listed.entry.name = reader.text(at + kCentralSize, length);
    if (listed.entry.method != kStored && listed.entry.method != kDeflated)
        return base::fail("zip-unsupported", "method");
    return listed;
}

base::Result<std::string> contentOf(const Reader& reader, const Entry& entry) {
    const std::size_t at = entry.offset;
    if (!reader.has(at, kLocalSize) || reader.u32(at) != kLocal) return base::fail("zip-malformed", entry.name);
    const std::size_t name = reader.u16(at + 26), data = at + kLocalSize + name + reader.u16(at + 28);
    if (!reader.has(data, entry.packed) || reader.text(at + kLocalSize, name) != entry.name)
        return base::fail("zip-malformed", entry.name);
    std::string bytes = reader.text(data, entry.packed);
    if (entry.method == kDeflated) {
        PS_TRY(bytes, inflated(bytes, entry.size));
    }
    if (bytes.size() != entry.size || crcOf(bytes) != entry.crc) return base::fail("zip-malformed", entry.name);
    return bytes;
}

} // namespace

base::Result<std::string> zipOf(const std::map<std::string, std::string>& files) {
    constexpr std::size_t kMost = std::numeric_limits<std::uint32_t>::max();
    if (files.size() >= 0xffff) return base::fail("zip-too-large", "files");
    std::string out, directory;
    for (const auto& [name, bytes] : files) {
        if (bytes.size() >= kMost || out.size() >= kMost - bytes.size()) return base::fail("zip-too-large", name);
        std::string packed = deflated(bytes);
        Entry entry{name, packed.empty() ? kStored : kDeflated,     crcOf(bytes),
                    0,    static_cast<std::uint32_t>(bytes.size()), static_cast<std::uint32_t>(out.size())};
        const std::string& data = packed.empty() ? bytes : packed;
        entry.packed = static_cast<std::uint32_t>(data.size());
        put32(out, kLocal);
        putCommon(out, entry);
        out += entry.name;
        out += data;
        putCentral(directory, entry);
    }
    const std::size_t start = out.size();
    if (start >= kMost - directory.size()) return base::fail("zip-too-large", "directory");
    out += directory;
    put32(out, kEnd);
    put32(out, 0); // disks
    put16(out, static_cast<std::uint16_t>(files.size()));
    put16(out, static_cast<std::uint16_t>(files.size()));
    put32(out, static_cast<std::uint32_t>(directory.size()));
    put32(out, static_cast<std::uint32_t>(start));
    put16(out, 0); // comment
    return out;
}

bool looksLikeZip(Bytes bytes) {
    return bytes.size() >= kEndSize && (Reader(bytes).u32(0) == kLocal || Reader(bytes).u32(0) == kEnd);
}

base::Result<std::map<std::string, std::string>> readZip(Bytes zip, const ZipLimits& limits) {
    const Reader reader(zip);
    if (zip.size() < kEndSize || reader.u32(zip.size() - kEndSize) != kEnd)
        return base::fail("zip-malformed", "end of directory");
    const std::size_t end = zip.size() - kEndSize;
    const std::size_t count = reader.u16(end + 10);
    std::size_t at = reader.u32(end + 16);
    if (count > limits.files) return base::fail("zip-too-large", "files");
    std::map<std::string, std::string> files;
    std::size_t total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        PS_TRY(const Listed listed, centralAt(reader, at));
        total += listed.entry.size;
        if (total > limits.bytes) return base::fail("zip-too-large", "bytes");
        PS_TRY(std::string bytes, contentOf(reader, listed.entry));
        if (!files.emplace(listed.entry.name, std::move(bytes)).second)
            return base::fail("zip-malformed", "two files of one name");
        at = listed.next;
    }
    if (at != end) return base::fail("zip-malformed", "directory");
    return files;
}

std::string digestList(const std::map<std::string, std::string>& files,
                       const std::map<std::string, std::string>& extra) {
    std::map<std::string, std::string> digests = extra;
    for (const auto& [name, bytes] : files)
        digests[name] = sha256Hex(bytes);
    std::string list;
    for (const auto& [name, digest] : digests)
        list += digest + "  " + name + "\n";
    return list;
}

std::string firstDifference(const std::map<std::string, std::string>& files, std::string_view list) {
    for (const std::string_view line : base::split(list, '\n')) {
        if (line.size() < 67) continue;
        const auto found = files.find(std::string(line.substr(66)));
        if (found != files.end() && sha256Hex(found->second) != line.substr(0, 64)) return found->first;
    }
    return {};
}

base::Result<std::map<std::string, std::string>> readTwin(Bytes zip) {
    PS_TRY(auto files, readZip(zip));
    const auto list = files.find(kDigestListName);
    if (list == files.end()) return files;
    const std::string text = std::move(list->second);
    files.erase(list);
    if (const auto wrong = firstDifference(files, text); !wrong.empty()) return base::fail("zip-list", wrong);
    return files;
}

} // namespace proofstead::seal
