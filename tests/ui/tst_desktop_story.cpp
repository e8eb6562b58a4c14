// One story in the window, with real presses and a real engagement: open the demo, drop a folder, assess, find a gap,
// follow it to the raw record, write the pack. Pictures of every page are kept where PROOFSTEAD_PICTURES names a
// folder.
#include "catalog/Folders.h"
#include "desktop/EventsView.h"
#include "desktop/MainWindow.h"
#include "desktop/PageView.h"
#include "desktop/PreviewView.h"
#include "desktop/TableBlock.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "print/Preview.h"
#include "print/Print.h"
#include "support/CloudTrail.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace proofstead;
using desktop::MainWindow;

namespace {

constexpr int kPatience = 60'000; // ms; a sanitizer is slow

present::Engine engine() {
    present::Engine engine;
    engine.options.resourcesDir = PROOFSTEAD_SOURCE_DIR "/resources";
    engine.options.actor = "nora";
    engine.options.toolVersion = "test";
    engine.print = [](const auto& document, const auto& attachments, const auto& path) -> base::Status {
        PS_CHECK(print::printPack(document, attachments, path));
        return {};
    };
    return engine;
}

base::Result<workspace::Workspace> openVault(const QString& path) {
    auto options = engine().options;
    options.vaultPath = path.toStdString();
    return workspace::Workspace::open(options);
}

desktop::Backend backend() {
    desktop::Backend backend;
    backend.read = [](const QString& path) -> base::Result<present::PageData> {
        PS_TRY(const auto opened, openVault(path));
        return present::collect(opened);
    };
    backend.open = [](const QString& path, const present::Place& place,
                      const present::PageData& data) -> base::Result<present::Page> {
        PS_TRY(const auto opened, openVault(path));
        return present::buildPlace(place, data, &opened);
    };
    backend.run = [](const QString& path, const present::Task& task, const workspace::Progress& progress) {
        return present::runTask(engine(), path, task, progress);
    };
    backend.preview = [](const QString& path, const QString& outline) -> base::Result<desktop::PackPages> {
        PS_TRY(auto document, present::packDocument(engine(), path, outline));
        PS_TRY(const auto preview, print::Preview::of(std::move(document)));
        auto chapters = preview->chapters();
        chapters.emplace_back(std::string(), preview->pages());
        return desktop::PackPages{
            present::chaptersOf(chapters), static_cast<int>(preview->pages()),
            [preview](int page, int width) { return preview->page(static_cast<std::size_t>(page), width); }};
    };
    return backend;
}

QString allText(const QWidget& widget) {
    QStringList out;
    for (const auto* label : widget.findChildren<QLabel*>())
        out << label->text();
    for (const auto* text : widget.findChildren<QPlainTextEdit*>())
        out << text->toPlainText();
    return out.join('\n');
}

} // namespace

class TestDesktopStory : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theDemoIsOneClickAway();
    void aDroppedFolderIsImported();
    void assessing();
    void aGapIsFollowedToTheRawRecord();
    void eventsAreFilteredBesideTheirRecord();
    void thePackIsSeenBeforeItIsWritten();
    void thePackIsWritten();
    void anOutlineOfOnesOwnIsWritten();
    void pictures_data();
    void pictures();

private:
    void wait(const std::function<void()>& act);
    void keep(const QString& name);

    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;
};

// Acts, and waits until the vault was read again.
void TestDesktopStory::wait(const std::function<void()>& act) {
    QSignalSpy settled(m_window.get(), &MainWindow::settled);
    act();
    QVERIFY2(settled.wait(kPatience), qPrintable(m_window->tray()->text()));
}

void TestDesktopStory::keep(const QString& name) {
    const auto folder = qEnvironmentVariable("PROOFSTEAD_PICTURES");
    if (folder.isEmpty()) return;
    QCoreApplication::processEvents();
    m_window->grab().save(folder + '/' + name + ".png");
}

void TestDesktopStory::initTestCase() {
    qputenv("XDG_CONFIG_HOME", m_home.filePath("config").toUtf8());
    qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
    QCoreApplication::setOrganizationName("proofstead-test");
    QVERIFY(present::installTranslation(*qApp));
    desktop::applyLook(*qApp, desktop::Look::Light);
    m_window = std::make_unique<MainWindow>(backend());
    m_window->resize(1180, 800);
    m_window->show();
}

void TestDesktopStory::theDemoIsOneClickAway() {
    keep("start");
    QPushButton* demo = nullptr;
    for (auto* button : m_window->findChildren<QPushButton*>())
        if (button->text().contains("demo")) demo = button;
    QVERIFY(demo);
    wait([&] { QTest::mouseClick(demo, Qt::LeftButton); });
    QVERIFY(allText(*m_window->currentPage()).contains("Quellmoor Clinics"));
    QVERIFY(m_window->vaultPath().endsWith("demo.vault"));
}

void TestDesktopStory::aDroppedFolderIsImported() {
    const QDir folder(m_home.filePath("logs"));
    QVERIFY(folder.mkpath("."));
    QFile file(folder.filePath("late.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(test::records({test::record("late-1", "2026-09-10T10:30:00Z", "StopInstances"),
                              test::record("late-2", "2026-09-10T10:40:00Z", "StartInstances")}));
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder.path())});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    wait([&] { QCoreApplication::sendEvent(m_window.get(), &drop); });
    QVERIFY2(m_window->tray()->text().contains("Imported 2 records from 1 file"), qPrintable(m_window->tray()->text()));
}

void TestDesktopStory::assessing() {
    wait([&] { QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier); });
    QVERIFY2(m_window->tray()->text().contains("Assessed 296 controls"), qPrintable(m_window->tray()->text()));
}

void TestDesktopStory::aGapIsFollowedToTheRawRecord() {
    QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(m_window->place().page, QString("gaps"));
    auto* gaps = m_window->currentPage()->findChild<desktop::TableBlock*>()->view();
    gaps->setFocus();
    QTest::keyClick(gaps, Qt::Key_Down);
    gaps->setCurrentIndex(gaps->model()->index(0, 0));
    QTest::keyClick(gaps, Qt::Key_Return);
    QCOMPARE(m_window->place().page, QString("control"));
    QVERIFY(allText(*m_window->currentPage()).contains("Verdict"));
    desktop::TableBlock* exceptions = nullptr;
    for (auto* block : m_window->currentPage()->findChildren<desktop::TableBlock*>())
        if (block->view()->accessibleName() == "Exceptions") exceptions = block;
    QVERIFY(exceptions);
    auto* list = exceptions->view();
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const auto index = list->model()->index(row, 0);
        if (index.data(desktop::TableModel::PlaceRole).toString() != "record") continue;
        QSignalSpy arrived(m_window.get(), &MainWindow::arrived);
        list->setFocus();
        list->setCurrentIndex(index);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(arrived.wait(kPatience));
        break;
    }
    QCOMPARE(m_window->place().page, QString("record"));
    const auto text = allText(*m_window->currentPage());
    QVERIFY2(text.contains("its bytes are as they were when it was imported") && !text.contains("NOT as it was"),
             qPrintable(text));
    QVERIFY(text.contains("SHA-256 of the file"));
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(m_window->place().page, QString("control"));
}

void TestDesktopStory::eventsAreFilteredBesideTheirRecord() {
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    auto* view = m_window->currentPage()->findChild<desktop::EventsView*>();
    QVERIFY(view && view->model());
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->isFinished(), kPatience);
    QVERIFY(view->model()->rowCount() > 2'000);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(view->filter(), "action:StopInstances actor:nora");
    QTest::keyClick(view->filter(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(view->model()->isFinished(), kPatience);
    QCOMPARE(view->model()->rowCount(), 1);
    view->table()->setCurrentIndex(view->model()->index(0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(allText(*view).contains("\"eventID\""), kPatience); // as delivered
    QVERIFY(allText(*view).contains("late-1"));
}

void TestDesktopStory::thePackIsSeenBeforeItIsWritten() {
    m_window->go({"reports", {}});
    m_window->go({"pack", "executive"});
    auto* preview = m_window->currentPage()->findChild<desktop::PreviewView*>();
    QVERIFY(preview);
    QSignalSpy drawn(preview, &desktop::PreviewView::drawn);
    QVERIFY(drawn.wait(kPatience));
    QVERIFY(preview->pages() >= 4);
    preview->findChildren<QListWidget*>().last()->setCurrentRow(2); // a small page
    QTRY_VERIFY_WITH_TIMEOUT(!drawn.isEmpty() && drawn.last().first().toInt() == 2, kPatience);
    keep("pack-light");
}

// Not the full pack under its name.
void TestDesktopStory::anOutlineOfOnesOwnIsWritten() {
    const QDir packs(m_home.filePath("own/packs"));
    QVERIFY(packs.mkpath("."));
    QFile outline(packs.filePath("mini.json"));
    QVERIFY(outline.open(QIODevice::WriteOnly));
    outline.write(R"({"id": "mini", "kind": "report.kind.executive", "sections": ["cover", "summary"]})");
    outline.close();
    auto own = engine();
    own.options.userDir = m_home.filePath("own").toStdString();
    const QString mini = m_home.filePath("mini.pdf"), full = m_home.filePath("full.pdf");
    for (const auto& [id, path] : {std::pair{QString("mini"), mini}, {QString("full"), full}}) {
        const auto done = present::runTask(own, m_window->vaultPath(), {"report", {path, id}}, {});
        QVERIFY2(done.has_value(), done ? "" : done.error().toString().c_str());
    }
    QVERIFY(present::packDocument(own, m_window->vaultPath(), "mini")->blocks.size() <
            present::packDocument(own, m_window->vaultPath(), "full")->blocks.size() / 4);
    const auto clear = present::runTask(own, m_window->vaultPath(), {"clear", {mini, "mini"}}, {});
    QCOMPARE(clear.error().code, std::string("reason-missing"));
}

void TestDesktopStory::thePackIsWritten() {
    const QString path = m_home.filePath("pack.pdf");
    wait([&] { m_window->trigger("summary", {path}); });
    QVERIFY2(m_window->tray()->text().contains("Wrote "), qPrintable(m_window->tray()->text()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.read(8).startsWith("%PDF-"));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QTest::keyClick(m_window.get(), Qt::Key_8, Qt::ControlModifier);
    QTRY_VERIFY(m_window->currentPage()->findChildren<desktop::TableBlock*>().size() == 2);
}

void TestDesktopStory::pictures_data() {
    QTest::addColumn<int>("look");
    QTest::newRow("light") << static_cast<int>(desktop::Look::Light);
    QTest::newRow("dark") << static_cast<int>(desktop::Look::Dark);
}

// Every page is drawn in both looks; a picture that is one colour shows nothing.
void TestDesktopStory::pictures() {
    QFETCH(int, look);
    desktop::applyLook(*qApp, static_cast<desktop::Look>(look));
    QCoreApplication::processEvents();
    for (const auto& entry : present::pageEntries()) {
        m_window->go({entry.id, {}});
        QCoreApplication::processEvents();
        if (auto* list = m_window->currentPage()->findChild<desktop::TableBlock*>())
            list->view()->setCurrentIndex(list->view()->model()->index(0, 0));
        keep(QString(entry.id) + '-' + QTest::currentDataTag());
        const auto image = m_window->grab().toImage();
        QSet<QRgb> colours;
        for (int x = 0; x < image.width(); x += 3)
            for (int y = 0; y < image.height(); y += 3)
                colours.insert(image.pixel(x, y));
        QVERIFY2(colours.size() > 8, entry.id);
    }
    m_window->go({"gaps", {}});
    m_window->go({"control", "gdpr-32-1-b-conf"});
    keep(QString("control-") + QTest::currentDataTag());
    QSignalSpy arrived(m_window.get(), &MainWindow::arrived);
    m_window->go({"record", "1"});
    QVERIFY(arrived.wait(kPatience));
    keep(QString("record-") + QTest::currentDataTag());
    desktop::applyLook(*qApp, desktop::Look::Light);
}

QTEST_MAIN(TestDesktopStory)
#include "tst_desktop_story.moc"
