// One PDF file: finds objects through its cross-reference data and unpacks streams (ISO 32000-1 section 7.5). For
// PdfReader. The bytes must outlive the object.
//
// Error codes: those of PdfReader.h.
#pragma once

#include "seal/PdfObject.h"
#include "seal/PdfReader.h"

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace proofstead::seal {

// zlib data to its end, at most `limit` bytes; error codes "pdf-malformed", "pdf-too-large".
base::Result<std::string> inflateBytes(Bytes packed, std::size_t limit);

class PdfFile {
public:
    static base::Result<PdfFile> open(Bytes bytes, const PdfLimits& limits);

    // The newest trailer.
    const PdfObject& trailer() const { return m_trailer; }
    // Follows a reference; anything else is returned as it is. A reference to nothing is null.
    base::Result<PdfObject> resolve(const PdfObject& object);
    // Member of a dictionary, resolved; null when absent.
    base::Result<PdfObject> member(const PdfObject& dictionary, const char* name);
    // Unpacked bytes of a stream.
    base::Result<std::string> streamBytes(const PdfObject& stream);

    // Members of a dictionary that stands in the file as an object of its own, and where their values stand; "pdf-
    // unsupported" for one inside an object stream.
    struct Entry {
        std::string name;
        std::size_t start = 0;           // of the name
        std::size_t from = 0, until = 0; // of the value
    };
    base::Result<std::vector<Entry>> entriesOf(PdfRef dictionary);
    // Where the newest cross-reference section starts, and whether it is a table.
    std::size_t newestSectionAt() const { return m_newest; }
    bool newestIsTable() const;

private:
    struct Place {
        enum Kind { Free, AtOffset, InStream } kind = Free;
        std::uint64_t where = 0; // offset, or number of the object stream
        std::int64_t rank = 0;   // generation, or index in the object stream
    };
    struct ObjectStream {
        std::string bytes;
        std::vector<std::pair<std::int64_t, std::size_t>> objects; // number, offset in bytes
    };

    PdfFile(Bytes bytes, const PdfLimits& limits);
    base::Result<std::size_t> newestSection() const;       // offset behind "startxref"
    base::Result<std::size_t> readSection(std::size_t at); // offset of the previous one; 0: none
    base::Result<PdfObject> readTable(PdfParser& parser);
    base::Result<PdfObject> readXrefStream(PdfParser& parser);
    base::Status readEntries(const PdfObject& dict, const std::string& data);
    base::Status remember(std::int64_t number, const Place& place);
    base::Result<PdfObject> load(PdfRef ref);
    base::Result<PdfObject> loadFromStream(PdfRef ref, const Place& place);
    base::Result<const ObjectStream*> objectStream(std::uint64_t number);
    base::Result<Bytes> packedBytes(const PdfObject& stream);

    Bytes m_bytes;
    PdfLimits m_limits;
    PdfWork m_work;
    PdfObject m_trailer;
    std::unordered_map<std::int64_t, Place> m_places;
    std::unordered_map<std::uint64_t, ObjectStream> m_objectStreams;
    std::size_t m_unpacked = 0, m_newest = 0;
    int m_depth = 0;
};

} // namespace proofstead::seal
