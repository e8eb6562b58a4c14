// The columns of an event as the vault keeps them: texts that repeat as numbers of terms, the others beside.
#pragma once

#include "base/Time.h"
#include "model/Event.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace proofstead::store {

// Texts that repeat; number 0 of table `term` is "not said".
enum class Term : std::uint8_t {
    Environment,
    Region,
    Class,
    Activity,
    Service,
    Action,
    Actor,
    ActorType,
    Principal,
    Account,
    Error,
    SrcIp,
    UserAgent,
    Category,
};
inline constexpr std::size_t kTermCount = 14;
// It is noted in which blocks these occur, in parts of 64 blocks.
inline constexpr Term kNotedTerms[] = {Term::Action, Term::Actor, Term::Principal, Term::SrcIp};
inline constexpr std::int64_t kBlocksInPart = 64;

enum class StoredOutcome : std::uint8_t { NotSaid, Success, Failure };

// One event on its way into a block. The texts are looked at, not kept.
struct EventEntry {
    std::int64_t leaf = 0, index = 0, offset = 0, length = 0; // where it lies in its file
    std::array<std::int64_t, kTermCount> terms{};
    base::Millis at = 0;         // means nothing where flags say kNoTime
    base::Millis recordedAt = 0; // 0: not said
    std::uint32_t flags = 0;
    StoredOutcome outcome = StoredOutcome::NotSaid;
    std::string_view target, nativeId, attributes;
    std::uint64_t content = 0; // keyed hash of the record without insignificant white space

    std::int64_t& term(Term which) { return terms[static_cast<std::size_t>(which)]; }
    std::int64_t term(Term which) const { return terms[static_cast<std::size_t>(which)]; }
};

// The texts of an event that repeat, in the order of Term.
inline std::array<std::string_view, kTermCount> termTexts(const model::EventFields& e) {
    return {e.environment, e.region,         e.eventClass,   e.activity, e.service, e.action,    e.actor,
            e.actorType,   e.actorPrincipal, e.actorAccount, e.error,    e.srcIp,   e.userAgent, e.category};
}

inline StoredOutcome storedOutcome(std::string_view text) {
    return text == "success"   ? StoredOutcome::Success
           : text == "failure" ? StoredOutcome::Failure
                               : StoredOutcome::NotSaid;
}

} // namespace proofstead::store
