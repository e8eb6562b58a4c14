// Records cut out of JSON in every container it comes in, whole or broken.
#include "core/source/Chunks.h"
#include "source/readers/JsonSplitter.h"

#include <QTest>

using namespace proofstead;
using source::RecordBatch;

namespace {

const std::set<std::string, std::less<>> kLists{"Records", "records"};

struct Cut {
    QStringList records; // text, or "!reason" of a rejected one
    QList<qint64> lines;
    bool placesAreExact = true, unfinished = false;
};

Cut cut(const std::string& text, std::size_t chunk = 4'096) {
    test::Chunks stream(text, chunk);
    source::JsonSplitter splitter(stream, kLists);
    RecordBatch batch;
    Cut result;
    while (splitter.next(batch, 64).value_or(false)) {
        for (const auto& slice : batch.slices) {
            const auto bytes = batch.view(slice);
            const auto there = std::string_view(text).substr(static_cast<std::size_t>(slice.offset), bytes.size());
            result.placesAreExact = result.placesAreExact && there == bytes;
            result.records << (slice.reason ? "!" + QString::fromUtf8(slice.reason)
                                            : QString::fromUtf8(bytes.data(), static_cast<int>(bytes.size())));
            result.lines << slice.line;
        }
        batch.clear();
    }
    result.unfinished = splitter.unfinished();
    return result;
}

std::string nested(int depth) {
    const auto n = static_cast<std::size_t>(depth);
    return R"({"a":)" + std::string(n, '[') + std::string(n, ']') + "}";
}

} // namespace

class TestSourceSplitter : public QObject {
    Q_OBJECT

private slots:
    void cutsRecords_data();
    void cutsRecords();
    void linesAreCountedFromOne();
    void listAndIndexAreKnown();
    void aRecordPastTheLimitCostsItself();
    void theEndInsideAListIsNoticed_data();
    void theEndInsideAListIsNoticed();
};

void TestSourceSplitter::cutsRecords_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("records");
    const auto row = [](const char* name, const std::string& text, const QStringList& records) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << records;
    };
    const QString one = R"({"a":1})", two = R"({"b":[{"c":2}]})";
    const auto a = one.toStdString(), b = two.toStdString();
    row("one object", a, {one});
    row("a bare array", "[" + a + "," + b + "]", {one, two});
    row("a wrapped array", R"({"Records":[)" + a + "," + b + "]}", {one, two});
    row("a wrapped array between other members", R"({"x":1,"Records":[)" + a + R"(],"y":[1,2]})", {one});
    row("JSON Lines", a + "\n" + b + "\n", {one, two});
    row("JSON Lines without the last line feed", a + "\n" + b, {one, two});
    row("JSON Lines with empty lines and carriage returns", a + "\r\n\r\n" + b + "\r\n", {one, two});
    row("objects one after another", a + b + a, {one, two, one});
    row("several wrapped arrays", R"({"Records":[)" + a + R"(]}{"Records":[)" + b + "]}", {one, two});
    row("a byte order mark", "\xEF\xBB\xBF" + a, {one});
    row("pretty", "[\n  {\n    \"a\" : 1\n  }\n]\n", {"{\n    \"a\" : 1\n  }"});
    row("brackets inside a text", R"({"a":"}]\"{["})", {R"({"a":"}]\"{["})"});
    row("a list without records", R"({"Records":[]})", {});
    row("nothing", "", {});
    row("nothing but white space", " \n\t\r\n", {});
    row("a broken line between good ones", a + "\n{\"a\": broken\n" + b + "\n", {one, "!invalid-json", two});
    row("a broken record in a list", "[" + a + ",\n{\"a\" 1},\n" + b + "]", {one, "!invalid-json", two});
    row("a line of something else", a + "\nnot json at all\n" + b, {one, "!invalid-json", two});
    row("the end inside a record", a + "\n{\"a\":", {one, "!truncated"});
    row("nested up to the limit", nested(1'000), {QString::fromStdString(nested(1'000))});
    row("nested past the limit, between others", a + "\n" + nested(1'100) + "\n" + b, {one, "!too-deep", two});
    row("a NUL byte between records", a + "\n" + std::string(1, '\0') + "\n" + b, {one, "!invalid-json", two});
}

void TestSourceSplitter::cutsRecords() {
    QFETCH(QByteArray, text);
    QFETCH(QStringList, records);
    for (const std::size_t chunk : {1U, 3U, 7U, 4'096U}) {
        const auto result = cut(text.toStdString(), chunk);
        QCOMPARE(result.records, records);
        QVERIFY(result.placesAreExact);
    }
}

void TestSourceSplitter::linesAreCountedFromOne() {
    QCOMPARE(cut("{}\n\n{}\n{ }").lines, (QList<qint64>{1, 3, 4}));
    QCOMPARE(cut("[\n{},\n{}]").lines, (QList<qint64>{2, 3}));
}

void TestSourceSplitter::listAndIndexAreKnown() {
    test::Chunks stream(R"({"records":[{},{}]})");
    source::JsonSplitter splitter(stream, kLists);
    RecordBatch batch;
    QVERIFY(splitter.next(batch, 1'000).value_or(false));
    QCOMPARE(batch.slices.size(), std::size_t(2));
    QVERIFY(batch.slices[1].list);
    QCOMPARE(*batch.slices[1].list, std::string("records"));
    QCOMPARE(batch.slices[1].listIndex, std::int64_t(1));
}

void TestSourceSplitter::aRecordPastTheLimitCostsItself() {
    const std::string small = R"({"a":1})";
    const std::string text =
        small + "\n{\"a\":\"" + std::string(source::kRecordLimit + 1'000, 'x') + "\"}\n" + small + "\n";
    test::Chunks stream(text, std::size_t{1} << 20);
    source::JsonSplitter splitter(stream, kLists);
    RecordBatch batch;
    QStringList seen;
    while (splitter.next(batch, 1'000).value_or(false)) {
        for (const auto& slice : batch.slices) {
            seen << (slice.reason ? slice.reason : "whole");
            QVERIFY(slice.length <= source::kKeptOfTooLong);
        }
        batch.clear();
    }
    QCOMPARE(seen, (QStringList{"whole", "too-long", "whole"}));
}

void TestSourceSplitter::theEndInsideAListIsNoticed_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("unfinished");
    QTest::newRow("a closed array") << QByteArray("[{}]") << false;
    QTest::newRow("an open array") << QByteArray("[{},") << true;
    QTest::newRow("an open wrapped list") << QByteArray(R"({"Records":[{})") << true;
    QTest::newRow("a list whose object stays open") << QByteArray(R"({"Records":[{}])") << true;
    QTest::newRow("lines") << QByteArray("{}\n{}") << false;
}

void TestSourceSplitter::theEndInsideAListIsNoticed() {
    QFETCH(QByteArray, text);
    QFETCH(bool, unfinished);
    QCOMPARE(cut(text.toStdString()).unfinished, unfinished);
}

QTEST_APPLESS_MAIN(TestSourceSplitter)
#include "tst_source_splitter.moc"
