#include "cli/StepWords.h"

#include <array>
#include <string_view>
#include <utility>

namespace proofstead::cli {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kWords{{
    {"trail.leaf", "bytes and salt give the leaf"},
    {"trail.file-root", "the leaf lies under the root of its file"},
    {"trail.custody", "the log entry of the file names that root"},
    {"trail.log-root", "the entry lies under the root of the log"},
    {"trail.checkpoint", "the root of the log is the signed one"},
    {"trail.erased", "the content was erased, the leaf remains"},
    {"verify.log", "entries of the evidence log"},
    {"verify.checkpoint", "the signed head of the log"},
    {"verify.unsigned", "entries behind the newest signed head"},
    {"verify.since", "the earlier head that you keep"},
    {"verify.custody", "log entries that name their files"},
    {"verify.file", "files whose records give their roots"},
    {"verify.erased", "records whose content was erased"},
    {"pack.manifest", "the manifest is complete"},
    {"pack.attachments", "attachments as the manifest names them"},
    {"pack.unlisted", "nothing else is attached"},
    {"pack.checkpoint", "the signed head of the evidence log"},
    {"pack.proofs", "proofs are complete"},
    {"pack.leaf", "attached records are those that were imported"},
    {"pack.masked", "records that are masked: place proven, content not shown"},
    {"pack.file-root", "records lie in their files"},
    {"pack.custody", "log entries name those files"},
    {"pack.log-root", "log entries lie in the signed log"},
    {"pack.manifest-signature", "the manifest is signed"},
    {"pack.signer", "the signer"},
}};

} // namespace

std::string stepWords(const std::string& key) {
    for (const auto& [known, words] : kWords)
        if (known == key) return std::string(words);
    return key;
}

} // namespace proofstead::cli
