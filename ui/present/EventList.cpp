#include "present/EventList.h"

#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::present {

namespace {

const std::vector<std::string> kColumns{"time", "action", "actor", "outcome", "target", "src_ip", "source"};

Cell cellOf(std::size_t column, const std::string& value) {
    if (column == 0) return {plain(value).left(19).replace('T', ' '), Tone::Muted, {}}; // 2026-01-05T00:10:00.000Z
    if (column == 2 || column == 4) return {withoutArnHead(plain(value)), Tone::Plain, {}};
    if (column == 3 && value == "failure") return {Tr::tr("✗ failed"), Tone::Bad, {}};
    if (column == 3 && value == "success") return {Tr::tr("✓ done"), Tone::Good, {}};
    return {plain(value), Tone::Plain, {}};
}

base::Status setTime(std::optional<base::Millis>& time, const QString& text) {
    time = base::parseTime(text.toStdString());
    if (!time) return base::fail("filter-unreadable", text.toStdString());
    return {};
}

base::Status apply(store::EventQuery& query, const QString& key, const QString& value) {
    const auto text = value.toStdString();
    if (key == QLatin1String("from")) return setTime(query.from, value);
    if (key == QLatin1String("until")) return setTime(query.until, value);
    if (key == QLatin1String("actor"))
        query.actor = text;
    else if (key == QLatin1String("action"))
        query.action = text;
    else if (key == QLatin1String("outcome"))
        query.outcome = text;
    else if (key == QLatin1String("source"))
        query.source = text;
    else if (key == QLatin1String("account"))
        query.environment = text;
    else
        return base::fail("filter-unreadable", key.toStdString());
    return {};
}

} // namespace

base::Result<EventList> EventList::open(const VaultAt& vault) {
    PS_TRY(auto opened, store::Vault::open(vault.path.toStdString(), store::OpenMode::Read, vault.key));
    return EventList(std::move(opened));
}

std::vector<Table::Column> EventList::columns() {
    return {{Tr::tr("Time (UTC)"), false, false},   {Tr::tr("Action"), false, false},
            {Tr::tr("Actor"), true, false},         {Tr::tr("Outcome"), false, false},
            {Tr::tr("Target"), false, false, true}, {Tr::tr("Address"), false, false, true},
            {Tr::tr("Source"), false, false, true}};
}

std::optional<store::EventSort> EventList::sortOf(int column) {
    switch (column) {
    case 0:
        return store::EventSort::Time;
    case 1:
        return store::EventSort::Action;
    case 2:
        return store::EventSort::Actor;
    case 3:
        return store::EventSort::Outcome;
    case 6:
        return store::EventSort::Source;
    default:
        return std::nullopt;
    }
}

void EventList::clear() {
    m_ids.clear();
    m_recent.clear();
    m_places.clear();
}

void EventList::append(std::span<const std::int64_t> ids) {
    // The last block may have been read when it was not full yet.
    const auto last = m_ids.size() / kBlock;
    if (const auto found = m_places.find(last); found != m_places.end()) {
        m_recent.erase(found->second);
        m_places.erase(found);
    }
    for (const auto id : ids) // grows by halves: an exact reserve would copy everything each time
        m_ids.push_back(static_cast<std::uint32_t>(id));
}

EventList::Block EventList::read(std::size_t block) const {
    const auto from = block * kBlock;
    const auto until = std::min(from + kBlock, m_ids.size());
    const std::vector<std::int64_t> ids(m_ids.begin() + static_cast<std::ptrdiff_t>(from),
                                        m_ids.begin() + static_cast<std::ptrdiff_t>(until));
    Block rows;
    const auto done = store::eventRows(*m_vault, ids, kColumns, [&](const std::vector<std::string>& values) {
        auto& cells = rows.emplace_back();
        for (std::size_t i = 0; i < values.size(); ++i)
            cells.push_back(cellOf(i, values[i]));
        return true;
    });
    if (!done || rows.size() != ids.size()) rows.clear(); // a row out of place would be worse than none
    return rows;
}

const std::vector<Cell>& EventList::row(std::size_t row) {
    static const std::vector<Cell> kNone;
    const auto number = row / kBlock;
    auto found = m_places.find(number);
    if (found == m_places.end()) {
        m_recent.emplace_front(number, read(number));
        found = m_places.emplace(number, m_recent.begin()).first;
        if (m_recent.size() > kBlocks) {
            m_places.erase(m_recent.back().first);
            m_recent.pop_back();
        }
    } else {
        m_recent.splice(m_recent.begin(), m_recent, found->second);
    }
    const auto& rows = found->second->second;
    return row % kBlock < rows.size() ? rows[row % kBlock] : kNone;
}

base::Result<store::EventQuery> parseEventQuery(const QString& text) {
    store::EventQuery query;
    for (const auto& word : text.split(' ', Qt::SkipEmptyParts)) {
        const auto colon = word.indexOf(':');
        if (colon > 0) {
            PS_CHECK(apply(query, word.left(colon).toLower(), word.mid(colon + 1)));
        } else {
            const bool wild = word.contains('*') || word.contains('?');
            query.action = wild ? word.toStdString() : '*' + word.toStdString() + '*';
        }
    }
    return query;
}

} // namespace proofstead::present
