// proofstead-desktop [VAULT]: a window over a vault.
#include "catalog/Folders.h"
#include "desktop/MainWindow.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "present/VaultAt.h"
#include "print/Preview.h"
#include "print/Print.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSettings>

using namespace proofstead;

namespace {

constexpr int kLockAfter = 15 * 60 * 1000; // ms without a key or a move of the mouse

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

using Keys = std::shared_ptr<present::Keyring>;

base::Result<present::Engine> engineFor(const QString& vault, const Keys& keys) {
    PS_TRY(auto parts, engine());
    parts.options.key = keys->find(vault);
    return parts;
}

base::Result<workspace::Workspace> openVault(const QString& path, const Keys& keys) {
    PS_TRY(auto parts, engineFor(path, keys));
    parts.options.vaultPath = path.toStdString();
    return workspace::Workspace::open(parts.options);
}

base::Status unlockVault(const QString& path, const QString& user, const QString& passphrase, const Keys& keys) {
    auto text = passphrase.toStdString();
    PS_TRY(auto key, store::unlock(path.toStdString(), {user.toStdString(), seal::Secret::taken(text)}));
    keys->keep(path, std::move(key));
    return {};
}

base::Result<desktop::PackPages> previewPack(const QString& vault, const QString& outline, const Keys& keys) {
    PS_TRY(const auto parts, engineFor(vault, keys));
    PS_TRY(auto document, present::packDocument(parts, vault, outline));
    PS_TRY(const auto preview, print::Preview::of(std::move(document)));
    auto chapters = preview->chapters();
    chapters.emplace_back(std::string(), preview->pages());
    return desktop::PackPages{
        present::chaptersOf(chapters), static_cast<int>(preview->pages()),
        [preview](int page, int width) { return preview->page(static_cast<std::size_t>(page), width); }};
}

desktop::Backend backend() {
    const auto keys = std::make_shared<present::Keyring>();
    desktop::Backend backend;
    backend.read = [keys](const QString& path) -> base::Result<present::PageData> {
        PS_TRY(const auto opened, openVault(path, keys));
        return present::collect(opened);
    };
    backend.open = [keys](const QString& path, const present::Place& place,
                          const present::PageData& data) -> base::Result<present::Page> {
        PS_TRY(const auto opened, openVault(path, keys));
        return present::buildPlace(place, data, &opened);
    };
    backend.run = [keys](const QString& path, const present::Task& task,
                         const workspace::Progress& progress) -> base::Result<present::TaskOutcome> {
        PS_TRY(const auto parts, engineFor(path, keys));
        auto done = present::runTask(parts, path, task, progress);
        if (done && done->key) keys->keep(done->vault, done->key);
        return done;
    };
    backend.preview = [keys](const QString& vault, const QString& outline) {
        return previewPack(vault, outline, keys);
    };
    backend.unlock = [keys](const QString& path, const QString& user, const QString& passphrase) {
        return unlockVault(path, user, passphrase, keys);
    };
    backend.lock = [keys](const QString& path) { keys->forget(path); };
    return backend;
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
    window.setLockAfter(kLockAfter);
    window.show();
    if (const auto paths = parser.positionalArguments(); !paths.isEmpty()) window.openVault(paths.front());
    return QApplication::exec();
}
