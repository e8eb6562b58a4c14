// The published views are a contract: their columns are those that resources/README.md documents.
#include "support/StoreCase.h"

#include "store/Views.h"

#include <QFile>
#include <QRegularExpression>
#include <QtTest>

using namespace proofstead;
using test::must;
using test::StoreCase;

namespace {

const std::vector<store::RegisterShape> kRegisters{
    {"data-flow", {{"id", "text"}, {"check", "text"}}}, {"dataset", {}}, {"model-version", {}}, {"hr-roster", {}}};

// view -> columns, from the tables below "## Published views".
QMap<QString, QStringList> documented() {
    QFile file(QStringLiteral(PROOFSTEAD_SOURCE_DIR "/resources/README.md"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const auto text = QString::fromUtf8(file.readAll()).section("## Published views", 1).section("\n## ", 0, 0);
    static const QRegularExpression heading("^\\*\\*([^*]+)\\*\\*"), row("^\\| ([a-z0-9_, ]+) \\|");
    QMap<QString, QStringList> views;
    QString view;
    for (const auto& line : text.split('\n')) {
        if (const auto found = heading.match(line); found.hasMatch())
            view = found.captured(1);
        else if (const auto columns = row.match(line); columns.hasMatch() && columns.captured(1) != "column")
            views[view] += columns.captured(1).split(", ");
    }
    return views;
}

QStringList columnsOf(const store::Vault& vault, const QString& view) {
    must(store::ensureViews(vault));
    const auto statement = must(store::Statement::prepare(vault.handle(), "SELECT * FROM " + view.toStdString()));
    QStringList columns;
    for (int i = 0; i < statement.columns(); ++i)
        columns << QString::fromUtf8(statement.columnName(i).data());
    return columns;
}

QStringList sorted(QStringList list) {
    list.sort();
    return list;
}

} // namespace

class TestStoreViews : public QObject {
    Q_OBJECT

private slots:
    void columnsAreThoseDocumented();
    void everyViewIsDocumented();
    void registersHaveTheColumnsOfTheirDefinition();
    void namesAreSorted();
    void originsOfADuplicateAreBothShown();
    void aNewerExportReplacesItsRows();
    void theRowOfAKeyIsTheNewest();
};

void TestStoreViews::columnsAreThoseDocumented() {
    StoreCase documentedCase;
    const auto views = documented();
    QVERIFY(views.size() > 8);
    for (auto view = views.begin(); view != views.end(); ++view)
        if (!view.key().startsWith("register_")) // those of the shipped registers: tests/content
            QCOMPARE(sorted(columnsOf(documentedCase.vault(), view.key())), sorted(view.value()));
}

void TestStoreViews::everyViewIsDocumented() {
    const auto views = documented();
    for (const auto& name : store::publishedViewNames({}))
        QVERIFY2(views.contains(QString::fromStdString(name)), name.c_str());
}

void TestStoreViews::registersHaveTheColumnsOfTheirDefinition() {
    StoreCase withRegisters;
    withRegisters.vault().setRegisters(kRegisters);
    const QStringList expected{"record_id", "source", "environment", "key", "id", "check"};
    QCOMPARE(columnsOf(withRegisters.vault(), "register_data_flow"), expected);
    QCOMPARE(columnsOf(withRegisters.vault(), "data_flow"), expected);
}

void TestStoreViews::namesAreSorted() {
    const auto names = store::publishedViewNames(kRegisters);
    QVERIFY(std::is_sorted(names.begin(), names.end()));
    for (const char* name : {"data_flow", "dataset", "model_version", "register_hr_roster", "register_model_version"})
        QVERIFY(std::binary_search(names.begin(), names.end(), std::string(name)));
    QVERIFY(!std::binary_search(names.begin(), names.end(), std::string("hr_roster")));
}

void TestStoreViews::originsOfADuplicateAreBothShown() {
    StoreCase twice;
    twice.import("first", {{"a"}});
    twice.import("second", {{"b"}, {"a"}});
    QCOMPARE(test::asked(twice.vault(), "SELECT group_concat(path || ':' || leaf, ' ') = 'first:0 second:1' FROM "
                                        "event_origin WHERE record_id = 1"),
             1);
}

void TestStoreViews::aNewerExportReplacesItsRows() {
    StoreCase exported;
    const auto bring = [&](const char* name, const char* account, const char* person) {
        auto writer = must(store::ImportWriter::begin(exported.vault(), "tester"));
        must(writer.beginFile({"aws-authorization-details", "", name, "", std::nullopt, {}}));
        model::AccessSnapshot snapshot;
        snapshot.provider = "aws";
        snapshot.account = account;
        model::Principal principal;
        principal.kind = "user";
        principal.account = account;
        principal.name = principal.nativeId = person;
        snapshot.principals.push_back(principal);
        must(writer.addSnapshot(snapshot, [](const std::string&) { return 0; }));
        store::FileTotals totals;
        totals.environment = account;
        must(writer.closeFile(totals));
        must(writer.finish());
    };
    bring("january.json", "111122223333", "nora");
    bring("other.json", "444455556666", "omar");
    bring("february.json", "111122223333", "nina");
    QCOMPARE(test::asked(exported.vault(), "SELECT count(*) FROM principal"), 2);
    QCOMPARE(test::asked(exported.vault(), "SELECT count(*) FROM principal WHERE name = 'nina'"), 1);
}

void TestStoreViews::theRowOfAKeyIsTheNewest() {
    StoreCase kept;
    kept.vault().setRegisters({{"data-flow", {{"name", "text"}}}});
    const auto bring = [&](const char* file, std::initializer_list<std::pair<const char*, const char*>> rows) {
        auto writer = must(store::ImportWriter::begin(kept.vault(), "tester"));
        must(writer.beginFile({"register-data-flow", "data-flow", file, "", std::nullopt, {}}));
        std::int64_t leaf = 0;
        for (const auto& [key, name] : rows)
            must(writer.addRegisterRow(leaf++, key, {{"name", name}}));
        must(writer.closeFile({}));
        must(writer.finish());
    };
    bring("a.csv", {{"1", "old"}, {"2", "gone from the newer file"}});
    bring("b.csv", {{"3", "kept"}});
    bring("a.csv", {{"1", "old too"}, {"1", "new"}});
    const auto answer = [&](const char* sql) { return test::asked(kept.vault(), sql); };
    QCOMPARE(answer("SELECT count(*) FROM data_flow"), 2);
    QCOMPARE(answer("SELECT count(*) FROM data_flow WHERE key = '1' AND name = 'new'"), 1);
    QCOMPARE(answer("SELECT count(*) FROM data_flow WHERE key = '3'"), 1);
}

QTEST_APPLESS_MAIN(TestStoreViews)
#include "tst_store_views.moc"
