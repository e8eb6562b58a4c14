// How a view gets a page that takes a walk through the vault: it asks, and is called back in its own thread.
#pragma once

#include "base/Result.h"
#include "present/Page.h"

#include <functional>

class QObject;

namespace proofstead::desktop {

using Loaded = std::function<void(base::Result<present::Page>)>;
// `owner`: when it is gone, nobody is called back.
using Loader = std::function<void(const present::Place& place, QObject* owner, Loaded done)>;

} // namespace proofstead::desktop
