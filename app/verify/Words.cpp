#include "Words.h"

#include "base/Time.h"

#include <array>
#include <fmt/format.h>

namespace proofstead::verify {

namespace {

struct Sentence {
    std::string_view what;
    std::string_view holds; // {} is the detail
    std::string_view fails;
};

constexpr std::array kSentences{
    Sentence{"pdf.range", "The signature spans the whole file, from its first byte to its last.",
             "The signature does not span the whole file"},
    Sentence{"pdf.container", "The container of the signature has the one form that it can have.",
             "The container of the signature was changed, or was written by another program"},
    Sentence{"pdf.signature", "No byte of the file was changed since it was signed by {}.",
             "The file was changed after it was signed"},
    Sentence{"pdf.certificate", "The manifest names the certificate of this signature.",
             "The file was signed with another certificate than the manifest names. Its own is"},
    Sentence{"pdf.validity", "The certificate was valid when it was used ({}).",
             "The certificate was not valid when it was used; it is valid from"},
    Sentence{"pdf.time", "The time of the signature is fixed by a trusted time stamp: {}.",
             "The time stamp does not hold"},
    Sentence{"pdf.signer", "The signer is the one that you trust, or is vouched for by it: {}.",
             "The certificate that you trust does not vouch for the signer. The signer calls itself"},
    Sentence{"pdf.signer-by-key", "The log key that you trust vouches for the certificate of {}.", ""},
    Sentence{"pdf.unsigned", "",
             "The file carries no signature, though it should. The certificate that the manifest names is"},
    Sentence{"pdf.absent", "",
             "These are attachments only: whether the PDF is signed by whom you trust, only it shows"},
    Sentence{"pack.manifest", "The manifest is complete.", "The manifest cannot be used"},
    Sentence{"pack.attachments", "Attachments unchanged, as the manifest names them: {}.",
             "An attachment is not what the manifest says"},
    Sentence{"pack.unlisted", "Nothing else is attached.", "Something is attached that the manifest does not name"},
    Sentence{"pack.checkpoint", "The checkpoint of the evidence log is properly signed ({}).",
             "The checkpoint of the evidence log is not properly signed"},
    Sentence{"pack.proofs", "Proofs complete: {}.", "The proofs cannot be used"},
    Sentence{"pack.leaf", "Attached records that are, byte for byte, those imported: {}.",
             "An attached record is not the one that was imported"},
    Sentence{"pack.masked", "Records masked (place in the evidence proven, content not shown): {}.", ""},
    Sentence{"pack.withheld", "Custody entries withheld, since a file's own name holds a personal value: {}.", ""},
    Sentence{"pack.file-root", "Records that belong to the files they are said to come from: {}.",
             "A record does not belong to the file it is said to come from"},
    Sentence{"pack.custody", "Custody entries that name those files, digests and numbers of records: {}.",
             "A custody entry does not fit its file"},
    Sentence{"pack.log-root", "Custody entries that lie in the signed evidence log: {}.",
             "A custody entry does not lie in the signed evidence log"},
    Sentence{"pack.sign-off", "A sign-off of this assessment lies in the signed evidence log: {}.",
             "The sign-off does not lie in the signed evidence log"},
    Sentence{"pack.manifest-signature", "The manifest is signed by {}.", "The manifest is not properly signed"},
    Sentence{"pack.signer", "Checkpoint and manifest are signed with the key that you trust.",
             "The pack is signed with another key than the one you trust. Its own key is"},
    Sentence{"pack.signer-by-certificate", "The certificate that you trust vouches for the log key of the pack.", ""},
    Sentence{"pack.opened", "An opened value is the one behind its mask: {}.",
             "An opened value is not the one behind its mask"},
};

constexpr std::array kNotes{
    Sentence{"pdf.time", "Signed at {} by the signer's own clock; no time stamp fixes this.", ""},
    Sentence{"pdf.time-unproven",
             "Time stamped at {}. Whether that service is to be trusted was not asked:\n"
             "       give its certificate with --trust-time.",
             ""},
    Sentence{"pdf.signer",
             "Signer not proven: \"{}\" is what the certificate says, and nobody that you trust\n"
             "       vouches for it. Ask for the certificate by another way and run this again with --trust CERT.",
             ""},
    Sentence{"pdf.unsigned",
             "The file carries no PDF signature: its printed pages are not covered, its attachments are.", ""},
    Sentence{"pdf.absent", "These are the attachments of a signed PDF; its signature and its pages were not looked at.",
             ""},
    Sentence{"pack.signer",
             "Signer not proven: checkpoint and manifest were checked with the log key that the pack\n"
             "       brings along. Ask for the key by another way and run this again with --key.\n"
             "       Key in the pack: {}",
             ""},
    Sentence{"pack.signer-inside",
             "The log key was not compared with one that you have (--key). The one in the pack is\n       {}", ""},
    Sentence{"pack.manifest-signature",
             "The manifest carries no signature; its digests hold against damage, not against somebody who rewrites\n"
             "       it.",
             ""},
};

template <class Table>
const Sentence* find(const Table& table, const std::string& what) {
    for (const Sentence& sentence : table)
        if (sentence.what == what) return &sentence;
    return nullptr;
}

std::string line(const seal::PackStep& step) {
    const std::string detail = base::printable(step.detail);
    const Sentence* sentence = step.note && step.holds ? find(kNotes, step.what) : nullptr;
    if (!sentence) sentence = find(kSentences, step.what);
    if (!sentence) return step.what + ": " + detail;
    if (!step.holds) return fmt::format("{}: {}", sentence->fails, detail.empty() ? "none" : detail);
    return fmt::format(fmt::runtime(sentence->holds), detail);
}

std::string_view glyph(const seal::PackStep& step) {
    if (!step.holds) return "FAIL";
    return step.note ? "note" : " ok ";
}

std::string conclusion(const seal::PackVerdict& verdict) {
    if (!verdict.holds) return "This pack does NOT hold.";
    return verdict.signerProven ? "This pack holds, and the signer is proven." : "This pack holds; signer not proven.";
}

std::string firstWrong(const seal::PackVerdict& verdict) {
    const auto* first = verdict.firstFailure();
    return first ? " First thing wrong:\n" + line(*first) : std::string();
}

// The signature of the PDF says already that nobody vouches for the signer: once is enough.
seal::PackStep asShown(const seal::PackStep& step, const seal::SignedPackVerdict& verdict) {
    seal::PackStep shown = step;
    if (step.what == "pack.signer" && step.note && verdict.signature) shown.what = "pack.signer-inside";
    return shown;
}

std::string row(std::string_view label, const std::string& value) {
    return value.empty() ? "" : fmt::format("{:<14}{}\n", label, base::printable(value));
}

std::string signatureRows(const seal::SignatureVerdict& signature) {
    if (signature.certificateSha256.empty()) return {};
    return row("Signed by",
               signature.subject +
                   (signature.selfSigned ? "  (own certificate: nobody else vouches for this name)" : "")) +
           row("Certificate", "SHA-256 " + signature.certificateSha256) +
           row("Signed at", signature.timeStampedAt.empty()
                                ? base::formatSeconds(signature.signedAt) + "  (own clock)"
                                : signature.timeStampedAt + "  (time stamp of " + signature.timeStampedBy + ")");
}

std::string lastWords(const seal::SignedPackVerdict& verdict) {
    const char* covered =
        verdict.signature ? "Pages and attachments are covered alike. Whether a certificate was revoked was not asked:"
                            " this\nprogram works offline. "
                          : "Checked are the attachments. The printed pages repeat them and carry no digest of their "
                            "own: where\nthey differ, the attachments count. ";
    return std::string("\n") + covered + "That a record is unchanged since its import does not say that it was true.\n";
}

} // namespace

std::string pageOf(const seal::SignedPackVerdict& verdict, const std::string& name, const std::string& digest) {
    const seal::PackVerdict& pack = verdict.pack;
    std::string page = row("Pack", name) + row("SHA-256", digest) + row("Organisation", pack.organisation) +
                       row("Assessment", pack.run) + row("Written by", pack.tool);
    if (verdict.signature) page += signatureRows(*verdict.signature);
    page += row("Verdict", conclusion(pack)) + '\n';
    for (const seal::PackStep& step : pack.steps)
        page += fmt::format("[{}] {}\n", glyph(step), line(asShown(step, verdict)));
    return page + "\n" + conclusion(pack) + firstWrong(pack) + "\n" + lastWords(verdict);
}

std::string sentenceOf(const base::Error& error, const std::string& name) {
    const std::string shown = base::printable(name);
    if (error.code == "file-missing") return fmt::format("There is no file {}. Check the path.", shown);
    if (error.code == "permission-denied")
        return fmt::format("{} cannot be opened: permission denied. Ask its owner, or copy it to a folder of yours.",
                           shown);
    if (error.code == "not-a-pdf")
        return fmt::format("{} is not a PDF. Give the evidence pack itself, or the folder of its attachments.", shown);
    if (error.code == "pdf-encrypted")
        return fmt::format("{} is encrypted. Save it without a password first; its attachments stay the same.", shown);
    if (error.code == "file-exists")
        return fmt::format("{} exists already; nothing was overwritten. Choose an empty folder.", error.toString());
    if (error.code == "bad-key")
        return fmt::format("That is not a log key ({}). It looks like proofstead/…+1a2b3c4d+AbC…=.", error.detail);
    if (error.code == "certificate-missing" || error.code == "certificate-malformed")
        return fmt::format("{} holds no certificate. Give one as PEM (-----BEGIN CERTIFICATE-----) or DER.", shown);
    if (error.code == "opening-malformed")
        return fmt::format("{} is not an opened value ({}). Ask for what `proofstead reveal` wrote.", shown,
                           error.detail);
    if (error.code == "zip-list")
        return "The list of digests in " + shown + " names another digest for " + base::printable(error.detail) +
               ". Ask for the pack again, and compare the digest of the file on another way.";
    if (error.code.starts_with("zip-"))
        return shown + " is no ZIP archive that a pack has (" + base::printable(error.detail) + "). Ask for it again.";
    if (error.code == "pdf-malformed" || error.code == "pdf-unsupported" || error.code == "pdf-too-large")
        return fmt::format(
            "{} is damaged, was changed, or was saved by another program ({}). Ask for the pack as it was "
            "written.",
            shown, base::printable(error.detail.empty() ? error.code : error.detail));
    return fmt::format("{}: {}", shown, base::printable(error.toString()));
}

} // namespace proofstead::verify
