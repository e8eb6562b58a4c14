// What menu, palette and buttons of the window do.
#include "desktop/CommandPalette.h"
#include "desktop/MainWindow.h"
#include "desktop/PageView.h"
#include "present/Actions.h"
#include "present/Pages.h"
#include "present/Words.h"

#include <QAbstractButton>
#include <QActionGroup>
#include <QApplication>
#include <QFileDialog>
#include <QInputDialog>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>

namespace proofstead::desktop {

namespace {

constexpr const char* kLookKey = "look";
constexpr const char* kZoomKey = "zoom";
constexpr int kMenuPadding = 20;
constexpr int kMenuWidth = 168; // at 100 %

} // namespace

QAction* MainWindow::addEntry(QMenu* menu, const char* id, const QKeySequence& keys) {
    const auto* entry = present::actionEntry(QString::fromLatin1(id));
    QString text = present::titleOf(*entry);
    if (*entry->argument) text += QStringLiteral("…");
    auto* action = menu->addAction(text, this, [this, name = QString::fromLatin1(id)] { trigger(name); });
    action->setShortcut(keys);
    m_actions[QString::fromLatin1(id)] = action;
    return action;
}

void MainWindow::makeMenus() {
    auto* file = menuBar()->addMenu(tr("&File"));
    addEntry(file, "create", QKeySequence::New);
    addEntry(file, "open", QKeySequence::Open);
    addEntry(file, "demo");
    addEntry(file, "reload", QKeySequence::Refresh);
    file->addSeparator();
    addEntry(file, "quit", QKeySequence(QStringLiteral("Ctrl+Q")));
    auto* work = menuBar()->addMenu(tr("&Work"));
    addEntry(work, "import", QKeySequence(QStringLiteral("Ctrl+I")));
    addEntry(work, "declare");
    addEntry(work, "assess", QKeySequence(QStringLiteral("Ctrl+R")));
    addEntry(work, "verify");
    work->addSeparator();
    addEntry(work, "report", QKeySequence(QStringLiteral("Ctrl+P")));
    addEntry(work, "summary");
    addEntry(work, "clear");
    auto* view = menuBar()->addMenu(tr("&View"));
    int number = 0;
    for (const auto& entry : present::pageEntries()) {
        auto* action = view->addAction(present::titleOf(entry), this, [this, id = QString::fromLatin1(entry.id)] {
            go({id, {}});
        });
        action->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)));
    }
    view->addSeparator();
    auto* palette = view->addAction(tr("Commands…"), this, &MainWindow::showPalette);
    palette->setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
    addEntry(view, "find", QKeySequence::Find);
    addEntry(view, "control", QKeySequence(QStringLiteral("Ctrl+L")));
    addEntry(view, "check");
    addEntry(view, "record", QKeySequence(QStringLiteral("Ctrl+G")));
    addEntry(view, "back", QKeySequence(QStringLiteral("Alt+Left")));
    view->addSeparator();
    addEntry(view, "larger", QKeySequence::ZoomIn);
    addEntry(view, "smaller", QKeySequence::ZoomOut);
    addEntry(view, "usual-size", QKeySequence(QStringLiteral("Ctrl+0")));
    view->addSeparator();
    addLooks(view);
    addEntry(menuBar()->addMenu(tr("&Help")), "help", QKeySequence::HelpContents);
}

void MainWindow::addLooks(QMenu* menu) {
    auto* looks = new QActionGroup(this);
    const std::pair<QString, Look> entries[] = {
        {tr("Look of the &system"), Look::System}, {tr("&Light"), Look::Light}, {tr("&Dark"), Look::Dark}};
    for (const auto& [text, look] : entries) {
        auto* action = looks->addAction(text);
        action->setCheckable(true);
        action->setChecked(QSettings().value(kLookKey, 0).toInt() == static_cast<int>(look));
        connect(action, &QAction::triggered, this, [this, look = look] {
            QSettings().setValue(kLookKey, static_cast<int>(look));
            changeLook(look);
        });
        menu->addAction(action);
    }
}

// Only what is seen is drawn anew; other pages are built when they are visited.
void MainWindow::changeLook(Look look) {
    forgetHiddenPages();
    applyLook(*qApp, look);
}

void MainWindow::setZoom(int percent) {
    percent = std::clamp(percent, kLeastZoom, kMostZoom);
    QSettings().setValue(kZoomKey, percent);
    applyZoom(*qApp, percent);
    for (QWidget* part :
         {static_cast<QWidget*>(m_menu), static_cast<QWidget*>(menuBar()), static_cast<QWidget*>(m_tray)})
        part->setFont(qApp->font());
    const int row = m_menu->fontMetrics().height() + kMenuPadding;
    for (int i = 0; i < m_menu->count(); ++i)
        m_menu->item(i)->setSizeHint({0, row});
    m_menu->setFixedWidth(kMenuWidth * percent / 100);
    clearPages();
    if (m_data)
        showPlace(m_trail.back());
    else
        showStart();
}

void MainWindow::setVaultActions() {
    for (auto action = m_actions.begin(); action != m_actions.end(); ++action)
        action.value()->setEnabled(m_data || !present::actionEntry(action.key())->needsVault ||
                                   (action.key() == QLatin1String("reload") && !m_path.isEmpty()));
}

QStringList MainWindow::askFor(const QString& action) {
    const auto one = [](const QString& text) { return text.isEmpty() ? QStringList() : QStringList{text}; };
    const QString here = QFileInfo(m_path).absolutePath();
    const auto name = [&](const QString& file) { return here + '/' + file; };
    if (action == QLatin1String("open"))
        return one(QFileDialog::getOpenFileName(this, tr("Open vault"), here, tr("Vaults (*.vault);;All files (*)")));
    if (action == QLatin1String("create"))
        return one(QFileDialog::getSaveFileName(this, tr("Create vault"), name(QStringLiteral("engagement.vault")),
                                                tr("Vaults (*.vault)")));
    if (action == QLatin1String("import")) return askForImport();
    if (action == QLatin1String("report") || action == QLatin1String("summary"))
        return one(
            QFileDialog::getSaveFileName(this, tr("Write the pack"),
                                         name(action == QLatin1String("report") ? QStringLiteral("evidence-pack.pdf")
                                                                                : QStringLiteral("executive-pack.pdf")),
                                         tr("PDF files (*.pdf)")));
    if (action == QLatin1String("record"))
        return one(QInputDialog::getText(this, tr("Go to record"), tr("Number, or the id that its source gave it:")));
    if (action == QLatin1String("check"))
        return one(QInputDialog::getText(this, tr("Go to test"), tr("Id of the test (cloudtrail-logging-disabled):")));
    if (action == QLatin1String("control"))
        return one(QInputDialog::getText(this, tr("Go to control"), tr("Id of the control (gdpr-30-1-d):")));
    return {};
}

void MainWindow::trigger(const QString& action, QStringList arguments) {
    const auto* entry = present::actionEntry(action);
    if (!entry || (entry->needsVault && !m_data && action != QLatin1String("reload"))) return;
    const bool asks = *entry->argument && action != QLatin1String("find");
    if (action == QLatin1String("clear") && arguments.isEmpty()) return writeInClear(QStringLiteral("full"));
    if (asks && arguments.isEmpty()) arguments = askFor(action);
    if (asks && arguments.isEmpty()) return; // thought better of it
    if (action == QLatin1String("create")) return createVault(arguments);
    if (entry->isTask)
        startTask({action, arguments});
    else if (action == QLatin1String("open"))
        openVault(arguments.front());
    else if (action == QLatin1String("reload"))
        read();
    else if (action == QLatin1String("find"))
        currentPage()->focusFind();
    else if (action == QLatin1String("record") || action == QLatin1String("control") ||
             action == QLatin1String("check"))
        go({action, arguments.front().trimmed()});
    else if (action == QLatin1String("back"))
        back();
    else if (action == QLatin1String("help"))
        showHelp();
    else if (action == QLatin1String("look"))
        changeLook(isDark(qApp->palette()) ? Look::Light : Look::Dark);
    else if (action == QLatin1String("larger") || action == QLatin1String("smaller"))
        setZoom(QSettings().value(kZoomKey, kLeastZoom).toInt() +
                (action == QLatin1String("larger") ? kZoomStep : -kZoomStep));
    else if (action == QLatin1String("usual-size"))
        setZoom(kLeastZoom);
    else if (action == QLatin1String("quit"))
        close();
}

void MainWindow::startTask(const present::Task& task) {
    m_tray->start(m_path, task); // one after the other
}

// A dialog takes either files or a folder; the first step asks which.
QStringList MainWindow::askForImport() {
    QMessageBox choice(QMessageBox::Question, tr("Import"), tr("What do you want to import?"), QMessageBox::Cancel,
                       this);
    choice.setInformativeText(tr("A folder is read with everything below it. Both can also be dropped on the window."));
    const QAbstractButton* folder = choice.addButton(tr("A folder…"), QMessageBox::AcceptRole);
    const QAbstractButton* files = choice.addButton(tr("Files…"), QMessageBox::AcceptRole);
    choice.exec();
    const QString here = QFileInfo(m_path).absolutePath();
    if (choice.clickedButton() == files) return QFileDialog::getOpenFileNames(this, tr("Import files"), here);
    if (choice.clickedButton() != folder) return {};
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Import a folder"), here);
    return chosen.isEmpty() ? QStringList() : QStringList{chosen};
}

QString MainWindow::askForPack(const QString& outline) {
    return QFileDialog::getSaveFileName(this, tr("Write the pack"),
                                        QFileInfo(m_path).absolutePath() + '/' + outline + QStringLiteral("-pack.pdf"),
                                        tr("PDF files (*.pdf)"));
}

void MainWindow::writeInClear(const QString& outline) {
    const QString reason = QInputDialog::getText(
        this, tr("Write a pack in clear"),
        tr("Why must names, addresses and raw records be shown? The reason is logged in the vault."));
    if (reason.trimmed().isEmpty()) return;
    const QString path = askForPack(outline);
    if (!path.isEmpty()) trigger(QStringLiteral("clear"), {path, outline, reason.trimmed()});
}

void MainWindow::finishTask(const present::TaskOutcome& outcome) {
    if (!outcome.vault.isEmpty()) {
        m_trail.clear();
        openVault(outcome.vault);
    } else {
        read();
    }
}

void MainWindow::importDropped(const QStringList& paths) {
    if (m_data)
        trigger(QStringLiteral("import"), paths);
    else
        m_tray->tell(tr("Open or create a vault first; then drop the files again."), present::Tone::Warn);
}

void MainWindow::showPalette() {
    std::vector<CommandPalette::Entry> entries;
    if (m_data)
        for (const auto& page : present::pageEntries())
            entries.push_back({present::titleOf(page), tr("page"), {}, {QString::fromLatin1(page.id), {}}});
    for (const auto& action : present::actionEntries()) {
        if (QLatin1String(action.onlyIn) == QLatin1String("terminal") || (action.needsVault && !m_data)) continue;
        const QString id = QString::fromLatin1(action.id);
        const auto* menu = m_actions.value(id);
        entries.push_back(
            {present::titleOf(action), menu ? menu->shortcut().toString(QKeySequence::NativeText) : QString(), id, {}});
    }
    if (m_data && m_data->run)
        for (const auto& result : m_data->run->controls) {
            const auto* control = m_data->control(result.control);
            const QString id = present::plain(result.control);
            entries.push_back({control ? id + ' ' + present::plain(control->title) : id,
                               tr("control"),
                               {},
                               {QStringLiteral("control"), id}});
        }
    CommandPalette palette(std::move(entries), this);
    palette.move(mapToGlobal(QPoint((width() - palette.width()) / 2, height() / 8)));
    if (palette.exec() != QDialog::Accepted || !palette.chosen()) return;
    if (palette.chosen()->action.isEmpty())
        go(palette.chosen()->place);
    else
        trigger(palette.chosen()->action);
}

void MainWindow::showHelp() {
    QString text;
    const auto line = [&](const QString& keys, const QString& what) {
        text += QStringLiteral("<tr><td style='padding-right:18px'><b>%1</b></td><td>%2</td></tr>")
                    .arg(keys.toHtmlEscaped(), what.toHtmlEscaped());
    };
    line(QStringLiteral("Ctrl+K"), tr("Commands, pages and controls by name"));
    line(QStringLiteral("Ctrl+1 … Ctrl+8"), tr("The pages in their order"));
    line(QStringLiteral("Enter"), tr("What the row leads to"));
    for (auto action = m_actions.begin(); action != m_actions.end(); ++action)
        if (!action.value()->shortcut().isEmpty())
            line(action.value()->shortcut().toString(QKeySequence::NativeText),
                 present::titleOf(*present::actionEntry(action.key())));
    QMessageBox::information(this, tr("Keys"), QStringLiteral("<table>%1</table>").arg(text));
}

} // namespace proofstead::desktop
