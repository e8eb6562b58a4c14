// Encrypted vaults in the window: asking for what opens them, and locking them when nobody has used the window for a
// while.

#include "desktop/MainWindow.h"
#include "desktop/NewPassphraseDialog.h"
#include "desktop/PassphraseDialog.h"
#include "present/ErrorText.h"

#include <QApplication>
#include <QFileInfo>

namespace proofstead::desktop {

void MainWindow::setLockAfter(int milliseconds) {
    m_idle.setSingleShot(true);
    m_idle.setInterval(milliseconds);
    connect(&m_idle, &QTimer::timeout, this, &MainWindow::lockWhenIdle, Qt::UniqueConnection);
    qApp->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
        if (m_idle.isActive()) m_idle.start();
        break;
    default:
        break;
    }
    return QMainWindow::eventFilter(watched, event);
}

// Work goes on with the key that it was given, and nobody is to find its news behind a locked door: it is waited for.
void MainWindow::lockWhenIdle() {
    if (!m_data || !m_data->key) return;
    if (m_tray->isBusy()) return m_idle.start();
    lockVault();
}

void MainWindow::lockVault() {
    if (m_backend.lock) m_backend.lock(m_path);
    ++m_readings; // what is being read comes too late
    m_reading = false;
    showError(base::Error{"vault-locked", {}, {QFileInfo(m_path).fileName().toStdString()}});
    emit locked();
}

void MainWindow::askToUnlock(const QString& problem) {
    PassphraseDialog dialog(QFileInfo(m_path).fileName(), m_user, problem, this);
    if (dialog.exec() != QDialog::Accepted) {
        showError(base::Error{"vault-locked", {}, {QFileInfo(m_path).fileName().toStdString()}});
        emit settled();
        return;
    }
    m_user = dialog.user();
    unlock(dialog.user(), dialog.passphrase());
}

void MainWindow::unlock(const QString& user, const QString& passphrase) {
    m_reading = true;
    const int number = ++m_readings;
    showStart();
    m_pool.start([this, number, user, passphrase, path = m_path, open = m_backend.unlock] {
        auto result = std::make_shared<base::Status>(open(path, user, passphrase));
        QMetaObject::invokeMethod(this, [this, number, result] {
            if (number != m_readings) return; // another vault was asked for meanwhile
            if (*result) return read();
            m_reading = false;
            if (result->error().code == "passphrase-wrong") return askToUnlock(present::errorText(result->error()));
            showError(result->error());
            emit settled();
        });
    });
}

void MainWindow::createVault(const QStringList& arguments) {
    NewPassphraseDialog dialog(QFileInfo(arguments.front()).fileName(), qEnvironmentVariable("USER"), this);
    if (dialog.exec() != QDialog::Accepted) return;
    present::Task task{QStringLiteral("create"), arguments};
    if (!dialog.isPlain()) {
        auto passphrase = dialog.passphrase().toStdString();
        m_user = dialog.user();
        task.lock =
            std::make_shared<store::NewLock>(store::NewLock{{m_user.toStdString(), seal::Secret::taken(passphrase)}});
    }
    startTask(task);
}

} // namespace proofstead::desktop
