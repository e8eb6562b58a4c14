// Between people's words and the columns of blocks: filters become wishes, values become texts.
#pragma once

#include "store/EventQuery.h"
#include "store/EventScan.h"

#include <optional>
#include <string>
#include <string_view>

namespace proofstead::store {

// nullopt: no event can fit, since no record bears such a text. `*` and `?` are wildcards without regard to case; an
// actor without a colon also stands for the end of an ARN.
base::Result<std::optional<EventWish>> wishOf(EventBlocks& blocks, const EventQuery& query);

enum class EventColumn : std::uint8_t {
    RecordId,
    Time,
    Source,
    Environment,
    Region,
    Class,
    Activity,
    Service,
    Action,
    Actor,
    ActorType,
    ActorPrincipal,
    ActorAccount,
    Target,
    Outcome,
    Error,
    SrcIp,
    UserAgent,
    EventId,
    Flags,
    Attributes,
    Category,
    RecordedAt,
    SourceFile,
    Index,
    Leaf,
    Offset,
    Length,
};
std::optional<EventColumn> eventColumn(std::string_view name);
// The term that a column shows; nullopt: it shows something else.
std::optional<Term> termOf(EventColumn column);

// Value of a column as text, "" for what is not said, times as ISO 8601; not for SourceFile, Index, Leaf, Offset and
// Length, which belong to an origin.
base::Result<std::string> eventText(EventBlocks& blocks, const OpenBlock& block, std::size_t row, EventColumn column);

} // namespace proofstead::store
