#include "desktop/MainWindow.h"

#include "desktop/Bars.h"
#include "desktop/Blocks.h"
#include "desktop/PageView.h"
#include "present/ErrorText.h"
#include "present/Pages.h"
#include "present/Words.h"

#include <QActionGroup>
#include <QApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QThread>

#include <memory>
#include <optional>

namespace proofstead::desktop {

namespace {

constexpr int kMenuWidth = 176;
constexpr int kMenuRow = 36;
constexpr int kButtonWidth = 130;
constexpr const char* kLookKey = "look";

} // namespace

MainWindow::MainWindow(ReadVault read, QWidget* parent) : QMainWindow(parent), m_read(std::move(read)) {
    setWindowTitle(tr("Proofstead"));
    resize(1080, 760);
    setAcceptDrops(true);
    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(8, 12, 0, 0);
    row->setSpacing(0);
    m_menu = new QListWidget(centre);
    m_menu->setFixedWidth(kMenuWidth);
    m_menu->setFrameShape(QFrame::NoFrame);
    m_menu->setAccessibleName(tr("Pages"));
    m_menu->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_menu->setItemDelegate(new ShareDelegate(m_menu));
    m_menu->viewport()->setBackgroundRole(QPalette::Window);
    m_pages = new QStackedWidget(centre);
    row->addWidget(m_menu);
    row->addWidget(m_pages, 1);
    setCentralWidget(centre);
    connect(m_menu, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    makeMenus();
    showEmpty();
}

MainWindow::~MainWindow() {
    if (m_worker) m_worker->wait();
}

void MainWindow::makeMenus() {
    auto* file = menuBar()->addMenu(tr("&File"));
    auto* open = file->addAction(tr("&Open vault…"), this, &MainWindow::chooseVault);
    open->setShortcut(QKeySequence::Open);
    m_reload = file->addAction(tr("&Read again"), this, &MainWindow::read);
    m_reload->setShortcut(QKeySequence::Refresh);
    file->addSeparator();
    auto* quit = file->addAction(tr("&Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence(QStringLiteral("Ctrl+Q")));
    auto* view = menuBar()->addMenu(tr("&View"));
    int number = 0;
    for (const auto& entry : present::pageEntries()) {
        auto* action =
            view->addAction(present::titleOf(entry), this, [this, number] { m_menu->setCurrentRow(number); });
        action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)));
    }
    view->addSeparator();
    auto* looks = new QActionGroup(this);
    for (auto* action : {addLook(tr("Look of the &system"), Look::System), addLook(tr("&Light"), Look::Light),
                         addLook(tr("&Dark"), Look::Dark)}) {
        looks->addAction(action);
        view->addAction(action);
    }
}

QAction* MainWindow::addLook(const QString& text, Look look) {
    auto* action = new QAction(text, this);
    action->setCheckable(true);
    action->setChecked(QSettings().value(kLookKey, 0).toInt() == static_cast<int>(look));
    connect(action, &QAction::triggered, this, [look] {
        QSettings().setValue(kLookKey, static_cast<int>(look));
        applyLook(*qApp, look);
    });
    return action;
}

void MainWindow::chooseVault() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Open vault"), QFileInfo(m_path).absolutePath(),
                                                      tr("Vaults (*.vault);;All files (*)"));
    if (!path.isEmpty()) openVault(path);
}

void MainWindow::openVault(const QString& path) {
    m_path = path;
    read();
}

void MainWindow::read() {
    if (m_path.isEmpty() || m_worker) return;
    statusBar()->showMessage(tr("Reading %1…").arg(QFileInfo(m_path).fileName()));
    auto result = std::make_shared<std::optional<base::Result<present::PageData>>>();
    m_worker = QThread::create([result, read = m_read, path = m_path] { *result = read(path); });
    connect(m_worker, &QThread::finished, this, [this, result] {
        m_worker->deleteLater();
        m_worker = nullptr;
        statusBar()->clearMessage();
        if (**result)
            showData(***result);
        else
            showError((*result)->error());
        emit settled();
    });
    m_worker->start();
}

void MainWindow::setPages(int current) {
    m_menu->clear();
    while (m_pages->count() > 0) {
        QWidget* old = m_pages->widget(0);
        m_pages->removeWidget(old);
        old->deleteLater();
    }
    m_menu->setVisible(current >= 0);
    m_reload->setEnabled(!m_path.isEmpty());
}

void MainWindow::showData(const present::PageData& vault) {
    const int current = std::max(0, m_menu->currentRow());
    setPages(current);
    for (const auto& entry : present::pageEntries()) {
        const auto page = present::buildPage(entry, vault);
        m_pages->addWidget(new PageView(page, m_pages));
        auto* item = new QListWidgetItem(page.title, m_menu);
        item->setSizeHint({kMenuWidth, kMenuRow});
    }
    m_menu->setCurrentRow(current);
    m_menu->setFocus();
    const QString name =
        vault.scope.organisation.empty() ? QFileInfo(m_path).fileName() : present::plain(vault.scope.organisation);
    setWindowTitle(tr("%1 – Proofstead").arg(name));
}

void MainWindow::showError(const base::Error& error) {
    setWindowTitle(tr("Proofstead"));
    showMessage(tr("This vault could not be read"), present::errorText(error), true);
}

void MainWindow::showEmpty() {
    showMessage(tr("No vault is open"),
                tr("A vault holds the evidence and the assessments of one engagement. Open one, or drop its file here. "
                   "`proofstead demo` makes one to look around in."),
                false);
}

// One message in the middle of the window, with what can be done.
void MainWindow::showMessage(const QString& title, const QString& text, bool canRetry) {
    setPages(-1);
    auto* page = new QWidget(m_pages);
    auto* outer = new QVBoxLayout(page);
    auto* box = new QWidget(page);
    box->setFixedWidth(480);
    auto* column = new QVBoxLayout(box);
    column->setSpacing(12);
    column->addWidget(label(title, TextRole::Title, box));
    column->addWidget(label(text, TextRole::Body, box));
    auto* buttons = new QHBoxLayout;
    auto* open = new QPushButton(tr("Open vault…"), box);
    open->setMinimumWidth(kButtonWidth);
    open->setDefault(true);
    connect(open, &QPushButton::clicked, this, &MainWindow::chooseVault);
    buttons->addWidget(open);
    if (canRetry) {
        auto* again = new QPushButton(tr("Try again"), box);
        again->setMinimumWidth(kButtonWidth);
        connect(again, &QPushButton::clicked, this, &MainWindow::read);
        buttons->addWidget(again);
    }
    buttons->addStretch(1);
    column->addLayout(buttons);
    outer->addStretch(2);
    outer->addWidget(box, 0, Qt::AlignHCenter);
    outer->addStretch(3);
    page->setAccessibleName(title);
    page->setAccessibleDescription(text);
    m_pages->addWidget(page);
    open->setFocus();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    openVault(event->mimeData()->urls().front().toLocalFile());
}

} // namespace proofstead::desktop
