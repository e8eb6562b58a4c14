#include "Words.h"

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
    Sentence{"pack.file-root", "Records that belong to the files they are said to come from: {}.",
             "A record does not belong to the file it is said to come from"},
    Sentence{"pack.custody", "Custody entries that name those files, digests and numbers of records: {}.",
             "A custody entry does not fit its file"},
    Sentence{"pack.log-root", "Custody entries that lie in the signed evidence log: {}.",
             "A custody entry does not lie in the signed evidence log"},
    Sentence{"pack.manifest-signature", "The manifest is signed by {}.", "The manifest is not properly signed"},
    Sentence{"pack.signer", "Checkpoint and manifest are signed with the key that you trust.",
             "The pack is signed with another key than the one you trust. Its own key is"},
};

std::string line(const seal::PackStep& step) {
    if (step.what == "pack.signer" && step.note)
        return "Signer not proven: the pack was checked with the key that it brings along. To know who signed it, ask "
               "the\n"
               "       organisation for its log key by another way and run this again with --key.\n"
               "       Key in the pack: " +
               step.detail;
    if (step.what == "pack.manifest-signature" && step.note)
        return "The manifest carries no signature; its digests hold against damage, not against somebody who rewrites "
               "it.";
    for (const Sentence& sentence : kSentences) {
        if (sentence.what != step.what) continue;
        if (!step.holds) return fmt::format("{}: {}", sentence.fails, step.detail);
        return fmt::format(fmt::runtime(sentence.holds), step.detail);
    }
    return step.what + ": " + step.detail;
}

std::string_view glyph(const seal::PackStep& step) {
    if (!step.holds) return "FAIL";
    return step.note ? "note" : " ok ";
}

std::string conclusion(const seal::PackVerdict& verdict) {
    if (const auto* first = verdict.firstFailure())
        return "This pack does NOT hold. First thing wrong:\n" + line(*first) + "\n";
    return verdict.signerProven ? "This pack holds, and the signer is proven.\n"
                                : "This pack holds. Signer not proven.\n";
}

} // namespace

std::string pageOf(const seal::PackVerdict& verdict, const std::string& name, const std::string& digest) {
    std::string page = fmt::format("Pack          {}\n", base::printable(name));
    if (!digest.empty()) page += fmt::format("SHA-256       {}\n", digest);
    if (!verdict.organisation.empty()) page += fmt::format("Organisation  {}\n", base::printable(verdict.organisation));
    if (!verdict.run.empty()) page += fmt::format("Assessment    {}\n", base::printable(verdict.run));
    if (!verdict.tool.empty()) page += fmt::format("Written by    {}\n", base::printable(verdict.tool));
    page += '\n';
    for (const seal::PackStep& step : verdict.steps)
        page += fmt::format("[{}] {}\n", glyph(step), line(step));
    page += "\n" + conclusion(verdict);
    page += "\nChecked are the attachments. The printed pages repeat them and carry no digest of their own: where they "
            "differ,\n"
            "the attachments count. That a record is unchanged since its import does not say that it was true.\n";
    return page;
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
    if (error.code == "zip-list")
        return "The list of digests in " + name + " names another digest for " + error.detail +
               ". Ask for the pack again, and compare the digest of the file on another way.";
    if (error.code.starts_with("zip-"))
        return name + " is no ZIP archive that a pack has (" + error.detail + "). Ask for it again.";
    if (error.code == "pdf-malformed" || error.code == "pdf-unsupported" || error.code == "pdf-too-large")
        return fmt::format("{} is damaged or was saved by another program ({}). Ask for the pack as it was written.",
                           shown, error.toString());
    return fmt::format("{}: {}", shown, error.toString());
}

} // namespace proofstead::verify
