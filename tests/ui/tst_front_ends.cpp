// Desktop and terminal offer the same pages and the same actions; what only one of them has says why.
#include "desktop/CommandPalette.h"
#include "desktop/MainWindow.h"
#include "present/Actions.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "SamplePages.h"
#include "terminal/View.h"

#include <QListWidget>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace proofstead;

namespace {

QSet<QString> actionsFor(const char* other) {
    QSet<QString> ids;
    for (const auto& entry : present::actionEntries())
        if (QLatin1String(entry.onlyIn) != QLatin1String(other)) ids.insert(entry.id);
    return ids;
}

} // namespace

class TestFrontEnds : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theDesktopHasEveryPageAndAction();
    void theTerminalHasEveryPageAndAction();
    void everyCommandIsTaken();
    void whatOneOfThemLacksSaysWhy();

private:
    QTemporaryDir m_settings;
};

void TestFrontEnds::initTestCase() {
    qputenv("XDG_CONFIG_HOME", m_settings.path().toUtf8());
    QVERIFY(present::installTranslation(*QCoreApplication::instance()));
}

void TestFrontEnds::theDesktopHasEveryPageAndAction() {
    desktop::Backend backend;
    backend.read = [](const QString&) { return base::Result<present::PageData>(sample::fullData()); };
    desktop::MainWindow window(backend);
    QSignalSpy settled(&window, &desktop::MainWindow::settled);
    window.openVault("full.vault");
    QVERIFY(settled.wait());
    QStringList menu, palette;
    const auto* list = window.findChild<QListWidget*>();
    for (int i = 0; i < list->count(); ++i)
        menu << list->item(i)->text();
    QTimer::singleShot(0, &window, [&] {
        auto* dialog = window.findChild<desktop::CommandPalette*>();
        const auto* found = dialog->findChild<QListWidget*>();
        for (int i = 0; i < found->count(); ++i)
            palette << found->item(i)->text().section("   ·", 0, 0);
        dialog->reject();
    });
    window.showPalette();
    for (const auto& entry : present::pageEntries()) {
        QVERIFY2(menu.contains(present::titleOf(entry)), entry.id);
        QVERIFY2(palette.contains(present::titleOf(entry)), entry.id);
    }
    for (const auto& id : actionsFor("terminal"))
        QVERIFY2(palette.contains(present::titleOf(*present::actionEntry(id))), qPrintable(id));
}

void TestFrontEnds::theTerminalHasEveryPageAndAction() {
    terminal::View view(sample::fullData());
    view.resize(160, 48);
    view.press("?");
    QString help;
    for (const auto& line : view.screen())
        help += line.line.text() + '\n';
    for (const auto& entry : present::pageEntries())
        QVERIFY2(help.contains(present::titleOf(entry)), entry.id);
    for (const auto& id : actionsFor("desktop"))
        QVERIFY2(help.contains(':' + id + ' '), qPrintable(id));
}

void TestFrontEnds::everyCommandIsTaken() {
    for (const auto& entry : present::actionEntries()) {
        if (QLatin1String(entry.onlyIn) == QLatin1String("desktop")) continue;
        QStringList started;
        terminal::Host host;
        host.start = [&](const present::Task& task) { started << task.action; };
        host.openVault = [&](const QString&) { started << entry.id; };
        terminal::View view(sample::fullData(), host);
        view.resize(80, 24);
        view.press(":");
        for (const QChar c : QString(entry.id) + (*entry.argument ? " gdpr-32-1-b full counsel" : ""))
            view.press(c == ' ' ? "Space" : QString(c));
        const bool stays = view.press("Enter");
        QCOMPARE(stays, QString(entry.id) != "quit");
        if (entry.isTask) QCOMPARE(started, QStringList{entry.id});
        const auto bottom = view.screen().back().line.text();
        QVERIFY2(!bottom.contains("There is no command"), qPrintable(bottom));
    }
}

void TestFrontEnds::whatOneOfThemLacksSaysWhy() {
    for (const auto& entry : present::actionEntries())
        QCOMPARE(*entry.onlyIn != 0, *entry.because != 0);
}

QTEST_MAIN(TestFrontEnds)
#include "tst_front_ends.moc"
