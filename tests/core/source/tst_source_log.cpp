// One raw record into columns, along a definition; and definitions that are wrong.
#include "base/Text.h"
#include "source/LogReader.h"
#include "source/RecordBatch.h"

#include <QTest>

using namespace proofstead;
using base::Json;

namespace {

Json cloudTrail() {
    return base::parseJson(*base::readFile(PROOFSTEAD_SOURCE_DIR "/resources/sources/aws-cloudtrail.json")).value();
}

struct Read {
    QString problem; // "" read
    model::EventFields event;
    source::Arena arena;
};

// The texts of the event live as long as the result.
std::unique_ptr<Read> read(std::string record) {
    static const auto definition = source::compileLog(cloudTrail(), "").value();
    record.reserve(record.size() + source::kPadding);
    auto result = std::make_unique<Read>();
    source::LogReader reader(definition);
    std::vector<model::EventFields> events;
    const char* problem = reader.read(record, events, result->arena);
    result->problem = problem ? problem : "";
    if (!events.empty()) result->event = events.front();
    return result;
}

QByteArray bytes(std::string_view text) {
    return {text.data(), static_cast<int>(text.size())};
}

// A call of a service by the given identity.
std::string callBy(const char* identity) {
    return std::string(
               R"({"eventTime":"2026-01-05T08:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject",)"
               R"("userIdentity":)") +
           identity + "}";
}

} // namespace

class TestSourceLog : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfIdentityActs_data();
    void everyKindOfIdentityActs();
    void oddRecords_data();
    void oddRecords();
    void whatTheRecordDoesNotSayStaysEmpty();
    void foldedMemberNamesAreUnderstood();
    void theSameRecordWrittenDifferentlyIsMinifiedAlike();
    void wrongDefinitionsAreRefused_data();
    void wrongDefinitionsAreRefused();
};

void TestSourceLog::everyKindOfIdentityActs_data() {
    QTest::addColumn<QByteArray>("identity");
    QTest::addColumn<QByteArray>("actor");
    QTest::addColumn<QByteArray>("principal");
    const auto row = [](const char* name, const char* identity, const char* actor, const char* principal) {
        QTest::newRow(name) << QByteArray(identity) << QByteArray(actor) << QByteArray(principal);
    };
    row("an IAM user", R"({"type":"IAMUser","arn":"arn:aws:iam::1:user/a","userName":"a"})", "arn:aws:iam::1:user/a",
        "arn:aws:iam::1:user/a");
    row("root", R"({"type":"Root","arn":"arn:aws:iam::1:root","accountId":"1"})", "arn:aws:iam::1:root",
        "arn:aws:iam::1:root");
    row("a role session",
        R"({"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/r/s",)"
        R"("sessionContext":{"sessionIssuer":{"arn":"arn:aws:iam::1:role/r"}}})",
        "arn:aws:sts::1:assumed-role/r/s", "arn:aws:iam::1:role/r");
    row("a service", R"({"type":"AWSService","invokedBy":"config.amazonaws.com"})", "config.amazonaws.com",
        "config.amazonaws.com");
    row("another account", R"({"type":"AWSAccount","principalId":"AIDAX","accountId":"2"})", "AIDAX", "AIDAX");
    row("a federated user", R"({"type":"WebIdentityUser","userName":"sub-1","principalId":"p:aud:sub-1"})", "sub-1",
        "sub-1");
    row("a SAML user", R"({"type":"SAMLUser","principalId":"idp:x","userName":"x@example.org"})", "x@example.org",
        "x@example.org");
    row("an identity centre user", R"({"type":"IdentityCenterUser","accountId":"1"})", "1", "1");
    row("nobody named", "{}", "", "");
    row("null", "null", "", "");
}

void TestSourceLog::everyKindOfIdentityActs() {
    QFETCH(QByteArray, identity);
    QFETCH(QByteArray, actor);
    QFETCH(QByteArray, principal);
    const auto result = read(callBy(identity.constData()));
    QCOMPARE(result->problem, QString());
    QCOMPARE(bytes(result->event.actor), actor);
    QCOMPARE(bytes(result->event.actorPrincipal), principal);
}

void TestSourceLog::oddRecords_data() {
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const QByteArray& record, const char* problem) {
        QTest::newRow(name) << record << QString(problem);
    };
    row("no action", R"({"eventSource":"s3.amazonaws.com"})", "not-this-source");
    row("an empty object", "{}", "not-this-source");
    row("a list", "[1,2]", "not-this-source");
    row("broken", R"({"eventName":"X","a":})", "invalid-json");
    row("no UTF-8", "{\"eventName\":\"X\xff\"}", "invalid-utf8");
    row("numbers where texts are usual", R"({"eventName":"X","userIdentity":{"accountId":123}})", "");
    row("a text where an object is usual", R"({"eventName":"X","userIdentity":"root","requestParameters":"none"})", "");
    row("escapes", R"({"eventName":"X","userAgent":"a\u00fc\"\\\n"})", "");
}

void TestSourceLog::oddRecords() {
    QFETCH(QByteArray, record);
    QFETCH(QString, problem);
    QCOMPARE(read(record.toStdString())->problem, problem);
}

void TestSourceLog::whatTheRecordDoesNotSayStaysEmpty() {
    const auto result = read(R"({"eventName":"X","sourceIPAddress":"config.amazonaws.com"})");
    const auto& event = result->event;
    QVERIFY(event.flags & model::kNoTime);
    QCOMPARE(bytes(event.srcIp), QByteArray());
    QCOMPARE(bytes(event.category), QByteArray());
    QCOMPARE(bytes(event.outcome), QByteArray("success"));
    QVERIFY(read(R"({"eventName":"X","eventTime":"yesterday"})")->event.flags & model::kNoTime);
}

void TestSourceLog::foldedMemberNamesAreUnderstood() {
    const auto result = read(R"({"eventname":"CreateIPSet","eventtime":"2022-07-17 04:50:23","recipientAccountId":"1",)"
                             R"("useridentity":{"arn":"arn:aws:iam::1:user/a"},"errorcode":"AccessDenied"})");
    QCOMPARE(result->problem, QString());
    QCOMPARE(bytes(result->event.action), QByteArray("CreateIPSet"));
    QCOMPARE(bytes(result->event.actor), QByteArray("arn:aws:iam::1:user/a"));
    QCOMPARE(bytes(result->event.environment), QByteArray("1"));
    QCOMPARE(bytes(result->event.outcome), QByteArray("failure"));
    QCOMPARE(result->event.at, base::parseTime("2022-07-17T04:50:23Z").value());
}

void TestSourceLog::theSameRecordWrittenDifferentlyIsMinifiedAlike() {
    const std::string pretty = "{\n \"a\" : [ 1, 2 ],\n \"b\" : \"x  y\" }", compact = R"({"a":[1,2],"b":"x  y"})";
    std::string target(pretty.size() + source::kPadding, '\0');
    target.resize(source::minify(pretty, target.data()));
    QCOMPARE(target, compact);
}

void TestSourceLog::wrongDefinitionsAreRefused_data() {
    QTest::addColumn<QByteArray>("pointer"); // of what is changed
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no id") << QByteArray("/id") << QByteArray("\"\"");
    QTest::newRow("nothing to recognise it by") << QByteArray("/recognise") << QByteArray("[]");
    QTest::newRow("an unknown field") << QByteArray("/fields/colour") << QByteArray("[\"a\"]");
    QTest::newRow("fields that are no object") << QByteArray("/fields") << QByteArray("[]");
    QTest::newRow("no time") << QByteArray("/fields") << QByteArray(R"({"action":["eventName"]})");
    QTest::newRow("a path that is a number") << QByteArray("/fields/at") << QByteArray("[1]");
    QTest::newRow("an attribute of no known form") << QByteArray("/attributes/x") << QByteArray("{\"what\":1}");
    QTest::newRow("classes that are no list") << QByteArray("/classes") << QByteArray("{}");
    QTest::newRow("lists of numbers") << QByteArray("/lists") << QByteArray("[1]");
}

void TestSourceLog::wrongDefinitionsAreRefused() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    auto document = cloudTrail();
    document[Json::json_pointer(pointer.toStdString())] = Json::parse(value);
    const auto compiled = source::compileLog(document, "");
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().code, std::string("invalid-definition"));
    QVERIFY(!compiled.error().detail.empty());
}

QTEST_APPLESS_MAIN(TestSourceLog)
#include "tst_source_log.moc"
