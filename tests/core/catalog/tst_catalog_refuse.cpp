// What a broken content folder is told: one flaw at a time, by code, file and place in the file.
#include "catalog/Catalog.h"
#include "ContentFixture.h"

#include <QtTest>

using namespace proofstead;
using namespace fixture;

namespace {

const QString kFrameworkFile = "frameworks/house.json";
const QString kCheckFile = "checks/doors/door-open.sql";
const QString kRegisterFile = "sources/register-keys.json";

void row(const char* name, const QString& file, const std::string& text, const char* code, const char* place) {
    QTest::newRow(name) << file << QString::fromStdString(text) << QString(code) << QString(place);
}

} // namespace

class CatalogRefuseTest : public QObject {
    Q_OBJECT

private slots:
    void namesTheFlaw_data();
    void namesTheFlaw();
    void refusesAnIdInTwoAreas();
    void refusesAControlInTwoFrameworks();
    void refusesWhatTheUserMayNotReplace_data();
    void refusesWhatTheUserMayNotReplace();
    void needsAResourceFolder();

private:
    void frameworkRows();
    void checkRows();
    void statementRows();
    void definitionRows();
};

void CatalogRefuseTest::frameworkRows() {
    const std::string good = kFramework;
    const auto flaw = [&](const char* name, const char* what, const char* with, const char* code, const char* place) {
        row(name, kFrameworkFile, swapped(good, what, with), code, place);
    };
    constexpr const char* kBad = "invalid-framework";
    flaw("unknown member of a framework", R"("version")", R"("colour": 1, "version")", kBad, "/colour");
    flaw("unknown member of a control", R"("area")", R"("are")", kBad, "/controls/0/are");
    flaw("unknown member of a link", R"("facet")", R"("face")", kBad, "/controls/1/links/0/face");
    flaw("id is not the file's name", R"("id": "house",)", R"("id": "home",)", kBad, "/id");
    flaw("id with a capital letter", R"("id": "house-1",)", R"("id": "House-1",)", kBad, "/controls/0/id");
    flaw("no version", R"("version": "1", )", "", kBad, "/version");
    flaw("impossible release date", "2026-01-31", "2026-02-31", kBad, "/released_at");
    flaw("controls are no list", R"("controls": [)", R"("controls": 3, "x": [)", kBad, "/controls");
    flaw("title is a number", R"("title": "Doors are locked")", R"("title": 7)", kBad, "/controls/0/title");
    flaw("no requirement", R"("requirement": "Lock doors.",)", "", kBad, "/controls/0/requirement");
    flaw("nobody to apply to", R"("applies_to": ["owner"])", R"("applies_to": [])", kBad, "/controls/0/applies_to");
    flaw("unknown automation", R"("automated",)", R"("robotic",)", kBad, "/controls/0/automation");
    flaw("unknown kind of evidence", "audit-log", "hearsay", kBad, "/controls/0/evidence/0/kind");
    flaw("unknown question", R"("question": "operation")", R"("question": "why")", kBad,
         "/controls/0/evidence/0/question");
    flaw("unknown kind of link", R"("kind": "direct")", R"("kind": "strong")", kBad, "/controls/0/links/0/kind");
    flaw("link without a kind", R"(, "kind": "direct")", "", kBad, "/controls/0/links/0/kind");
    flaw("unknown part", R"("part": "design")", R"("part": "half")", kBad, "/controls/1/links/0/part");
    flaw("required is a text", R"("required": false)", R"("required": "no")", kBad, "/controls/1/links/0/required");
    flaw("unknown type of specification", R"("spec_type": "required")", R"("spec_type": "nice")", kBad,
         "/controls/1/spec_type");
    flaw("impossible start", "2027-01-01", "soon", kBad, "/controls/1/applies_from");
    flaw("unknown relation", R"("subset")", R"("cousin")", kBad, "/controls/1/xrefs/0/relation");
    flaw("a control twice", "house-1-a", "house-1", "duplicate-id", "/controls/1/id");
    flaw("unknown period", R"("period": "period")", R"("period": "ever")", kBad, "/controls/0/evidence/0/period");
    flaw("no length of time", R"("24h")", R"("a day")", kBad, "/controls/0/evidence/0/freshness_max");
    flaw("too few to count", R"("min_items": 3)", R"("min_items": 0)", kBad, "/controls/0/evidence/0/min_items");
    flaw("a sample without a size", R"("size": 25, )", "", kBad, "/controls/0/evidence/1/sample/size");
    flaw("a sample of the full population", R"("sample")", R"("population": ["all"], "sample")", kBad,
         "/controls/0/evidence/1/sample");
    flaw("a source that anybody may change on its way", "https://house", "http://house", kBad,
         "/controls/0/source_url");
    flaw("an end before the beginning", R"("applies_until")", R"("applies_from": "2031-01-01", "applies_until")", kBad,
         "/controls/0/applies_until");
    flaw("a review without a day", R"(, "at": "2026-01-31"})", "}", kBad, "/controls/0/links/0/reviewed/at");
    flaw("a successor that is not there", R"("superseded_by": "house-1")", R"("superseded_by": "house-9")",
         "dangling-reference", "/controls/1/superseded_by");
    flaw("a link twice", R"("links": [{"check": "door-open", "kind": "direct",)",
         R"("links": [{"check": "door-open", "kind": "direct"}, {"check": "door-open", "kind": "direct",)",
         "duplicate-id", "/controls/0/links/1");
    flaw("link to an unknown check", R"("check": "door-open", "kind")", R"("check": "door-ajar", "kind")",
         "dangling-reference", "/controls/0/links/0/check");
    flaw("link to an unknown facet", R"("facet": "front")", R"("facet": "side")", "dangling-reference",
         "/controls/1/links/0/facet");
    flaw("unknown parent", R"("parent": "house-1")", R"("parent": "house-9")", "dangling-reference",
         "/controls/1/parent");
    flaw("cross-reference to an unknown control of a known framework", R"("to": "house-1")", R"("to": "house-9")",
         "dangling-reference", "/controls/1/xrefs/0/to");
    flaw("a key twice", R"("version": "1")", R"("version": "1", "version": "2")", "invalid-json", "house.json");
    row("half a file", kFrameworkFile, good.substr(0, good.size() / 2), "invalid-json", "house.json");
    row("a list instead of an object", kFrameworkFile, "[]", kBad, "/");
    row("no bytes at all", kFrameworkFile, "", "invalid-json", "house.json");
}

void CatalogRefuseTest::checkRows() {
    const auto flaw = [&](const char* name, const char* what, const char* with, const char* code, const char* place) {
        row(name, kCheckFile, swapped(kCheck, what, with), code, place);
    };
    constexpr const char* kBad = "invalid-check";
    flaw("unknown header", "-- severity", "-- gravity", kBad, "line 4");
    flaw("header without a colon", "-- severity: high", "-- severe", kBad, "line 4");
    flaw("empty header", "-- severity: high", "-- severity:", kBad, "line 4");
    flaw("header twice", "-- severity: high", "-- title: Again", kBad, "line 4");
    flaw("id is not the file's name", "-- id: door-open", "-- id: door-shut", kBad, "line 1");
    flaw("no question", "-- question: Did a door stand open?\n", "", kBad, "line 14");
    flaw("no needs", "-- needs: door-log\n", "", kBad, "line 14");
    flaw("unknown severity", "severity: high", "severity: grave", kBad, "line 4");
    flaw("unknown test", "test: absence", "test: presents", kBad, "line 5");
    flaw("unknown nature", "re-performance", "guesswork", kBad, "line 6");
    flaw("freshness without a unit", "freshness: 7d", "freshness: 7", kBad, "line 9");
    flaw("negative tolerance", "tolerance: 2", "tolerance: -1", kBad, "line 10");
    flaw("tolerance with a tail", "tolerance: 2", "tolerance: 2%", kBad, "line 10");
    flaw("heuristic is neither yes nor no", "heuristic: yes", "heuristic: maybe", kBad, "line 11");
    flaw("a facet twice", "facets: front, back", "facets: front, front", kBad, "line 12");
    flaw("a facet with a space", "facets: front, back", "facets: front door", kBad, "line 12");
    flaw("parameter without a basis", " ; basis: own policy: see 'night'", "", kBad, "line 13");
    flaw("parameter without a value", "longest = 15min", "longest =", kBad, "line 13");
    flaw("parameter with a reserved name", "longest = 15min", "until = 15min", kBad, "line 13");
    flaw("parameter that nobody uses", "- :longest", "", kBad, "line 15");
    flaw("parameter that nobody declares", ":as_of", ":as_off", kBad, "line 15");
    flaw("need of an unknown source", "needs: door-log", "needs: gate-log", "dangling-reference", "needs");
    flaw("linkage to an unknown source", "needs-also: register-keys", "needs-also: register-locks",
         "dangling-reference", "needs-also");
}

void CatalogRefuseTest::statementRows() {
    const std::string good = kCheck;
    const auto at = good.find("-- population");
    constexpr const char* kBad = "invalid-check";
    row("no population", kCheckFile, good.substr(0, at), kBad, "line ");
    row("population without a query", kCheckFile, good.substr(0, at) + "-- population\n", kBad, "line ");
    row("population twice", kCheckFile, good + "-- population\nSELECT 1\n", kBad, "line ");
    row("no exceptions", kCheckFile,
        swapped(good.substr(0, good.find("SELECT")), "-- Free", "-- free") + good.substr(at), kBad, "line ");
}

void CatalogRefuseTest::definitionRows() {
    const auto flaw = [&](const char* name, const char* what, const char* with, const char* place) {
        row(name, kRegisterFile, swapped(kRegister, what, with), "invalid-source", place);
    };
    flaw("unknown member of a register", R"("basis")", R"("base")", "/basis");
    flaw("unknown member of a column", R"("values")", R"("value")", "/register/columns/1/value");
    flaw("unknown type of column", R"("type": "list")", R"("type": "bag")", "/register/columns/1/type");
    flaw("column that every register has", R"("name": "held_by")", R"("name": "record_id")",
         "/register/columns/1/name");
    flaw("column with a hyphen", R"("name": "held_by")", R"("name": "held-by")", "/register/columns/1/name");
    flaw("alias that is another column's name", R"("aliases": [])", R"("aliases": ["ID"])",
         "/register/columns/1/aliases");
    flaw("alias that differs by a hyphen only", R"("aliases": [])", R"("aliases": ["Key-No"])",
         "/register/columns/1/aliases");
    flaw("key that is no column", R"("key": "id")", R"("key": "no")", "/register/key");
    flaw("key that is not required", R"("key": "id")", R"("key": "held_by")", "/register/key");
    flaw("id that is not the register's", R"("name": "keys")", R"("name": "locks")", "/register/name");
    flaw("column without an example", R"(, "example": "K1")", "", "/register/columns/0/example");
    flaw("sample of an unknown format", R"("format": "csv")", R"("format": "pdf")", "/samples/0/format");
    flaw("sample that expects an unknown column", R"("expect": [{"id")", R"("expect": [{"ident")", "/samples/0/expect");
    row("source of an unknown kind", "sources/door-log.json", swapped(kLog, R"("log")", R"("lock")"), "invalid-source",
        "/kind");
    row("source without a title", "sources/door-log.json", swapped(kLog, R"("title")", R"("titel")"), "invalid-source",
        "/title");
    row("outline with another name", "packs/full.json", swapped(kPack, "full", "empty"), "invalid-pack", "/id");
    row("text that is a number", "i18n/en.json", swapped(kEnglish, R"("Goodbye")", "1"), "invalid-messages",
        "/parting");
    row("texts in a list", "i18n/en.json", "[]", "invalid-messages", "/");
}

void CatalogRefuseTest::namesTheFlaw_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("place");
    frameworkRows();
    checkRows();
    statementRows();
    definitionRows();
}

void CatalogRefuseTest::namesTheFlaw() {
    QFETCH(QString, file);
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(QString, place);
    Folder folder;
    folder.putAll();
    QVERIFY(catalog::Catalog::load(folder.path()));
    folder.put(file, text.toStdString());
    const auto result = catalog::Catalog::load(folder.path());
    QVERIFY(!result);
    const auto& where = result.error().where;
    QCOMPARE(QString::fromStdString(result.error().code), code);
    QVERIFY2(!where.empty() && QString::fromStdString(where.back()).endsWith(file), result.error().toString().c_str());
    const auto first = QString::fromStdString(where.front());
    QVERIFY2(place == "line " ? first.startsWith(place) : first == place || first.endsWith("/" + place),
             result.error().toString().c_str());
}

void CatalogRefuseTest::refusesAnIdInTwoAreas() {
    Folder folder;
    folder.putAll();
    folder.put("checks/windows/door-open.sql", kCheck);
    const auto result = catalog::Catalog::load(folder.path());
    QCOMPARE(result.error().code, std::string("duplicate-id"));
    QVERIFY(result.error().detail.ends_with("checks/doors/door-open.sql"));
}

void CatalogRefuseTest::refusesAControlInTwoFrameworks() {
    Folder folder;
    folder.putAll();
    folder.put("frameworks/yard.json", swapped(swapped(kFramework, R"("house", "title")", R"("yard", "title")"),
                                               R"("scheme": "house")", R"("scheme": "yard")"));
    const auto result = catalog::Catalog::load(folder.path());
    QCOMPARE(result.error().code, std::string("duplicate-id"));
}

void CatalogRefuseTest::refusesWhatTheUserMayNotReplace_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto add = [](const char* name, const QString& file, const std::string& text, const char* code) {
        QTest::newRow(name) << file << QString::fromStdString(text) << QString(code);
    };
    const std::string wrong(64, '0');
    const std::string overrides = R"("overrides": ")";
    add("shipped check without a digest", kCheckFile, kCheck, "override-missing");
    add("shipped check with another digest", kCheckFile, "-- overrides: " + wrong + "\n" + kCheck, "override-mismatch");
    add("unknown check with a digest", "checks/doors/gate.sql",
        "-- overrides: " + wrong + "\n" + swapped(kCheck, "id: door-open", "id: gate"), "override-mismatch");
    add("shipped framework without a digest", kFrameworkFile, kFramework, "override-missing");
    add("shipped source with another digest", "sources/door-log.json",
        swapped(kLog, R"("kind")", overrides + wrong + R"(", "kind")"), "override-mismatch");
    add("shipped words without a digest", "i18n/en.json", R"({"greeting": "Hello"})", "override-missing");
}

void CatalogRefuseTest::refusesWhatTheUserMayNotReplace() {
    QFETCH(QString, file);
    QFETCH(QString, text);
    QFETCH(QString, code);
    Folder shipped;
    Folder user;
    shipped.putAll();
    user.put(file, text.toStdString());
    const auto result = catalog::Catalog::load(shipped.path(), user.path());
    QVERIFY(!result);
    QCOMPARE(QString::fromStdString(result.error().code), code);
    QVERIFY(QString::fromStdString(result.error().where.back()).startsWith(QString::fromStdString(user.path())));
}

void CatalogRefuseTest::needsAResourceFolder() {
    Folder folder;
    QCOMPARE(catalog::Catalog::load(folder.path() + "/none").error().code, std::string("resources-missing"));
}

QTEST_APPLESS_MAIN(CatalogRefuseTest)
#include "tst_catalog_refuse.moc"
