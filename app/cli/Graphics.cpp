#include "cli/Graphics.h"

#include <QGuiApplication>
#include <QLoggingCategory>

namespace proofstead::cli {

std::unique_ptr<QCoreApplication> startGraphics(int& argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Qt's remarks about a session without a desktop are nothing to a user of the command line.
    QLoggingCategory::setFilterRules("default.warning=false");
    auto application = std::make_unique<QGuiApplication>(argc, argv);
    application->setApplicationName("proofstead");
    return application;
}

} // namespace proofstead::cli
