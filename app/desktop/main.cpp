// proofstead-desktop [VAULT]: a window over a vault.
#include "catalog/Folders.h"
#include "desktop/MainWindow.h"
#include "present/Tr.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSettings>

using namespace proofstead;

namespace {

base::Result<present::PageData> readVault(const QString& path) {
    PS_TRY(const auto resources, catalog::findResources(QCoreApplication::applicationDirPath().toStdString(),
                                                        qEnvironmentVariable("PROOFSTEAD_RESOURCES").toStdString(),
                                                        PROOFSTEAD_RESOURCES_DIR));
    workspace::OpenOptions options;
    options.vaultPath = path.toStdString();
    options.resourcesDir = resources;
    options.userDir = catalog::userFolder(qEnvironmentVariable("XDG_CONFIG_HOME").toStdString(),
                                          qEnvironmentVariable("HOME").toStdString());
    options.toolVersion = "Proofstead " PROOFSTEAD_VERSION;
    PS_TRY(const auto opened, workspace::Workspace::open(options));
    return present::collect(opened);
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
    desktop::MainWindow window(readVault);
    window.show();
    if (const auto paths = parser.positionalArguments(); !paths.isEmpty()) window.openVault(paths.front());
    return QApplication::exec();
}
