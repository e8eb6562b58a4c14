// Starts Qt without a window, for the commands that draw pages.
#pragma once

#include <memory>

class QCoreApplication;

namespace proofstead::cli {

// Sets the offscreen platform, so that no display is needed. Keep the result as long as pages are drawn.
std::unique_ptr<QCoreApplication> startGraphics(int& argc, char** argv);

} // namespace proofstead::cli
