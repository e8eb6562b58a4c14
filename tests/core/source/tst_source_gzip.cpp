// gzip as it is delivered: whole, in several members, cut off, damaged.
#include "core/source/Chunks.h"
#include "source/readers/GzipStream.h"

#include <QTest>

#include <zlib.h>

using namespace proofstead;

namespace {

std::string packed(const std::string& text) {
    z_stream z{};
    deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    z.avail_in = static_cast<uInt>(text.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(out.size() - z.avail_out);
    deflateEnd(&z);
    return out;
}

std::string text() {
    std::string lines;
    for (int i = 0; i < 20'000; ++i)
        lines += R"({"n":)" + std::to_string(i * 7'919 % 65'537) + "}\n";
    return lines;
}

struct Unpacked {
    std::string bytes, problem;
    std::uint64_t verified = 0;
};

Unpacked unpack(const std::string& bytes, std::size_t chunk) {
    test::Chunks stream(bytes, chunk);
    source::GzipStream gzip(stream);
    Unpacked result;
    std::string buffer(1'000, '\0');
    for (;;) {
        const auto count = gzip.read(buffer.data(), buffer.size());
        if (!count || *count == 0) break;
        result.bytes.append(buffer, 0, *count);
    }
    result.problem = gzip.problem();
    result.verified = gzip.verified();
    return result;
}

} // namespace

class TestSourceGzip : public QObject {
    Q_OBJECT

private slots:
    void unpacks_data();
    void unpacks();
    void whatCameBeforeADefectIsHandedOn_data();
    void whatCameBeforeADefectIsHandedOn();
    void saysHowMuchTheChecksumsVouchFor();
    void isKnownByItsFirstBytes();
};

void TestSourceGzip::unpacks_data() {
    QTest::addColumn<int>("chunk");
    QTest::newRow("byte by byte") << 1;
    QTest::newRow("in odd pieces") << 1'013;
    QTest::newRow("at once") << 1'048'576;
}

void TestSourceGzip::unpacks() {
    QFETCH(int, chunk);
    const auto size = static_cast<std::size_t>(chunk);
    const auto whole = unpack(packed(text()), size);
    QVERIFY(whole.bytes == text());
    QCOMPARE(whole.problem, std::string());
    const auto members = unpack(packed("first ") + packed("second"), size);
    QCOMPARE(members.bytes, std::string("first second"));
    QCOMPARE(members.problem, std::string());
    QCOMPARE(members.verified, std::uint64_t(12));
    const auto padded = unpack(packed("first") + std::string(600, '\0'), size);
    QCOMPARE(padded.bytes + padded.problem, std::string("first"));
}

void TestSourceGzip::saysHowMuchTheChecksumsVouchFor() {
    auto second = packed(text());
    second[second.size() - 6] = static_cast<char>(~second[second.size() - 6]);
    const auto result = unpack(packed("first ") + second, 4'096);
    QCOMPARE(result.problem, std::string("gzip-damaged"));
    QCOMPARE(result.verified, std::uint64_t(6));
    QVERIFY(result.bytes.size() > 6);
    QCOMPARE(unpack(packed(text()).substr(0, 400), 4'096).verified, std::uint64_t(0));
}

void TestSourceGzip::whatCameBeforeADefectIsHandedOn_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("problem");
    const auto whole = QByteArray::fromStdString(packed(text()));
    QTest::newRow("cut off in the middle") << whole.left(whole.size() / 2) << QByteArray("gzip-truncated");
    QTest::newRow("cut off before the checksum") << whole.chopped(8) << QByteArray("gzip-truncated");
    auto flipped = whole;
    flipped[flipped.size() / 2] = static_cast<char>(~flipped[flipped.size() / 2]);
    QTest::newRow("a byte flipped in the middle") << flipped << QByteArray("gzip-damaged");
    auto checksum = whole;
    checksum[checksum.size() - 6] = static_cast<char>(~checksum[checksum.size() - 6]);
    QTest::newRow("a flipped checksum") << checksum << QByteArray("gzip-damaged");
    QTest::newRow("something else behind it") << whole + "plain text" << QByteArray("gzip-damaged");
}

void TestSourceGzip::whatCameBeforeADefectIsHandedOn() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, problem);
    const auto result = unpack(bytes.toStdString(), 4'096);
    QCOMPARE(QByteArray::fromStdString(result.problem), problem);
    QVERIFY(result.bytes.size() > 1'000);
    QVERIFY(text().starts_with(result.bytes.substr(0, 1'000)));
}

void TestSourceGzip::isKnownByItsFirstBytes() {
    QVERIFY(source::looksLikeGzip(packed("x")));
    QVERIFY(!source::looksLikeGzip("{\"a\":1}"));
    QVERIFY(!source::looksLikeGzip(""));
    QVERIFY(!source::looksLikeGzip("\x1f"));
}

QTEST_APPLESS_MAIN(TestSourceGzip)
#include "tst_source_gzip.moc"
