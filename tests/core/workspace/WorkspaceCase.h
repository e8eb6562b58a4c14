// A workspace over a vault in a folder of its own, with the shipped content and CloudTrail files made for the case.
#pragma once

#include "store/Statement.h"
#include "support/CloudTrail.h"
#include "support/Must.h"
#include "workspace/Workspace.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace proofstead::test {

class WorkspaceCase {
public:
    WorkspaceCase() { must(workspace::Workspace::create(options())); }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    workspace::OpenOptions options(bool write = true) const {
        return {.vaultPath = path("case.vault").toStdString(),
                .resourcesDir = PROOFSTEAD_SOURCE_DIR "/resources",
                .userDir = {},
                .language = "en",
                .actor = "tester",
                .toolVersion = "test",
                .write = write};
    }
    workspace::Workspace open(bool write = true) const { return must(workspace::Workspace::open(options(write))); }

    std::string put(const QString& name, const QByteArray& content) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("%s", qPrintable(name));
        return file.fileName().toStdString();
    }

    // Changes the vault behind the program's back.
    void tamper(const std::string& sql) const {
        auto vault = must(store::Vault::open(options().vaultPath, store::OpenMode::Write));
        auto statement = must(store::Statement::prepare(vault.handle(), sql));
        must(statement.step());
    }

private:
    QTemporaryDir m_folder;
};

inline const base::Millis kFrom = base::parseTime("2026-01-05T00:00:00Z").value();

// One harmless call in every hour of a day, but for `missing` (-1: none).
inline QByteArray aDayOfCalls(int missing = -1) {
    QByteArrayList list;
    for (int hour = 0; hour < 24; ++hour)
        if (hour != missing)
            list << record("e-" + QByteArray::number(hour),
                           QByteArray::fromStdString(base::formatSeconds(kFrom + hour * base::kHour)), "RunInstances");
    return records(list);
}

inline model::ImportReport import(workspace::Workspace& place, const std::vector<std::string>& paths) {
    return must(place.import({.paths = paths, .dryRun = false, .as = {}, .collectedAt = std::nullopt}, {}));
}

// A clinic in every role, its logs declared as imported, assessed over the day of aDayOfCalls().
inline void declareTheDay(workspace::Workspace& place) {
    auto scope = must(place.scope());
    scope.organisation = "St. Anna Clinic";
    scope.entities = {{"clinic", "St. Anna", {"controller", "processor", "covered-entity", "provider", "deployer"}}};
    workspace::declareImported(scope, must(place.sources()));
    scope.period = model::Period{kFrom, kFrom + base::kDay, kFrom + base::kDay};
    must(place.setScope(scope));
}

} // namespace proofstead::test
