// What the SQL of a check may do: read the published views, and nothing else.
#include "support/StoreCase.h"

#include <QtTest>

using namespace proofstead;
using test::codeOf;
using test::must;

class TestStoreGuard : public QObject {
    Q_OBJECT

    std::optional<test::StoreCase> m_case;

    // Runs the SQL to its end; the rows as text.
    base::Result<QStringList> run(const std::string& sql, const store::SqlParameters& parameters = {},
                                  base::Millis budget = base::kMinute) {
        auto connection = must(store::CheckConnection::open(m_case->vault()));
        connection.setTimeBudget(budget);
        QStringList rows;
        PS_CHECK(connection.rows(sql, parameters, [&](const store::Statement& row) {
            rows << QString::fromStdString(row.string(0));
            return true;
        }));
        return rows;
    }

private slots:
    void initTestCase();
    void refuses_data();
    void refuses();
    void knowsNoFunctionsThatReachOut_data();
    void knowsNoFunctionsThatReachOut();
    void allows_data();
    void allows();
    void saysWhatItRefused();
    void bindsWhatTheStatementNames();
    void stopsWhenItsTimeIsUp();
    void stopsWhenAValueGrowsTooLong();
    void stopsWhenItTakesTooMuchMemory();
    void stopsWhenAsked();
    void worksAgainAfterARefusal();
    void seesNothingAfterItsPosition();
    void countsNothingThatIsNotClosed();
};

void TestStoreGuard::initTestCase() {
    m_case.emplace();
    m_case->vault().setRegisters({{"data-flow", {{"id", "text"}, {"content", "text"}}}});
    m_case->import("first", {{"a"}, {"b", test::kStart + base::kHour}});
}

void TestStoreGuard::refuses_data() {
    QTest::addColumn<QByteArray>("sql");
    const auto row = [](const char* name, const char* sql) { QTest::newRow(name) << QByteArray(sql); };
    row("a table", "SELECT value FROM meta");
    row("a table of which no column is used", "SELECT count(*) FROM meta");
    row("a table in double quotes", "SELECT count(*) FROM \"meta\"");
    row("a table in brackets", "SELECT count(*) FROM [meta]");
    row("a table in backquotes", "SELECT count(*) FROM `meta`");
    row("a table as a string", "SELECT count(*) FROM 'meta'");
    row("a table in mixed case", "SELECT count(*) FrOm Meta");
    row("a table behind a comment", "SELECT count(*) FROM/* here */meta");
    row("a table in parentheses", "SELECT count(*) FROM (meta)");
    row("a table after a comma", "SELECT count(*) FROM event, meta");
    row("a string after a comma", "SELECT count(*) FROM event, 'Meta'");
    row("a joined table", "SELECT count(*) FROM event CROSS JOIN meta");
    row("a table in a subquery", "SELECT (SELECT value FROM 'meta' LIMIT 1)");
    row("a table after IN", "SELECT count(*) FROM event WHERE 'uuid' IN (SELECT name FROM 'meta')");
    row("a table of the main schema", "SELECT count(*) FROM main.event_block");
    row("the main schema as a string", "SELECT count(*) FROM 'main'.'event_block'");
    row("the main schema in brackets", "SELECT count(*) FROM [main] . event_block");
    row("the table beneath the events", "SELECT count(*) FROM event_scan");
    row("the table beneath the usage", "SELECT day FROM usage_scan");
    row("a view of the main schema", "SELECT count(*) FROM main.event");
    row("the tables of the vault", "SELECT count(*) FROM sqlite_master");
    row("the tables of the vault by their new name", "SELECT sql FROM sqlite_schema");
    row("the views of the connection", "SELECT sql FROM temp.sqlite_schema");
    row("the views of the connection, counted", "SELECT count(*) FROM temp.'sqlite_master'");
    row("the views of the connection by another name", "SELECT count(*) FROM sqlite_temp_master");
    row("a pragma", "PRAGMA table_info(meta)");
    row("a pragma that sets", "PRAGMA writable_schema=1");
    row("a pragma as a function", "SELECT name FROM pragma_table_info('meta')");
    row("a pragma as a function, counted", "SELECT count(*) FROM pragma_database_list");
    row("another database", "ATTACH ':memory:' AS other");
    row("leaving a database", "DETACH main");
    row("a new row", "INSERT INTO setting VALUES('scope', '{}')");
    row("a changed row", "UPDATE meta SET value = ''");
    row("a deleted row", "DELETE FROM log_entry");
    row("a deleted row behind a WITH", "WITH x AS (SELECT 1) DELETE FROM setting");
    row("a replaced row", "REPLACE INTO setting VALUES('scope', '{}')");
    row("a table of its own", "CREATE TEMP TABLE mine(a)");
    row("a view of its own", "CREATE TEMP VIEW mine AS SELECT value FROM main.meta");
    row("a dropped view", "DROP VIEW event");
    row("a trigger", "CREATE TEMP TRIGGER t INSTEAD OF INSERT ON event BEGIN SELECT 1; END");
    row("a copy of the vault", "VACUUM INTO 'copy.vault'");
    row("a transaction", "BEGIN");
    row("a savepoint", "SAVEPOINT one");
    row("statistics", "ANALYZE");
    row("how it would be done", "EXPLAIN SELECT value FROM meta");
    row("two statements", "SELECT 1; SELECT 2");
    row("a second statement that writes", "SELECT 1; DELETE FROM log_entry");
    row("a second statement behind a comment", "SELECT 1 /* ; */ ; -- one\n SELECT 2");
    row("an extension", "SELECT load_extension('other.so')");
    row("chance", "SELECT random()");
    row("bytes of chance", "SELECT RandomBlob(4)");
    row("what the connection changed", "SELECT changes() + total_changes() + last_insert_rowid()");
    row("the clock", "SELECT strftime('%s', 'now')");
    row("the clock as a word", "SELECT CURRENT_TIMESTAMP");
    row("the clock behind another function", "SELECT count(*) FROM event WHERE at > 1000 * unixepoch()");
    row("the day of the clock", "SELECT date('now')");
    row("the release of SQLite", "SELECT sqlite_version()");
    row("a CTE with a view's name", "WITH event AS (SELECT value FROM 'meta') SELECT * FROM event");
    row("a CTE with a view's name as a string", "WITH 'event' AS (SELECT value FROM [meta]) SELECT * FROM event");
    row("a CTE with a view's name in brackets", "WITH [Event] AS (SELECT 1 AS a) SELECT * FROM event");
    row("a CTE with a view's name and columns", "WITH a AS (SELECT 1), event(v) AS (SELECT 2) SELECT v FROM event");
    row("a recursive CTE with a view's name",
        "WITH RECURSIVE event(n) AS NOT MATERIALIZED (SELECT 1 UNION ALL SELECT n + 1 FROM event) SELECT n FROM event");
    row("a CTE with a view's name in a subquery",
        "SELECT * FROM (WITH \"event\" AS (SELECT 1 AS a) SELECT a FROM event)");
    row("a CTE that reads a table", "WITH mine AS (SELECT value FROM 'meta') SELECT * FROM mine");
}

void TestStoreGuard::refuses() {
    QFETCH(QByteArray, sql);
    const auto rows = run(sql.toStdString());
    QCOMPARE(codeOf(rows), std::string("sql-refused"));
    QVERIFY(!rows.error().detail.empty());
}

void TestStoreGuard::knowsNoFunctionsThatReachOut_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("reading a file") << QByteArray("SELECT readfile('/etc/hostname')");
    QTest::newRow("writing a file") << QByteArray("SELECT writefile('out', 'x')");
    QTest::newRow("an editor") << QByteArray("SELECT edit('x')");
    QTest::newRow("a tokenizer by its address") << QByteArray("SELECT fts3_tokenizer('simple', x'00')");
    QTest::newRow("a folder") << QByteArray("SELECT * FROM fsdir('/')");
    QTest::newRow("nothing") << QByteArray("  -- nothing");
}

void TestStoreGuard::knowsNoFunctionsThatReachOut() {
    QFETCH(QByteArray, sql);
    QCOMPARE(codeOf(run(sql.toStdString())), std::string("sql-error"));
}

void TestStoreGuard::allows_data() {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("answer");
    const auto row = [](const char* name, const char* sql, const char* answer) {
        QTest::newRow(name) << QByteArray(sql) << QString(answer);
    };
    row("a view", "SELECT native_id FROM event ORDER BY at DESC LIMIT 1", "b");
    row("a view of which no column is used", "SELECT count(*) FROM event", "2");
    row("a view in another case", "SELECT count(*) FROM Event", "2");
    row("a view by its schema", "SELECT count(*) FROM temp.event", "2");
    row("every view",
        "SELECT (SELECT count(*) FROM coverage_hour) + (SELECT count(*) FROM usage_day) + (SELECT "
        "count(*) FROM event_origin) + (SELECT count(*) FROM evidence_file)",
        "6");
    row("declared sources", "SELECT count(*) FROM source_declared", "0");
    row("a register by its short name", "SELECT count(*) FROM data_flow", "0");
    row("a column with the name of a table", "SELECT max(content) IS NULL, content FROM register_data_flow", "1");
    row("names of tables in strings", "SELECT count(*) FROM event WHERE action NOT IN ('meta', 'file')", "2");
    row("an alias with the name of a table", "SELECT count(file.at) FROM event file", "2");
    row("a CTE", "WITH late AS (SELECT at FROM event) SELECT count(*) FROM late", "2");
    row("a recursive CTE",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9) SELECT max(n) "
        "FROM c",
        "9");
    row("a window", "SELECT count(*) OVER (ORDER BY at) FROM event ORDER BY 1 DESC LIMIT 1", "2");
    row("a semicolon in a string", "SELECT 'a;b'", "a;b");
    row("a semicolon at the end", "SELECT 1; -- done", "1");
    row("a comment first", "-- why; it asks\nSELECT 1", "1");
    row("a helper", "SELECT count(*) FROM event WHERE matches_glob('Run*', action) = 1", "2");
    row("values alone", "VALUES (7)", "7");
}

void TestStoreGuard::allows() {
    QFETCH(QByteArray, sql);
    QFETCH(QString, answer);
    const auto rows = run(sql.toStdString());
    QVERIFY2(rows, rows ? "" : rows.error().toString().c_str());
    QCOMPARE(rows->value(0), answer);
}

void TestStoreGuard::saysWhatItRefused() {
    QCOMPARE(run("SELECT 1 FROM event JOIN meta").error().detail, std::string("it names the table meta"));
    QCOMPARE(run("SELECT 1 FROM main.event").error().detail, std::string("it names the schema main"));
    QCOMPARE(run("DROP VIEW event").error().detail, std::string("it is no SELECT"));
    QCOMPARE(run("SELECT 1; SELECT 2").error().detail, std::string("more than one statement"));
    QVERIFY(
        QString::fromStdString(run("SELECT event_block.id FROM (event_block)").error().detail).contains("event_block"));
}

void TestStoreGuard::bindsWhatTheStatementNames() {
    const store::SqlParameters parameters{{"who", std::string("nora")}, {"from", test::kStart + 1}, {"unused", 1}};
    const auto rows = must(run("SELECT native_id FROM event WHERE actor = :who AND at >= :from", parameters));
    QCOMPARE(rows, QStringList{"b"});
    QCOMPARE(must(run("SELECT coalesce(:nothing, 'null')", {{"nothing", std::monostate{}}})), QStringList{"null"});
}

constexpr const char* kEndless =
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c";

void TestStoreGuard::stopsWhenItsTimeIsUp() {
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(codeOf(run(kEndless, {}, 50)), std::string("time-budget"));
    QVERIFY(timer.elapsed() < 2'000);
}

void TestStoreGuard::stopsWhenAValueGrowsTooLong() {
    QCOMPARE(codeOf(run("SELECT length(zeroblob(20000000))")), std::string("sql-error"));
    QCOMPARE(must(run("SELECT length(zeroblob(10000000))")), QStringList{"10000000"});
}

void TestStoreGuard::stopsWhenItTakesTooMuchMemory() {
    const auto rows = run("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200) "
                          "SELECT count(DISTINCT zeroblob(8000000 + n)) FROM c");
    QCOMPARE(codeOf(rows), std::string("memory-budget"));
    QVERIFY(run("SELECT 1"));
}

void TestStoreGuard::stopsWhenAsked() {
    auto connection = must(store::CheckConnection::open(m_case->vault()));
    const std::atomic<bool> cancelled = true;
    connection.setCancelFlag(&cancelled);
    QCOMPARE(codeOf(connection.rows(kEndless, {}, [](const auto&) { return true; })), std::string("cancelled"));
}

void TestStoreGuard::worksAgainAfterARefusal() {
    auto connection = must(store::CheckConnection::open(m_case->vault()));
    const auto any = [](const store::Statement&) { return true; };
    QVERIFY(!connection.rows("DELETE FROM setting", {}, any));
    connection.setTimeBudget(20);
    QVERIFY(!connection.rows(kEndless, {}, any));
    QVERIFY(connection.rows("SELECT 1", {}, any));
}

void TestStoreGuard::seesNothingAfterItsPosition() {
    const auto before = must(m_case->vault().logSize()) - 1;
    m_case->import("second", {{"c", test::kStart + 2 * base::kHour}});
    auto connection = must(store::CheckConnection::open(m_case->vault(), before));
    const auto count = [&](const char* view) {
        std::int64_t n = -1;
        must(connection.rows(std::string("SELECT count(*) FROM ") + view, {}, [&](const auto& row) {
            n = row.integer(0);
            return true;
        }));
        return n;
    };
    QCOMPARE(count("event"), 2);
    QCOMPARE(count("event_origin"), 2);
    QCOMPARE(count("coverage_hour"), 2);
    QCOMPARE(count("evidence_file"), 1);
    QCOMPARE(test::asked(m_case->vault(), "SELECT count(*) FROM event"), 3);
}

void TestStoreGuard::countsNothingThatIsNotClosed() {
    const auto seen = test::asked(m_case->vault(), "SELECT count(*) FROM event");
    const auto hours = test::asked(m_case->vault(), "SELECT sum(events) FROM coverage_hour");
    auto writer = must(store::ImportWriter::begin(m_case->vault(), "tester"));
    must(writer.closeFile(m_case->fill(writer, "closed", {{"d", test::kStart + 3 * base::kHour}})));
    m_case->fill(writer, "open", {{"e", test::kStart + 4 * base::kHour}, {"f"}});
    must(writer.commit());
    QCOMPARE(test::asked(m_case->vault(), "SELECT count(*) FROM event"), seen + 1);
    QCOMPARE(test::asked(m_case->vault(), "SELECT sum(events) FROM coverage_hour"), hours + 1);
    QCOMPARE(test::rollupDifferences(m_case->vault()), 0);
}

QTEST_APPLESS_MAIN(TestStoreGuard)
#include "tst_store_guard.moc"
