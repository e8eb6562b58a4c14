// Objects of a PDF and the parser that reads them from bytes (ISO 32000-1 section 7.3). For PdfReader and PdfFile.
//
// Error codes: "pdf-malformed", "pdf-too-large".
#pragma once

#include "base/Result.h"
#include "seal/Digest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace proofstead::seal {

struct PdfRef {
    std::int64_t number = 0;
    std::int64_t generation = 0;
};

// One object of any kind. Real numbers read as null: nothing here needs them.
struct PdfObject {
    enum Kind { Null, Boolean, Integer, String, Name, Array, Dictionary, Reference } kind = Null;
    std::int64_t number = 0;      // of an integer, boolean (0, 1) or reference
    std::size_t streamAt = 0;     // where a stream's bytes start; 0 when the dictionary is no stream
    std::string text;             // of a string or name (without the slash)
    std::vector<PdfObject> items; // of an array; of a dictionary: name, value, name, value ...

    bool isDictionary() const { return kind == Dictionary; }
    bool isName(std::string_view wanted) const { return kind == Name && text == wanted; }
    const std::int64_t* integer() const { return kind == Integer ? &number : nullptr; }
    const std::string* string() const { return kind == String ? &text : nullptr; }
    const std::vector<PdfObject>* array() const { return kind == Array ? &items : nullptr; }
    // Value of a dictionary's member; nullptr when absent or not a dictionary.
    const PdfObject* member(std::string_view name) const;
    PdfRef reference() const;
};

// Bytes looked at and objects made by all parsers of one file; past a limit they stop with "pdf-too-large", so that
// objects which overlap or repeat cannot cost more than the file's size allows.
struct PdfWork {
    std::uint64_t bytes = 0;
    std::uint64_t byteLimit = 0;
    std::uint64_t objects = 0;
    std::uint64_t objectLimit = 0;
};

// Reads tokens and objects from one run of bytes.
class PdfParser {
public:
    PdfParser(Bytes bytes, std::size_t at, PdfWork& work) : m_bytes(bytes), m_at(at), m_work(&work) {}

    std::size_t position() const { return m_at; }
    void skipSpace(); // and comments
    bool atEnd() const { return m_at >= m_bytes.size(); }
    bool takeKeyword(std::string_view word); // only when a delimiter follows
    base::Result<std::int64_t> integer();    // unsigned
    base::Result<PdfObject> object(int depth = 0);
    // "12 0 obj ... endobj" with its number checked; a stream's bytes are not read.
    base::Result<PdfObject> indirectObject(PdfRef expected);

private:
    base::Result<PdfObject> array(int depth);
    base::Result<PdfObject> dictionary(int depth);
    base::Result<PdfObject> literalString();
    base::Result<PdfObject> hexString();
    base::Result<std::string> name();
    base::Result<PdfObject> numberOrReference();
    base::Status enterStream(PdfObject& object);
    void escape(std::string& text);

    bool has(std::size_t ahead = 0) const { return m_at + ahead < m_bytes.size(); }
    char peek(std::size_t ahead = 0) const { return has(ahead) ? static_cast<char>(m_bytes[m_at + ahead]) : '\0'; }
    bool startsWith(std::string_view text) const;
    base::Status charge(std::size_t from);
    tl::unexpected<base::Error> malformed(std::string_view what) const;

    Bytes m_bytes;
    std::size_t m_at;
    PdfWork* m_work;
};

} // namespace proofstead::seal
