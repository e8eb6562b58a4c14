#include "access/AwsAccountReader.h"
#include "access/AwsCredentialReport.h"
#include "base/Json.h"
#include "base/Text.h"
#include "ingest/FileImport.h"
#include "ingest/Sealing.h"
#include "source/readers/CsvRows.h"
#include "source/readers/JsonSplitter.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace proofstead::ingest {

namespace {

// Registers and access exports are read whole; larger ones are refused with a clear word.
constexpr std::size_t kTableLimit = std::size_t{512} << 20;

// Cuts, seals and counts; what a record means is asked of `take`, which gives a reason to reject it or "".
class TableReader {
public:
    struct Verdict {
        std::string reason, detail;
    };
    using Take = std::function<base::Result<Verdict>(const source::RecordSlice&, std::string_view, std::int64_t leaf)>;

    TableReader(FileImport& job, Take take) : m_job(job), m_take(std::move(take)) {}

    base::Status add(source::RecordBatch& batch) {
        if (batch.slices.empty()) return {};
        std::vector<store::LeafKind> kinds;
        const auto first = m_leaf;
        auto sealed = m_sealing.seal(batch);
        for (const auto& slice : batch.slices) {
            Verdict verdict{slice.reason ? slice.reason : "", ""};
            if (!slice.reason) {
                PS_TRY(verdict, m_take(slice, batch.view(slice), m_leaf));
            }
            if (verdict.reason.empty())
                ++m_job.totals.accepted;
            else
                PS_CHECK(m_job.addReject({m_job.report.file, m_job.report.path, m_leaf, slice.line, slice.offset,
                                          static_cast<std::int64_t>(slice.length), verdict.reason, verdict.detail}));
            kinds.push_back(verdict.reason.empty() ? store::LeafKind::Accepted : store::LeafKind::Rejected);
            ++m_leaf;
        }
        m_job.totals.records = m_leaf;
        PS_CHECK(m_job.writer.addSegment(segmentOf(batch, std::move(sealed), kinds, first)));
        batch.clear();
        return m_job.tick && !m_job.tick() ? base::Status(base::fail("cancelled")) : base::Status{};
    }

    base::Status json() {
        source::JsonSplitter splitter(m_job.content, m_job.lists);
        source::RecordBatch batch;
        for (;;) {
            PS_TRY(const bool more, splitter.next(batch, kSegmentBytes));
            if (!more) break;
            PS_CHECK(add(batch));
        }
        if (splitter.unfinished()) m_job.readerProblem = "truncated";
        m_job.totals.root = m_sealing.root();
        return {};
    }

    // `header` is called with the first row, which is no record.
    base::Status csv(const std::function<void(const std::vector<std::string>&)>& header,
                     std::vector<std::vector<std::string>>& rows) {
        PS_TRY(const auto text, whole());
        source::CsvRows reader(text, source::csvSeparator(text));
        source::CsvRow row;
        if (reader.next(row)) header(row.fields);
        source::RecordBatch batch;
        while (reader.next(row)) {
            source::RecordSlice slice;
            slice.position = batch.bytes.size();
            slice.length = row.length;
            slice.offset = static_cast<std::int64_t>(row.offset);
            slice.line = row.line;
            slice.reason = row.unclosedQuote ? "unclosed-quote" : nullptr;
            batch.bytes.append(text, row.offset, row.length);
            batch.slices.push_back(slice);
            rows.push_back(std::move(row.fields));
            if (batch.bytes.size() >= kSegmentBytes) {
                PS_CHECK(add(batch));
                rows.clear();
            }
        }
        PS_CHECK(add(batch));
        m_job.totals.root = m_sealing.root();
        return {};
    }

private:
    base::Result<std::string> whole() {
        std::string text;
        for (;;) {
            const auto before = text.size();
            if (before > kTableLimit)
                return base::fail("file-too-large", fmt::format("more than {} bytes", kTableLimit));
            text.resize(before + kSegmentBytes);
            auto count = m_job.content.read(text.data() + before, kSegmentBytes);
            text.resize(before + (count ? *count : 0));
            if (!count) return tl::unexpected<base::Error>(count.error());
            if (*count == 0) return text;
        }
    }

    FileImport& m_job;
    Take m_take;
    Sealing m_sealing;
    std::int64_t m_leaf = 0;
};

std::vector<std::pair<std::string, std::string>> cells(const std::vector<std::string>& header,
                                                       const std::vector<std::string>& fields) {
    std::vector<std::pair<std::string, std::string>> list;
    for (std::size_t i = 0; i < header.size() && i < fields.size(); ++i)
        list.emplace_back(header[i], fields[i]);
    return list;
}

base::Result<TableReader::Verdict> takeRegisterRow(FileImport& job, std::int64_t leaf,
                                                   const std::vector<std::pair<std::string, std::string>>& row) {
    const auto read = source::readRow(*job.what.registers, row);
    if (read.reason) return TableReader::Verdict{read.reason, read.detail};
    PS_CHECK(job.writer.addRegisterRow(leaf, read.key, read.data));
    return TableReader::Verdict{};
}

// The rows of the batch at hand, in step with its slices.
class RowCursor {
public:
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> header;
    const std::vector<std::string>& next(std::int64_t leaf) {
        if (leaf >= m_first + static_cast<std::int64_t>(rows.size())) m_first = leaf;
        return rows[static_cast<std::size_t>(leaf - m_first)];
    }

private:
    std::int64_t m_first = 0;
};

base::Status importAuthorizationDetails(FileImport& job) {
    access::AwsAccountReader reader;
    std::map<std::string, std::int64_t> leaves;
    TableReader table(job,
                      [&](const source::RecordSlice& slice, std::string_view bytes,
                          std::int64_t leaf) -> base::Result<TableReader::Verdict> {
                          if (!slice.list) return TableReader::Verdict{"not-this-source", ""};
                          const auto item = base::parseJson(bytes);
                          if (!item) return TableReader::Verdict{"invalid-json", item.error().detail};
                          const auto pointer = fmt::format("/{}/{}", *slice.list, slice.listIndex);
                          if (const auto added = reader.add(pointer, *item); !added)
                              return TableReader::Verdict{added.error().code, added.error().detail};
                          leaves[pointer] = leaf;
                          PS_CHECK(job.writer.addPointer(leaf, pointer));
                          return TableReader::Verdict{};
                      });
    PS_CHECK(table.json());
    auto snapshot = reader.finish();
    job.totals.environment = snapshot.account;
    base::Json lint = base::Json::object();
    for (const auto& [pointer, message] : snapshot.lint)
        lint[message] = base::intAt(lint, message.c_str()) + 1;
    job.totals.custody["lint"] = std::move(lint);
    // An item's pointer may lead to a part of it: the leaf is that of the item.
    return job.writer.addSnapshot(snapshot, [&](const std::string& pointer) -> std::int64_t {
        const auto slash = pointer.find('/', pointer.find('/', 1) + 1);
        const auto found = leaves.find(pointer.substr(0, slash));
        return found == leaves.end() ? 0 : found->second;
    });
}

base::Status importCredentialReport(FileImport& job) {
    model::AccessSnapshot snapshot;
    snapshot.provider = "aws";
    std::map<std::string, std::int64_t> leaves;
    RowCursor cursor;
    TableReader table(
        job,
        [&](const source::RecordSlice&, std::string_view, std::int64_t leaf) -> base::Result<TableReader::Verdict> {
            std::map<std::string, std::string> row;
            for (auto& [name, text] : cells(cursor.header, cursor.next(leaf)))
                row[name] = text;
            auto read = access::credentialsFromReportRow(row);
            if (!read) return TableReader::Verdict{read.error().code, read.error().detail};
            for (auto& credential : read->credentials) {
                leaves[credential.principal] = leaf;
                snapshot.account = credential.account;
                snapshot.credentials.push_back(std::move(credential));
            }
            if (read->root) {
                leaves[read->root->pointer] = leaf;
                snapshot.principals.push_back(std::move(*read->root));
            }
            return TableReader::Verdict{};
        });
    PS_CHECK(table.csv([&](const auto& header) { cursor.header = header; }, cursor.rows));
    job.totals.environment = snapshot.account;
    return job.writer.addSnapshot(snapshot, [&](const std::string& key) { return leaves[key]; });
}

std::string textAt(const base::Json& record, const std::string& path) {
    const auto* value = path.empty() ? nullptr : source::memberAt(record, path);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

// Each document is one record, kept as it is; what it means is asked of those who verify it.
base::Status importDocuments(FileImport& job) {
    const auto& definition = *job.what.access;
    const auto& shape = definition.document;
    TableReader table(job,
                      [&](const source::RecordSlice&, std::string_view bytes,
                          std::int64_t leaf) -> base::Result<TableReader::Verdict> {
                          const auto record = base::parseJson(bytes);
                          if (!record) return TableReader::Verdict{"invalid-json", record.error().detail};
                          if (!definition.fits(*record)) return TableReader::Verdict{"not-this-source", ""};
                          const auto from = base::parseTime(textAt(*record, shape.from));
                          const auto until = base::parseTime(textAt(*record, shape.until));
                          auto& totals = job.totals;
                          if (totals.environment.empty()) totals.environment = textAt(*record, shape.environment);
                          if (from) totals.observedFrom = std::min(totals.observedFrom.value_or(*from), *from);
                          if (until) totals.observedTo = std::max(totals.observedTo.value_or(*until), *until);
                          PS_CHECK(job.writer.addDocument(leaf));
                          return TableReader::Verdict{};
                      });
    return table.json();
}

} // namespace

base::Status FileImport::addReject(const model::RejectedRecord& reject) {
    constexpr std::size_t kListed = 1'000;
    ++totals.rejected;
    if (rejected.size() < kListed) rejected.push_back(reject);
    return writer.addReject(reject);
}

base::Status importRegister(FileImport& job) {
    if (job.what.reading.container == source::Container::Json) {
        TableReader table(job,
                          [&](const source::RecordSlice&, std::string_view bytes,
                              std::int64_t leaf) -> base::Result<TableReader::Verdict> {
                              const auto item = base::parseJson(bytes);
                              if (!item || !item->is_object())
                                  return TableReader::Verdict{item ? "not-this-source" : "invalid-json", ""};
                              return takeRegisterRow(job, leaf, source::cellsOf(*item));
                          });
        return table.json();
    }
    RowCursor cursor;
    TableReader table(job, [&](const source::RecordSlice&, std::string_view, std::int64_t leaf) {
        return takeRegisterRow(job, leaf, cells(cursor.header, cursor.next(leaf)));
    });
    return table.csv([&](const auto& header) { cursor.header = header; }, cursor.rows);
}

base::Status importAccess(FileImport& job) {
    if (job.what.access->isDocument()) return importDocuments(job);
    return job.what.access->reader == "aws-credential-report" ? importCredentialReport(job)
                                                              : importAuthorizationDetails(job);
}

} // namespace proofstead::ingest
