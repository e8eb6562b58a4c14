// proofstead-verify: checks an evidence pack on a machine that has nothing else of ours. Offline, reads one file,
// writes nothing unless asked to extract. Exit 0 all holds, 1 something does not, 2 the pack could not be read.
#include "PackSource.h"
#include "Words.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>

using namespace proofstead;

namespace {

struct Options {
    std::string pack, key, keyFile, folder;
    bool json = false;
};

constexpr const char* kFooter = R"(Examples:
  proofstead-verify pack.pdf
  proofstead-verify pack.pdf --key "proofstead/7d9e…+1a2b3c4d+AbC…="
  proofstead-verify pack.pdf --extract attachments
  proofstead-verify pack.zip

Exit status: 0 everything holds, 1 something does not, 2 the pack could not be read.)";

base::Result<std::optional<seal::VerifierKey>> trustedKey(const Options& options) {
    std::string text = options.key;
    if (!options.keyFile.empty()) {
        PS_TRY(text, base::readFile(options.keyFile, 64 * 1024));
    }
    if (text.empty() && options.keyFile.empty()) return std::nullopt;
    PS_TRY(seal::VerifierKey key, seal::VerifierKey::parse(base::trim(text)));
    return key;
}

int complain(const base::Error& error, const std::string& name, bool json) {
    if (json)
        std::cout << base::canonicalJson({{"error", error.code}, {"detail", error.toString()}}) << '\n';
    else
        std::cerr << verify::sentenceOf(error, name) << '\n';
    return 2;
}

int check(const Options& options) {
    const auto trusted = trustedKey(options);
    if (!trusted) return complain(trusted.error(), options.keyFile, options.json);
    const auto pack = verify::readPack(options.pack);
    if (!pack) return complain(pack.error(), options.pack, options.json);
    const seal::PackVerdict verdict = seal::checkPack(pack->attachments, *trusted);
    if (options.json) {
        base::Json json = seal::toJson(verdict);
        json["sha256"] = pack->sha256;
        std::cout << base::canonicalJson(json) << '\n';
    } else {
        std::cout << verify::pageOf(verdict, options.pack, pack->sha256);
    }
    if (!options.folder.empty()) {
        const auto written = verify::extract(pack->attachments, options.folder);
        if (!written) return complain(written.error(), options.folder, false);
    }
    return verdict.holds ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{
        "Checks a Proofstead evidence pack: digests, proofs, the signed checkpoint. Needs no network and no vault.",
        "proofstead-verify"};
    Options options;
    app.footer(kFooter);
    app.set_version_flag("--version", "proofstead-verify " PROOFSTEAD_VERSION);
    app.add_option("PACK", options.pack, "The pack (PDF), its ZIP twin, or a folder with its attachments")->required();
    app.add_flag("--json", options.json, "Print the verdict as JSON");
    auto* key = app.add_option("--key", options.key, "Log key of the organisation, received by another way");
    app.add_option("--trust-key", options.keyFile, "The same, from a file")->excludes(key);
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
