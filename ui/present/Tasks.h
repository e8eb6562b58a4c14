// Long work that a front end starts: opens the vault for writing, does it, and says in a sentence what came of it.
#pragma once

#include "present/Page.h"
#include "workspace/Workspace.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace proofstead::present {

// What a front end is given by its program.
struct Engine {
    workspace::OpenOptions options; // the vault path is filled in by whoever opens one
    workspace::PackPrinter print;
    // Where the chapters of a pack begin: title and page from 0, and last "" with the number of pages; may be empty.
    std::function<base::Result<std::vector<std::pair<std::string, std::size_t>>>(const pack::Document&)> measure = {};
};

// A pack as it would be written, masked.
base::Result<pack::Document> packDocument(const Engine& engine, const QString& vault, const QString& outline);
// The same as chapters with their pages.
std::vector<Preview::Chapter> chaptersOf(const std::vector<std::pair<std::string, std::size_t>>& measured);

struct Task {
    QString action; // of Actions.h
    QStringList arguments;
    std::shared_ptr<const store::NewLock> lock = nullptr; // of a vault to create; none: a plain one
};

struct TaskOutcome {
    QString sentence;
    QString vault;            // the vault to show from now on; "" the same
    bool bad = false;         // done, but the news is not good (a verification that does not hold, files not read)
    store::VaultKey key = {}; // of that vault, where it was created encrypted
};

// Where the demo engagement goes unless a folder is given.
QString demoFolder();

// Runs in the calling thread; error codes are those of Workspace, and "task-incomplete" where an argument is missing.
base::Result<TaskOutcome> runTask(const Engine& engine, const QString& vault, const Task& task,
                                  const workspace::Progress& progress);

} // namespace proofstead::present
