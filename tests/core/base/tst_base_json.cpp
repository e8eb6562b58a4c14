#include "base/Json.h"

#include <bit>
#include <QtTest>

using namespace proofstead::base;

class TestBaseJson : public QObject {
    Q_OBJECT
private slots:
    void refuses_data();
    void refuses();
    void keepsNumbersThatDoNotFit();
    void readsMembersWithDefaults();
    void canonical_data();
    void canonical();
    void canonicalNumbers_data();
    void canonicalNumbers();
    void sortsKeysByUtf16();
    void depthIsLimited();
};

void TestBaseJson::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("detail");
    QTest::newRow("nothing") << QByteArray("") << "byte";
    QTest::newRow("text after the value") << QByteArray("{} {}") << "byte";
    QTest::newRow("a duplicate key") << QByteArray(R"({"a":1,"a":2})") << "duplicate key 'a'";
    QTest::newRow("a duplicate key further down") << QByteArray(R"([{"b":{"x":1,"x":1}}])") << "duplicate key 'x'";
    QTest::newRow("a key duplicated by an escape") << QByteArray("{\"a\":1,\"\\u0061\":2}") << "duplicate key";
    QTest::newRow("a trailing comma") << QByteArray("[1,]") << "byte";
    QTest::newRow("a comment") << QByteArray("[1] // x") << "byte";
    QTest::newRow("invalid UTF-8") << QByteArray("\"\xFF\"") << "byte";
    QTest::newRow("a value cut off") << QByteArray(R"({"a":)") << "byte";
    QTest::newRow("not a number") << QByteArray("NaN") << "byte";
}

void TestBaseJson::refuses() {
    QFETCH(QByteArray, text);
    QFETCH(QString, detail);
    const auto json = parseJson(text.toStdString());
    QVERIFY(!json);
    QCOMPARE(json.error().code, std::string("invalid-json"));
    QVERIFY2(json.error().detail.find(detail.toStdString()) != std::string::npos, json.error().detail.c_str());
}

void TestBaseJson::keepsNumbersThatDoNotFit() {
    const auto json = parseJson("[9223372036854775807, 18446744073709551616, 1.5]");
    QVERIFY(json);
    QCOMPARE((*json)[0].get<std::int64_t>(), INT64_MAX);
    QCOMPARE((*json)[1].get<std::string>(), std::string("18446744073709551616"));
    QCOMPARE((*json)[2].get<double>(), 1.5);
}

void TestBaseJson::readsMembersWithDefaults() {
    const auto json = *parseJson(R"({"s":"x","b":true,"i":7})");
    QCOMPARE(stringAt(json, "s"), std::string("x"));
    QCOMPARE(stringAt(json, "i", "none"), std::string("none"));
    QCOMPARE(boolAt(json, "b"), true);
    QCOMPARE(intAt(json, "i"), std::int64_t{7});
    QCOMPARE(intAt(json, "s", 3), std::int64_t{3});
    QVERIFY(!find(Json::array(), "s"));
}

void TestBaseJson::canonical_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("keys are sorted and space is dropped")
        << QByteArray("{ \"b\": 1,\n \"a\": [ true , null ] }") << QByteArray(R"({"a":[true,null],"b":1})");
    QTest::newRow("only the escapes that are needed")
        << QByteArray("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"")
        << QByteArray("\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    QTest::newRow("empty containers") << QByteArray("{\"a\":{},\"b\":[]}") << QByteArray("{\"a\":{},\"b\":[]}");
    QTest::newRow("minus zero is zero") << QByteArray("[-0.0]") << QByteArray("[0]");
}

void TestBaseJson::canonical() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto json = parseJson(text.toStdString());
    QVERIFY(json);
    QCOMPARE(QByteArray::fromStdString(canonicalJson(*json)), expected);
    QCOMPARE(canonicalJson(*parseJson(canonicalJson(*json))), canonicalJson(*json));
}

// Number samples of RFC 8785 appendix B: bits of the double and how it is written.
void TestBaseJson::canonicalNumbers_data() {
    QTest::addColumn<quint64>("bits");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](quint64 bits, const char* expected) {
        QTest::newRow(expected) << bits << QByteArray(expected);
    };
    row(0x0000000000000001ULL, "5e-324");
    row(0x8000000000000001ULL, "-5e-324");
    row(0x7fefffffffffffffULL, "1.7976931348623157e+308");
    row(0x4340000000000000ULL, "9007199254740992");
    row(0xc340000000000000ULL, "-9007199254740992");
    row(0x4430000000000000ULL, "295147905179352830000");
    row(0x44b52d02c7e14af5ULL, "9.999999999999997e+22");
    row(0x44b52d02c7e14af6ULL, "1e+23");
    row(0x44b52d02c7e14af7ULL, "1.0000000000000001e+23");
    row(0x444b1ae4d6e2ef4eULL, "999999999999999700000");
    row(0x444b1ae4d6e2ef4fULL, "999999999999999900000");
    row(0x444b1ae4d6e2ef50ULL, "1e+21");
    row(0x3eb0c6f7a0b5ed8cULL, "9.999999999999997e-7");
    row(0x3eb0c6f7a0b5ed8dULL, "0.000001");
    row(0x41b3de4355555553ULL, "333333333.3333332");
    row(0x41b3de4355555557ULL, "333333333.33333343");
    row(0xbecbf647612f3696ULL, "-0.0000033333333333333333");
}

void TestBaseJson::canonicalNumbers() {
    QFETCH(quint64, bits);
    QFETCH(QByteArray, expected);
    QCOMPARE(QByteArray::fromStdString(canonicalJson(std::bit_cast<double>(bits))), expected);
}

// The key order sample of RFC 8785 section 3.2.3.
void TestBaseJson::sortsKeysByUtf16() {
    Json object;
    for (const char* key : {"\xE2\x82\xAC", "\r", "\xEF\xAC\xB3", "1", "\xF0\x9F\x98\x80", "\xC2\x80", "\xC3\xB6"})
        object[key] = 0;
    QCOMPARE(canonicalJson(object), std::string("{\"\\r\":0,\"1\":0,\"\xC2\x80\":0,\"\xC3\xB6\":0,\"\xE2\x82\xAC\":0,"
                                                "\"\xF0\x9F\x98\x80\":0,\"\xEF\xAC\xB3\":0}"));
}

void TestBaseJson::depthIsLimited() {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(parseJson(nested(1'024)));
    QVERIFY(!parseJson(nested(1'025)));
    QVERIFY(!parseJson(std::string(2'000'000, '[')));
    QVERIFY(!parseJson("[1,2,3]", {.depth = 1'024, .bytes = 3}));
}

QTEST_APPLESS_MAIN(TestBaseJson)
#include "tst_base_json.moc"
