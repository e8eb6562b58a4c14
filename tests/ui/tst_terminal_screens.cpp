// Every page of the terminal at 80 by 24 and 160 by 48, held against tests/ui/screens. After a change that is meant:
// PROOFSTEAD_UPDATE_SCREENS=1 writes them anew; look at the difference before it is kept.
#include "present/ErrorText.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "SamplePages.h"
#include "support/StoreCase.h"
#include "terminal/View.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace proofstead;

class TestTerminalScreens : public QObject {
    Q_OBJECT
    // Hours of a day, of which some are busier, and a failure among them.
    void fill() {
        std::vector<test::MadeEvent> events;
        for (int i = 0; i < 60; ++i)
            events.push_back({"e" + std::to_string(i), test::kStart + i * i * base::kMinute,
                              i % 7 ? "DescribeInstances" : "StopLogging",
                              i % 3 ? "arn:aws:iam::111122223333:user/nora" : "arn:aws:sts::1:assumed-role/ops/jan",
                              i % 7 == 0});
        m_case.import("events", events);
    }

    std::unique_ptr<terminal::View> viewOf(const QString& vault) {
        terminal::Host host;
        host.open = [](const present::Place& place) {
            if (place.page == "pack")
                return present::packPage(sample::fullData(), "executive",
                                         {{"Coverage", 1, 1}, {"Summary", 2, 4}, {"Limits", 6, 2}});
            return present::recordPage(sample::fullData(), sample::trail());
        };
        if (vault == "none") return std::make_unique<terminal::View>(present::startPage({}, {}), host);
        if (vault == "broken")
            return std::make_unique<terminal::View>(
                present::startPage(present::errorText(base::Error{"file-missing", {}, {"/work/quellmoor.vault"}}),
                                   {"/work/engagements/quellmoor-2026.vault", "/home/nora/demo/demo.vault"}),
                host);
        auto data = vault == "empty"        ? sample::emptyData()
                    : vault == "unassessed" ? sample::unassessedData()
                                            : sample::fullData();
        data.vaultPath = vault == "events" ? m_case.path() : "quellmoor.vault";
        return std::make_unique<terminal::View>(std::move(data), host);
    }

    // A key, a text that is typed, or something that happens meanwhile.
    void press(terminal::View& view, const QString& key) {
        if (key == "work")
            view.setStatus("Importing: 12.0 MB of 40.0 MB (30 %), 3.1 MB/s, 9 s left", present::Tone::Plain, true);
        else if (key == "fail")
            view.setStatus(
                "Imported 1,204 records from 3 files; 0 known already, 2 rejected. 1 file could not be read, "
                "or in part only: exports/2026-07/111122223333_CloudTrail_eu-central-1_20260701T0000Z.json.gz",
                present::Tone::Warn, false);
        else if (key.startsWith(':') || key.startsWith('/'))
            for (const QChar c : key)
                view.press(c == ' ' ? QStringLiteral("Space") : QString(c));
        else
            view.press(key);
        if (view.place().page == "events") settle(view);
    }

    static void settle(terminal::View& view) {
        QTRY_VERIFY_WITH_TIMEOUT((view.poll(), !view.screen().back().line.text().contains("searching")), 60'000);
        view.poll();
    }

    test::StoreCase m_case;

private slots:
    void initTestCase() {
        QVERIFY(present::installTranslation(*QCoreApplication::instance()));
        fill();
    }

    void looksAsBefore_data() {
        QTest::addColumn<QString>("vault");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QStringList>("keys");
        const auto add = [](const QString& name, const QStringList& keys, const QString& vault = "full") {
            for (const auto& [columns, rows] : {std::pair{80, 24}, std::pair{160, 48}})
                QTest::addRow("%s-%dx%d", qPrintable(name), columns, rows) << vault << columns << rows << keys;
        };
        int number = 0;
        for (const auto& entry : present::pageEntries()) {
            const auto key = QString::number(++number);
            const QString vault = QString(entry.id) == "events" ? "events" : "full";
            add(entry.id, {key}, vault);
            add(QString(entry.id) + "-row", {key, "j", "j", "j"}, vault);
        }
        add("control", {":control gdpr-32-1-b", "Enter"});
        add("control-end", {":control gdpr-32-1-b", "Enter", "G"});
        add("test", {":check cloudtrail-logging-disabled", "Enter", "j"});
        add("record", {":record 7", "Enter"});
        add("pack", {"8", "j", "Enter", "j"});
        add("coverage-of", {"6", "j", "Enter"});
        add("help", {"?"});
        add("find", {"2", "/breach"});
        add("find-nothing", {"2", "/laundry", "Enter"});
        add("events-nothing", {"5", "/laundry", "Enter"}, "events");
        add("command", {":im", "Tab"});
        add("unknown-command", {":laundry", "Enter"});
        add("working", {"2", "work"});
        add("failed", {"7", "fail"});
        add("start", {}, "none");
        add("start-error", {}, "broken");
        add("empty", {}, "empty");
        add("empty-events", {"5"}, "empty");
        add("not-assessed", {}, "unassessed");
    }

    void looksAsBefore() {
        QFETCH(QString, vault);
        QFETCH(int, columns);
        QFETCH(int, rows);
        QFETCH(QStringList, keys);
        const auto view = viewOf(vault);
        view->resize(columns, rows);
        for (const auto& key : keys)
            press(*view, key);
        QString screen;
        for (const auto& line : view->screen()) {
            QVERIFY(terminal::columnsOf(line.line.text()) <= columns);
            QString text = line.line.text();
            while (text.endsWith(' '))
                text.chop(1);
            screen += text + '\n';
        }
        const QString path =
            QStringLiteral(PROOFSTEAD_SOURCE_DIR "/tests/ui/screens/%1.txt").arg(QTest::currentDataTag());
        QFile file(path);
        if (qEnvironmentVariableIsSet("PROOFSTEAD_UPDATE_SCREENS")) {
            QDir().mkpath(QFileInfo(path).path());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(screen.toUtf8()) > 0);
            return;
        }
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        QCOMPARE(screen.split('\n'), QString::fromUtf8(file.readAll()).split('\n'));
    }
};

QTEST_GUILESS_MAIN(TestTerminalScreens)
#include "tst_terminal_screens.moc"
