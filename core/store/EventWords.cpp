#include "store/EventWords.h"

#include "base/Glob.h"
#include "base/Text.h"

#include <algorithm>
#include <array>

namespace proofstead::store {

namespace {

using Numbers = EventWish::Numbers;

bool isWild(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

base::Result<Numbers> termsLike(EventBlocks& blocks, const std::function<bool(std::string_view)>& fits) {
    PS_TRY(auto statement, Statement::prepare(blocks.handle(), "SELECT id, text FROM term WHERE id > 0"));
    Numbers numbers;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return numbers;
        if (fits(statement.text(1))) numbers.push_back(statement.integer(0));
    }
}

// An exact text is looked up; only where no record bears it, case is overlooked.
base::Result<Numbers> numbersOf(EventBlocks& blocks, const std::string& pattern) {
    if (!isWild(pattern)) {
        PS_TRY(const auto exact, blocks.termOf(pattern));
        if (exact != 0) return Numbers{exact};
    }
    return termsLike(blocks, [&](std::string_view text) { return base::globMatchIgnoreCase(pattern, text); });
}

base::Result<Numbers> actorsOf(EventBlocks& blocks, const std::string& actor) {
    if (isWild(actor) || actor.find(':') != std::string::npos) return numbersOf(blocks, actor);
    const auto end = '/' + actor;
    return termsLike(blocks, [&](std::string_view text) { return text == actor || text.ends_with(end); });
}

constexpr std::array<std::string_view, 28> kNames{
    "record_id",     "time",    "source",     "environment", "region",      "class",
    "activity",      "service", "action",     "actor",       "actor_type",  "actor_principal",
    "actor_account", "target",  "outcome",    "error",       "src_ip",      "user_agent",
    "event_id",      "flags",   "attributes", "category",    "recorded_at", "source_file",
    "index",         "leaf",    "offset",     "length"};

} // namespace

base::Result<std::optional<EventWish>> wishOf(EventBlocks& blocks, const EventQuery& q) {
    EventWish wish;
    wish.from = q.from;
    wish.until = q.until;
    const auto nothing = std::optional<EventWish>{};
    if (q.outcome == "success" || q.outcome == "failure")
        wish.outcome = q.outcome == "success" ? StoredOutcome::Success : StoredOutcome::Failure;
    else if (!q.outcome.empty())
        return nothing;
    for (const auto& [kind, text] :
         {std::pair{Term::Action, &q.action}, std::pair{Term::Environment, &q.environment}}) {
        if (text->empty()) continue;
        PS_TRY(auto numbers, numbersOf(blocks, *text));
        if (numbers.empty()) return nothing;
        wish.terms.emplace_back(kind, std::move(numbers));
    }
    if (!q.source.empty()) {
        PS_TRY(wish.sources, numbersOf(blocks, q.source));
        if (wish.sources->empty()) return nothing;
    }
    if (!q.actor.empty()) {
        PS_TRY(wish.actors, actorsOf(blocks, q.actor));
        if (wish.actors->empty()) return nothing;
    }
    return std::optional(std::move(wish));
}

const std::vector<std::string>& eventColumnNames() {
    static const std::vector<std::string> names(kNames.begin(), kNames.end());
    return names;
}

std::optional<EventColumn> eventColumn(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<EventColumn>(found - kNames.begin());
}

std::optional<Term> termOf(EventColumn column) {
    switch (column) {
    case EventColumn::Environment:
        return Term::Environment;
    case EventColumn::Region:
        return Term::Region;
    case EventColumn::Class:
        return Term::Class;
    case EventColumn::Activity:
        return Term::Activity;
    case EventColumn::Service:
        return Term::Service;
    case EventColumn::Action:
        return Term::Action;
    case EventColumn::Actor:
        return Term::Actor;
    case EventColumn::ActorType:
        return Term::ActorType;
    case EventColumn::ActorPrincipal:
        return Term::Principal;
    case EventColumn::ActorAccount:
        return Term::Account;
    case EventColumn::Error:
        return Term::Error;
    case EventColumn::SrcIp:
        return Term::SrcIp;
    case EventColumn::UserAgent:
        return Term::UserAgent;
    case EventColumn::Category:
        return Term::Category;
    default:
        return std::nullopt;
    }
}

base::Result<std::string> eventText(EventBlocks& blocks, const OpenBlock& block, std::size_t row, EventColumn column) {
    if (const auto term = termOf(column)) {
        PS_TRY(const auto text, blocks.term(block.columns().terms(*term).at(row)));
        return std::string(text);
    }
    switch (column) {
    case EventColumn::RecordId:
        return std::to_string(block.record(row));
    case EventColumn::Time:
        return block.isTimed(row) ? base::formatTime(block.columns().times()[row]) : std::string();
    case EventColumn::RecordedAt: {
        const auto at = block.columns().recordedTimes()[row];
        return at == 0 ? std::string() : base::formatTime(at);
    }
    case EventColumn::Source: {
        PS_TRY(const auto text, blocks.term(block.info().source));
        return std::string(text);
    }
    case EventColumn::Target:
        return std::string(block.target(row));
    case EventColumn::EventId:
        return std::string(block.nativeId(row));
    case EventColumn::Attributes:
        return std::string(block.attributes(row));
    case EventColumn::Flags:
        return std::to_string(block.flags(row));
    case EventColumn::Outcome: {
        const auto outcome = static_cast<StoredOutcome>(block.columns().outcomes().at(row));
        return std::string(outcome == StoredOutcome::Success   ? "success"
                           : outcome == StoredOutcome::Failure ? "failure"
                                                               : "");
    }
    default:
        return std::string();
    }
}

} // namespace proofstead::store
