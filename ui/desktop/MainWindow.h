// The window: pages of one vault on the right, their names on the left. Reads only; a vault is opened, read and closed
// again by a worker, so that the window never waits.
#pragma once

#include "base/Result.h"
#include "desktop/Theme.h"
#include "present/PageData.h"

#include <QMainWindow>

#include <functional>

class QAction;
class QListWidget;
class QStackedWidget;
class QThread;

namespace proofstead::desktop {

// How a vault is read, given its path; called from another thread.
using ReadVault = std::function<base::Result<present::PageData>(const QString& path)>;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(ReadVault read, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openVault(const QString& path);
    // What openVault() ends in.
    void showData(const present::PageData& vault);
    void showError(const base::Error& error);

signals:
    void settled(); // a vault was read, or could not be

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeMenus();
    QAction* addLook(const QString& text, Look look);
    void chooseVault();
    void showEmpty();
    void showMessage(const QString& title, const QString& text, bool canRetry);
    void setPages(int current);
    void read();

    ReadVault m_read;
    QString m_path;
    QThread* m_worker = nullptr;
    QListWidget* m_menu = nullptr;
    QStackedWidget* m_pages = nullptr;
    QAction* m_reload = nullptr;
};

} // namespace proofstead::desktop
