// Where events were delivered: the first place of each lies in its block, later ones in a table of their own.
#pragma once

#include "store/EventScan.h"
#include "store/Vault.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace proofstead::store {

class EventPlaces {
public:
    struct Place {
        std::int64_t record = 0, file = 0, leaf = 0, index = 0, offset = 0, length = 0;
    };
    using Sink = std::function<base::Result<bool>(const Place&)>; // false stops

    explicit EventPlaces(const Vault& vault) : m_vault(vault) {}

    static Place placeOf(const OpenBlock& block, std::size_t row);
    // First place first; closed and open files alike.
    base::Result<std::vector<Place>> of(EventBlocks& blocks, std::int64_t record) const;
    // Closed files with events or copies of events, by number.
    base::Result<std::vector<std::int64_t>> files() const;
    // What of a wish was delivered in a file, in its order.
    base::Status inFile(EventBlocks& blocks, const EventWish& wish, std::int64_t file, const Sink& sink) const;
    // Path, and member where it is an archive: "logs.zip!a.json".
    base::Result<std::string> fileName(std::int64_t file);

private:
    base::Result<std::vector<Place>> copies(EventBlocks& blocks, const EventWish& wish, std::int64_t file) const;

    const Vault& m_vault;
    std::map<std::int64_t, std::string> m_names;
};

} // namespace proofstead::store
