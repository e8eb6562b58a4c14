// What a PDF says about itself and its attachments.
#pragma once

#include "pack/Document.h"

#include <string>
#include <string_view>

namespace proofstead::print {

// "D:20250131080000Z"
std::string pdfDate(base::Millis time);

// The XMP packet (UTF-8) with the same statements as the information dictionary, and the PDF/A-3b identification.
std::string xmpPacket(const pack::Document& document);

struct AttachmentKind {
    const char* mime;
    const char* relationship; // ISO 32000-2 table 43
};
AttachmentKind kindOfAttachment(std::string_view name);

} // namespace proofstead::print
