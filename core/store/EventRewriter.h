// Puts other normalised events in the place of those of closed files, when a source definition was corrected. Bytes,
// leaves and roots stay; an event that a record still gives keeps its record id; what was decided about copies stays.
//
// Order of calls, all of it in one transaction of the caller: begin(), then for each file beginFile(), every leaf's
// events in order by put() or its reason by reject(), then the same leaves by putNew() when wantsNew(), endFile();
// finish() at the end.
#pragma once

#include "base/Result.h"
#include "model/Event.h"
#include "model/Import.h"
#include "store/EventWriter.h"
#include "store/EvidenceStore.h"
#include "store/Vault.h"

#include <memory>
#include <string>

namespace proofstead::store {

class EventRewriter {
public:
    static base::Result<EventRewriter> begin(Vault& vault, const std::string& source);
    EventRewriter(EventRewriter&&) noexcept;
    ~EventRewriter();

    std::uint64_t seed() const; // for content hashes
    base::Status beginFile(const StoredFile& file);
    // `ordinal`: number of the event in its record, from 0.
    base::Status put(const EventPlace& place, std::int64_t ordinal, const model::EventFields& event,
                     std::uint64_t content);
    base::Status reject(const model::RejectedRecord& reject);
    bool wantsNew() const; // some events were not there before
    base::Status putNew(const EventPlace& place, std::int64_t ordinal, const model::EventFields& event,
                        std::uint64_t content);
    struct Counts {
        std::int64_t events = 0, accepted = 0, duplicate = 0, rejected = 0; // of the file: events, records
        std::int64_t changed = 0, gained = 0, lost = 0;                     // events: other columns, new, gone
    };
    base::Result<Counts> endFile();
    base::Status finish();

private:
    struct Private;
    explicit EventRewriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::store
