// Every page of the terminal at 80 by 24 and 160 by 48, held against tests/ui/screens. After a change that is meant:
// PROOFSTEAD_UPDATE_SCREENS=1 writes them anew; look at the difference before it is kept.
#include "present/Pages.h"
#include "present/Tr.h"
#include "SamplePages.h"
#include "terminal/View.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace proofstead;

class TestTerminalScreens : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY(present::installTranslation(*QCoreApplication::instance())); }

    void looksAsBefore_data() {
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QStringList>("keys");
        const auto add = [](const QString& name, const QStringList& keys) {
            for (const auto& [columns, rows] : {std::pair{80, 24}, std::pair{160, 48}})
                QTest::addRow("%s-%dx%d", qPrintable(name), columns, rows) << columns << rows << keys;
        };
        int number = 0;
        for (const auto& entry : present::pageEntries()) {
            const auto key = QString::number(++number);
            add(entry.id, {key});
            if (QString(entry.id) == "events") continue; // it needs a vault
            add(QString(entry.id) + "-row", {key, "j", "j", "j"});
        }
        add("control", {":control gdpr-32-1-b", "Enter"});
        add("control-end", {":control gdpr-32-1-b", "Enter", "G"});
        add("test", {":check cloudtrail-logging-disabled", "Enter", "j"});
        add("help", {"?"});
        add("find", {"2", "/breach"});
        add("command", {":im", "Tab"});
        add("unknown-command", {":laundry", "Enter"});
    }

    void looksAsBefore() {
        QFETCH(int, columns);
        QFETCH(int, rows);
        QFETCH(QStringList, keys);
        terminal::View view(sample::fullData());
        view.resize(columns, rows);
        for (const auto& key : keys)
            if (key.startsWith(':') || key.startsWith('/')) // typed
                for (const QChar c : key)
                    view.press(c == ' ' ? QStringLiteral("Space") : QString(c));
            else
                QVERIFY(view.press(key));
        QString screen;
        for (const auto& line : view.screen()) {
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
