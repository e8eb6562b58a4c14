// What the window asks of the program around it, so that it can be tested without one. All of it is called from other
// threads than the window's.
#pragma once

#include "desktop/TaskTray.h"
#include "present/Page.h"
#include "present/PageData.h"

#include <QImage>

#include <functional>

namespace proofstead::desktop {

// The pages of a pack that was composed; called from one other thread at a time.
struct PackPages {
    std::vector<present::Preview::Chapter> chapters;
    int count = 0;
    std::function<QImage(int page, int width)> draw;
};
using PreviewPack = std::function<base::Result<PackPages>(const QString& vault, const QString& outline)>;

struct Backend {
    std::function<base::Result<present::PageData>(const QString& vault)> read;
    // Pages that walk the vault (records).
    std::function<base::Result<present::Page>(const QString& vault, const present::Place& place,
                                              const present::PageData& data)>
        open;
    RunTask run;
    PreviewPack preview;
    // Opens an encrypted vault for the calls above, and forgets what opened it. Without them reading one is an error.
    std::function<base::Status(const QString& vault, const QString& user, const QString& passphrase)> unlock;
    std::function<void(const QString& vault)> lock;
};

} // namespace proofstead::desktop
