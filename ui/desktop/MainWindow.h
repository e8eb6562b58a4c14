// The window: the pages of one vault, a menu of them on the left, long work at the foot. Whatever takes time happens in
// other threads; the window itself only draws.
#pragma once

#include "desktop/Backend.h"
#include "desktop/Loader.h"
#include "desktop/Theme.h"

#include <QMainWindow>
#include <QMap>
#include <QThreadPool>
#include <QTimer>

#include <memory>

class QAction;
class QListWidget;
class QMenu;
class QStackedWidget;

namespace proofstead::desktop {

class PageView;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Backend backend, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openVault(const QString& path);
    // What openVault() ends in.
    void showData(present::PageData vault);
    void showError(const base::Error& error);

    // Goes to a page, and remembers where it came from.
    void go(const present::Place& place);
    void back();
    // An encrypted vault closes when nobody has used the window for so long and nothing is being worked on.
    void setLockAfter(int milliseconds);
    void lockVault();
    // What menu, palette and buttons do; asks for an argument where one is needed and none is given.
    void trigger(const QString& action, QStringList arguments = {});
    void showPalette();

    present::Place place() const;
    QString vaultPath() const { return m_path; }
    PageView* currentPage() const;
    TaskTray* tray() const { return m_tray; }

signals:
    void settled(); // a vault was read, or could not be
    void arrived(); // a page is shown
    void locked();  // the vault was closed until somebody opens it again

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // Building
    void makeCentre();
    void makeMenus();
    QAction* addEntry(QMenu* menu, const char* id, const QKeySequence& keys = {});
    void addLooks(QMenu* menu);
    // Reading
    void read();
    void load(const present::Place& place, QObject* owner, Loaded done);
    void askToUnlock(const QString& problem = {});
    void unlock(const QString& user, const QString& passphrase);
    void lockWhenIdle();
    void createVault(const QStringList& arguments);
    // Showing
    void showPlace(const present::Place& place);
    void put(const present::Page& page, const present::Place& place);
    PageView* viewOf(const present::Page& page, bool hasBack);
    void clearPages();
    void showStart(const QString& problem = {});
    void setVaultActions();
    void changeLook(Look look);
    void setZoom(int percent);
    void forgetHiddenPages();
    void remember(const QString& path);
    // Acting
    QStringList askFor(const QString& action);
    void showHelp();
    void finishTask(const present::TaskOutcome& outcome);
    void importDropped(const QStringList& paths);
    void startTask(const present::Task& task);
    QStringList askForImport();
    QString askForPack(const QString& outline);
    void writeInClear(const QString& outline);

    Backend m_backend;
    QString m_path;
    std::shared_ptr<const present::PageData> m_data; // none: no vault is shown
    std::vector<present::Place> m_trail;             // where back() leads; the last one is shown
    QMap<QString, PageView*> m_menuPages;            // built when first visited
    PageView* m_detail = nullptr;                    // the page about one thing, when one is shown
    QListWidget* m_menu = nullptr;
    QStackedWidget* m_pages = nullptr;
    TaskTray* m_tray = nullptr;
    QMap<QString, QAction*> m_actions;
    QString m_user;     // as whom the last encrypted vault was opened
    QTimer m_idle;      // until an encrypted vault is locked
    int m_readings = 0; // begun; what an earlier one brings is not shown
    bool m_reading = false;
    QThreadPool m_pool; // last: its threads end first
};

} // namespace proofstead::desktop
