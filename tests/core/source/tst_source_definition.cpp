// The language of definitions: what each of its words does to a record.
#include "base/Text.h"
#include "source/LogReader.h"
#include "source/RecordBatch.h"

#include <QTest>

using namespace proofstead;
using base::Json;

namespace {

// A definition with these members besides what every one needs.
Json definition(const char* fields, const char* more = "{}") {
    Json document = Json::parse(R"({"id":"x","kind":"log","title":"X","recognise":[["a"]],"classes":[],)"
                                R"("fields":{"at":["t"],"action":["a"]}})");
    document["fields"].update(Json::parse(fields));
    document.update(Json::parse(more));
    return document;
}

struct Read {
    source::Arena arena;
    std::vector<model::EventFields> events;
    QByteArray problem;
};

std::unique_ptr<Read> read(const Json& document, std::string record, source::Reading reading = {}) {
    const auto compiled = source::compileLog(document, "").value();
    auto result = std::make_unique<Read>();
    source::LogReader reader(compiled, std::move(reading));
    record.reserve(record.size() + source::kPadding);
    const char* problem = reader.read(record, result->events, result->arena);
    result->problem = problem ? problem : "";
    // The texts may lie in the definition: keep them.
    for (auto& event : result->events)
        for (auto* text : {&event.action, &event.actor, &event.target, &event.outcome, &event.service})
            *text = result->arena.keep(*text);
    return result;
}

QByteArray bytes(std::string_view text) {
    return {text.data(), static_cast<int>(text.size())};
}

} // namespace

class TestSourceDefinition : public QObject {
    Q_OBJECT

private slots:
    void waysToATarget_data();
    void waysToATarget();
    void listsInsideARecordAreEvents();
    void eventsOfOneRecordHaveIdsOfTheirOwn();
    void attributesCanDependOnTheAction();
    void bothTimesAreKeptAndComparedWithCare_data();
    void bothTimesAreKeptAndComparedWithCare();
    void numbersPast53BitsStayIntact();
    void aTableIsReadByItsColumns();
    void aLineIsReadByItsGroups();
    void recordsAreFoundInsideOthers_data();
    void recordsAreFoundInsideOthers();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
};

void TestSourceDefinition::waysToATarget_data() {
    QTest::addColumn<QByteArray>("ways");
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* name, const char* ways, const char* record, const char* target) {
        QTest::newRow(name) << QByteArray(ways) << QByteArray(record) << QByteArray(target);
    };
    row("the first that is there", R"(["x","y"])", R"({"a":"A","y":"2"})", "2");
    row("an item of a list", R"(["l.*.x"])", R"({"a":"A","l":[{"y":1},{"x":"2"},{"x":"3"}]})", "2");
    row("the item with that name, whatever the order", R"(["l[name=doc].value"])",
        R"({"a":"A","l":[{"name":"id","value":"1"},{"value":"2","name":"doc"}]})", "2");
    row("a dot inside a name", R"(["x\\.y"])", R"({"a":"A","x.y":"2"})", "2");
    row("JSON in a text", R"(["j.x.*"])", R"({"a":"A","j":"{\"x\":[\"2\"]}"})", "2");
    row("JSON in a text in JSON in a text", R"(["j.k.x"])", R"({"a":"A","j":"{\"k\":\"{\\\"x\\\":2}\"}"})", "2");
    row("broken JSON in a text", R"(["j.x"])", R"({"a":"A","j":"{\"x\":"})", "");
    row("several joined", R"([{"join":["x","y","z"],"separator":"/"}])", R"({"a":"A","x":"1","z":"3"})", "1/3");
    row("always the same", R"([{"const":"c"}])", R"({"a":"A"})", "c");
    row("a part of it", R"([{"path":"x","match":"^arn:(\\w+):"}])", R"({"a":"A","x":"arn:iam:1"})", "iam");
    row("a part that is not there", R"([{"path":"x","match":"^arn:(\\w+):"},"y"])", R"({"a":"A","x":"z","y":"2"})",
        "2");
    row("without what goes without saying", R"([{"path":"x","without_prefix":"p-","without_suffix":".com"}])",
        R"({"a":"A","x":"p-q.com"})", "q");
    row("a word for a number", R"([{"path":"x","map":{"0":"none","1*":"some"}}])", R"({"a":"A","x":12})", "some");
    row("only when", R"([{"path":"x","when":{"a":"B*"}},{"path":"y","when":{"x":["1","2"],"z":""}}])",
        R"({"a":"A","x":"2","y":"Y"})", "Y");
}

void TestSourceDefinition::waysToATarget() {
    QFETCH(QByteArray, ways);
    QFETCH(QByteArray, record);
    QFETCH(QByteArray, target);
    const auto result = read(definition("{\"target\":" + ways + "}"), record.toStdString());
    QCOMPARE(result->problem, QByteArray());
    QCOMPARE(bytes(result->events.at(0).target), target);
}

void TestSourceDefinition::listsInsideARecordAreEvents() {
    const auto document =
        definition(R"({"at":["t"],"action":["e.*.a"],"actor":["who"],"target":["e.*.x"]})", R"({"events":"e"})");
    const auto result = read(document, R"({"e":[{"a":"A","x":"1"},{"b":0},{"a":"B"}],"who":"nora","t":1767571200})");
    QCOMPARE(result->events.size(), std::size_t(2));
    QCOMPARE(bytes(result->events[0].target), QByteArray("1"));
    QCOMPARE(bytes(result->events[1].target), QByteArray());
    QCOMPARE(bytes(result->events[1].actor), QByteArray("nora"));
    QCOMPARE(result->events[1].at, 1'767'571'200'000);
    QCOMPARE(read(document, R"({"e":[],"who":"nora"})")->problem, QByteArray("not-this-source"));
}

void TestSourceDefinition::eventsOfOneRecordHaveIdsOfTheirOwn() {
    const auto document = definition(R"({"action":["e.*.a"],"native_id":["id"]})", R"({"events":"e"})");
    const auto result = read(document, R"({"id":"7","e":[{"a":"A"},{"a":"B"}]})");
    QCOMPARE(bytes(result->events.at(0).nativeId), QByteArray("7"));
    QCOMPARE(bytes(result->events.at(1).nativeId), QByteArray("7#1"));
}

void TestSourceDefinition::attributesCanDependOnTheAction() {
    const auto document = definition("{}", R"({"attributes":{"body":{"paths":["b"],"when":{"a":"Put*"}}}})");
    QCOMPARE(bytes(read(document, R"({"a":"PutX","b":"1"})")->events.at(0).attributes), QByteArray(R"({"body":"1"})"));
    QCOMPARE(bytes(read(document, R"({"a":"GetX","b":"1"})")->events.at(0).attributes), QByteArray());
}

void TestSourceDefinition::bothTimesAreKeptAndComparedWithCare_data() {
    QTest::addColumn<QByteArray>("recorded");
    QTest::addColumn<bool>("doubted");
    QTest::newRow("a second later") << QByteArray("2026-01-05T10:00:01Z") << false;
    QTest::newRow("hours later: a batch that waited") << QByteArray("2026-01-05T20:00:00Z") << false;
    QTest::newRow("days later") << QByteArray("2026-01-07T10:00:00Z") << true;
    QTest::newRow("minutes before: clocks differ") << QByteArray("2026-01-05T09:56:00Z") << false;
    QTest::newRow("written down before it happened") << QByteArray("2026-01-05T09:54:00Z") << true;
}

void TestSourceDefinition::bothTimesAreKeptAndComparedWithCare() {
    QFETCH(QByteArray, recorded);
    QFETCH(bool, doubted);
    const auto result = read(definition(R"({"recorded_at":["r"]})"),
                             R"({"a":"A","t":"2026-01-05T10:00:00Z","r":")" + recorded.toStdString() + "\"}");
    const auto& event = result->events.at(0);
    QCOMPARE(event.recordedAt, base::parseTime(recorded.toStdString()).value());
    QCOMPARE((event.flags & model::kClockSkew) != 0, doubted);
}

void TestSourceDefinition::numbersPast53BitsStayIntact() {
    const auto result = read(definition(R"({"target":["x"]})"), R"({"a":"A","x":123456789012345678901234567890})");
    QCOMPARE(bytes(result->events.at(0).target), QByteArray("123456789012345678901234567890"));
}

void TestSourceDefinition::aTableIsReadByItsColumns() {
    source::Reading reading{source::Container::Csv, ';', {"T", "A", "User.Name", "Blob"}, 0};
    const auto result = read(definition(R"({"actor":["user.name"],"target":["blob.x"]})"),
                             "2026-01-05 10:00:00;\"read; all\";nora;\"{\"\"x\"\":1}\"", reading);
    QCOMPARE(result->problem, QByteArray());
    QCOMPARE(bytes(result->events.at(0).action), QByteArray("read; all"));
    QCOMPARE(bytes(result->events.at(0).actor), QByteArray("nora"));
    QCOMPARE(bytes(result->events.at(0).target), QByteArray("1"));
}

void TestSourceDefinition::aLineIsReadByItsGroups() {
    const auto document = definition("{}", R"({"line":"^(?P<t>\\S+) (?P<a>\\w+)$"})");
    source::Reading reading;
    reading.container = source::Container::Lines;
    QCOMPARE(bytes(read(document, "2026-01-05T10:00:00Z login", reading)->events.at(0).action), QByteArray("login"));
    QCOMPARE(read(document, "another", reading)->problem, QByteArray("not-this-source"));
}

void TestSourceDefinition::recordsAreFoundInsideOthers_data() {
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("as an object") << QByteArray(R"({"time":1,"message":{"a":"A","t":1767571200}})");
    QTest::newRow("as a text") << QByteArray(R"({"time":1,"message":"{\"a\":\"A\",\"t\":1767571200}"})");
    QTest::newRow("where the definition says") << QByteArray(R"({"box":{"inner":{"a":"A","t":1767571200}}})");
    QTest::newRow("in a list of log events")
        << QByteArray(R"({"logEvents":[{"message":"{\"a\":\"A\",\"t\":1767571200}"}]})");
}

void TestSourceDefinition::recordsAreFoundInsideOthers() {
    QFETCH(QByteArray, record);
    const auto result = read(definition("{}", R"({"wrapped_in":["box.inner"]})"), record.toStdString());
    QCOMPARE(result->problem, QByteArray());
    QCOMPARE(result->events.at(0).at, 1'767'571'200'000);
}

void TestSourceDefinition::whatIsWrongIsNamed_data() {
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("more");
    QTest::newRow("a path that ends in a dot") << QByteArray(R"({"target":["x."]})") << QByteArray("{}");
    QTest::newRow("a bracket left open") << QByteArray(R"({"target":["x[a=b"]})") << QByteArray("{}");
    QTest::newRow("a list told apart by two members")
        << QByteArray(R"({"target":["x[a=b].c","x[d=e].f"]})") << QByteArray("{}");
    QTest::newRow("a way of no known form") << QByteArray(R"({"target":[{"what":"x"}]})") << QByteArray("{}");
    QTest::newRow("a way to nowhere") << QByteArray(R"({"target":[{"separator":"/"}]})") << QByteArray("{}");
    QTest::newRow("an expression that is none")
        << QByteArray(R"({"target":[{"path":"x","match":"("}]})") << QByteArray("{}");
    QTest::newRow("an expression that takes nothing")
        << QByteArray(R"({"target":[{"path":"x","match":"x"}]})") << QByteArray("{}");
    QTest::newRow("a map of numbers") << QByteArray(R"({"target":[{"path":"x","map":{"a":1}}]})") << QByteArray("{}");
    QTest::newRow("a table of candidates with an unknown field")
        << QByteArray("{}") << QByteArray(R"({"candidates":{"x":[]}})");
    QTest::newRow("a line that is no expression") << QByteArray("{}") << QByteArray(R"({"line":"("})");
}

void TestSourceDefinition::whatIsWrongIsNamed() {
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, more);
    const auto compiled = source::compileLog(definition(fields, more), "");
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().code, std::string("invalid-definition"));
}

QTEST_APPLESS_MAIN(TestSourceDefinition)
#include "tst_source_definition.moc"
