#include "seal/PdfReader.h"

#include "base/Text.h"
#include "seal/PdfFile.h"

#include <fmt/format.h>
#include <optional>

namespace proofstead::seal {

namespace {

constexpr int kMaxTreeDepth = 32;

void appendUtf8(std::string& text, std::uint32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | code >> 6U);
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | code >> 12U);
        text += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        text += static_cast<char>(0xF0U | code >> 18U);
        text += static_cast<char>(0x80U | (code >> 12U & 0x3FU));
        text += static_cast<char>(0x80U | (code >> 6U & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

std::optional<std::string> fromUtf16(std::string_view bytes) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    const auto unit = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i])) << 8U |
               static_cast<std::uint8_t>(bytes[i + 1]);
    };
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        std::uint32_t code = unit(i);
        if (code >= 0xD800 && code < 0xE000) {
            const std::uint32_t low = code < 0xDC00 && i + 3 < bytes.size() ? unit(i + 2) : 0;
            if (low < 0xDC00 || low >= 0xE000) return std::nullopt;
            code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
            i += 2;
        }
        appendUtf8(text, code);
    }
    return text;
}

// A text string (ISO 32000-1 section 7.9.2.2) as UTF-8; nullopt where it is neither readable nor needed for a pack.
std::optional<std::string> textString(std::string_view bytes) {
    if (bytes.starts_with("\xFE\xFF")) return fromUtf16(bytes.substr(2));
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        return base::isValidUtf8(bytes) ? std::optional(std::string(bytes)) : std::nullopt;
    }
    std::string text;
    for (const char c : bytes) {
        const auto code = static_cast<std::uint8_t>(c);
        if (code >= 0x7F && code <= 0xA0) return std::nullopt; // these differ from Latin-1
        appendUtf8(text, code);
    }
    return text;
}

class Collector {
public:
    Collector(PdfFile& file, const PdfLimits& limits) : m_file(file), m_limits(limits) {}

    base::Status node(const PdfObject& node, int depth) {
        if (depth > kMaxTreeDepth) return base::fail("pdf-malformed", "name tree too deep");
        PS_TRY(const PdfObject kids, m_file.member(node, "Kids"));
        if (const auto* list = kids.array()) {
            for (const PdfObject& kid : *list) {
                PS_TRY(const PdfObject child, m_file.resolve(kid));
                PS_CHECK(this->node(child, depth + 1));
            }
        }
        PS_TRY(const PdfObject names, m_file.member(node, "Names"));
        const auto* list = names.array();
        if (list && list->size() % 2 != 0) return base::fail("pdf-malformed", "name tree");
        for (std::size_t i = 1; list && i < list->size(); i += 2) {
            PS_TRY(const PdfObject specification, m_file.resolve((*list)[i]));
            PS_CHECK(attachment(specification));
        }
        return {};
    }

    std::map<std::string, std::string> take() { return std::move(m_found); }

private:
    base::Status attachment(const PdfObject& specification) {
        if (m_found.size() >= m_limits.attachments) return base::fail("pdf-too-large", "attachments");
        PS_TRY(const std::string name, nameOf(specification));
        PS_TRY(const PdfObject embedded, m_file.member(specification, "EF"));
        const auto* unicode = embedded.member("UF");
        const auto* plain = embedded.member("F");
        if ((!unicode && !plain) || (unicode && plain && unicode->number != plain->number))
            return base::fail("pdf-malformed", "embedded file " + name);
        PS_TRY(const PdfObject stream, m_file.resolve(unicode ? *unicode : *plain));
        PS_TRY(std::string bytes, m_file.streamBytes(stream));
        if (!m_found.emplace(name, std::move(bytes)).second)
            return base::fail("pdf-malformed", "two attachments named " + name);
        return {};
    }

    base::Result<std::string> nameOf(const PdfObject& specification) {
        PS_TRY(PdfObject name, m_file.member(specification, "UF"));
        if (!name.string()) {
            PS_TRY(name, m_file.member(specification, "F"));
        }
        const auto* bytes = name.string();
        const auto text = bytes ? textString(*bytes) : std::nullopt;
        if (!text || text->empty()) return base::fail("pdf-malformed", "name of an embedded file");
        return *text;
    }

    PdfFile& m_file;
    const PdfLimits& m_limits;
    std::map<std::string, std::string> m_found;
};

} // namespace

base::Result<std::map<std::string, std::string>> readAttachments(Bytes pdf, const PdfLimits& limits) {
    PS_TRY(PdfFile file, PdfFile::open(pdf, limits));
    PS_TRY(const PdfObject catalog, file.member(file.trailer(), "Root"));
    if (!catalog.isDictionary()) return base::fail("pdf-malformed", "no document catalog");
    PS_TRY(const PdfObject names, file.member(catalog, "Names"));
    PS_TRY(const PdfObject tree, file.member(names, "EmbeddedFiles"));
    Collector collector(file, limits);
    PS_CHECK(collector.node(tree, 0));
    return collector.take();
}

} // namespace proofstead::seal
