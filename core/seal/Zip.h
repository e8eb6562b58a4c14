// A ZIP archive of a pack's attachments, for mail gateways that strip them from PDFs: written so that the same files
// give the same bytes, and read back strictly. Most callers want zipOf() and readZip().
//
// Written: entries in the order of their names, deflated where that is shorter, the time 1980-01-01, mode 0600, names
// in UTF-8. Read: what a pack has, and nothing else (no encryption, no other methods, no archives of several parts, no
// ZIP64, no byte that belongs to no entry's header). Source: PKWARE APPNOTE 6.3.
//
// Error codes: "zip-malformed" (detail: what), "zip-unsupported", "zip-too-large", "zip-list" (detail: the file for
// which the list names another digest).
#pragma once

#include "base/Result.h"
#include "seal/Digest.h"

#include <map>
#include <string>

namespace proofstead::seal {

// Name of the list, in the format of sha256sum, that stands beside the attachments in an archive.
inline constexpr const char* kDigestListName = "SHA256SUMS";

base::Result<std::string> zipOf(const std::map<std::string, std::string>& files);

struct ZipLimits {
    std::size_t files = 200'000;
    std::size_t bytes = std::size_t{2} << 30; // all unpacked files together
};
bool looksLikeZip(Bytes bytes);
base::Result<std::map<std::string, std::string>> readZip(Bytes zip, const ZipLimits& limits = {});

// "<sha256>  <name>\n" for each file, sorted by name; `extra` names digests of files that lie elsewhere (the PDF).
std::string digestList(const std::map<std::string, std::string>& files,
                       const std::map<std::string, std::string>& extra = {});
// A pack's ZIP twin: the attachments, compared with the list beside them, which is none of them.
base::Result<std::map<std::string, std::string>> readTwin(Bytes zip);
// Name of the first file whose digest the list gets wrong; "" when all that are there agree.
std::string firstDifference(const std::map<std::string, std::string>& files, std::string_view list);

} // namespace proofstead::seal
