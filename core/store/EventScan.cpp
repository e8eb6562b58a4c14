#include "store/EventScan.h"

#include "model/Event.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::store {

namespace {

bool isNoted(Term kind) {
    return std::find(std::begin(kNotedTerms), std::end(kNotedTerms), kind) != std::end(kNotedTerms);
}

const char* orderSql(BlockOrder order) {
    switch (order) {
    case BlockOrder::NewestFirst:
        return " ORDER BY last_at DESC";
    case BlockOrder::OldestFirst:
        return " ORDER BY first_at";
    case BlockOrder::Id:
        break;
    }
    return " ORDER BY id";
}

std::vector<char> fitting(const CodedColumn& column, const EventWish::Numbers& wanted) {
    std::vector<char> fits;
    for (const auto value : column.values)
        fits.push_back(std::find(wanted.begin(), wanted.end(), value) != wanted.end() ? 1 : 0);
    return fits;
}

bool any(const std::vector<char>& fits) {
    return std::find(fits.begin(), fits.end(), 1) != fits.end();
}
bool all(const std::vector<char>& fits) {
    return std::find(fits.begin(), fits.end(), 0) == fits.end();
}

} // namespace

base::Result<EventScan> EventScan::begin(EventBlocks& blocks, EventWish wish, BlockOrder order) {
    EventScan scan(blocks, std::move(wish));
    scan.m_order = order;
    PS_CHECK(blocks.refreshFlags(scan.m_wish.asOf));
    PS_CHECK(scan.findFiles());
    PS_CHECK(scan.findBlocks());
    std::string sql = fmt::format("SELECT {} FROM event_block WHERE 1 = 1", kBlockColumns);
    const auto& w = scan.m_wish;
    if (w.from) sql += fmt::format(" AND last_at >= {}", *w.from);
    if (w.until) sql += fmt::format(" AND first_at < {}", *w.until);
    if (w.file) sql += fmt::format(" AND file_id = {}", *w.file);
    if (w.record) sql += fmt::format(" AND first_record <= {0} AND first_record + count > {0}", *w.record);
    if (w.dated == Dated::Without || w.flaggedOnly)
        sql += fmt::format(" AND (flags & {} <> 0 OR EXISTS (SELECT 1 FROM event_flag f WHERE f.id >= first_record AND "
                           "f.id < first_record + count))",
                           w.dated == Dated::Without ? std::uint32_t{model::kNoTime} : ~std::uint32_t{0});
    if (w.dated == Dated::Only) sql += " AND last_at IS NOT NULL";
    PS_TRY(scan.m_list, Statement::prepare(blocks.handle(), sql + orderSql(order)));
    return scan;
}

base::Status EventScan::findFiles() {
    PS_TRY(auto hidden,
           Statement::prepare(m_blocks.handle(), m_wish.asOf < 0
                                                     ? "SELECT id FROM file WHERE custody IS NULL"
                                                     : "SELECT id FROM file WHERE custody IS NULL OR custody > ?"));
    if (m_wish.asOf >= 0) hidden.bind(1, m_wish.asOf);
    for (;;) {
        PS_TRY(const bool row, hidden.step());
        if (!row) return {};
        if (!m_hidden) m_hidden.emplace();
        m_hidden->insert(hidden.integer(0));
    }
}

// A wish for one of many values is not worth the look-up.
base::Status EventScan::findBlocks() {
    constexpr std::size_t kMostTerms = 64;
    for (const auto& [kind, numbers] : m_wish.terms)
        if (isNoted(kind) && numbers.size() <= kMostTerms) PS_CHECK(addPostings({kind}, numbers));
    if (m_wish.actors && m_wish.actors->size() <= kMostTerms)
        PS_CHECK(addPostings({Term::Actor, Term::Principal}, *m_wish.actors));
    return {};
}

base::Status EventScan::addPostings(std::initializer_list<Term> kinds, const EventWish::Numbers& terms) {
    std::unordered_map<std::int64_t, std::uint64_t> found;
    PS_TRY(auto statement,
           Statement::prepare(m_blocks.handle(), "SELECT part, bits FROM event_posting WHERE kind = ? AND term = ?"));
    for (const auto kind : kinds)
        for (const auto term : terms) {
            if (term == 0) return {}; // what is not said is not noted
            statement.bind(1, static_cast<std::int64_t>(kind));
            statement.bind(2, term);
            for (;;) {
                PS_TRY(const bool row, statement.step());
                if (!row) break;
                found[statement.integer(0)] |= static_cast<std::uint64_t>(statement.integer(1));
            }
        }
    if (m_noted) {
        for (auto& [part, bits] : *m_noted) {
            const auto other = found.find(part);
            bits &= other == found.end() ? 0 : other->second;
        }
    } else {
        m_noted = std::move(found);
    }
    return {};
}

bool EventScan::mayHold(const BlockInfo& info) const {
    if (m_hidden && m_hidden->contains(info.file)) return false;
    if (m_wish.sources &&
        std::find(m_wish.sources->begin(), m_wish.sources->end(), info.source) == m_wish.sources->end())
        return false;
    if (!m_noted) return true;
    const auto part = m_noted->find(info.id / kBlocksInPart);
    return part != m_noted->end() && (part->second >> (info.id % kBlocksInPart) & 1U) != 0;
}

bool EventScan::isBehind(const BlockInfo& info) const {
    if (!m_bound) return false;
    return m_order == BlockOrder::NewestFirst ? info.to && *info.to < *m_bound : info.from && *info.from > *m_bound;
}

bool EventScan::enter(const std::shared_ptr<const OpenBlock>& block) {
    m_block = block;
    m_tests.clear();
    m_either.reset();
    for (const auto& [kind, numbers] : m_wish.terms) {
        const auto& column = block->columns().terms(kind);
        auto fit = store::fitting(column, numbers);
        if (!any(fit)) return false;
        if (!all(fit)) m_tests.push_back({&column, std::move(fit)});
    }
    if (m_wish.outcome) {
        const auto& column = block->columns().outcomes();
        auto fit = store::fitting(column, {static_cast<std::int64_t>(*m_wish.outcome)});
        if (!any(fit)) return false;
        if (!all(fit)) m_tests.push_back({&column, std::move(fit)});
    }
    if (m_wish.actors) {
        const auto& actors = block->columns().terms(Term::Actor);
        const auto& principals = block->columns().terms(Term::Principal);
        Test one{&actors, store::fitting(actors, *m_wish.actors)};
        Test other{&principals, store::fitting(principals, *m_wish.actors)};
        if (!any(one.fits) && !any(other.fits)) return false;
        m_either.emplace(std::move(one), std::move(other));
    }
    return true;
}

bool EventScan::fits(std::size_t row) const {
    const auto passes = [row](const Test& test) {
        return test.fits[test.column->codes.empty() ? 0 : test.column->codes[row]] != 0;
    };
    for (const auto& test : m_tests)
        if (!passes(test)) return false;
    if (m_either && !passes(m_either->first) && !passes(m_either->second)) return false;
    if (m_wish.record && m_block->record(row) != *m_wish.record) return false;
    if (m_wish.from || m_wish.until) {
        if (!m_block->isTimed(row)) return false;
        const auto at = m_block->columns().times()[row];
        if ((m_wish.from && at < *m_wish.from) || (m_wish.until && at >= *m_wish.until)) return false;
    }
    if (m_wish.dated != Dated::Any && m_block->isTimed(row) != (m_wish.dated == Dated::Only)) return false;
    return !m_wish.flaggedOnly || m_block->flags(row) != 0;
}

std::size_t EventScan::fitting(std::size_t row) const {
    const auto count = m_block->count();
    while (row < count && !fits(row))
        ++row;
    return row;
}

base::Result<std::shared_ptr<const OpenBlock>> EventScan::next() {
    while (!m_done) {
        PS_TRY(const bool row, m_list.step());
        if (!row) break;
        const auto info = readInfo(m_list);
        if (isBehind(info)) break;
        if (!mayHold(info)) continue;
        PS_TRY(auto block, m_blocks.open(info));
        const bool hold = enter(block) && fitting(0) < block->count();
        PS_CHECK(block->check());
        if (hold) return block;
    }
    m_done = true;
    m_block.reset();
    return nullptr;
}

} // namespace proofstead::store
