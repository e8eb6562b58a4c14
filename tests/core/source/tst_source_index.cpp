// Records whose parts are known are cut and walked on a faster way: it must find the same records and the same values
// as the patient one, or leave them to it.
#include "base/Text.h"
#include "Chunks.h"
#include "source/LogReader.h"
#include "source/readers/JsonSplitter.h"

#include <QDir>
#include <QTest>

#include <fmt/format.h>

using namespace proofstead;

namespace {

const std::set<std::string, std::less<>> kLists{"Records", "value"};

struct Cut {
    std::string bytes;
    std::int64_t offset, line;
    bool compact, indexed;
    std::string reason;
};

// A stream that gives little at a time keeps the splitter on the patient way.
std::vector<Cut> cut(const std::string& text, std::size_t most) {
    test::Chunks stream(text, most);
    source::JsonSplitter splitter(stream, kLists);
    source::RecordBatch batch;
    std::vector<Cut> all;
    while (splitter.next(batch, 1U << 20).value()) {
        for (const auto& slice : batch.slices)
            all.push_back({std::string(batch.view(slice)), slice.offset, slice.line, slice.compact, slice.partCount > 0,
                           slice.reason ? slice.reason : ""});
        batch.clear();
    }
    return all;
}

std::string shown(const model::EventFields& e) {
    return fmt::format("{} {} {} {}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", e.at, e.recordedAt, e.flags,
                       e.environment, e.region, e.category, e.eventClass, e.activity, e.service, e.action, e.actor,
                       e.actorType, e.actorPrincipal, e.actorAccount, e.target, e.outcome, e.error, e.srcIp,
                       e.userAgent, e.nativeId, e.attributes);
}

std::string readOne(source::LogReader& reader, std::string_view record, source::Parts parts) {
    source::Arena arena;
    std::vector<model::EventFields> events;
    const char* reason = reader.read(record, events, arena, parts);
    std::string all = reason ? reason : "";
    for (const auto& event : events)
        all += shown(event) + "\n";
    return all;
}

// Names in lower case, as exports through a table write them.
base::Json folded(const base::Json& value) {
    if (value.is_array()) {
        auto list = base::Json::array();
        for (const auto& item : value)
            list.push_back(folded(item));
        return list;
    }
    if (!value.is_object()) return value;
    auto object = base::Json::object();
    for (const auto& [name, inner] : value.items())
        object[base::toLower(name)] = folded(inner);
    return object;
}

} // namespace

class TestSourceIndex : public QObject {
    Q_OBJECT

private slots:
    void bothWaysCutAlike_data();
    void bothWaysCutAlike();
    void bothWaysReadSamplesAlike_data();
    void bothWaysReadSamplesAlike();
};

void TestSourceIndex::bothWaysCutAlike_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("fast");
    const QByteArray one = R"({"a":"b","c":[1,{"d":null}],"e":{}})";
    const auto row = [](const char* name, const QByteArray& text, bool fast) { QTest::newRow(name) << text << fast; };
    row("lines", one + "\n" + one + "\n" + one + "\n", true);
    row("lines of Windows", one + "\r\n" + one + "\r\n", true);
    row("blanks and empty lines between them", "\n  " + one + " \n\n" + one + "\t\n", true);
    row("blanks inside them",
        R"({ "a" : [ 1 , 2 ] })"
        "\n"
        R"({"a": "b"})"
        "\n",
        true);
    row("objects over several lines", "{\n \"a\": 1\n}\n{\n \"a\": [\n2]}\n", true);
    row("two objects on one line", one + one + "\n", true);
    row("escapes in texts",
        R"({"a\"b":"c\\","d":"\u00e4\n"})"
        "\n",
        true);
    row("letters outside of ASCII",
        R"({"a":"Łódź, Maßnahme"})"
        "\n",
        true);
    row("a comma between objects", one + ",\n" + one + "\n" + one + "\n", true);
    row("a broken line among others", one + "\n{\"a\":\n" + one + "\n" + one + "\n", true);
    row("a line that was cut inside a text", one + "\n{\"a\":\"b\n" + one + "\n", false);
    row("a line of something else", one + "\nstarted\n" + one + "\n", true);
    row("a list that wraps records", R"({"Records":[)" + one + "," + one + "]}\n" + one + "\n", false);
    row("a list of that name further inside",
        R"({"a":{"value":[{"b":1}]}})"
        "\n",
        true);
    row("a comma too many",
        R"({"a":1,})"
        "\n" +
            one + "\n",
        false);
    row("a name without quotes",
        R"({a:1})"
        "\n" +
            one + "\n",
        false);
    row("brackets that do not fit",
        R"({"a":[1}])"
        "\n" +
            one + "\n",
        false);
    row("a text behind a text",
        R"({"a":"b""c"})"
        "\n" +
            one + "\n",
        false);
    row("bytes that are no UTF-8", "{\"a\":\"\xC3\x28\"}\n" + one + "\n", false);
    row("no line feed at the end", one + "\n" + one, true);
    row("deeper than the fast way goes",
        QByteArray(R"({"a":)").append(QByteArray(80, '[')) + QByteArray(80, ']') + "}\n", false);
}

void TestSourceIndex::bothWaysCutAlike() {
    QFETCH(QByteArray, text);
    const auto fast = cut(text.toStdString(), 1U << 20);
    const auto patient = cut(text.toStdString(), 1);
    QCOMPARE(fast.size(), patient.size());
    bool indexed = false;
    for (std::size_t i = 0; i < fast.size(); ++i) {
        QCOMPARE(fast[i].bytes, patient[i].bytes);
        QCOMPARE(fast[i].offset, patient[i].offset);
        QCOMPARE(fast[i].line, patient[i].line);
        QCOMPARE(fast[i].reason, patient[i].reason);
        QCOMPARE(fast[i].compact, patient[i].compact);
        indexed = indexed || fast[i].indexed;
    }
    QTEST(indexed, "fast");
}

void TestSourceIndex::bothWaysReadSamplesAlike_data() {
    QTest::addColumn<QString>("file");
    const QDir folder(PROOFSTEAD_SOURCE_DIR "/resources/sources");
    for (const auto& name : folder.entryList({"*.json"}, QDir::Files)) {
        const auto document = base::parseJson(*base::readFile(folder.filePath(name).toStdString())).value();
        if (document.value("kind", "") == "log" && document["samples"][0].contains("record"))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
}

void TestSourceIndex::bothWaysReadSamplesAlike() {
    QFETCH(QString, file);
    const auto document = base::parseJson(*base::readFile(file.toStdString())).value();
    const auto definition = source::compileLog(document, "");
    QVERIFY(definition);
    source::LogReader reader(*definition);
    std::string lines;
    for (const auto& sample : document["samples"]) {
        if (!sample.contains("record")) continue;
        lines += sample["record"].dump() + "\n" + sample["record"].dump(1) + "\n";
        lines += folded(sample["record"]).dump() + "\n";
    }
    test::Chunks stream(lines, 1U << 20);
    source::JsonSplitter splitter(stream, kLists);
    source::RecordBatch batch;
    QVERIFY(splitter.next(batch, 1U << 20).value());
    for (const auto& slice : batch.slices) {
        QVERIFY(slice.partCount > 0);
        const auto record = batch.view(slice);
        const auto fast = readOne(reader, record, batch.partsOf(slice));
        QCOMPARE(fast, readOne(reader, record, {}));
        QVERIFY(!fast.empty());
    }
}

QTEST_GUILESS_MAIN(TestSourceIndex)
#include "tst_source_index.moc"
