#include "store/EventBlocks.h"

#include "model/Event.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::store {

namespace {

constexpr std::size_t kRecent = 160;    // blocks at hand: what a screen of events in any order may need
constexpr std::size_t kTerms = 300'000; // texts at hand
constexpr const char* kTextSql[] = {"SELECT targets FROM block_data WHERE id = ?",
                                    "SELECT native_ids FROM block_data WHERE id = ?",
                                    "SELECT attributes FROM block_data WHERE id = ?"};

std::string_view view(base::Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

BlockInfo readInfo(const Statement& row) {
    return {row.integer(0), row.integer(1),       row.integer(2),       row.integer(3),
            row.integer(4), row.integerOrNull(5), row.integerOrNull(6), static_cast<std::uint32_t>(row.integer(7))};
}

std::uint32_t OpenBlock::flags(std::size_t row) const {
    auto flags = static_cast<std::uint32_t>(m_columns.flags().at(row));
    if (m_blocks.m_flags.empty()) return flags;
    const auto later = m_blocks.m_flags.find(record(row));
    return later == m_blocks.m_flags.end() ? flags : flags | later->second;
}

bool OpenBlock::isTimed(std::size_t row) const {
    return (static_cast<std::uint32_t>(m_columns.flags().at(row)) & model::kNoTime) == 0;
}

const TextColumn& OpenBlock::texts(std::size_t which) const {
    auto& column = m_texts[which];
    if (!column) {
        auto read = m_blocks.readTexts(m_info, which);
        if (!read) m_problem = read.error();
        column = read ? std::move(*read) : TextColumn{};
    }
    return *column;
}

std::optional<std::uint64_t> OpenBlock::content(std::size_t row) const {
    if (!m_contents) {
        auto read = m_blocks.readContents(m_info);
        if (!read) m_problem = read.error();
        m_contents = read ? std::move(*read) : std::vector<std::uint64_t>{};
    }
    return row < m_contents->size() ? std::optional((*m_contents)[row]) : std::nullopt;
}

base::Status OpenBlock::check() const {
    if (m_problem) return tl::unexpected<base::Error>(*m_problem);
    return m_columns.check();
}

base::Status EventBlocks::ensure(Statement& statement, const char* sql) {
    if (statement) return {};
    PS_TRY(statement, Statement::prepare(m_handle, sql, true));
    return {};
}

base::Result<std::shared_ptr<const OpenBlock>> EventBlocks::open(const BlockInfo& info) {
    for (auto it = m_recent.begin(); it != m_recent.end(); ++it)
        if ((*it)->info().id == info.id) {
            m_recent.splice(m_recent.begin(), m_recent, it);
            return m_recent.front();
        }
    PS_CHECK(ensure(m_columns, "SELECT columns FROM block_data WHERE id = ?"));
    m_columns.bind(1, info.id);
    PS_TRY(const bool row, m_columns.step());
    if (!row) return base::fail("vault-damaged", fmt::format("block {} has no data", info.id));
    auto columns = BlockColumns::open(view(m_columns.blob(0)), info.count, m_unpacker);
    m_columns.reset();
    if (!columns) return tl::unexpected<base::Error>(columns.error());
    m_recent.push_front(std::make_shared<const OpenBlock>(*this, info, std::move(*columns)));
    if (m_recent.size() > kRecent) m_recent.pop_back();
    return m_recent.front();
}

base::Result<std::shared_ptr<const OpenBlock>> EventBlocks::holding(std::int64_t record) {
    for (const auto& block : m_recent)
        if (record >= block->info().firstRecord && record < block->info().firstRecord + block->info().count)
            return open(block->info());
    PS_CHECK(ensure(m_find,
                    "SELECT id, first_record, count, file_id, source_id, first_at, last_at, flags FROM event_block "
                    "WHERE first_record <= ? ORDER BY first_record DESC LIMIT 1"));
    m_find.bind(1, record);
    PS_TRY(const bool row, m_find.step());
    if (!row) return nullptr;
    const auto info = readInfo(m_find);
    m_find.reset();
    if (record >= info.firstRecord + info.count) return nullptr;
    return open(info);
}

base::Result<std::string_view> EventBlocks::term(std::int64_t id) {
    if (id == 0) return std::string_view{};
    if (const auto known = m_terms.find(id); known != m_terms.end()) return std::string_view(known->second);
    if (m_terms.size() >= kTerms) m_terms.clear();
    PS_CHECK(ensure(m_term, "SELECT text FROM term WHERE id = ?"));
    m_term.bind(1, id);
    PS_TRY(const bool row, m_term.step());
    auto& text = m_terms[id];
    if (row) text = m_term.string(0);
    m_term.reset();
    return std::string_view(text);
}

base::Result<std::int64_t> EventBlocks::termOf(std::string_view text) {
    if (text.empty()) return 0;
    PS_CHECK(ensure(m_termOf, "SELECT id FROM term WHERE text = ?"));
    m_termOf.bind(1, text);
    PS_TRY(const bool row, m_termOf.step());
    const auto id = row ? m_termOf.integer(0) : 0;
    m_termOf.reset();
    return id;
}

base::Status EventBlocks::refreshFlags(model::LogSeq asOf) {
    m_flags.clear();
    PS_TRY(auto all,
           Statement::prepare(m_handle, "SELECT e.id, e.flags FROM event_flag e JOIN file f ON f.id = e.file_id "
                                        "WHERE f.custody IS NOT NULL AND (?1 < 0 OR f.custody <= ?1)"));
    all.bind(1, asOf);
    for (;;) {
        PS_TRY(const bool row, all.step());
        if (!row) return {};
        m_flags[all.integer(0)] |= static_cast<std::uint32_t>(all.integer(1));
    }
}

base::Result<TextColumn> EventBlocks::readTexts(const BlockInfo& info, std::size_t which) {
    auto& statement = m_texts[which];
    PS_CHECK(ensure(statement, kTextSql[which]));
    statement.bind(1, info.id);
    PS_TRY(const bool row, statement.step());
    auto texts = row ? store::readTexts(view(statement.blob(0)), info.count, m_unpacker)
                     : base::Result<TextColumn>(base::fail("vault-damaged", "a block of events has no texts"));
    statement.reset();
    return texts;
}

base::Result<std::vector<std::uint64_t>> EventBlocks::readContents(const BlockInfo& info) {
    PS_CHECK(ensure(m_contents, "SELECT contents FROM block_data WHERE id = ?"));
    m_contents.bind(1, info.id);
    PS_TRY(const bool row, m_contents.step());
    auto contents = store::readContents(row ? view(m_contents.blob(0)) : std::string_view{}, info.count);
    m_contents.reset();
    return contents;
}

} // namespace proofstead::store
