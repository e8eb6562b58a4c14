#include "seal/PdfSign.h"

#include "seal/Cms.h"
#include "seal/PdfFile.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace proofstead::seal {

namespace {

constexpr std::string_view kRangeRoom = "                                "; // three numbers of ten digits
constexpr int kFieldFlags = 132;                                            // print and locked: PDF/A wants both seen

tl::unexpected<base::Error> unsupported(std::string what) {
    return base::fail("pdf-unsupported", std::move(what));
}

std::string pdfTime(base::Millis at) {
    std::string date = "D:";
    for (const char c : base::formatSeconds(at))
        if (c >= '0' && c <= '9') date += c;
    return date + "Z";
}

// A text string (ISO 32000-1 section 7.9.2.2: UTF-16) as hexadecimal digits: nothing in it can end the string early.
std::string textString(std::string_view utf8) {
    const std::string text = base::printable(utf8);
    std::string hex = "<feff";
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
        std::uint32_t code = more == 0 ? lead : lead & (0x3FU >> more);
        for (std::size_t k = 1; k <= more; ++k)
            code = code << 6U | (static_cast<std::uint8_t>(text[i + k]) & 0x3FU);
        hex += code < 0x10000 ? fmt::format("{:04x}", code)
                              : fmt::format("{:04x}{:04x}", 0xD7C0 + (code >> 10U), 0xDC00 + (code & 0x3FFU));
        i += more + 1;
    }
    return hex + ">";
}

std::string reference(PdfRef ref) {
    return fmt::format("{} {} R", ref.number, ref.generation);
}

// The objects of an update, in the order in which they are written.
class Update {
public:
    explicit Update(std::string& pdf) : m_pdf(pdf) {
        if (!m_pdf.ends_with('\n')) m_pdf += '\n';
    }

    // Where the body of the object starts.
    std::size_t put(PdfRef ref, std::string_view body) {
        m_places[ref.number] = {m_pdf.size(), ref.generation};
        m_pdf += fmt::format("{} {} obj\n", ref.number, ref.generation);
        const std::size_t at = m_pdf.size();
        m_pdf.append(body).append("\nendobj\n");
        return at;
    }

    void close(const std::string& trailer) {
        const std::size_t at = m_pdf.size();
        m_pdf += "xref\n";
        for (const auto& [number, place] : m_places)
            m_pdf += fmt::format("{} 1\n{:010} {:05} n \n", number, place.first, place.second);
        m_pdf += fmt::format("trailer\n<< {} >>\nstartxref\n{}\n%%EOF\n", trailer, at);
    }

private:
    std::string& m_pdf;
    std::map<std::int64_t, std::pair<std::size_t, std::int64_t>> m_places;
};

// What the update needs to know of the file as it is.
struct Present {
    PdfRef catalogue, page;
    std::string catalogueBody, pageBody; // to be completed: what stands there, without the entry that changes
    std::string annotations;             // of the page, so far
    std::int64_t nextObject = 0;
    std::string trailer; // entries that stay
};

base::Result<std::string> bodyWithout(PdfFile& file, const std::string& pdf, PdfRef ref, std::string_view left) {
    PS_TRY(const auto entries, file.entriesOf(ref));
    std::string body;
    for (const auto& entry : entries)
        if (entry.name != left) body += pdf.substr(entry.start, entry.until - entry.start) + " ";
    return body;
}

base::Result<PdfRef> firstPage(PdfFile& file, const PdfObject& catalogue) {
    const PdfObject* next = catalogue.member("Pages");
    PdfObject kept;
    for (int depth = 0; next && next->kind == PdfObject::Reference && depth < 32; ++depth) {
        const PdfRef ref = next->reference();
        PS_TRY(PdfObject node, file.resolve(*next));
        PS_TRY(const PdfObject kids, file.member(node, "Kids"));
        if (!kids.array()) return ref;
        if (kids.array()->empty()) break;
        kept = kids.array()->front();
        next = &kept;
    }
    return unsupported("a document without a page");
}

// The references of the page's annotations, or "".
base::Result<std::string> annotationsOf(PdfFile& file, PdfRef page) {
    PdfObject self;
    self.kind = PdfObject::Reference;
    self.number = page.number;
    self.streamAt = static_cast<std::size_t>(page.generation);
    PS_TRY(const PdfObject body, file.resolve(self));
    PS_TRY(const PdfObject list, file.member(body, "Annots"));
    std::string references;
    for (std::size_t i = 0; list.array() && i < list.array()->size(); ++i) {
        const PdfObject& one = (*list.array())[i];
        if (one.kind != PdfObject::Reference) return unsupported("an annotation that is not its own object");
        references += reference(one.reference()) + " ";
    }
    return references;
}

std::string trailerOf(const PdfObject& trailer, std::size_t previous, std::int64_t size) {
    std::string text =
        fmt::format("/Size {} /Prev {} /Root {}", size, previous, reference(trailer.member("Root")->reference()));
    if (const auto* info = trailer.member("Info"); info && info->kind == PdfObject::Reference)
        text += " /Info " + reference(info->reference());
    const auto* id = trailer.member("ID");
    if (id && id->array() && id->array()->size() == 2)
        text += fmt::format(" /ID [<{}> <{}>]", base::toHex(base::asBytes(id->array()->front().text)),
                            base::toHex(base::asBytes(id->array()->back().text)));
    return text;
}

base::Result<Present> look(const std::string& pdf) {
    PS_TRY(PdfFile file, PdfFile::open(base::asBytes(pdf), {}));
    if (!file.newestIsTable()) return unsupported("no cross-reference table");
    const PdfObject* root = file.trailer().member("Root");
    const PdfObject* size = file.trailer().member("Size");
    if (!root || root->kind != PdfObject::Reference || !size || !size->integer())
        return base::fail("pdf-malformed", "trailer");
    PS_TRY(const PdfObject catalogue, file.resolve(*root));
    if (catalogue.member("AcroForm")) return unsupported("a form, or a signature, is there already");
    Present present;
    present.catalogue = root->reference();
    PS_TRY(present.page, firstPage(file, catalogue));
    PS_TRY(present.annotations, annotationsOf(file, present.page));
    PS_TRY(present.catalogueBody, bodyWithout(file, pdf, present.catalogue, "AcroForm"));
    PS_TRY(present.pageBody, bodyWithout(file, pdf, present.page, "Annots"));
    present.nextObject = *size->integer();
    present.trailer = trailerOf(file.trailer(), file.newestSectionAt(), present.nextObject + 2);
    return present;
}

std::string issuersEntry(const SigningKey& key) {
    std::vector<std::string> digests;
    for (const Certificate& one : key.issuers())
        digests.push_back("<" + toHex(one.digest()) + ">");
    std::sort(digests.begin(), digests.end());
    return digests.empty() ? "" : fmt::format("/{} [{}] ", kIssuersEntry, base::join(digests, " "));
}

// Without the range, which comes last but for the room for the signature.
std::string signatureHead(const SigningKey& key, const PdfSigning& signing) {
    std::string head = "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached ";
    head += fmt::format("/M ({}) /Name {} ", pdfTime(signing.at), textString(signing.name));
    if (!signing.reason.empty()) head += fmt::format("/Reason {} ", textString(signing.reason));
    return head + issuersEntry(key) + "/ByteRange [0";
}

struct Gap {
    std::size_t range = 0, from = 0, until = 0; // where the numbers and the signature go
};

Gap appendUpdate(std::string& pdf, const Present& present, const SigningKey& key, const PdfSigning& signing) {
    const PdfRef signature{present.nextObject, 0}, field{present.nextObject + 1, 0};
    const std::string head = signatureHead(key, signing);
    const std::string middle = "] /Contents ";
    Update update(pdf);
    Gap gap;
    gap.range = head.size();
    gap.from = gap.range + kRangeRoom.size() + middle.size();
    gap.until = gap.from + 2 * kSignatureRoom + 2;
    std::string body = head + std::string(kRangeRoom) + middle;
    body += '<' + std::string(2 * kSignatureRoom, '0') + "> >>";
    const std::size_t at = update.put(signature, body);
    for (std::size_t* place : {&gap.range, &gap.from, &gap.until})
        *place += at;
    update.put(field,
               fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F {} /Rect [0 0 0 0] /V {} "
                           "/P {} >>",
                           kFieldFlags, reference(signature), reference(present.page)));
    update.put(present.page,
               fmt::format("<< {}/Annots [{}{}] >>", present.pageBody, present.annotations, reference(field)));
    update.put(present.catalogue, fmt::format("<< {}/AcroForm << /SigFlags 3 /Fields [{}] >> >>", present.catalogueBody,
                                              reference(field)));
    update.close(present.trailer);
    return gap;
}

} // namespace

base::Result<std::string> signPdf(std::string pdf, const SigningKey& key, const PdfSigning& signing,
                                  const TimeStamper& stamper) {
    PS_TRY(const Present present, look(pdf));
    pdf.reserve(pdf.size() + 3 * kSignatureRoom);
    const Gap gap = appendUpdate(pdf, present, key, signing);
    const std::string range = fmt::format(" {} {} {}", gap.from, gap.until, pdf.size() - gap.until);
    if (range.size() > kRangeRoom.size()) return base::fail("pdf-too-large", "to be signed");
    pdf.replace(gap.range, range.size(), range);
    Sha256 sha;
    sha.update(std::string_view(pdf).substr(0, gap.from));
    sha.update(std::string_view(pdf).substr(gap.until));
    const Hash digest = sha.finish();
    Cms cms{key.certificate(), key.issuers(), key.sign(signedAttributes(digest, key.certificate())), {}};
    if (stamper) {
        PS_TRY(cms.timeStamp, stamper(cms.signature));
    }
    const std::string der = writeCms(cms, digest);
    if (der.size() > kSignatureRoom) return base::fail("signature-too-large", fmt::format("{} bytes", der.size()));
    const std::string hex = base::toHex(base::asBytes(der));
    pdf.replace(gap.from + 1, hex.size(), hex);
    return pdf;
}

} // namespace proofstead::seal
