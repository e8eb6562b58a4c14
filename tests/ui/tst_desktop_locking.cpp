// Encrypted vaults in the window: it asks for what opens them, says what was wrong, and locks them when nobody is
// there.
#include "desktop/MainWindow.h"
#include "desktop/NewPassphraseDialog.h"
#include "desktop/PassphraseDialog.h"
#include "SamplePages.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace proofstead;
using desktop::MainWindow;
using desktop::PassphraseDialog;

namespace {

// One vault that "right" opens.
struct Locked {
    std::atomic<bool> open = false;
    std::atomic<int> tries = 0;

    desktop::Backend backend() {
        desktop::Backend backend;
        backend.read = [this](const QString&) -> base::Result<present::PageData> {
            if (!open) return base::fail("vault-locked");
            auto data = sample::fullData();
            data.key = store::VaultKey(seal::Secret::random(32), "nora", false);
            return data;
        };
        backend.unlock = [this](const QString&, const QString& user, const QString& passphrase) -> base::Status {
            ++tries;
            open = user == "nora" && passphrase == "right";
            return open ? base::Status{} : base::fail("passphrase-wrong");
        };
        backend.lock = [this](const QString&) { open = false; };
        return backend;
    }
};

// What somebody does with the dialogs to come, one after the other; "" cancels.
class Typist : public QObject {
public:
    explicit Typist(QStringList passphrases) : m_passphrases(std::move(passphrases)) {
        connect(&m_timer, &QTimer::timeout, this, &Typist::look);
        m_timer.start(5);
    }
    QStringList said; // by the dialogs

private:
    void look() {
        auto* dialog = qobject_cast<PassphraseDialog*>(QApplication::activeModalWidget());
        if (!dialog || dialog == m_done || m_passphrases.isEmpty()) return;
        m_done = dialog;
        said << dialog->accessibleDescription();
        const auto passphrase = m_passphrases.takeFirst();
        if (passphrase.isEmpty()) return dialog->reject();
        const auto fields = dialog->findChildren<QLineEdit*>();
        fields[0]->setText("nora");
        QCOMPARE(fields[1]->echoMode(), QLineEdit::Password);
        QTest::keyClicks(fields[1], passphrase);
        QTest::keyClick(fields[1], Qt::Key_Return);
    }
    QTimer m_timer;
    QStringList m_passphrases;
    PassphraseDialog* m_done = nullptr;
};

void open(MainWindow& window) {
    QSignalSpy settled(&window, &MainWindow::settled);
    window.openVault("locked.vault");
    QVERIFY(settled.wait());
}

QString allText(const QWidget& window) {
    QStringList out;
    for (const auto* label : window.findChildren<QLabel*>())
        out << label->text();
    return out.join('\n');
}

} // namespace

class TestDesktopLocking : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", m_settings.path().toUtf8());
        QCoreApplication::setOrganizationName("proofstead-test");
    }

    void asksUntilItOpens() {
        Locked locked;
        MainWindow window(locked.backend());
        window.show();
        Typist typist({"wrong", "right"});
        open(window);
        QCOMPARE(locked.tries.load(), 2);
        QCOMPARE(typist.said.size(), 2);
        QVERIFY(typist.said[0].isEmpty() && !typist.said[1].isEmpty());
        QVERIFY(window.currentPage());
    }

    void showsNothingWhenNobodyKnows() {
        Locked locked;
        MainWindow window(locked.backend());
        window.show();
        Typist typist({""});
        open(window);
        QCOMPARE(locked.tries.load(), 0);
        QVERIFY(!window.currentPage());
        QVERIFY2(allText(window).contains("encrypted"), qPrintable(allText(window)));
    }

    void locksWhenNobodyIsThere() {
        Locked locked;
        MainWindow window(locked.backend());
        window.setLockAfter(50);
        window.show();
        Typist typist({"right"});
        QSignalSpy gone(&window, &MainWindow::locked);
        open(window);
        if (gone.isEmpty()) QVERIFY(gone.wait());
        QVERIFY(!locked.open);
        QVERIFY(!window.currentPage());
    }

    void createsVaultsEncrypted() {
        Locked locked;
        auto backend = locked.backend();
        std::shared_ptr<const store::NewLock> lock;
        backend.run = [&](const QString&, const present::Task& task, const workspace::Progress&) {
            lock = task.lock;
            locked.open = true;
            return base::Result<present::TaskOutcome>(present::TaskOutcome{"Created", "new.vault"});
        };
        MainWindow window(backend);
        window.show();
        QSignalSpy settled(&window, &MainWindow::settled);
        QTimer::singleShot(20, this, [] {
            auto* dialog = qobject_cast<desktop::NewPassphraseDialog*>(QApplication::activeModalWidget());
            const auto fields = dialog->findChildren<QLineEdit*>();
            fields[0]->setText("nora");
            QTest::keyClicks(fields[1], "a long passphrase");
            QTest::keyClick(fields[1], Qt::Key_Return); // not yet
            QTest::keyClicks(fields[2], "a long passphrase");
            QTest::keyClick(fields[2], Qt::Key_Return);
        });
        window.trigger("create", {"new.vault"});
        QVERIFY(!settled.isEmpty() || settled.wait());
        QVERIFY(lock);
        QCOMPARE(QString::fromStdString(lock->first.user), "nora");
        QCOMPARE(lock->first.secret.text(), std::string_view("a long passphrase"));
        QCOMPARE(window.vaultPath(), "new.vault");
    }

    void leavesPlainVaultsOpen() {
        auto backend = Locked().backend();
        backend.read = [](const QString&) { return base::Result<present::PageData>(sample::fullData()); };
        MainWindow window(backend);
        window.setLockAfter(1);
        window.show();
        QSignalSpy gone(&window, &MainWindow::locked);
        open(window);
        QVERIFY(!gone.wait(60));
        QVERIFY(window.currentPage());
    }

    void saysSoWithoutAWayToAsk() {
        auto backend = Locked().backend();
        backend.read = [](const QString&) -> base::Result<present::PageData> { return base::fail("vault-locked"); };
        backend.unlock = {};
        MainWindow window(backend);
        window.show();
        open(window);
        QVERIFY2(allText(window).contains("encrypted"), qPrintable(allText(window)));
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestDesktopLocking)
#include "tst_desktop_locking.moc"
