// Lines, rows, UTF-16, zstd and archives as they come in pieces: nothing is lost, a defect costs only itself.
#include "Chunks.h"
#include "source/readers/ArchiveReader.h"
#include "source/readers/CsvSplitter.h"
#include "source/readers/LineSplitter.h"
#include "source/readers/Utf16Stream.h"
#include "source/readers/ZstdStream.h"

#include <QTest>

#include <archive.h>
#include <archive_entry.h>
#include <zstd.h>

using namespace proofstead;
using proofstead::test::Chunks;

namespace {

QStringList cut(source::RecordSplitter& splitter, const std::string& text) {
    QStringList records;
    source::RecordBatch batch;
    while (splitter.next(batch, 10).value_or(false)) {
        for (const auto& slice : batch.slices) {
            const auto record = batch.view(slice);
            if (text.substr(static_cast<std::size_t>(slice.offset), slice.length) != record) records << "misplaced";
            records << QString::fromUtf8(record.data(), static_cast<qsizetype>(record.size())) +
                           (slice.reason ? QString(" !") + slice.reason : QString());
        }
        batch.clear();
    }
    return records;
}

std::string all(source::ByteStream& stream) {
    std::string text, piece(7, '\0');
    for (;;) {
        const auto count = stream.read(piece.data(), piece.size());
        if (!count || *count == 0) return text;
        text.append(piece, 0, *count);
    }
}

std::string zstd(const std::string& text) {
    std::string packed(ZSTD_compressBound(text.size()), '\0');
    packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
    return packed;
}

std::string archived(bool zip, const std::vector<std::pair<std::string, std::string>>& members) {
    std::string bytes(1 << 20, '\0');
    std::size_t used = 0;
    auto* writer = archive_write_new();
    zip ? archive_write_set_format_zip(writer) : archive_write_set_format_pax_restricted(writer);
    archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
    for (const auto& [name, content] : members) {
        auto* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    bytes.resize(used);
    return bytes;
}

} // namespace

class TestSourceStreams : public QObject {
    Q_OBJECT

private slots:
    void linesAreCut_data();
    void linesAreCut();
    void rowsAreCut_data();
    void rowsAreCut();
    void utf16IsRead_data();
    void utf16IsRead();
    void zstdIsUnpacked();
    void brokenZstdIsSaid();
    void brokenZstdIsReadUpToItsDefect();
    void archivesAreRead_data();
    void archivesAreRead();
    void aBrokenArchiveIsSaid();
};

void TestSourceStreams::linesAreCut_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("records");
    QTest::newRow("two lines") << QByteArray("a b\nc d\n") << QStringList{"a b", "c d"};
    QTest::newRow("no line feed at the end") << QByteArray("a\nb") << QStringList{"a", "b"};
    QTest::newRow("empty lines and carriage returns") << QByteArray("\r\na\r\n\n  \nb\r\n") << QStringList{"a", "b"};
    QTest::newRow("a byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                     "a\n")
                                       << QStringList{"a"};
    QTest::newRow("nothing") << QByteArray("") << QStringList{};
}

void TestSourceStreams::linesAreCut() {
    QFETCH(QByteArray, text);
    QFETCH(QStringList, records);
    for (std::size_t size = 1; size < 6; ++size) {
        Chunks chunks(text.toStdString(), size);
        source::LineSplitter splitter(chunks);
        QCOMPARE(cut(splitter, text.toStdString()), records);
    }
}

void TestSourceStreams::rowsAreCut_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("records");
    QTest::newRow("the header is no record") << QByteArray("h,i\n1,2\n3,4") << QStringList{"1,2", "3,4"};
    QTest::newRow("line feeds in quotes") << QByteArray("h,i\n\"1\n1\",2\r\n3,4\n") << QStringList{"\"1\n1\",2", "3,4"};
    QTest::newRow("doubled quotes") << QByteArray("h,i\n\"a\"\"\nb\",2\n3,4\n") << QStringList{"\"a\"\"\nb\",2", "3,4"};
    QTest::newRow("a quote inside a field") << QByteArray("h,i\n5\" disk,2\n3,4\n") << QStringList{"5\" disk,2", "3,4"};
    QTest::newRow("a quote left open costs its line")
        << QByteArray("h,i\n\"1,2\n3,4\n") << QStringList{"\"1,2 !unclosed-quote", "3,4"};
    QTest::newRow("only a header") << QByteArray("h,i\n") << QStringList{};
}

void TestSourceStreams::rowsAreCut() {
    QFETCH(QByteArray, text);
    QFETCH(QStringList, records);
    for (std::size_t size = 1; size < 6; ++size) {
        Chunks chunks(text.toStdString(), size);
        source::CsvSplitter splitter(chunks, ',');
        QCOMPARE(cut(splitter, text.toStdString()), records);
    }
}

void TestSourceStreams::utf16IsRead_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("little end first") << QByteArray::fromHex("fffe6100e400ac203dd800de")
                                      << QByteArray("a\u00e4\u20ac\U0001F600");
    QTest::newRow("big end first") << QByteArray::fromHex("feff006100e420acd83dde00")
                                   << QByteArray("a\u00e4\u20ac\U0001F600");
    QTest::newRow("no mark") << QByteArray::fromHex("7b0022006100220003a003a0").left(8) +
                                    QByteArray::fromHex("3a003100")
                             << QByteArray("{\"a\":1").left(4) + QByteArray(":1");
    QTest::newRow("half of a pair, half of a unit")
        << QByteArray::fromHex("fffe3dd861006100ff") << QByteArray("\uFFFDaa\uFFFD");
}

void TestSourceStreams::utf16IsRead() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, text);
    const auto order = source::looksLikeUtf16(bytes.toStdString());
    QVERIFY(order);
    for (std::size_t size = 1; size < 5; ++size) {
        Chunks chunks(bytes.toStdString(), size);
        source::Utf16Stream stream(chunks, *order);
        QCOMPARE(QByteArray::fromStdString(all(stream)), text);
    }
}

void TestSourceStreams::zstdIsUnpacked() {
    const auto packed = zstd("first ") + zstd("second");
    QVERIFY(source::looksLikeZstd(packed));
    for (std::size_t size = 1; size < 9; ++size) {
        Chunks chunks(packed, size);
        source::ZstdStream stream(chunks);
        QCOMPARE(QByteArray::fromStdString(all(stream)), QByteArray("first second"));
        QCOMPARE(QByteArray::fromStdString(stream.problem()), QByteArray());
    }
}

void TestSourceStreams::brokenZstdIsSaid() {
    const auto packed = zstd(std::string(500, 'x') + "end");
    Chunks cutOff(packed.substr(0, packed.size() - 3), 5);
    source::ZstdStream first(cutOff);
    all(first);
    QCOMPARE(QByteArray::fromStdString(first.problem()), QByteArray("zstd-truncated"));
    Chunks tail(packed + "tail of another kind", 5);
    source::ZstdStream second(tail);
    QVERIFY(all(second).size() >= 503);
    QCOMPARE(QByteArray::fromStdString(second.problem()), QByteArray("zstd-damaged"));
}

// A small frame that is asked for as a whole, with a defect in its last block.
void TestSourceStreams::brokenZstdIsReadUpToItsDefect() {
    std::string text;
    for (int i = 0; text.size() < 400'000; ++i)
        text += std::to_string(i * i) + '\n';
    auto packed = zstd(text);
    for (auto i = packed.size() - 40; i < packed.size(); ++i)
        packed[i] = '\x55';
    Chunks whole(packed, packed.size());
    source::ZstdStream stream(whole);
    std::string read(1'000'000, '\0');
    std::size_t size = 0;
    while (const auto count = stream.read(read.data() + size, read.size() - size).value_or(0))
        size += count;
    QVERIFY2(size >= 256 << 10, qPrintable(QString::number(size)));
    QVERIFY(text.starts_with(read.substr(0, 256 << 10)));
    QCOMPARE(QByteArray::fromStdString(stream.problem()), QByteArray("zstd-damaged"));
}

void TestSourceStreams::archivesAreRead_data() {
    QTest::addColumn<bool>("zip");
    QTest::newRow("zip") << true;
    QTest::newRow("tar") << false;
}

void TestSourceStreams::archivesAreRead() {
    QFETCH(bool, zip);
    const auto bytes = archived(zip, {{"logs/", ""}, {"logs/a.json", "{\"a\":1}"}, {"../b\x01.csv", "x,y\n"}});
    QVERIFY(source::looksLikeArchive(bytes));
    Chunks chunks(bytes, 100);
    source::ArchiveReader reader(chunks);
    QStringList seen;
    while (reader.next().value_or(false))
        seen << QString::fromStdString(reader.member()) + "=" + QString::fromStdString(all(reader));
    QCOMPARE(seen, (QStringList{"logs/a.json={\"a\":1}", "../b .csv=x,y\n"}));
}

void TestSourceStreams::aBrokenArchiveIsSaid() {
    const auto bytes = archived(false, {{"a.json", std::string(5'000, 'a')}});
    Chunks chunks(bytes.substr(0, 2'000), 100);
    source::ArchiveReader reader(chunks);
    QVERIFY(reader.next().value_or(false));
    all(reader);
    QCOMPARE(QByteArray::fromStdString(reader.problem()), QByteArray("archive-damaged"));
}

QTEST_APPLESS_MAIN(TestSourceStreams)
#include "tst_source_streams.moc"
