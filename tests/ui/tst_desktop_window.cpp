#include "desktop/Bars.h"
#include "desktop/MainWindow.h"
#include "present/Tr.h"
#include "SamplePages.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace proofstead;
using desktop::MainWindow;

namespace {

desktop::ReadVault reader() {
    return [](const QString& path) -> base::Result<present::PageData> {
        if (path == "missing.vault") return base::fail("file-missing", {}, "missing.vault");
        return path == "empty.vault" ? sample::emptyData() : sample::fullData();
    };
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
    QVERIFY(allText(window).contains("No vault is open"));
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
    auto* grid = window.findChild<QStackedWidget*>()->currentWidget()->findChild<QTableWidget*>();
    QVERIFY(grid);
    QCOMPARE(grid->rowCount(), int(sample::fullData().gaps.size()));
    grid->setCurrentCell(0, 0);
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
    QVERIFY(allText(window).contains("Nothing has been assessed yet."));
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
    auto* grid = window.findChild<QStackedWidget*>()->currentWidget()->findChild<QTableWidget*>();
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_Down);
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(grid->currentRow(), grid->rowCount() - 1);
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
    for (auto* grid : window.findChildren<QTableWidget*>())
        QVERIFY(!nameOf(grid).isEmpty());
    auto* bar = window.findChild<desktop::ShareBar*>();
    QCOMPARE(nameOf(bar), QString("General Data Protection Regulation"));
    QVERIFY(bar->accessibleDescription().contains("Exceptions noted: 5"));
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
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
}

QTEST_MAIN(TestDesktopWindow)
#include "tst_desktop_window.moc"
