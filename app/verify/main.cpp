// proofstead-verify: checks an evidence pack on a machine that has nothing else of ours. Offline, reads one file,
// writes nothing unless asked to extract. Exit 0 all holds, 1 something does not, 2 the pack could not be read.
#include "PackSource.h"
#include "seal/Opening.h"
#include "Words.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

using namespace proofstead;

namespace {

struct Options {
    std::string pack, key, keyFile, folder;
    std::vector<std::string> certificates, timeCertificates, openings;
    bool json = false;
};

constexpr std::size_t kSmallFile = 1 << 20;
constexpr const char* kFooter = R"(Examples:
  proofstead-verify pack.pdf
  proofstead-verify pack.pdf --trust officer.pem
  proofstead-verify pack.pdf --key "proofstead/7d9e…+1a2b3c4d+AbC…="
  proofstead-verify pack.pdf --opened alice.json
  proofstead-verify pack.pdf --extract attachments
  proofstead-verify pack.zip

Exit status: 0 everything holds, 1 something does not, 2 the pack could not be read.)";

// A problem, and the file that it is about.
using Complaint = std::pair<base::Error, std::string>;
template <class T>
using Read = tl::expected<T, Complaint>;

Read<seal::PackTrust> trustOf(const Options& options) {
    const auto failed = [](const base::Error& error, const std::string& name) {
        return tl::unexpected<Complaint>(Complaint{error, name});
    };
    seal::PackTrust trust;
    std::string text = options.key;
    if (!options.keyFile.empty()) {
        const auto file = base::readFile(options.keyFile, kSmallFile);
        if (!file) return failed(file.error(), options.keyFile);
        text = *file;
    }
    if (!text.empty() || !options.keyFile.empty()) {
        auto key = seal::VerifierKey::parse(base::trim(text));
        if (!key) return failed(key.error(), options.keyFile);
        trust.key = std::move(*key);
    }
    for (const auto& [names, kept] : {std::pair(&options.certificates, &trust.certificates),
                                      std::pair(&options.timeCertificates, &trust.timeCertificates)})
        for (const std::string& name : *names) {
            const auto file = base::readFile(name, kSmallFile);
            if (!file) return failed(file.error(), name);
            auto certificates = seal::readCertificates(*file);
            if (!certificates) return failed(certificates.error(), name);
            kept->insert(kept->end(), certificates->begin(), certificates->end());
        }
    return trust;
}

Read<std::vector<seal::Opening>> openingsOf(const Options& options) {
    std::vector<seal::Opening> openings;
    for (const std::string& name : options.openings) {
        const auto file = base::readFile(name, kSmallFile);
        if (!file) return tl::unexpected<Complaint>(Complaint{file.error(), name});
        auto opening = seal::Opening::read(*file);
        if (!opening) return tl::unexpected<Complaint>(Complaint{opening.error(), name});
        openings.push_back(std::move(*opening));
    }
    return openings;
}

int complain(const base::Error& error, const std::string& name, bool json) {
    if (json)
        std::cout << base::canonicalJson({{"error", error.code}, {"detail", error.toString()}}) << '\n';
    else
        std::cerr << verify::sentenceOf(error, name) << '\n';
    return 2;
}

void print(const verify::CheckedPack& pack, const Options& options) {
    if (!options.json) {
        std::cout << verify::pageOf(pack.verdict, options.pack, pack.sha256);
        return;
    }
    base::Json json = seal::toJson(pack.verdict);
    json["sha256"] = pack.sha256;
    std::cout << base::canonicalJson(json) << '\n';
}

int check(const Options& options) {
    const auto trust = trustOf(options);
    if (!trust) return complain(trust.error().first, trust.error().second, options.json);
    const auto openings = openingsOf(options);
    if (!openings) return complain(openings.error().first, openings.error().second, options.json);
    auto pack = verify::checkPackAt(options.pack, *trust);
    if (!pack) return complain(pack.error(), options.pack, options.json);
    seal::addOpenings(*openings, pack->verdict);
    print(*pack, options);
    if (!options.folder.empty()) {
        const auto written = verify::extract(pack->verdict.attachments, options.folder);
        if (!written) return complain(written.error(), options.folder, false);
    }
    return pack->verdict.pack.holds ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "Checks a Proofstead evidence pack: its PDF signature, digests, proofs, the signed checkpoint. Needs no "
        "network and no vault.",
        "proofstead-verify"};
    Options options;
    app.footer(kFooter);
    app.set_version_flag("--version", "proofstead-verify " PROOFSTEAD_VERSION);
    app.add_option("PACK", options.pack, "The pack (PDF), its ZIP twin, or a folder with its attachments")->required();
    app.add_flag("--json", options.json, "Print the verdict as JSON");
    app.add_option("--trust", options.certificates,
                   "Certificate (PEM) of the signer, or of who vouches for the signer, received by another way; may be "
                   "given several times")
        ->allow_extra_args(false);
    app.add_option("--trust-time", options.timeCertificates,
                   "The same for the service that stamped the time; it vouches for no signer")
        ->allow_extra_args(false);
    auto* key = app.add_option("--key", options.key, "Log key of the organisation, received by another way");
    app.add_option("--trust-key", options.keyFile, "The same, from a file")->excludes(key);
    app.add_option("--opened", options.openings, "An opened value (JSON) to be checked against the pack's commitment")
        ->allow_extra_args(false);
    app.add_option("--extract", options.folder, "Also write the attachments into this folder");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        return check(options);
    } catch (const std::exception& error) {
        std::cerr << "proofstead-verify stopped: " << error.what() << '\n';
        return 2;
    }
}
