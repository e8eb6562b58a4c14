// How the events of one file divide among accounts, projects or clusters. A file of one environment is noted with its
// environment; one of several gets a row for each, so that no question has to go through its events.
#pragma once

#include "base/Result.h"
#include "base/Time.h"
#include "store/Vault.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace proofstead::store {

class EnvironmentTally {
public:
    // `environment`: number of its term, 0 when the event names none; no time: the event bears none.
    void add(std::int64_t environment, std::optional<base::Millis> at);
    void forget() { *this = {}; }
    // The only environment of all events; 0 when there are several or none.
    std::int64_t only() const;
    std::optional<base::Millis> first() const;
    std::optional<base::Millis> last() const;
    // Writes the shares of a file of several environments; nothing for other files.
    base::Status write(sqlite3* handle, std::int64_t file) const;

private:
    struct Share {
        std::int64_t events = 0;
        std::optional<base::Millis> first, last;
        void note(std::optional<base::Millis> at);
    };
    std::map<std::int64_t, Share> m_shares;
};

struct EnvironmentShare {
    std::string source, environment; // environment "": the records do not say
    std::int64_t files = 0;          // that hold at least one of its events
    std::int64_t events = 0;         // duplicates included
    std::optional<base::Millis> from, to;
};

// Files that have such rows.
base::Result<std::set<std::int64_t>> filesOfSeveralEnvironments(const Vault& vault);

// One row for each environment found in files of several.
base::Result<std::vector<EnvironmentShare>> environmentShares(const Vault& vault);

} // namespace proofstead::store
