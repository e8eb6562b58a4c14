// proofstead-desktop [VAULT]: a window over a vault.
#include "catalog/Folders.h"
#include "desktop/MainWindow.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "print/Preview.h"
#include "print/Print.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSettings>

using namespace proofstead;

namespace {

base::Status drawPack(const pack::Document& document, const std::map<std::string, std::string>& attachments,
                      const std::string& path) {
    PS_CHECK(print::printPack(document, attachments, path));
    return {};
}

base::Result<present::Engine> engine() {
    present::Engine engine;
    PS_TRY(engine.options.resourcesDir,
           catalog::findResources(QCoreApplication::applicationDirPath().toStdString(),
                                  qEnvironmentVariable("PROOFSTEAD_RESOURCES").toStdString(),
                                  PROOFSTEAD_RESOURCES_DIR));
    engine.options.userDir = catalog::userFolder(qEnvironmentVariable("XDG_CONFIG_HOME").toStdString(),
                                                 qEnvironmentVariable("HOME").toStdString());
    engine.options.toolVersion = "Proofstead " PROOFSTEAD_VERSION;
    engine.print = drawPack;
    return engine;
}

base::Result<workspace::Workspace> openVault(const QString& path) {
    PS_TRY(auto parts, engine());
    parts.options.vaultPath = path.toStdString();
    return workspace::Workspace::open(parts.options);
}

base::Result<desktop::PackPages> previewPack(const QString& vault, const QString& outline) {
    PS_TRY(const auto parts, engine());
    PS_TRY(auto document, present::packDocument(parts, vault, outline));
    PS_TRY(const auto preview, print::Preview::of(std::move(document)));
    auto chapters = preview->chapters();
    chapters.emplace_back(std::string(), preview->pages());
    return desktop::PackPages{
        present::chaptersOf(chapters), static_cast<int>(preview->pages()),
        [preview](int page, int width) { return preview->page(static_cast<std::size_t>(page), width); }};
}

desktop::Backend backend() {
    return {[](const QString& path) -> base::Result<present::PageData> {
                PS_TRY(const auto opened, openVault(path));
                return present::collect(opened);
            },
            [](const QString& path, const present::Place& place,
               const present::PageData& data) -> base::Result<present::Page> {
                PS_TRY(const auto opened, openVault(path));
                return present::buildPlace(place, data, &opened);
            },
            [](const QString& path, const present::Task& task,
               const workspace::Progress& progress) -> base::Result<present::TaskOutcome> {
                PS_TRY(const auto parts, engine());
                return present::runTask(parts, path, task, progress);
            },
            previewPack};
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("proofstead"));
    QCoreApplication::setApplicationName(QStringLiteral("proofstead"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PROOFSTEAD_VERSION));
    present::installTranslation(application);
    QCommandLineParser parser;
    parser.setApplicationDescription(present::Tr::tr("Shows what a vault proves and what it does not."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("vault"), present::Tr::tr("The vault to open."),
                                 QStringLiteral("[VAULT]"));
    parser.process(application);
    desktop::applyLook(application, static_cast<desktop::Look>(QSettings().value(QStringLiteral("look"), 0).toInt()));
    desktop::applyZoom(application, QSettings().value(QStringLiteral("zoom"), desktop::kLeastZoom).toInt());
    desktop::MainWindow window(backend());
    window.show();
    if (const auto paths = parser.positionalArguments(); !paths.isEmpty()) window.openVault(paths.front());
    return QApplication::exec();
}
