// The ZIP twin: the same bytes every time, readable by others, and nothing but whole.
#include "base/Text.h"
#include "seal/Zip.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;

namespace {

std::map<std::string, std::string> sample() {
    return {{"manifest.json", "{\"a\":1}"},
            {"records/17.masked.json", std::string(5'000, 'x')},
            {"empty", ""},
            {"tests/Łódź-ü.sql", "SELECT 1;\n"}};
}

} // namespace

class ZipTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsWrittenIsRead();
    void sameFilesSameBytes();
    void anyChangedByteIsNoticedOrHarmless();
    void truncatedIsRefused();
    void aSmallArchiveThatClaimsToBeLargeIsRefused();
    void othersCanReadIt();
    void digestListNamesTheDifference();
};

void ZipTest::whatIsWrittenIsRead() {
    const auto zip = seal::zipOf(sample());
    QVERIFY(zip && seal::looksLikeZip(base::asBytes(*zip)) && zip->size() < 1'500);
    const auto read = seal::readZip(base::asBytes(*zip));
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    QVERIFY(*read == sample());
    QVERIFY(seal::readZip(base::asBytes(*seal::zipOf({})))->empty());
}

void ZipTest::sameFilesSameBytes() {
    QVERIFY(*seal::zipOf(sample()) == *seal::zipOf(sample()));
}

void ZipTest::anyChangedByteIsNoticedOrHarmless() {
    const std::string zip = *seal::zipOf(sample());
    for (std::size_t i = 0; i < zip.size(); ++i) {
        std::string changed = zip;
        changed[i] = static_cast<char>(changed[i] ^ 0x20);
        const auto read = seal::readZip(base::asBytes(changed));
        if (!read) continue;
        // Times and attributes may differ; a name or a byte of content may not come out changed unnoticed.
        std::string all;
        for (const auto& [name, bytes] : *read)
            all += bytes;
        QCOMPARE(all.size(), std::size_t(5'017));
    }
}

void ZipTest::truncatedIsRefused() {
    const std::string zip = *seal::zipOf(sample());
    for (std::size_t length = 0; length < zip.size(); length += 7)
        QVERIFY(!seal::readZip(base::asBytes(std::string_view(zip).substr(0, length))));
    QVERIFY(!seal::readZip(base::asBytes(zip), {.files = 2}));
    QVERIFY(!seal::readZip(base::asBytes(zip), {.bytes = 100}));
}

// Before anything of that size is asked for.
void ZipTest::aSmallArchiveThatClaimsToBeLargeIsRefused() {
    std::string zip = *seal::zipOf({{"a", std::string(5'000, 'x')}});
    const auto central = zip.find("PK\x01\x02");
    for (const auto size : {central + 24, std::size_t{22}}) // in both headers: 1 GiB
        zip.replace(size, 4, std::string("\0\0\0\x40", 4));
    const auto read = seal::readTwin(base::asBytes(zip));
    QVERIFY(!read);
    QCOMPARE(read.error().code, std::string("zip-malformed"));
}

void ZipTest::othersCanReadIt() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.zip"));
    QVERIFY(base::writeFile(path.toStdString(), *seal::zipOf(sample())));
    for (const auto& [program, arguments] :
         {std::pair(QStringLiteral("unzip"), QStringList{QStringLiteral("-t"), path}),
          std::pair(QStringLiteral("python3"),
                    QStringList{QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-t"), path})}) {
        if (QStandardPaths::findExecutable(program).isEmpty()) continue;
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(program, arguments);
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAll().constData());
    }
}

void ZipTest::digestListNamesTheDifference() {
    const std::string list = seal::digestList(sample(), {{"pack.pdf", std::string(64, '0')}});
    QVERIFY(list.find(std::string(64, '0') + "  pack.pdf\n") != std::string::npos);
    QCOMPARE(seal::firstDifference(sample(), list), std::string());
    auto changed = sample();
    changed["empty"] = "x";
    QCOMPARE(seal::firstDifference(changed, list), std::string("empty"));
}

QTEST_APPLESS_MAIN(ZipTest)
#include "tst_seal_zip.moc"
