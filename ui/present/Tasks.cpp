#include "present/Tasks.h"

#include "present/Tr.h"
#include "present/Words.h"

#include <QStandardPaths>

#include <algorithm>
#include <filesystem>

namespace proofstead::present {

namespace {

using workspace::Progress;
using workspace::Workspace;

base::Result<std::string> first(const Task& task) {
    if (task.arguments.isEmpty() || task.arguments.front().trimmed().isEmpty())
        return base::fail("task-incomplete", task.action.toStdString());
    return task.arguments.front().toStdString();
}

base::Result<Workspace> openForWriting(const Engine& engine, const std::string& path) {
    auto options = engine.options;
    options.vaultPath = path;
    options.write = true;
    return Workspace::open(options);
}

base::Result<TaskOutcome> create(const Engine& engine, const Task& task) {
    PS_TRY(auto path, first(task));
    if (!std::filesystem::path(path).has_extension()) path += ".vault";
    auto options = engine.options;
    options.vaultPath = path;
    options.write = true;
    PS_TRY(auto key, Workspace::create(options, task.lock.get()));
    const auto said = key ? Tr::tr("Created %1, encrypted and readable by you only.")
                          : Tr::tr("Created %1, readable by you only and not encrypted.");
    return TaskOutcome{said.arg(plain(path)), QString::fromStdString(path), false, std::move(key)};
}

base::Result<TaskOutcome> demo(const Engine& engine, const Task& task, const Progress& progress) {
    const std::string folder = (task.arguments.isEmpty() ? demoFolder() : task.arguments.front()).toStdString();
    auto vault = workspace::createDemo(folder, engine.options, progress);
    if (!vault && vault.error().code != "file-exists") return tl::unexpected<base::Error>(vault.error());
    const std::string path = vault ? *vault : folder + "/demo.vault"; // made before
    PS_TRY(auto place, openForWriting(engine, path));
    if (!place.run()) PS_CHECK(place.assess({}, progress));
    return TaskOutcome{Tr::tr("The demo engagement lies in %1.").arg(plain(path)), QString::fromStdString(path)};
}

QString importSentence(const model::ImportReport& report) {
    QString text = Tr::tr("Imported %1 records from %n file(s); %2 known already, %3 rejected.", nullptr,
                          static_cast<int>(report.files.size()))
                       .arg(grouped(report.accepted), grouped(report.duplicate), grouped(report.rejectedCount));
    if (!report.problems.empty())
        text += ' ' + Tr::tr("%n file(s) could not be read, or in part only: %1", nullptr,
                             static_cast<int>(report.problems.size()))
                          .arg(plain(report.problems.front().path));
    return text;
}

base::Result<TaskOutcome> import(Workspace& place, const Task& task, const Progress& progress) {
    workspace::ImportOptions options;
    for (const auto& path : task.arguments)
        if (!path.trimmed().isEmpty()) options.paths.push_back(path.toStdString());
    if (options.paths.empty()) return base::fail("task-incomplete", "import");
    PS_TRY(const auto report, place.import(options, progress));
    if (report.cancelled && report.files.empty()) return base::fail("import-cancelled");
    return TaskOutcome{importSentence(report), {}, !report.problems.empty() || report.rejectedCount > 0};
}

base::Result<TaskOutcome> declare(Workspace& place) {
    PS_TRY(auto scope, place.scope());
    PS_TRY(const auto imported, place.sources());
    const auto before = scope.sources.size();
    workspace::declareImported(scope, imported);
    PS_CHECK(place.setScope(scope));
    return TaskOutcome{Tr::tr("Declared %n more source(s).", nullptr, static_cast<int>(scope.sources.size() - before)),
                       {}};
}

base::Result<TaskOutcome> assess(Workspace& place, const Progress& progress) {
    PS_TRY(const auto run, place.assess({}, progress));
    PS_TRY(const auto gaps, place.gaps(run));
    return TaskOutcome{Tr::tr("Assessed %1 controls: %2 gaps, %3 exceptions.")
                           .arg(grouped(static_cast<std::int64_t>(run.controls.size())),
                                grouped(static_cast<std::int64_t>(gaps.size())),
                                grouped(static_cast<std::int64_t>(run.findings.size()))),
                       {}};
}

base::Result<TaskOutcome> report(Workspace& place, const Engine& engine, const Task& task, const Progress& progress) {
    PS_TRY(const auto path, first(task));
    workspace::ReportOptions options;
    options.outline = task.action == QLatin1String("summary") ? "executive"
                      : task.arguments.size() > 1             ? task.arguments[1].toStdString()
                                                              : "full";
    if (task.action == QLatin1String("clear")) {
        options.masked = false;
        options.unmaskReason = task.arguments.mid(2).join(' ').trimmed().toStdString();
    }
    PS_TRY(const auto written, place.writeReport(options, workspace::ReportFormat::Pdf, path, engine.print, progress));
    const QString sentence =
        options.masked ? Tr::tr("Wrote %1 (%2 bytes), persons and raw records masked.")
                       : Tr::tr("Wrote %1 (%2 bytes), persons and raw records IN CLEAR; the reason is logged.");
    return TaskOutcome{sentence.arg(plain(path), grouped(written.size)) + ' ' +
                           Tr::tr("The receiver checks it with proofstead-verify."),
                       {}};
}

base::Result<TaskOutcome> verify(Workspace& place, const Progress& progress) {
    PS_TRY(const auto report, place.verify(progress));
    if (report.holds)
        return TaskOutcome{Tr::tr("The vault holds: %1 records of %2 files are as they were when they were imported.")
                               .arg(grouped(report.leaves), grouped(report.files)),
                           {}};
    const auto wrong = std::find_if(report.steps.begin(), report.steps.end(), [](const auto& s) { return !s.holds; });
    return TaskOutcome{
        Tr::tr("The vault does NOT hold: %1.").arg(plain(wrong == report.steps.end() ? std::string() : wrong->detail)),
        {},
        true};
}

} // namespace

base::Result<pack::Document> packDocument(const Engine& engine, const QString& vault, const QString& outline) {
    auto options = engine.options;
    options.vaultPath = vault.toStdString();
    options.write = false;
    PS_TRY(auto place, Workspace::open(options));
    workspace::ReportOptions report;
    report.outline = outline.toStdString();
    PS_TRY(auto result, place.report(report, {}));
    return std::move(result.document);
}

std::vector<Preview::Chapter> chaptersOf(const std::vector<std::pair<std::string, std::size_t>>& measured) {
    std::vector<Preview::Chapter> out;
    for (std::size_t i = 0; i + 1 < measured.size(); ++i)
        out.push_back({plain(measured[i].first), static_cast<int>(measured[i].second),
                       std::max(1, static_cast<int>(measured[i + 1].second) - static_cast<int>(measured[i].second))});
    return out;
}

QString demoFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/proofstead/demo");
}

base::Result<TaskOutcome> runTask(const Engine& engine, const QString& vault, const Task& task,
                                  const Progress& progress) {
    if (task.action == QLatin1String("create")) return create(engine, task);
    if (task.action == QLatin1String("demo")) return demo(engine, task, progress);
    PS_TRY(auto place, openForWriting(engine, vault.toStdString()));
    if (task.action == QLatin1String("import")) return import(place, task, progress);
    if (task.action == QLatin1String("declare")) return declare(place);
    if (task.action == QLatin1String("assess")) return assess(place, progress);
    if (task.action == QLatin1String("report") || task.action == QLatin1String("summary") ||
        task.action == QLatin1String("clear"))
        return report(place, engine, task, progress);
    return verify(place, progress);
}

} // namespace proofstead::present
