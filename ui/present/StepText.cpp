#include "present/StepText.h"

#include "present/Tr.h"
#include "present/Words.h"

#include <array>
#include <utility>

namespace proofstead::present {

namespace {

constexpr std::array<std::pair<std::string_view, const char*>, 52> kWords{{
    {"pdf.range", QT_TRANSLATE_NOOP("Tr", "the signature spans the whole file")},
    {"pdf.container", QT_TRANSLATE_NOOP("Tr", "its container has the one form that it can have")},
    {"pdf.signature", QT_TRANSLATE_NOOP("Tr", "no byte was changed since it was signed by")},
    {"pdf.certificate", QT_TRANSLATE_NOOP("Tr", "the manifest names the certificate")},
    {"pdf.validity", QT_TRANSLATE_NOOP("Tr", "the certificate was valid when it was used")},
    {"pdf.time", QT_TRANSLATE_NOOP("Tr", "when it was signed")},
    {"pdf.time-unproven", QT_TRANSLATE_NOOP("Tr", "time stamp of a service that nobody vouches for here")},
    {"pdf.signer", QT_TRANSLATE_NOOP("Tr", "the signer")},
    {"pdf.signer-by-key", QT_TRANSLATE_NOOP("Tr", "the trusted log key vouches for the certificate of")},
    {"pdf.unsigned", QT_TRANSLATE_NOOP("Tr", "the PDF carries no signature")},
    {"pdf.absent", QT_TRANSLATE_NOOP("Tr", "attachments only; the signature of the PDF was not looked at")},
    {"pack.sign-off", QT_TRANSLATE_NOOP("Tr", "the sign-off lies in the signed log")},
    {"pack.withheld", QT_TRANSLATE_NOOP("Tr", "custody entries withheld, since a file's name is personal")},
    {"pack.signer-by-certificate", QT_TRANSLATE_NOOP("Tr", "the trusted certificate vouches for the log key")},
    {"pack.opened", QT_TRANSLATE_NOOP("Tr", "an opened value is the one behind its mask")},
    {"trail.leaf", QT_TRANSLATE_NOOP("Tr", "bytes and salt give the leaf")},
    {"trail.file-root", QT_TRANSLATE_NOOP("Tr", "the leaf lies under the root of its file")},
    {"trail.custody", QT_TRANSLATE_NOOP("Tr", "the log entry of the file names that root")},
    {"trail.log-root", QT_TRANSLATE_NOOP("Tr", "the entry lies under the root of the log")},
    {"trail.checkpoint", QT_TRANSLATE_NOOP("Tr", "the root of the log is the signed one")},
    {"trail.erased", QT_TRANSLATE_NOOP("Tr", "the content was erased, the leaf remains")},
    {"trail.run", QT_TRANSLATE_NOOP("Tr", "the assessment gives its id")},
    {"trail.query", QT_TRANSLATE_NOOP("Tr", "the check is the one that was run")},
    {"trail.asked-again", QT_TRANSLATE_NOOP("Tr", "asked again, the check finds it again")},
    {"trail.columns", QT_TRANSLATE_NOOP("Tr", "read again, the bytes say what the columns say")},
    {"verify.run", QT_TRANSLATE_NOOP("Tr", "assessments that give their ids")},
    {"verify.pages", QT_TRANSLATE_NOOP("Tr", "both copies of the header and the seal of every page")},
    {"verify.columns", QT_TRANSLATE_NOOP("Tr", "records whose bytes, read again, say what the columns say")},
    {"verify.other-definition",
     QT_TRANSLATE_NOOP("Tr", "files read under a definition that is not the one of today: columns not compared")},
    {"verify.log", QT_TRANSLATE_NOOP("Tr", "entries of the evidence log")},
    {"verify.checkpoint", QT_TRANSLATE_NOOP("Tr", "the signed head of the log")},
    {"verify.unsigned", QT_TRANSLATE_NOOP("Tr", "entries behind the newest signed head")},
    {"verify.since", QT_TRANSLATE_NOOP("Tr", "the earlier head that you keep")},
    {"verify.custody", QT_TRANSLATE_NOOP("Tr", "log entries that name their files")},
    {"verify.file", QT_TRANSLATE_NOOP("Tr", "files whose records give their roots")},
    {"verify.erased", QT_TRANSLATE_NOOP("Tr", "records whose content was erased")},
    {"verify.digest", QT_TRANSLATE_NOOP("Tr", "the provider's own digests")},
    {"verify.digest-unverified",
     QT_TRANSLATE_NOOP("Tr", "digests that no signature here proves: hand over the provider's public keys")},
    {"verify.digest-broken", QT_TRANSLATE_NOOP("Tr", "what the provider signed")},
    {"verify.digest-unnamed", QT_TRANSLATE_NOOP("Tr", "imported log files that no digest names")},
    {"pack.manifest", QT_TRANSLATE_NOOP("Tr", "the manifest is complete")},
    {"pack.attachments", QT_TRANSLATE_NOOP("Tr", "attachments as the manifest names them")},
    {"pack.unlisted", QT_TRANSLATE_NOOP("Tr", "nothing else is attached")},
    {"pack.checkpoint", QT_TRANSLATE_NOOP("Tr", "the signed head of the evidence log")},
    {"pack.proofs", QT_TRANSLATE_NOOP("Tr", "proofs are complete")},
    {"pack.leaf", QT_TRANSLATE_NOOP("Tr", "attached records are those that were imported")},
    {"pack.masked", QT_TRANSLATE_NOOP("Tr", "records that are masked: place proven, content not shown")},
    {"pack.file-root", QT_TRANSLATE_NOOP("Tr", "records lie in their files")},
    {"pack.custody", QT_TRANSLATE_NOOP("Tr", "log entries name those files")},
    {"pack.log-root", QT_TRANSLATE_NOOP("Tr", "log entries lie in the signed log")},
    {"pack.manifest-signature", QT_TRANSLATE_NOOP("Tr", "the manifest is signed")},
    {"pack.signer", QT_TRANSLATE_NOOP("Tr", "the signer")},
}};

} // namespace

QString stepText(std::string_view key) {
    for (const auto& [known, words] : kWords)
        if (known == key) return Tr::tr(words);
    return plain(key);
}

bool isNote(std::string_view key) {
    return key == "verify.unsigned" || key == "verify.other-definition" || key == "verify.digest-unverified" ||
           key == "verify.digest-unnamed";
}

} // namespace proofstead::present
