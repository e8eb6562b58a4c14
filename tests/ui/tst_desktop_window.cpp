#include "desktop/Bars.h"
#include "desktop/CommandPalette.h"
#include "desktop/HeatMap.h"
#include "desktop/MainWindow.h"
#include "desktop/PageView.h"
#include "desktop/TableBlock.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "SamplePages.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace proofstead;
using desktop::MainWindow;

namespace {

desktop::Backend reader() {
    desktop::Backend backend;
    backend.read = [](const QString& path) -> base::Result<present::PageData> {
        if (path == "missing.vault") return base::fail("file-missing", {}, "missing.vault");
        return path == "empty.vault" ? sample::emptyData() : sample::fullData();
    };
    backend.open = [](const QString&, const present::Place& place, const present::PageData&) {
        return base::Result<present::Page>(base::fail("record-unknown", place.about.toStdString()));
    };
    backend.run = [](const QString&, const present::Task& task, const workspace::Progress& progress) {
        if (progress.report) progress.report({"assess", "", 1, 2, "checks"});
        if (task.action == "verify") return base::Result<present::TaskOutcome>(base::fail("vault-busy"));
        return base::Result<present::TaskOutcome>(present::TaskOutcome{"Done: " + task.action, {}});
    };
    return backend;
}

QAbstractItemView* listOf(const MainWindow& window) {
    return window.currentPage()->findChild<desktop::TableBlock*>()->view();
}

void open(MainWindow& window, const QString& path) {
    QSignalSpy settled(&window, &MainWindow::settled);
    window.openVault(path);
    QVERIFY(settled.wait());
}

QString allText(const QWidget& window) {
    QStringList out;
    for (const auto* label : window.findChildren<QLabel*>())
        out << label->text();
    return out.join('\n');
}

// A picture for people to look at, where PROOFSTEAD_PICTURES names a folder.
void keepPicture(QWidget& window, const QString& name) {
    const auto folder = qEnvironmentVariable("PROOFSTEAD_PICTURES");
    if (!folder.isEmpty()) window.grab().save(folder + '/' + name + ".png");
}

} // namespace

class TestDesktopWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void startsEmpty();
    void showsAVault_data();
    void showsAVault();
    void saysWhatIsWrong();
    void showsAVaultWithoutAnAssessment();
    void isReadWithTheKeyboard();
    void namesItsPartsForScreenReaders();
    void hasAllPages_data();
    void hasAllPages();
    void followsRowsAndComesBack();
    void findsRowsOnAPage();
    void doesWorkInTheTray();
    void saysWhyWorkFailed();
    void workWaitsForItsTurn();
    void aDropWithoutAVaultIsAnswered();
    void theVaultAskedForLastIsShown();
    void growsAndShrinks();
    void changingTheLookDrawsOnlyWhatIsSeen();
    void chartsSayTheirValue();
    void choicesAndTypedFiltersAreOne();
    void modelsKeepTheirPromisesWhileTheyChange();
    void takesCommandsByName();
    void keepsTextReadable_data();
    void keepsTextReadable();

private:
    QTemporaryDir m_settings;
};

void TestDesktopWindow::initTestCase() {
    qputenv("XDG_CONFIG_HOME", m_settings.path().toUtf8());
    QCoreApplication::setOrganizationName("proofstead-test");
    QVERIFY(present::installTranslation(*qApp));
    desktop::applyLook(*qApp, desktop::Look::Light);
}

void TestDesktopWindow::startsEmpty() {
    MainWindow window(reader());
    window.show();
    const auto text = allText(window);
    QVERIFY(text.contains("Proofstead") && text.contains("None yet"));
    for (const char* action : {"demo", "create", "open"})
        QVERIFY(window.findChild<QPushButton*>(action));
    keepPicture(window, "empty");
}

void TestDesktopWindow::showsAVault_data() {
    QTest::addColumn<int>("look");
    QTest::newRow("light") << static_cast<int>(desktop::Look::Light);
    QTest::newRow("dark") << static_cast<int>(desktop::Look::Dark);
}

void TestDesktopWindow::showsAVault() {
    QFETCH(int, look);
    desktop::applyLook(*qApp, static_cast<desktop::Look>(look));
    MainWindow window(reader());
    window.resize(1080, 1000);
    window.show();
    open(window, "full.vault");
    QCoreApplication::processEvents();
    const auto text = allText(window);
    QVERIFY(text.contains("Quellmoor Clinics"));
    QVERIFY(text.contains("Supported 4 of 45 applicable"));
    QCOMPARE(window.findChildren<desktop::ShareBar*>().size(), 2);
    QVERIFY(window.windowTitle().startsWith("Quellmoor Clinics"));
    keepPicture(window, QString("overview-") + QTest::currentDataTag());
    window.findChild<QListWidget*>()->setCurrentRow(1);
    auto* grid = listOf(window);
    QCOMPARE(grid->model()->rowCount(), int(sample::fullData().gaps.size()));
    grid->setCurrentIndex(grid->model()->index(0, 0));
    QCoreApplication::processEvents();
    keepPicture(window, QString("gaps-") + QTest::currentDataTag());
    desktop::applyLook(*qApp, desktop::Look::Light);
}

void TestDesktopWindow::saysWhatIsWrong() {
    MainWindow window(reader());
    window.show();
    open(window, "missing.vault");
    QVERIFY(allText(window).contains("There is no such file or folder: missing.vault. Check the path."));
    QCoreApplication::processEvents();
    keepPicture(window, "error");
    open(window, "full.vault");
    QVERIFY(allText(window).contains("Quellmoor Clinics"));
}

void TestDesktopWindow::showsAVaultWithoutAnAssessment() {
    MainWindow window(reader());
    window.show();
    open(window, "empty.vault");
    QVERIFY(allText(window).contains("Nothing has been imported yet."));
    QVERIFY(window.currentPage()->findChild<QPushButton*>("import")); // a button, not a command to copy
    QCoreApplication::processEvents();
    keepPicture(window, "not-assessed");
}

void TestDesktopWindow::isReadWithTheKeyboard() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    auto* menu = window.findChild<QListWidget*>();
    QCOMPARE(menu->currentRow(), 0);
    QTest::keyClick(menu, Qt::Key_Down);
    QCOMPARE(menu->currentRow(), 1);
    auto* grid = listOf(window);
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Down);
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(grid->currentIndex().row(), grid->model()->rowCount() - 1);
    QVERIFY(allText(window).contains("No source that could answer this"));
}

void TestDesktopWindow::namesItsPartsForScreenReaders() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    const auto nameOf = [](QObject* object) {
        auto* interface = QAccessible::queryAccessibleInterface(object);
        return interface ? interface->text(QAccessible::Name) : QString();
    };
    QCOMPARE(nameOf(window.findChild<QListWidget*>()), QString("Pages"));
    for (const auto& entry : present::pageEntries()) {
        window.go({entry.id, {}});
        for (auto* list : window.currentPage()->findChildren<QAbstractItemView*>())
            if (!qobject_cast<QHeaderView*>(list) && !list->inherits("QComboBoxListView"))
                QVERIFY2(!nameOf(list).isEmpty(), entry.id);
    }
    auto* bar = window.findChild<desktop::ShareBar*>();
    QCOMPARE(nameOf(bar), QString("General Data Protection Regulation"));
    QVERIFY(bar->accessibleDescription().contains("Exceptions noted: 5"));
}

void TestDesktopWindow::hasAllPages_data() {
    QTest::addColumn<QString>("page");
    for (const auto& entry : present::pageEntries())
        QTest::newRow(entry.id) << QString(entry.id);
}

void TestDesktopWindow::hasAllPages() {
    QFETCH(QString, page);
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    window.go({page, {}});
    QCOMPARE(window.place().page, page);
    QCOMPARE(window.currentPage()->page().id, page);
    for (auto* block : window.currentPage()->findChildren<desktop::TableBlock*>())
        QAbstractItemModelTester tester(block->view()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestDesktopWindow::followsRowsAndComesBack() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    window.go({"gaps", {}});
    auto* list = listOf(window);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(window.place(), (present::Place{"control", "gdpr-32-1-b"}));
    QVERIFY(allText(*window.currentPage()).contains("Ask for the last restore test"));
    window.go({"record", "7"});
    QTRY_VERIFY(allText(*window.currentPage()).contains("This record could not be shown"));
    window.back();
    QCOMPARE(window.place().page, QString("control"));
    window.back();
    QCOMPARE(window.place().page, QString("gaps"));
}

void TestDesktopWindow::findsRowsOnAPage() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    window.go({"controls", {}});
    auto* tree = listOf(window);
    const auto leaves = [&](auto&& self, const QModelIndex& parent) -> int {
        int count = 0;
        for (int row = 0; row < tree->model()->rowCount(parent); ++row)
            count += 1 + self(self, tree->model()->index(row, 0, parent));
        return count;
    };
    QCOMPARE(leaves(leaves, {}), 4);       // framework, area, control, its part
    window.currentPage()->find("restore"); // in no cell and no detail
    QCOMPARE(leaves(leaves, {}), 0);
    window.currentPage()->find("protokoll");
    QCOMPARE(leaves(leaves, {}), 4); // with everything above it
    window.currentPage()->find("");
    QCOMPARE(leaves(leaves, {}), 4);
}

void TestDesktopWindow::doesWorkInTheTray() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    QSignalSpy settled(&window, &MainWindow::settled);
    window.trigger("assess");
    QVERIFY(window.tray()->isBusy());
    QVERIFY(window.tray()->isVisible());
    QVERIFY(settled.wait()); // read again when it is done
    QCOMPARE(window.tray()->text(), QString("Done: assess"));
    QVERIFY(!window.tray()->isBusy());
}

void TestDesktopWindow::saysWhyWorkFailed() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    window.trigger("verify");
    QTRY_VERIFY(!window.tray()->isBusy());
    QVERIFY2(!window.tray()->text().isEmpty() && !window.tray()->text().contains("vault-busy"),
             qPrintable(window.tray()->text()));
}

void TestDesktopWindow::workWaitsForItsTurn() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    QSignalSpy done(window.tray(), &desktop::TaskTray::done);
    window.trigger("assess");
    window.trigger("declare");
    QCOMPARE(window.tray()->waiting(), 1);
    QTRY_COMPARE(done.size(), 2);
    QCOMPARE(window.tray()->text(), QString("Done: declare"));
    window.go({"gaps", {}}); // old news goes with the page
    QVERIFY(!window.tray()->isVisible());
}

void TestDesktopWindow::aDropWithoutAVaultIsAnswered() {
    MainWindow window(reader());
    window.show();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile("/tmp/logs")});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    QVERIFY(window.tray()->isVisible());
    QVERIFY(window.tray()->text().contains("Open or create a vault first"));
}

void TestDesktopWindow::theVaultAskedForLastIsShown() {
    MainWindow window(reader());
    window.show();
    QSignalSpy settled(&window, &MainWindow::settled);
    window.openVault("full.vault");
    QVERIFY(allText(window).contains("Reading full.vault")); // and not that none is open
    window.openVault("empty.vault");
    QVERIFY(settled.wait());
    QVERIFY(allText(window).contains("No organisation has been named yet"));
    QVERIFY(!settled.wait(50));
}

void TestDesktopWindow::growsAndShrinks() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    const auto usual = qApp->font().pointSizeF();
    for (int i = 0; i < 20; ++i)
        window.trigger("larger");
    QCOMPARE(qApp->font().pointSizeF(), usual * 2);
    QVERIFY(allText(window).contains("Quellmoor Clinics"));
    keepPicture(window, "overview-200");
    window.trigger("usual-size");
    window.trigger("smaller");
    QCOMPARE(qApp->font().pointSizeF(), usual);
}

void TestDesktopWindow::changingTheLookDrawsOnlyWhatIsSeen() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    for (const auto& entry : present::pageEntries())
        window.go({entry.id, {}});
    const auto pages = [&] { return window.findChildren<desktop::PageView*>().size(); };
    QVERIFY(pages() > 4);
    window.trigger("look");
    QCOMPARE(pages(), 1);
    window.trigger("look");
}

void TestDesktopWindow::chartsSayTheirValue() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    const auto valueOf = [](QObject* object) {
        return QAccessible::queryAccessibleInterface(object)->text(QAccessible::Value);
    };
    auto* bar = window.findChild<desktop::ShareBar*>();
    QCOMPARE(QAccessible::queryAccessibleInterface(bar)->role(), QAccessible::Chart);
    QCOMPARE(valueOf(bar), QString("Supported: 4"));
    QTest::keyClick(bar, Qt::Key_Right);
    QCOMPARE(valueOf(bar), QString("Attested: 2"));
    window.go({"coverage", {}});
    auto* map = window.currentPage()->findChild<desktop::HeatMap*>();
    QVERIFY(valueOf(map).contains("2026-07-01 00:00 UTC to 2026-07-01 01:00 UTC: nothing came"));
    QTest::keyClick(map, Qt::Key_Right);
    QVERIFY(valueOf(map).contains("2026-07-02 00:00 UTC to 2026-07-02 01:00 UTC: all delivered"));
    const int all = map->shownDays();
    QTest::keyClick(map, Qt::Key_Plus);
    QVERIFY(map->shownDays() < all);
    QTest::keyClick(map, Qt::Key_Return);
    QCOMPARE(window.place().page, QString("coverage-of"));
    window.go({"gaps", {}});
    auto* table = QAccessible::queryAccessibleInterface(listOf(window))->tableInterface();
    QVERIFY(table && table->rowCount() == int(sample::fullData().gaps.size()));
    QVERIFY(table->cellAt(0, 2)->text(QAccessible::Name).contains("gdpr-32-1-b")); // the id is said, too
}

void TestDesktopWindow::choicesAndTypedFiltersAreOne() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    window.go({"gaps", {}});
    auto* status = window.currentPage()->findChild<QComboBox*>("status");
    QVERIFY(status);
    status->setCurrentIndex(status->findData("partial"));
    auto* field = window.currentPage()->findChild<QLineEdit*>();
    QCOMPARE(field->text(), QString("status:partial"));
    QCOMPARE(listOf(window)->model()->rowCount(), 1);
    field->setText("status:partial laundry");
    QCOMPARE(listOf(window)->model()->rowCount(), 0);
    QVERIFY(allText(*window.currentPage()).contains("No row holds what you look for"));
    field->clear();
    QCOMPARE(status->currentIndex(), 0);
}

void TestDesktopWindow::modelsKeepTheirPromisesWhileTheyChange() {
    desktop::TableModel model(std::get<present::Table>(present::controlsPage(sample::fullData()).sections[0].body));
    desktop::TableProxy proxy(&model);
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    QAbstractItemModelTester source(&model, mode), shown(&proxy, mode);
    for (const char* text : {"protokoll", "", "status:exceptions", "nothing at all", ""}) {
        proxy.find(text);
        for (int column = 0; column < proxy.columnCount(); ++column)
            proxy.sort(column, Qt::DescendingOrder);
    }
    proxy.sort(-1);
    desktop::TableModel gaps(present::gapTable(sample::fullData(), -1));
    desktop::TableProxy sorted(&gaps);
    sorted.sort(1, Qt::AscendingOrder); // by how bad it is, not by the alphabet
    QCOMPARE(sorted.index(0, 1).data().toString(), QString("critical"));
    QCOMPARE(sorted.index(1, 1).data().toString(), QString("high"));
}

void TestDesktopWindow::takesCommandsByName() {
    MainWindow window(reader());
    window.show();
    open(window, "full.vault");
    QTimer::singleShot(0, &window, [&] {
        auto* palette = window.findChild<desktop::CommandPalette*>();
        auto* text = palette->findChild<QLineEdit*>();
        QTest::keyClicks(text, "cover");
        QTest::keyClick(text, Qt::Key_Down);
        QTest::keyClick(text, Qt::Key_Up);
        keepPicture(*palette, "palette");
        QTest::keyClick(text, Qt::Key_Return);
    });
    window.showPalette();
    QCOMPARE(window.place().page, QString("coverage"));
}

void TestDesktopWindow::keepsTextReadable_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

// Contrast as WCAG 2.2 defines it (success criterion 1.4.3).
void TestDesktopWindow::keepsTextReadable() {
    QFETCH(bool, dark);
    const auto palette = dark ? desktop::darkPalette() : desktop::lightPalette();
    QCOMPARE(desktop::isDark(palette), dark);
    const auto luminance = [](const QColor& colour) {
        const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    };
    const auto contrast = [&](const QColor& a, const QColor& b) {
        const auto [low, high] = std::minmax({luminance(a), luminance(b)});
        return (high + 0.05) / (low + 0.05);
    };
    using present::Tone;
    for (const auto tone : {Tone::Plain, Tone::Muted, Tone::Good, Tone::Warn, Tone::Bad})
        for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase})
            QVERIFY2(contrast(desktop::textColour(tone, palette), palette.color(ground)) >= 4.5,
                     qPrintable(QString("tone %1 ground %2").arg(int(tone)).arg(int(ground))));
    for (const auto group : {QPalette::Active, QPalette::Inactive})
        QVERIFY(contrast(palette.color(group, QPalette::HighlightedText), palette.color(group, QPalette::Highlight)) >=
                4.5);
    for (const auto& look : pack::look::marks()) {
        QVERIFY2(contrast(desktop::onFillColour(look.mark, palette), desktop::fillColour(look.mark, palette)) >= 4.5,
                 look.sign.data());
        QVERIFY2(contrast(desktop::textColour(look.mark, palette), palette.color(QPalette::Base)) >= 4.5,
                 look.sign.data());
    }
    // Borders of fields and tables are seen.
    QVERIFY(contrast(palette.color(QPalette::Dark), palette.color(QPalette::Base)) >= 3);
}

QTEST_MAIN(TestDesktopWindow)
#include "tst_desktop_window.moc"
