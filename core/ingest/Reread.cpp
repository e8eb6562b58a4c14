#include "ingest/Reread.h"

#include "source/LogReader.h"
#include "source/readers/RecordSplitter.h"
#include "store/EventRewriter.h"
#include "store/Fingerprints.h"

#include <map>
#include <set>

namespace proofstead::ingest {

namespace {

constexpr std::int64_t kReportEvery = 4'096;

class Rereader {
public:
    Rereader(store::Vault& vault, const source::LogDefinition& definition, const RereadJob& job)
        : m_vault(vault), m_definition(definition), m_job(job) {}

    base::Result<model::RereadReport> run() {
        m_report.source = m_job.source;
        m_report.newDefinition = m_definition.digest;
        PS_CHECK(readLog());
        PS_TRY(const auto stored, store::EvidenceStore(m_vault).files());
        std::vector<store::StoredFile> files;
        for (const auto& file : stored)
            if (file.source == m_job.source) {
                m_total += file.records;
                files.push_back(file);
            }
        if (files.empty()) return base::fail("source-not-imported", m_job.source);
        PS_TRY(auto rewriter, store::EventRewriter::begin(m_vault, m_job.source));
        for (const auto& file : files)
            PS_CHECK(reread(rewriter, file));
        PS_CHECK(rewriter.finish());
        m_report.oldDefinitions.assign(m_old.begin(), m_old.end());
        PS_TRY(m_report.seq, m_vault.append("reread", m_job.actor, entry()));
        return std::move(m_report);
    }

private:
    // How each file was read, and under which definition last.
    base::Status readLog() {
        PS_TRY(const auto log, m_vault.log());
        for (const auto& one : log) {
            if (one.kind != "custody" && one.kind != "reread") continue;
            PS_TRY(const auto json, base::parseJson(one.body));
            const auto body = json.value("body", base::Json::object());
            if (base::stringAt(body, "source") != m_job.source) continue;
            if (one.kind == "custody")
                m_readings[one.seq] = source::Reading::fromJson(body.value("reading", base::Json::object()));
            else
                m_old.clear();
            m_old.insert(base::stringAt(body, one.kind == "custody" ? "source_digest" : "new_definition"));
        }
        return {};
    }

    base::Status reread(store::EventRewriter& rewriter, const store::StoredFile& file) {
        PS_CHECK(readRejects(file));
        PS_CHECK(rewriter.beginFile(file));
        PS_CHECK(pass(rewriter, file, false));
        if (rewriter.wantsNew()) PS_CHECK(pass(rewriter, file, true));
        PS_TRY(const auto counts, rewriter.endFile());
        ++m_report.files;
        m_report.records += file.records;
        m_report.events += counts.events;
        m_report.changed += counts.changed;
        m_report.gained += counts.gained;
        m_report.lost += counts.lost;
        m_report.rejected += counts.rejected;
        if (counts.accepted != file.accepted || counts.duplicate != file.duplicate || counts.rejected != file.rejected)
            m_files.push_back({{"custody", file.custody},
                               {"accepted", counts.accepted},
                               {"duplicate", counts.duplicate},
                               {"rejected", counts.rejected}});
        return {};
    }

    base::Status readRejects(const store::StoredFile& file) {
        m_rejects.clear();
        PS_TRY(auto list, store::EvidenceStore(m_vault).rejected(file.id));
        for (auto& one : list)
            m_rejects.emplace(one.leaf, std::move(one));
        return {};
    }

    // What could not be cut out as a record is no better now.
    static bool isCut(const model::RejectedRecord& reject) {
        for (const auto* reason : {"invalid-json", "invalid-utf8", "not-this-source", "not-an-event"})
            if (reject.reason == reason) return false;
        return true;
    }

    base::Status pass(store::EventRewriter& rewriter, const store::StoredFile& file, bool newOnes) {
        auto reading = m_readings[file.custody];
        reading.collectedAt = file.collectedAt.value_or(0);
        source::LogReader reader(m_definition, reading);
        std::int64_t index = 0;
        base::Status status;
        PS_CHECK(store::EvidenceStore(m_vault).leaves(file.id, [&](const store::StoredLeaf& leaf) {
            status = record(rewriter, reader, reading, file, leaf, index, newOnes);
            if (status && !newOnes && ++m_done % kReportEvery == 0 && m_job.progress &&
                !m_job.progress(file.path, m_done, m_total))
                status = base::fail("cancelled");
            return status.has_value();
        }));
        if (status && m_job.progress && !m_job.progress(file.path, m_done, m_total)) return base::fail("cancelled");
        return status;
    }

    base::Status record(store::EventRewriter& rewriter, source::LogReader& reader, const source::Reading& reading,
                        const store::StoredFile& file, const store::StoredLeaf& leaf, std::int64_t& index,
                        bool newOnes) {
        if (leaf.kind == store::LeafKind::Erased) return {};
        const auto former = m_rejects.find(leaf.leaf);
        const auto line = former == m_rejects.end() ? 0 : former->second.line;
        if (former != m_rejects.end() && isCut(former->second))
            return newOnes ? base::Status{} : rewriter.reject(former->second);
        m_bytes.assign(leaf.bytes);
        m_bytes.resize(leaf.bytes.size() + source::kPadding);
        const std::string_view bytes(m_bytes.data(), leaf.bytes.size());
        m_events.clear();
        m_arena.clear();
        if (const char* reason = reader.read(bytes, m_events, m_arena)) {
            index += std::string_view(reason) == "not-this-source" ? 1 : 0;
            return newOnes
                       ? base::Status{}
                       : rewriter.reject({file.id, file.path, leaf.leaf, line, leaf.offset, leaf.length, reason, {}});
        }
        auto content = store::keyedHash(rewriter.seed(), contentOf(bytes, reading));
        for (std::size_t i = 0; i < m_events.size(); ++i, ++content) {
            auto& event = m_events[i];
            if (file.collectedAt && event.at > *file.collectedAt + source::kClockTolerance)
                event.flags |= model::kFutureTime;
            const store::EventPlace place{leaf.leaf, index++, leaf.offset, leaf.length};
            const auto ordinal = static_cast<std::int64_t>(i);
            PS_CHECK(newOnes ? rewriter.putNew(place, ordinal, event, content)
                             : rewriter.put(place, ordinal, event, content));
        }
        return {};
    }

    // White space between the parts of JSON is no content.
    std::string_view contentOf(std::string_view bytes, const source::Reading& reading) {
        if (reading.container != source::Container::Json) return bytes;
        m_scratch.resize(bytes.size() + source::kPadding);
        return {m_scratch.data(), source::minify(bytes, m_scratch.data())};
    }

    base::Json entry() const {
        return {{"source", m_report.source},
                {"old_definitions", m_report.oldDefinitions},
                {"new_definition", m_report.newDefinition},
                {"tool_version", m_job.toolVersion},
                {"files", m_report.files},
                {"records", m_report.records},
                {"events", m_report.events},
                {"changed", m_report.changed},
                {"gained", m_report.gained},
                {"lost", m_report.lost},
                {"counts", m_files}};
    }

    store::Vault& m_vault;
    const source::LogDefinition& m_definition;
    const RereadJob& m_job;
    model::RereadReport m_report;
    std::map<model::LogSeq, source::Reading> m_readings;     // by custody entry
    std::map<std::int64_t, model::RejectedRecord> m_rejects; // of the file at hand, by leaf
    std::set<std::string> m_old;
    base::Json m_files = base::Json::array(); // whose counts are no longer those of their custody entry
    std::int64_t m_done = 0, m_total = 0;
    std::string m_bytes, m_scratch;
    std::vector<model::EventFields> m_events;
    source::Arena m_arena;
};

} // namespace

base::Result<model::RereadReport> rereadSource(store::Vault& vault, const source::SourceSet& sources,
                                               const RereadJob& job) {
    const auto* definition = sources.log(job.source);
    if (!definition) return base::fail(sources.knows(job.source) ? "source-not-a-log" : "source-unknown", job.source);
    PS_CHECK(vault.begin());
    auto report = Rereader(vault, *definition, job).run();
    if (!report) {
        vault.rollback();
        return report;
    }
    PS_CHECK(vault.commit());
    return report;
}

} // namespace proofstead::ingest
