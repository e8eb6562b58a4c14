// A vault in a folder of its own, filled through ImportWriter with made-up events.
#pragma once

#include "store/CheckConnection.h"
#include "store/ImportWriter.h"
#include "store/Vault.h"
#include "support/Must.h"

#include <fmt/format.h>
#include <QTemporaryDir>

#include <optional>
#include <string>
#include <vector>

namespace proofstead::test {

inline const base::Millis kStart = base::parseTime("2026-01-05T00:00:00Z").value();

struct MadeEvent {
    std::string id;
    base::Millis at = kStart;
    std::string action = "RunInstances";
    std::string actor = "nora";
    bool failed = false;
    std::uint64_t content = 1;
    std::string environment = "111122223333";
};

// What a check's connection answers, as one number.
inline std::int64_t asked(const store::Vault& vault, const std::string& sql) {
    auto connection = must(store::CheckConnection::open(vault));
    std::int64_t answer = -1;
    must(connection.rows(sql, {}, [&](const store::Statement& row) {
        answer = row.integer(0);
        return false;
    }));
    return answer;
}

// Rows in which the kept counts and a recount of the events differ.
inline std::int64_t rollupDifferences(const store::Vault& vault) {
    const std::string hours = "SELECT source, environment, region, category, hour, events, first_at, last_at FROM "
                              "coverage_hour";
    const std::string recountedHours =
        "SELECT source, environment, region, category, at - (at % 3600000 + 3600000) % 3600000, count(*), "
        "min(at), max(at) FROM event WHERE at IS NOT NULL GROUP BY 1, 2, 3, 4, 5";
    const std::string days = "SELECT source, environment, actor, service, action, day, sum(events), sum(failures) FROM "
                             "usage_day GROUP BY 1, 2, 3, 4, 5, 6"; // a day of several imports has a row of each
    const std::string recountedDays =
        "SELECT source, environment, actor_principal, service, action, at - (at % 86400000 + 86400000) % 86400000, "
        "count(*), "
        "sum(coalesce(outcome, '') = 'failure') FROM event WHERE at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6";
    std::int64_t rows = 0;
    for (const auto& [kept, counted] : {std::pair{hours, recountedHours}, std::pair{days, recountedDays}}) {
        rows += asked(vault, "SELECT count(*) FROM (" + kept + " EXCEPT " + counted + ")");
        rows += asked(vault, "SELECT count(*) FROM (" + counted + " EXCEPT " + kept + ")");
    }
    return rows;
}

enum class Kept { Plain, Encrypted };

// A lock that costs next to nothing to try.
inline store::NewLock quickLock(const std::string& user = "nora", std::string passphrase = "correct horse battery") {
    return {{user, seal::Secret::taken(passphrase)}, {.log2N = 10}};
}

class StoreCase {
public:
    explicit StoreCase(Kept kept = Kept::Plain) {
        const auto lock = quickLock();
        m_vault = must(store::Vault::create(path(), "tester", kept == Kept::Encrypted ? &lock : nullptr));
        m_key = m_vault->key();
    }

    std::string path(const char* suffix = "") const {
        return m_folder.filePath(QString("case.vault") + suffix).toStdString();
    }
    QString folder() const { return m_folder.path(); }
    store::Vault& vault() { return *m_vault; }
    void close() { m_vault.reset(); }
    void reopen() {
        close();
        m_vault = must(store::Vault::open(path(), store::OpenMode::Write, m_key));
    }
    const store::VaultKey& key() const { return m_key; }

    std::int64_t number(const std::string& sql) const {
        auto statement = must(store::Statement::prepare(m_vault->handle(), sql));
        return must(statement.step()) ? statement.integer(0) : -1;
    }

    static store::EventVerdict add(store::ImportWriter& writer, std::int64_t leaf, const MadeEvent& made) {
        model::EventFields event;
        event.at = made.at;
        event.environment = made.environment;
        event.region = "eu-central-1";
        event.category = "Management";
        event.service = "ec2";
        event.action = made.action;
        event.actor = event.actorPrincipal = made.actor;
        event.outcome = made.failed ? "failure" : "success";
        event.nativeId = made.id;
        event.attributes = "{}";
        return must(writer.addEvent({leaf, leaf, leaf * 10, 10}, event, made.content));
    }

    // Begins a file and fills it; it is closed by close().
    static store::FileTotals fill(store::ImportWriter& writer, const std::string& name,
                                  const std::vector<MadeEvent>& events) {
        must(writer.beginFile({"aws-cloudtrail", "", name, "", std::nullopt, {}}));
        store::FileTotals totals;
        for (const auto& event : events)
            ++(add(writer, totals.records++, event) == store::EventVerdict::Accepted ? totals.accepted
                                                                                     : totals.duplicate);
        totals.sha256 = totals.contentSha256 = std::string(64 - name.size(), '0') + name;
        totals.events = totals.records;
        totals.root = totals.sha256;
        return totals;
    }

    void import(const std::string& name, const std::vector<MadeEvent>& events) {
        auto writer = must(store::ImportWriter::begin(vault(), "tester"));
        must(writer.closeFile(fill(writer, name, events)));
        must(writer.finish());
    }

private:
    QTemporaryDir m_folder;
    std::optional<store::Vault> m_vault;
    store::VaultKey m_key;
};

} // namespace proofstead::test
