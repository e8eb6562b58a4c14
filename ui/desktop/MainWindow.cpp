#include "desktop/MainWindow.h"

#include "desktop/Bars.h"
#include "desktop/PageView.h"
#include "desktop/StartPage.h"
#include "present/ErrorText.h"
#include "present/Pages.h"
#include "present/Recent.h"
#include "present/Words.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QMimeData>
#include <QPointer>
#include <QStackedWidget>

#include <utility>

namespace proofstead::desktop {

namespace {

constexpr int kMenuWidth = 168;
constexpr int kMenuRow = 36;

} // namespace

MainWindow::MainWindow(Backend backend, QWidget* parent) : QMainWindow(parent), m_backend(std::move(backend)) {
    setWindowTitle(tr("Proofstead"));
    resize(1180, 800);
    setAcceptDrops(true);
    m_pool.setMaxThreadCount(2);
    makeCentre();
    makeMenus();
    showStart();
}

MainWindow::~MainWindow() {
    m_pool.waitForDone();
}

void MainWindow::makeCentre() {
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 12, 0, 0);
    row->setSpacing(0);
    m_menu = new QListWidget(centre);
    m_menu->setFixedWidth(kMenuWidth);
    m_menu->setFrameShape(QFrame::NoFrame);
    m_menu->setAccessibleName(tr("Pages"));
    m_menu->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_menu->setItemDelegate(new ShareDelegate(m_menu));
    m_menu->viewport()->setBackgroundRole(QPalette::Window);
    for (const auto& entry : present::pageEntries()) {
        auto* item = new QListWidgetItem(present::titleOf(entry), m_menu);
        item->setSizeHint({kMenuWidth, kMenuRow});
        item->setData(Qt::UserRole + 10, QString::fromLatin1(entry.id));
    }
    m_pages = new QStackedWidget(centre);
    row->addWidget(m_menu);
    row->addWidget(m_pages, 1);
    column->addLayout(row, 1);
    m_tray = new TaskTray(m_backend.run, centre);
    column->addWidget(m_tray);
    setCentralWidget(centre);
    connect(m_menu, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item && m_data) go({item->data(Qt::UserRole + 10).toString(), {}});
    });
    connect(m_tray, &TaskTray::done, this, &MainWindow::finishTask);
}

void MainWindow::openVault(const QString& path) {
    if (path != m_path) { // nothing of the vault of before
        m_data.reset();
        m_trail.clear();
    }
    m_path = path;
    read();
}

void MainWindow::read() {
    if (m_path.isEmpty()) return;
    m_reading = true;
    const int number = ++m_readings;
    if (!m_data) showStart();
    m_pool.start([this, number, read = m_backend.read, path = m_path] {
        auto result = std::make_shared<base::Result<present::PageData>>(read(path));
        QMetaObject::invokeMethod(this, [this, number, result] {
            if (number != m_readings) return; // another one was asked for meanwhile
            m_reading = false;
            if (!*result && result->error().code == "vault-locked" && m_backend.unlock) return askToUnlock();
            if (*result)
                showData(std::move(**result));
            else
                showError(result->error());
            emit settled();
        });
    });
}

void MainWindow::load(const present::Place& place, QObject* owner, Loaded done) {
    const QPointer<QObject> alive(owner);
    m_pool.start([this, open = m_backend.open, path = m_path, data = m_data, place, alive, done = std::move(done)] {
        auto result = std::make_shared<base::Result<present::Page>>(open(path, place, *data));
        QMetaObject::invokeMethod(this, [alive, result, done] {
            if (alive) done(std::move(*result));
        });
    });
}

void MainWindow::clearPages() {
    m_menuPages.clear();
    m_detail = nullptr;
    while (m_pages->count() > 0) {
        QWidget* old = m_pages->widget(0);
        m_pages->removeWidget(old);
        old->deleteLater();
    }
}

void MainWindow::forgetHiddenPages() {
    for (auto page = m_menuPages.begin(); page != m_menuPages.end();) {
        if (page.value() == m_pages->currentWidget()) {
            ++page;
            continue;
        }
        delete page.value();
        page = m_menuPages.erase(page);
    }
    if (m_detail && m_detail != m_pages->currentWidget()) delete std::exchange(m_detail, nullptr);
}

void MainWindow::showData(present::PageData vault) {
    m_data = std::make_shared<const present::PageData>(std::move(vault));
    if (m_data->key && m_idle.interval() > 0) m_idle.start();
    clearPages();
    m_menu->setVisible(true);
    remember(m_path);
    setVaultActions();
    const QString name =
        m_data->scope.organisation.empty() ? QFileInfo(m_path).fileName() : present::plain(m_data->scope.organisation);
    setWindowTitle(tr("%1 – Proofstead").arg(name));
    if (m_trail.empty())
        go({QString::fromLatin1(present::pageEntries().front().id), {}});
    else
        showPlace(m_trail.back());
    if (!focusWidget() || !m_pages->isAncestorOf(focusWidget())) m_menu->setFocus();
}

void MainWindow::showError(const base::Error& error) {
    setWindowTitle(tr("Proofstead"));
    m_data.reset();
    m_trail.clear();
    showStart(present::errorText(error));
}

void MainWindow::showStart(const QString& problem) {
    clearPages();
    m_menu->setVisible(false);
    setVaultActions();
    auto* page = new StartPage({m_reading ? QFileInfo(m_path).fileName() : QString(), problem, present::recentVaults()},
                               m_pages);
    connect(page, &StartPage::actionWanted, this, [this](const QString& action) { trigger(action); });
    connect(page, &StartPage::vaultWanted, this, &MainWindow::openVault);
    m_pages->addWidget(page);
    page->setFocus();
}

void MainWindow::remember(const QString& path) {
    present::rememberVault(path);
}

present::Place MainWindow::place() const {
    return m_trail.empty() ? present::Place{} : m_trail.back();
}

PageView* MainWindow::currentPage() const {
    return qobject_cast<PageView*>(m_pages->currentWidget());
}

void MainWindow::go(const present::Place& place) {
    if (place.page == QLatin1String("do")) return trigger(place.about);
    if (place.page == QLatin1String("open")) return openVault(place.about);
    if (!m_data) return;
    if (place.page == QLatin1String("write")) {
        const auto path = askForPack(place.about);
        if (!path.isEmpty()) trigger(QStringLiteral("report"), {path, place.about});
        return;
    }
    if (place.page == QLatin1String("clear")) return writeInClear(place.about);
    if (present::pageEntry(place.page)) {
        m_trail.clear();
        m_tray->dismiss();
    }
    if (m_trail.empty() || m_trail.back() != place) m_trail.push_back(place);
    showPlace(place);
}

void MainWindow::back() {
    if (m_trail.size() > 1) {
        m_trail.pop_back();
        showPlace(m_trail.back());
    } else if (auto* page = currentPage(); page && page->page().parent.leads()) {
        go(page->page().parent);
    }
}

PageView* MainWindow::viewOf(const present::Page& page, bool hasBack) {
    const Loader loader = [this](const present::Place& place, QObject* owner, Loaded done) {
        load(place, owner, std::move(done));
    };
    auto* view = new PageView(page,
                              {.vault = {m_path, m_data->key},
                               .load = loader,
                               .preview = m_backend.preview,
                               .hasBack = hasBack,
                               .isCompact = false},
                              m_pages);
    connect(view, &PageView::placeWanted, this, &MainWindow::go);
    connect(view, &PageView::backWanted, this, &MainWindow::back);
    m_pages->addWidget(view);
    return view;
}

void MainWindow::showPlace(const present::Place& place) {
    if (const auto* entry = present::pageEntry(place.page)) {
        auto*& view = m_menuPages[place.page];
        if (!view) view = viewOf(present::buildPage(*entry, *m_data), false);
        for (int row = 0; row < m_menu->count(); ++row)
            if (m_menu->item(row)->data(Qt::UserRole + 10).toString() == place.page) {
                const QSignalBlocker quiet(m_menu);
                m_menu->setCurrentRow(row);
            }
        m_pages->setCurrentWidget(view);
        if (view->isAncestorOf(focusWidget())) view->focusContent();
        emit arrived();
        return;
    }
    if (place.page != QLatin1String("record")) {
        if (auto page = present::buildPlace(place, *m_data, nullptr)) put(*page, place);
        return;
    }
    load(place, this, [this, place](base::Result<present::Page> page) {
        if (m_trail.empty() || m_trail.back() != place) return; // gone elsewhere meanwhile
        if (page) {
            put(*page, place);
        } else {
            present::Page failed;
            failed.title = tr("This record could not be shown");
            failed.sections.push_back({{}, {}, present::Notice{present::errorText(page.error()), {}}});
            put(failed, place);
        }
    });
}

void MainWindow::put(const present::Page& page, const present::Place&) {
    auto* old = m_detail;
    m_detail = viewOf(page, true);
    m_pages->setCurrentWidget(m_detail);
    m_detail->focusContent();
    if (old) {
        m_pages->removeWidget(old);
        old->deleteLater();
    }
    emit arrived();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && std::all_of(urls.begin(), urls.end(), [](const QUrl& url) { return url.isLocalFile(); }))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const auto& url : event->mimeData()->urls())
        paths << url.toLocalFile();
    event->acceptProposedAction();
    if (paths.size() == 1 && paths.front().endsWith(QLatin1String(".vault")))
        openVault(paths.front());
    else
        importDropped(paths);
}

} // namespace proofstead::desktop
