// The full-screen dashboard of `proofstead dash`: the pages of ui/present, read and worked with from the keyboard.
#pragma once

#include "present/Tasks.h"

namespace proofstead::terminal {

// Runs until the user leaves; returns the exit code (0, or 128 + signal). Needs no application object. Error codes:
// "no-terminal", and those of reading the vault.
base::Result<int> runDashboard(const present::Engine& engine, const QString& vault);

} // namespace proofstead::terminal
