// How long a pack of about 500 pages takes: document, attachments, printing, signing, and checking it as its receiver
// does. Prints seconds, pages and peak memory.
#include "core/pack/SamplePack.h"
#include "pack/Pack.h"
#include "print/Print.h"
#include "seal/PdfSign.h"
#include "seal/SignedPack.h"

#include <cstdio>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <sys/resource.h>

using namespace proofstead;

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    const std::string resources = PROOFSTEAD_SOURCE_DIR "/resources";
    const int controls = argc > 1 ? std::atoi(argv[1]) : 620;
    const auto input = sample::SamplePack({.controls = controls, .findings = 4'000, .records = 400}).make(resources);
    const auto outline = pack::outlineFromJson(*base::parseJson(*base::readFile(resources + "/packs/full.json")));

    QTemporaryDir folder;
    const std::string path = argc > 2 ? argv[2] : folder.filePath(QStringLiteral("pack.pdf")).toStdString();
    QElapsedTimer timer;
    timer.start();
    const auto document = pack::buildDocument(input, *outline);
    const auto attachments = pack::attachmentsOf(input);
    const double built = static_cast<double>(timer.restart()) / 1'000;
    const auto printed = print::printPack(*document, *attachments, path);
    const double took = static_cast<double>(timer.restart()) / 1'000;
    if (!printed) {
        std::fprintf(stderr, "%s\n", printed.error().toString().c_str());
        return 1;
    }
    const auto key = seal::SigningKey::make("Bench", "Bench", "self-signed", input.generatedAt);
    auto pdf = seal::signPdf(*base::readFile(path, std::size_t{1} << 30), key, {"Bench", "Bench", input.generatedAt});
    if (!pdf || !base::writeFile(path, *pdf)) return 1;
    const double sealed = static_cast<double>(timer.restart()) / 1'000;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto verdict = seal::checkPackFile(base::asBytes(*pdf));
    const double checked = static_cast<double>(timer.elapsed()) / 1'000;
    if (!verdict || !verdict->pack.holds) return 1;
    std::printf(
        "pages %zu  build %.2f s  print %.2f s  sign %.2f s  total %.2f s  peak %ld MB  size %zu kB  check %.2f s\n",
        printed->pages, built, took, sealed, built + took + sealed, usage.ru_maxrss / 1'024, pdf->size() / 1'000,
        checked);
    return 0;
}
