#include "workspace/Workspace.h"

#include "ingest/Import.h"
#include "ingest/Reread.h"
#include "store/ImportWriter.h"
#include "trail/DigestCheck.h"
#include "trail/LogHead.h"
#include "workspace/Known.h"
#include "workspace/Parts.h"

#include <algorithm>
#include <filesystem>

namespace proofstead::workspace {

namespace {

// `active_from_ms` and the like: the published view source_declared reads this text.
std::string declaredSources(const model::Scope& scope) {
    auto list = base::Json::array();
    for (const auto& source : scope.sources) {
        base::Json row = {{"source", source.source},
                          {"environment", source.environment},
                          {"expectation", model::idOf(source.expectation)},
                          {"owner", source.owner}};
        if (source.activeFrom) row["active_from_ms"] = *source.activeFrom;
        if (source.activeTo) row["active_to_ms"] = *source.activeTo;
        list.push_back(std::move(row));
    }
    return base::canonicalJson(list);
}

std::vector<store::RegisterShape> shapes(const source::SourceSet& sources) {
    std::vector<store::RegisterShape> list;
    for (const auto& definition : sources.registers()) {
        store::RegisterShape shape{definition->name, {}};
        for (const auto& column : definition->columns)
            shape.columns.push_back({column.name, column.type});
        list.push_back(std::move(shape));
    }
    return list;
}

// People know their vault and its folder, not the files that SQLite and we keep beside it.
tl::unexpected<base::Error> ofVault(base::Error error, const std::string& vault) {
    std::error_code ignored;
    const auto folder = std::filesystem::path(vault).parent_path();
    const bool noFolder = !folder.empty() && !std::filesystem::exists(folder, ignored);
    for (auto& where : error.where)
        if (where.starts_with(vault)) where = noFolder && error.code == "file-missing" ? folder.string() : vault;
    return tl::unexpected<base::Error>(std::move(error));
}

} // namespace

Workspace::Workspace(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

base::Result<store::VaultKey> Workspace::create(const OpenOptions& options, const store::NewLock* lock) {
    const auto actor = lock && options.actor.empty() ? lock->first.user : actorOf(options);
    auto vault = store::Vault::create(options.vaultPath, actor, lock);
    if (!vault) return ofVault(std::move(vault.error()), options.vaultPath);
    PS_CHECK(trail::addCheckpoint(*vault));
    return vault->key();
}

base::Result<Workspace> Workspace::open(const OpenOptions& options) {
    auto d = std::make_unique<Private>();
    d->options = options;
    d->options.actor = actorOf(options);
    PS_TRY(d->content, catalog::Catalog::load(options.resourcesDir, options.userDir));
    d->texts = d->content.texts(options.language);
    PS_TRY(d->sources, compileSources(d->content));
    auto vault = store::Vault::open(options.vaultPath, options.write ? store::OpenMode::Write : store::OpenMode::Read,
                                    options.key);
    if (!vault) return ofVault(std::move(vault.error()), options.vaultPath);
    d->vault = std::move(*vault);
    d->vault->setRegisters(shapes(d->sources));
    return Workspace(std::move(d));
}

const catalog::Catalog& Workspace::content() const {
    return m_d->content;
}
const store::Vault& Workspace::vault() const {
    return *m_d->vault;
}

std::string Workspace::message(const std::string& key) const {
    const auto text = m_d->texts.find(key);
    return text == m_d->texts.end() ? key : text->second;
}

base::Result<model::Scope> Workspace::scope() const {
    PS_TRY(const auto text, m_d->vault->setting("scope"));
    if (text.empty()) return model::Scope{};
    PS_TRY(const auto document, base::parseJson(text));
    return model::scopeFromJson(document);
}

base::Status Workspace::setScope(const model::Scope& scope) {
    const auto known = [&](Named kind, const std::vector<std::string>& names) {
        return mustBeKnown(m_d->content, kind, names);
    };
    std::vector<std::string> sources;
    for (const auto& source : scope.sources)
        sources.push_back(source.source);
    PS_CHECK(known(Named::Source, sources));
    PS_CHECK(known(Named::Framework, scope.frameworks));
    PS_CHECK(known(Named::Role, model::rolesOf(scope)));
    PS_CHECK(known(Named::Condition, scope.conditions));
    PS_CHECK(known(Named::Condition, scope.absentConditions));
    if (scope.timeZone != "UTC") PS_CHECK(known(Named::TimeZone, {scope.timeZone}));
    const auto document = model::toJson(scope);
    return logged(*m_d->vault, [&]() -> base::Status {
        PS_CHECK(m_d->vault->setSetting("scope", base::canonicalJson(document)));
        PS_CHECK(m_d->vault->setSetting("declared_sources", declaredSources(scope)));
        PS_CHECK(m_d->vault->append("scope", m_d->options.actor, document));
        return {};
    });
}

base::Result<model::ImportReport> Workspace::import(const ImportOptions& options, const Progress& progress) {
    ingest::ImportJob job;
    job.paths = options.paths;
    job.as = options.as;
    job.collectedAt = options.collectedAt;
    job.dryRun = options.dryRun;
    job.actor = m_d->options.actor;
    job.toolVersion = m_d->options.toolVersion;
    job.progress = [&](const std::string& path, std::int64_t done, std::int64_t total) {
        if (progress.report) progress.report({"import", path, done, total, "bytes"});
        return !progress.stop();
    };
    PS_TRY(auto report, ingest::importInto(*m_d->vault, m_d->sources, job));
    if (!options.dryRun) PS_CHECK(logged(*m_d->vault, [&] { return trail::refreshDigests(*m_d->vault); }));
    return report;
}

base::Result<model::RereadReport> Workspace::reread(const std::string& source, const Progress& progress) {
    ingest::RereadJob job{source, m_d->options.actor, m_d->options.toolVersion, {}};
    job.progress = [&](const std::string& path, std::int64_t done, std::int64_t total) {
        if (progress.report) progress.report({"reread", path, done, total, "records"});
        return !progress.stop();
    };
    base::Result<model::RereadReport> report = base::fail("cancelled");
    PS_CHECK(logged(*m_d->vault, [&]() -> base::Status {
        report = ingest::rereadSource(*m_d->vault, m_d->sources, job);
        if (!report) return tl::unexpected<base::Error>(report.error());
        return trail::refreshDigests(*m_d->vault);
    }));
    return report;
}

bool namedPathWasMissed(const ImportOptions& options, const model::ImportReport& report) {
    const auto isNamed = [&](const std::string& path) {
        return std::find(options.paths.begin(), options.paths.end(), path) != options.paths.end();
    };
    // A file that was read up to a defect is reported among the files as well, under its last part.
    const auto wasRead = [&](const std::string& path) {
        const auto name = path == "-" ? std::string("standard input") : std::filesystem::path(path).filename().string();
        return std::any_of(report.files.begin(), report.files.end(),
                           [&](const model::FileReport& file) { return file.path == name; });
    };
    return std::any_of(report.problems.begin(), report.problems.end(), [&](const model::FileProblem& problem) {
        return isNamed(problem.path) && !wasRead(problem.path);
    });
}

base::Result<std::int64_t> Workspace::abandonImport() {
    return store::ImportWriter::abandonOpen(*m_d->vault);
}

base::Result<std::vector<model::RejectedRecord>> Workspace::rejects(std::int64_t limit) const {
    PS_TRY(auto list, store::EvidenceStore(*m_d->vault).rejected({}, limit));
    PS_TRY(const auto stored, files());
    for (const auto& file : stored) {
        if (file.problem.empty() || (limit >= 0 && static_cast<std::int64_t>(list.size()) >= limit)) continue;
        model::RejectedRecord whole;
        whole.file = file.id;
        whole.path = file.path + (file.member.empty() ? "" : "!" + file.member);
        whole.leaf = file.records;
        whole.offset = file.contentSize;
        whole.reason = file.problem;
        list.push_back(std::move(whole));
    }
    return list;
}

base::Result<std::vector<store::StoredFile>> Workspace::files() const {
    return store::EvidenceStore(*m_d->vault).files();
}

base::Result<std::string> registerTemplate(const catalog::Catalog& content, const std::string& name, bool withExample) {
    PS_TRY(const auto sources, compileSources(content));
    const auto* definition = sources.registerNamed(name);
    if (!definition) return base::fail("register-unknown", name);
    return source::csvTemplate(*definition, withExample);
}

} // namespace proofstead::workspace
