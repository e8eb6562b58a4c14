// What the window asks of the program around it, so that it can be tested without one. All of it is called from other
// threads than the window's.
#pragma once

#include "desktop/TaskTray.h"
#include "present/Page.h"
#include "present/PageData.h"

#include <functional>

namespace proofstead::desktop {

struct Backend {
    std::function<base::Result<present::PageData>(const QString& vault)> read;
    // Pages that walk the vault (records).
    std::function<base::Result<present::Page>(const QString& vault, const present::Place& place,
                                              const present::PageData& data)>
        open;
    RunTask run;
};

} // namespace proofstead::desktop
