// Unpacking of PDF streams: lengths, FlateDecode and PNG predictors (ISO 32000-1 sections 7.3.8 and 7.4.4).
#include "seal/PdfFile.h"

#include <algorithm>
#include <cstdlib>
#include <zlib.h>

namespace proofstead::seal {

namespace {

tl::unexpected<base::Error> malformed(std::string what) {
    return base::fail("pdf-malformed", std::move(what));
}

// Paeth's predictor (PNG specification, section 9.4).
int paeth(int left, int up, int corner) {
    const int guess = left + up - corner;
    const int toLeft = std::abs(guess - left), toUp = std::abs(guess - up), toCorner = std::abs(guess - corner);
    if (toLeft <= toUp && toLeft <= toCorner) return left;
    return toUp <= toCorner ? up : corner;
}

// Rows of one filter byte and `columns` bytes; one byte a pixel, as cross-reference streams have them.
base::Result<std::string> undoPrediction(const std::string& data, std::size_t columns) {
    if (data.size() % (columns + 1) != 0) return malformed("predicted rows");
    std::string rows;
    std::string above(columns, '\0');
    for (std::size_t at = 0; at < data.size(); at += columns + 1) {
        std::string row(columns, '\0');
        for (std::size_t i = 0; i < columns; ++i) {
            const int left = i > 0 ? static_cast<std::uint8_t>(row[i - 1]) : 0;
            const int up = static_cast<std::uint8_t>(above[i]);
            const int corner = i > 0 ? static_cast<std::uint8_t>(above[i - 1]) : 0;
            int guess = 0;
            switch (data[at]) {
            case 0:
                break;
            case 1:
                guess = left;
                break;
            case 2:
                guess = up;
                break;
            case 3:
                guess = (left + up) / 2;
                break;
            case 4:
                guess = paeth(left, up, corner);
                break;
            default:
                return malformed("unknown predictor");
            }
            row[i] = static_cast<char>(static_cast<std::uint8_t>(data[at + 1 + i]) + guess);
        }
        rows += row;
        above = std::move(row);
    }
    return rows;
}

// An entry that may be given alone or as an array of one; nullptr when absent.
const PdfObject* single(const PdfObject* object) {
    const auto* items = object ? object->array() : nullptr;
    if (!items) return object;
    return items->size() == 1 ? &items->front() : nullptr;
}

std::int64_t integerOr(const PdfObject* object, std::int64_t fallback) {
    const auto* value = object ? object->integer() : nullptr;
    return value ? *value : fallback;
}

} // namespace

base::Result<std::string> inflateBytes(Bytes packed, std::size_t limit) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return base::fail("pdf-too-large", "no memory to unpack");
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> guard(&stream, &inflateEnd);
    stream.next_in = const_cast<Bytef*>(packed.data()); // zlib's interface does not know const
    std::size_t left = packed.size();
    std::string out;
    char buffer[65'536];
    for (int code = Z_OK; code != Z_STREAM_END;) {
        if (stream.avail_in == 0) {
            stream.avail_in = static_cast<uInt>(std::min<std::size_t>(left, std::size_t{1} << 30U));
            left -= stream.avail_in;
        }
        stream.next_out = reinterpret_cast<Bytef*>(buffer);
        stream.avail_out = sizeof buffer;
        code = inflate(&stream, Z_NO_FLUSH);
        if (code != Z_OK && code != Z_STREAM_END) return malformed("compressed data");
        const std::size_t count = sizeof buffer - stream.avail_out;
        if (count > limit - out.size()) return base::fail("pdf-too-large", "unpacked data");
        out.append(buffer, count);
    }
    if (stream.avail_in + left > 2) return malformed("bytes behind compressed data");
    return out;
}

base::Result<Bytes> PdfFile::packedBytes(const PdfObject& stream) {
    PS_TRY(const PdfObject length, member(stream, "Length"));
    const auto* size = length.integer();
    if (!size || *size < 0 || static_cast<std::uint64_t>(*size) > m_bytes.size() - stream.streamAt)
        return malformed("length of a stream");
    const auto end = stream.streamAt + static_cast<std::size_t>(*size);
    PdfParser parser(m_bytes, end, m_work);
    parser.skipSpace();
    if (parser.position() > end + 2 || !parser.takeKeyword("endstream")) return malformed("end of a stream");
    return m_bytes.subspan(stream.streamAt, static_cast<std::size_t>(*size));
}

base::Result<std::string> PdfFile::streamBytes(const PdfObject& stream) {
    if (stream.streamAt == 0) return malformed("stream expected");
    if (stream.member("F")) return base::fail("pdf-unsupported", "stream outside the file");
    PS_TRY(const Bytes packed, packedBytes(stream));
    const std::size_t limit = m_limits.bytes - m_unpacked;
    const auto* filter = stream.member("Filter");
    const auto* filters = filter ? filter->array() : nullptr;
    if (!filter || (filters && filters->empty())) {
        if (packed.size() > limit) return base::fail("pdf-too-large", "streams");
        m_unpacked += packed.size();
        return std::string(packed.begin(), packed.end());
    }
    const auto* only = single(filter);
    if (!only || !only->isName("FlateDecode")) return base::fail("pdf-unsupported", "filter of a stream");
    if (packed.empty()) return std::string(); // qpdf writes an empty file without any zlib data
    PS_TRY(std::string data, inflateBytes(packed, limit));
    m_unpacked += data.size();
    const auto* parameters = single(stream.member("DecodeParms"));
    const auto predictor = integerOr(parameters ? parameters->member("Predictor") : nullptr, 1);
    if (predictor == 1) return data;
    const auto columns = integerOr(parameters->member("Columns"), 1);
    if (predictor < 10 || predictor > 15 || integerOr(parameters->member("Colors"), 1) != 1 ||
        integerOr(parameters->member("BitsPerComponent"), 8) != 8 || columns < 1 || columns > 65'536)
        return base::fail("pdf-unsupported", "predictor of a stream");
    return undoPrediction(data, static_cast<std::size_t>(columns));
}

} // namespace proofstead::seal
