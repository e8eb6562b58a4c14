// What a good content folder gives: every member of every kind, texts with their fallback, and the user's own folder.
#include "catalog/Catalog.h"
#include "catalog/SqlNames.h"
#include "ContentFixture.h"

#include <QtTest>

using namespace proofstead;
using namespace fixture;

class CatalogLoadTest : public QObject {
    Q_OBJECT

private slots:
    void readsEveryMemberOfAFramework();
    void readsEveryLineOfACheckHeader();
    void handsOverDefinitionsAsRead();
    void fallsBackToEnglish();
    void takesNewIdsFromTheUsersFolder();
    void takesALinkOfTheUserAsProposed();
    void replacesAShippedFileThatIsNamedByDigest();
    void replacesShippedWordsOnlyByDigest();
    void leavesAMissingUserFolderAlone();
    void looksAtParametersOnlyOutsideQuotesAndComments_data();
    void looksAtParametersOnlyOutsideQuotesAndComments();

private:
    catalog::Catalog load(const Folder& shipped, const std::string& user = {}) {
        auto result = catalog::Catalog::load(shipped.path(), user);
        if (!result) qFatal("%s", result.error().toString().c_str());
        return *result;
    }
};

void CatalogLoadTest::readsEveryMemberOfAFramework() {
    Folder folder;
    folder.putAll();
    const auto content = load(folder);
    const auto* house = content.framework("house");
    QVERIFY(house);
    QCOMPARE(house->releasedAt, std::string("2026-01-31"));
    QCOMPARE(house->digest, digestOf(kFramework));
    QVERIFY(house->origin.ends_with("frameworks/house.json"));
    const auto& link = house->controls.at(0).links.at(0);
    QVERIFY(link.kind == model::LinkKind::Direct && link.part == model::Part::Operation);
    QVERIFY(link.required && link.reviewed);
    QCOMPARE(link.reviewedBy, std::string("the house"));
    QCOMPARE(base::formatDate(link.reviewedAt.value()), std::string("2026-01-31"));
    const auto& doors = house->controls.at(0);
    QCOMPARE(doors.textVersion + "|" + doors.sourceUrl, std::string("of 2025|https://house.example/rules"));
    QCOMPARE(base::formatDate(doors.appliesUntil.value()), std::string("2030-01-01"));
    QCOMPARE(doors.manual.questions.at(0) + "|" + doors.manual.artefact + "|" + doors.manual.signOffRole + "|" +
                 doors.manual.cadence,
             std::string("Who has keys?|list of keys|owner|365d"));
    const auto& logs = doors.evidence.at(0);
    QCOMPARE(logs.period + "|" + logs.population.at(0) + "|" + logs.ownerRole, std::string("period|every door|porter"));
    QCOMPARE(logs.freshnessMax.value(), base::kDay);
    QCOMPARE(logs.minItems.value(), std::int64_t(3));
    const auto& sample = doors.evidence.at(1).sample;
    QVERIFY(sample && sample->method == "random" && sample->size == 25 && sample->seed == 7);
    const auto* control = content.control("house-1-a");
    QVERIFY(control);
    QCOMPARE(control->supersededBy, std::string("house-1"));
    const auto& elsewhere = control->xrefs.at(1);
    QCOMPARE(elsewhere.rationale + "|" + elsewhere.author, std::string("both lock|the house"));
    QCOMPARE(base::formatDate(elsewhere.appliesFrom.value()), std::string("2028-01-01"));
    QCOMPARE(base::formatDate(elsewhere.reviewedAt.value()), std::string("2026-01-30"));
    QCOMPARE(control->appliesTo.size(), std::size_t(2));
    QCOMPARE(control->conditions.at(0), std::string("keys-exist"));
    QCOMPARE(base::formatDate(control->appliesFrom.value()), std::string("2027-01-01"));
    QVERIFY(control->counselConfirmed && control->automation == model::Automation::PartlyAutomated);
    QCOMPARE(control->specType + control->alternativeGroup + control->parent, std::string("requiredkeyshouse-1"));
    QVERIFY(!control->links.at(0).required && !control->links.at(0).reviewed);
    QCOMPARE(control->links.at(0).facet, std::string("front"));
    QCOMPARE(control->missingTests.at(0), std::string("key-count"));
    QCOMPARE(control->xrefs.at(0).relation, std::string("subset"));
}

void CatalogLoadTest::readsEveryLineOfACheckHeader() {
    Folder folder;
    folder.putAll();
    const auto content = load(folder);
    const auto* check = content.check("door-open");
    QVERIFY(check);
    QCOMPARE(check->area, std::string("doors"));
    QVERIFY(check->severity == model::Severity::High && check->type == model::TestType::Absence);
    QCOMPARE(check->nature, std::string("re-performance"));
    QCOMPARE(check->needs.size(), std::size_t(2));
    QVERIFY(check->needs[0].driving && !check->needs[1].driving);
    QCOMPARE(check->freshness.value(), 7 * base::kDay);
    QCOMPARE(check->tolerance, std::int64_t(2));
    QVERIFY(check->heuristic && !check->needsSourceDigest);
    QCOMPARE(check->facets, (std::vector<std::string>{"front", "back"}));
    QCOMPARE(check->parameters.at(0).name + "|" + check->parameters.at(0).value + "|" + check->parameters.at(0).basis,
             std::string("longest|15min|own policy: see 'night'"));
    QVERIFY(check->exceptionsSql.starts_with("-- Free words") && check->exceptionsSql.ends_with(":shown_as"));
    QVERIFY(check->populationSql.starts_with("SELECT") && check->populationSql.ends_with("environment"));
    QCOMPARE(check->digest, digestOf(kCheck));
}

void CatalogLoadTest::handsOverDefinitionsAsRead() {
    Folder folder;
    folder.putAll();
    const auto content = load(folder);
    QCOMPARE(content.sources.size(), std::size_t(2));
    QCOMPARE(content.source("door-log")->document["anything"].size(), std::size_t(2));
    QCOMPARE(content.source("register-keys")->kind, std::string("register"));
    QCOMPARE(content.pack("full")->title, std::string("Everything"));
    QVERIFY(!content.source("register-doors") && !content.check("") && !content.control("house-2"));
    QVERIFY(content.overridden.empty());
}

void CatalogLoadTest::fallsBackToEnglish() {
    Folder folder;
    folder.putAll();
    const auto content = load(folder);
    QCOMPARE(content.texts("de").at("greeting"), std::string("Guten Tag"));
    QCOMPARE(content.texts("de").at("parting"), std::string("Goodbye"));
    QCOMPARE(content.texts("fr").at("greeting"), std::string("Good day"));
}

void CatalogLoadTest::takesNewIdsFromTheUsersFolder() {
    Folder shipped;
    Folder user;
    shipped.putAll();
    user.put("checks/doors/window-open.sql", swapped(kCheck, "id: door-open", "id: window-open"));
    user.put("i18n/en.json", R"({"windows": "Windows"})");
    user.put("i18n/fr.json", R"({"greeting": "Bonjour"})");
    const auto content = load(shipped, user.path());
    QVERIFY(content.check("window-open") && content.check("door-open"));
    QCOMPARE(content.texts("fr").at("windows"), std::string("Windows"));
    QCOMPARE(content.texts("fr").at("greeting"), std::string("Bonjour"));
    QVERIFY(content.overridden.empty());
}

void CatalogLoadTest::takesALinkOfTheUserAsProposed() {
    Folder shipped;
    Folder user;
    shipped.putAll();
    user.put("frameworks/mine.json", R"({"id": "mine", "title": "Mine", "version": "1", "controls": [
        {"id": "mine-1", "citation": "1", "title": "T", "requirement": "R", "applies_to": ["owner"],
         "automation": "automated", "links": [{"check": "door-open", "kind": "direct"}]}]})");
    const auto content = load(shipped, user.path());
    QVERIFY(!content.control("mine-1")->links.at(0).reviewed);
}

void CatalogLoadTest::replacesAShippedFileThatIsNamedByDigest() {
    Folder shipped;
    Folder user;
    shipped.putAll();
    const auto own = swapped(kCheck, "tolerance: 2", "tolerance: 0");
    user.put("checks/mine/door-open.sql", swapped(own, "-- title", "-- overrides: " + digestOf(kCheck) + "\n-- title"));
    user.put("packs/full.json", R"({"id": "full", "title": "Less", "overrides": ")" + digestOf(kPack) + "\"}");
    const auto content = load(shipped, user.path());
    QCOMPARE(content.checks.size(), std::size_t(1));
    QCOMPARE(content.check("door-open")->tolerance, std::int64_t(0));
    QCOMPARE(content.pack("full")->title, std::string("Less"));
    QCOMPARE(content.overridden, (std::vector<std::string>{"check:door-open", "pack:full"}));
}

void CatalogLoadTest::replacesShippedWordsOnlyByDigest() {
    Folder shipped;
    Folder user;
    shipped.putAll();
    user.put("i18n/en.json", R"({"overrides": ")" + digestOf(kEnglish) + R"(", "greeting": "Hello"})");
    const auto content = load(shipped, user.path());
    QCOMPARE(content.texts("en").at("greeting"), std::string("Hello"));
    QCOMPARE(content.texts("en").at("parting"), std::string("Goodbye"));
    QVERIFY(!content.texts("en").contains("overrides"));
    QCOMPARE(content.overridden, std::vector<std::string>{"messages:en"});
}

void CatalogLoadTest::leavesAMissingUserFolderAlone() {
    Folder folder;
    folder.putAll();
    QCOMPARE(load(folder, folder.path() + "/nowhere").checks.size(), std::size_t(1));
}

void CatalogLoadTest::looksAtParametersOnlyOutsideQuotesAndComments_data() {
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("names");
    QTest::newRow("a plain parameter counts") << "a > :from"
                                              << "from";
    QTest::newRow("each counts once") << ":b:a :b"
                                      << "a b";
    QTest::newRow("a text is passed over") << "':from'"
                                           << "";
    QTest::newRow("a doubled quote does not end the text") << "'it''s :from' || :until"
                                                           << "until";
    QTest::newRow("a comment ends with its line") << "-- :from\n:until"
                                                  << "until";
    QTest::newRow("a block comment is passed over") << "/* :from */ :until"
                                                    << "until";
    QTest::newRow("a quote in a comment opens nothing") << "-- it's\n:until"
                                                        << "until";
    QTest::newRow("an unfinished text swallows the rest") << "'open :from"
                                                          << "";
    QTest::newRow("a colon alone is nothing") << "a : b :"
                                              << "";
}

void CatalogLoadTest::looksAtParametersOnlyOutsideQuotesAndComments() {
    QFETCH(QString, sql);
    QFETCH(QString, names);
    QStringList found;
    for (const auto& name : catalog::parametersIn(sql.toStdString()))
        found << QString::fromStdString(name);
    QCOMPARE(found.join(' '), names);
}

QTEST_APPLESS_MAIN(CatalogLoadTest)
#include "tst_catalog_load.moc"
