#include "cli/Graphics.h"

#include <QGuiApplication>

namespace proofstead::cli {

std::unique_ptr<QCoreApplication> startGraphics(int& argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    auto application = std::make_unique<QGuiApplication>(argc, argv);
    application->setApplicationName("proofstead");
    return application;
}

} // namespace proofstead::cli
