#include "seal/PdfSignature.h"

#include "seal/PdfFile.h"
#include "seal/PdfSign.h"
#include "seal/TimeStamp.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::seal {

namespace {

std::string_view textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// "D:20250131080000Z"; nothing else is written.
std::optional<base::Millis> timeOf(const PdfObject& object) {
    const std::string* text = object.string();
    if (!text || text->size() != 17 || !text->starts_with("D:") || !text->ends_with('Z')) return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t size) { return text->substr(at, size); };
    return base::parseTime(
        fmt::format("{}-{}-{}T{}:{}:{}Z", part(2, 4), part(6, 2), part(8, 2), part(10, 2), part(12, 2), part(14, 2)));
}

// The reference to the signature of the only field; nullopt: there is none.
base::Result<std::optional<PdfRef>> signatureIn(PdfFile& file) {
    PS_TRY(const PdfObject catalogue, file.member(file.trailer(), "Root"));
    PS_TRY(const PdfObject form, file.member(catalogue, "AcroForm"));
    PS_TRY(const PdfObject fields, file.member(form, "Fields"));
    if (!fields.array() || fields.array()->empty()) return std::optional<PdfRef>();
    if (fields.array()->size() != 1) return base::fail("pdf-unsupported", "more than one form field");
    PS_TRY(const PdfObject field, file.resolve(fields.array()->front()));
    const PdfObject* type = field.member("FT");
    const PdfObject* value = field.member("V");
    if (!type || !type->isName("Sig") || !value || value->kind != PdfObject::Reference)
        return base::fail("pdf-unsupported", "a form field that is no signature");
    return std::optional(value->reference());
}

// What is wrong with the range, and where the gap in it lies.
struct Gap {
    std::string problem;
    std::size_t from = 0, until = 0;
};

Gap gapOf(std::string_view pdf, const PdfObject& dictionary, const std::vector<PdfFile::Entry>& entries) {
    const PdfObject* range = dictionary.member("ByteRange");
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; range && range->array() && i < range->array()->size(); ++i) {
        const auto* number = (*range->array())[i].integer();
        if (number && *number >= 0) numbers.push_back(static_cast<std::size_t>(*number));
    }
    if (numbers.size() != 4 || range->array()->size() != 4) return {"no byte range"};
    const std::size_t from = numbers[1], until = numbers[2];
    if (numbers[0] != 0) return {"the first byte is left out"};
    if (until > pdf.size() || numbers[3] != pdf.size() - until)
        return {fmt::format("{} bytes at the end are left out",
                            pdf.size() - std::min(pdf.size(), until + std::min(numbers[3], pdf.size())))};
    const auto contents = std::find_if(entries.begin(), entries.end(),
                                       [](const PdfFile::Entry& entry) { return entry.name == "Contents"; });
    if (contents == entries.end() || contents->from != from || contents->until != until)
        return {"the gap is not exactly the signature"};
    return {{}, from, until};
}

// The container's bytes: lower-case digits between < and >, then zeros to the end.
base::Result<std::string> containerIn(std::string_view hex) {
    const auto wrong = [](const char* what) { return base::fail("cms-malformed", what); };
    if (hex.size() != 2 * kSignatureRoom + 2 || hex.front() != '<' || hex.back() != '>') return wrong("its room");
    const auto bytes = base::fromHex(hex.substr(1, hex.size() - 2));
    if (!bytes) return wrong("not in lower-case digits");
    // The length of the outermost value says where the zeros begin.
    const auto head = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<std::uint8_t>((*bytes)[at])); };
    if (head(0) != 0x30 || head(1) != 0x82) return wrong("its length");
    const std::size_t size = 4 + (head(2) << 8U | head(3));
    if (size > bytes->size() || bytes->find_first_not_of('\0', size) != std::string::npos)
        return wrong("something stands behind it");
    return bytes->substr(0, size);
}

std::vector<std::string> issuersNamed(const PdfObject& dictionary) {
    std::vector<std::string> named;
    const PdfObject* list = dictionary.member(kIssuersEntry);
    for (std::size_t i = 0; list && list->array() && i < list->array()->size(); ++i)
        named.push_back(base::toHex(base::asBytes((*list->array())[i].text)));
    return named;
}

void check(std::string_view pdf, const PdfObject& dictionary, const Gap& gap, PdfSignature& signature) {
    const auto bytes = containerIn(pdf.substr(gap.from, gap.until - gap.from));
    auto cms = bytes ? readCms(*bytes) : base::Result<Cms>(tl::unexpected<base::Error>(bytes.error()));
    if (!cms) {
        signature.container = cms.error().toString();
        return;
    }
    Sha256 sha;
    sha.update(pdf.substr(0, gap.from));
    sha.update(pdf.substr(gap.until));
    const Hash digest = sha.finish();
    std::vector<std::string> issuers;
    for (const Certificate& one : cms->issuers)
        issuers.push_back(toHex(one.digest()));
    std::sort(issuers.begin(), issuers.end());
    // A changed byte of the file changes the digest inside: say so instead of blaming the container for it.
    const bool sound = isSigned(cms->signer, signedAttributes(digest, cms->signer), cms->signature);
    if (!sound) signature.value = "the signature is one of " + cms->signer.subject;
    if (sound && writeCms(*cms, digest) != *bytes) signature.container = "not in the one form of its parts";
    if (sound && issuers != issuersNamed(dictionary)) signature.container = "certificates exchanged";
    signature.cms = std::move(*cms);
}

std::string yearsOf(const Certificate& certificate) {
    return base::formatDate(certificate.notBefore) + " to " + base::formatDate(certificate.notAfter);
}

// When the signature was made, as far as anybody but the signer says so.
base::Millis addTime(const PdfSignature& signature, const SignerTrust& trust, SignatureVerdict& verdict) {
    if (signature.cms->timeStamp.empty()) {
        verdict.steps.push_back({"pdf.time", base::formatSeconds(signature.claimedAt), true, true});
        return signature.claimedAt;
    }
    const auto stamp = checkTimeStamp(signature.cms->timeStamp, signature.cms->signature);
    if (!stamp) {
        verdict.steps.push_back({"pdf.time", stamp.error().toString(), false, false});
        return signature.claimedAt;
    }
    verdict.timeStampedAt = base::formatSeconds(stamp->at);
    verdict.timeStampedBy = stamp->authority.subject;
    const bool proven = leadsTo(trust.timeCertificates, stamp->authority, stamp->issuers, stamp->at);
    verdict.steps.push_back({proven ? "pdf.time" : "pdf.time-unproven",
                             verdict.timeStampedAt + ", " + verdict.timeStampedBy, true, !proven});
    return stamp->at;
}

void addSigner(const PdfSignature& signature, const SignerTrust& trust, base::Millis at, SignatureVerdict& verdict) {
    const Certificate& signer = signature.cms->signer;
    if (!trust.named.empty())
        verdict.steps.push_back(
            {"pdf.certificate", verdict.certificateSha256, trust.named == verdict.certificateSha256});
    verdict.steps.push_back({"pdf.validity", yearsOf(signer), signer.isValidAt(at)});
    if (trust.certificates.empty()) {
        verdict.steps.push_back({"pdf.signer", signer.subject, true, true});
        return;
    }
    verdict.signerProven = leadsTo(trust.certificates, signer, signature.cms->issuers, at);
    verdict.steps.push_back({"pdf.signer", signer.subject, verdict.signerProven});
}

} // namespace

base::Result<std::optional<PdfSignature>> readPdfSignature(Bytes pdf) {
    PS_TRY(PdfFile file, PdfFile::open(pdf, {}));
    PS_TRY(const auto found, signatureIn(file));
    if (!found) return std::optional<PdfSignature>();
    PS_TRY(const auto entries, file.entriesOf(*found));
    PdfObject reference;
    reference.kind = PdfObject::Reference;
    reference.number = found->number;
    reference.streamAt = static_cast<std::size_t>(found->generation);
    PS_TRY(const PdfObject dictionary, file.resolve(reference));
    PdfSignature signature;
    const PdfObject* filter = dictionary.member("SubFilter");
    const PdfObject* at = dictionary.member("M");
    const auto time = at ? timeOf(*at) : std::nullopt;
    if (!filter || !filter->isName("ETSI.CAdES.detached") || !time) signature.container = "another kind of signature";
    signature.claimedAt = time.value_or(0);
    const Gap gap = gapOf(textOf(pdf), dictionary, entries);
    signature.range = gap.problem;
    if (gap.problem.empty() && signature.container.empty()) check(textOf(pdf), dictionary, gap, signature);
    return std::optional(std::move(signature));
}

SignatureVerdict checkSignature(const PdfSignature& signature, const SignerTrust& trust) {
    SignatureVerdict verdict;
    const auto add = [&](const char* what, const std::string& problem, std::string detail) {
        verdict.steps.push_back({what, problem.empty() ? std::move(detail) : problem, problem.empty()});
        return problem.empty();
    };
    if (!add("pdf.range", signature.range, "") || !add("pdf.container", signature.container, "")) return verdict;
    const Certificate& signer = signature.cms->signer;
    verdict.subject = signer.subject;
    verdict.certificateSha256 = toHex(signer.digest());
    verdict.selfSigned = signer.selfSigned;
    verdict.signedAt = signature.claimedAt;
    if (!add("pdf.signature", signature.value, signer.subject)) return verdict;
    addSigner(signature, trust, addTime(signature, trust, verdict), verdict);
    return verdict;
}

} // namespace proofstead::seal
