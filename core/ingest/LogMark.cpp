#include "ingest/LogMark.h"

#include "store/EvidenceStore.h"

#include <algorithm>

namespace proofstead::ingest {

namespace {

// The stream as far as it is wanted, piece by piece.
class Passing {
public:
    explicit Passing(source::ByteStream& stream) : m_stream(stream) {}

    // Reads up to `offset`; false: the stream ends before.
    base::Result<bool> skipTo(std::int64_t offset) {
        while (m_offset < offset) {
            const auto wanted = std::min<std::int64_t>(offset - m_offset, static_cast<std::int64_t>(kSegmentBytes));
            PS_TRY(const auto piece, read(static_cast<std::size_t>(wanted)));
            if (piece.empty()) return false;
        }
        return true;
    }

    base::Result<bool> isNext(std::string_view bytes) {
        while (!bytes.empty()) {
            PS_TRY(const auto piece, read(std::min(bytes.size(), kSegmentBytes)));
            if (piece.empty() || bytes.substr(0, piece.size()) != piece) return false;
            bytes.remove_prefix(piece.size());
        }
        return true;
    }

    std::int64_t offset() const { return m_offset; }

private:
    base::Result<std::string_view> read(std::size_t size) {
        m_buffer.resize(std::max(m_buffer.size(), size));
        PS_TRY(const auto count, m_stream.read(m_buffer.data(), size));
        m_offset += static_cast<std::int64_t>(count);
        return std::string_view(m_buffer).substr(0, count);
    }

    source::ByteStream& m_stream;
    std::string m_buffer;
    std::int64_t m_offset = 0;
};

} // namespace

base::Json LogMark::toJson(const store::FileTotals& totals) const {
    return {{"offset", split.offset},
            {"line", split.line},
            {"place", split.place},
            {"list", split.list},
            {"list_index", split.listIndex},
            {"leaf", leaf},
            {"index", index},
            {"definition", definition},
            {"real_path", realPath},
            {"events", totals.events},
            {"accepted", totals.accepted},
            {"duplicate", totals.duplicate},
            {"rejected", totals.rejected}};
}

LogMark LogMark::fromJson(const base::Json& json, store::FileTotals& totals) {
    LogMark mark;
    mark.split.offset = base::intAt(json, "offset");
    mark.split.line = base::intAt(json, "line");
    mark.split.place = static_cast<int>(base::intAt(json, "place"));
    mark.split.list = base::stringAt(json, "list");
    mark.split.listIndex = base::intAt(json, "list_index");
    mark.leaf = base::intAt(json, "leaf");
    mark.index = base::intAt(json, "index");
    mark.definition = base::stringAt(json, "definition");
    totals.events = base::intAt(json, "events");
    totals.accepted = base::intAt(json, "accepted");
    totals.duplicate = base::intAt(json, "duplicate");
    totals.rejected = base::intAt(json, "rejected");
    totals.records = mark.leaf;
    return mark;
}

// Erased records and what was cut off of overlong ones cannot be compared; the digest of the whole file covers them.
base::Status passStored(FileImport& job, const LogMark& mark) {
    if (mark.definition != job.what.digest()) return base::fail("prefix-differs", "another definition of its source");
    Passing stream(job.content);
    base::Status problem;
    std::int64_t leaves = 0;
    PS_CHECK(job.writer.evidence().leaves(job.report.file, [&](const store::StoredLeaf& leaf) {
        ++leaves;
        if (leaf.offset < stream.offset()) return true;
        auto same = stream.skipTo(leaf.offset);
        if (same && *same) same = stream.isNext(leaf.bytes);
        if (!same)
            problem = tl::unexpected<base::Error>(same.error());
        else if (!*same)
            problem = base::fail("prefix-differs");
        return problem.has_value() && (!job.tick || job.tick() || (problem = base::fail("cancelled"), false));
    }));
    PS_CHECK(problem);
    PS_TRY(const bool reached, stream.skipTo(mark.split.offset));
    if (!reached || leaves != mark.leaf) return base::fail("prefix-differs");
    return {};
}

} // namespace proofstead::ingest
