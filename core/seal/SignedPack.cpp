#include "seal/SignedPack.h"

#include "base/Time.h"
#include "seal/PdfReader.h"

#include <algorithm>

namespace proofstead::seal {

namespace {

PackStep* stepOf(PackVerdict& verdict, std::string_view what) {
    const auto found = std::find_if(verdict.steps.begin(), verdict.steps.end(),
                                    [&](const PackStep& step) { return step.what == what; });
    return found == verdict.steps.end() ? nullptr : &*found;
}

// A trusted certificate vouches for everything in the file, the log key included; a trusted log key for the manifest,
// and so for the certificate that it names.
void joinTrust(const PackTrust& trust, SignedPackVerdict& verdict) {
    const bool byCertificate = verdict.signature && verdict.signature->signerProven;
    const bool byKey = verdict.pack.signerProven && (!verdict.signature || !verdict.pack.signedWith.empty());
    if (byCertificate && !trust.key)
        if (PackStep* step = stepOf(verdict.pack, "pack.signer")) *step = {"pack.signer-by-certificate", step->detail};
    if (byKey && trust.certificates.empty())
        if (PackStep* step = stepOf(verdict.pack, "pdf.signer")) *step = {"pdf.signer-by-key", step->detail};
    verdict.pack.holds = verdict.pack.holds && verdict.pack.firstFailure() == nullptr;
    verdict.pack.signerProven = verdict.pack.holds && (byCertificate || byKey);
}

// A note where nobody expects a signature, else a failure.
PackStep missing(const char* what, bool expected, const PackVerdict& pack) {
    return {what, pack.signedWith, !expected, !expected};
}

} // namespace

base::Result<SignedPackVerdict> checkPackFile(Bytes pdf, const PackTrust& trust) {
    SignedPackVerdict verdict;
    PS_TRY(const auto signature, readPdfSignature(pdf));
    PS_TRY(verdict.attachments, readAttachments(pdf));
    verdict.pack = checkPack(verdict.attachments, trust.key);
    std::vector<PackStep> steps;
    if (signature) {
        verdict.signature =
            checkSignature(*signature, {trust.certificates, trust.timeCertificates, verdict.pack.signedWith});
        steps = verdict.signature->steps;
    } else {
        const bool expected = !verdict.pack.signedWith.empty() || !trust.certificates.empty();
        steps.push_back(missing("pdf.unsigned", expected, verdict.pack));
    }
    verdict.pack.steps.insert(verdict.pack.steps.begin(), steps.begin(), steps.end());
    joinTrust(trust, verdict);
    return verdict;
}

SignedPackVerdict checkPackParts(Attachments attachments, const PackTrust& trust) {
    SignedPackVerdict verdict;
    verdict.attachments = std::move(attachments);
    verdict.pack = checkPack(verdict.attachments, trust.key);
    if (!verdict.pack.signedWith.empty() || !trust.certificates.empty())
        verdict.pack.steps.insert(verdict.pack.steps.begin(),
                                  missing("pdf.absent", !trust.certificates.empty(), verdict.pack));
    joinTrust(trust, verdict);
    return verdict;
}

void addOpenings(const std::vector<Opening>& openings, SignedPackVerdict& verdict) {
    for (const Opening& opening : openings) {
        verdict.pack.steps.push_back(checkOpening(opening, verdict.attachments));
        if (!verdict.pack.steps.back().holds) verdict.pack.holds = verdict.pack.signerProven = false;
    }
}

base::Json toJson(const SignedPackVerdict& verdict) {
    base::Json json = toJson(verdict.pack);
    json["signature"] = nullptr;
    if (!verdict.signature) return json;
    const auto textOrNull = [](const std::string& text) { return text.empty() ? base::Json() : base::Json(text); };
    const SignatureVerdict& signature = *verdict.signature;
    json["signature"] = {{"subject", signature.subject},
                         {"certificate_sha256", textOrNull(signature.certificateSha256)},
                         {"self_signed", signature.selfSigned},
                         {"signed_at", base::formatSeconds(signature.signedAt)},
                         {"time_stamped_at", textOrNull(signature.timeStampedAt)},
                         {"time_stamped_by", textOrNull(signature.timeStampedBy)}};
    return json;
}

} // namespace proofstead::seal
