#include "present/Pages.h"
#include "present/Tr.h"
#include "present/Words.h"
#include "workspace/Known.h"

#include "base/Text.h"

#include <algorithm>

namespace proofstead::present {

namespace {

constexpr int kWorstGaps = 6;

Section engagement(const PageData& data) {
    Facts facts;
    const auto add = [&](const char* label, const QString& value) { facts.facts.push_back({Tr::tr(label), value}); };
    QStringList entities;
    for (const auto& entity : data.scope.entities)
        entities << plain(entity.name.empty() ? entity.id : entity.name);
    if (!entities.isEmpty()) add(QT_TRANSLATE_NOOP("Tr", "Entities"), entities.join(QStringLiteral(" · ")));
    if (data.run) {
        add(QT_TRANSLATE_NOOP("Tr", "Period"), periodText(data.run->period));
        add(QT_TRANSLATE_NOOP("Tr", "As of"), timeText(data.run->period.asOf));
        add(QT_TRANSLATE_NOOP("Tr", "Run"), plain(data.run->id));
    } else if (data.scope.period) {
        add(QT_TRANSLATE_NOOP("Tr", "Period"), periodText(*data.scope.period));
    }
    add(QT_TRANSLATE_NOOP("Tr", "Vault"), plain(data.vaultPath));
    return {{}, {}, std::move(facts)};
}

Shares::Row frameworkRow(const model::FrameworkSummary& summary, const Words& words) {
    const auto count = [&](model::Status status) {
        const auto found = summary.byStatus.find(status);
        return found == summary.byStatus.end() ? std::int64_t{0} : found->second;
    };
    Shares::Row row;
    row.label = words.framework(summary.framework);
    row.headline = Tr::tr("Supported %1 of %2 applicable; %3 with exceptions; %4 not evaluable")
                       .arg(grouped(count(model::Status::Supported)), grouped(summary.applicable),
                            grouped(count(model::Status::Exceptions)), grouped(count(model::Status::NotEvaluable)));
    for (const auto status : pack::look::kBarOrder)
        if (count(status) > 0)
            row.parts.push_back({words.status(status), signOf(status), pack::markOf(status), count(status)});
    return row;
}

Section frameworks(const PageData& data) {
    const Words words(data);
    Shares shares;
    for (const auto& summary : data.run->summaries)
        shares.rows.push_back(frameworkRow(summary, words));
    return {Tr::tr("Controls by status"), Tr::tr("Controls without evidence stay in every count."), std::move(shares)};
}

Section worstGaps(const PageData& data) {
    QString note;
    if (static_cast<int>(data.gaps.size()) > kWorstGaps)
        note =
            Tr::tr("The worst %1 of %n gap(s); all are on the page Gaps.", nullptr, static_cast<int>(data.gaps.size()))
                .arg(kWorstGaps);
    if (workspace::nothingApplies(*data.run)) return {Tr::tr("Worst gaps"), {}, nothingAppliesNotice()};
    if (data.gaps.empty())
        return {Tr::tr("Worst gaps"), {}, Notice{Tr::tr("Every applicable control is supported by evidence."), {}}};
    return {Tr::tr("Worst gaps"), note, gapTable(data, kWorstGaps)};
}

Cell deliveredCell(const model::Coverage& coverage) {
    if (coverage.expected <= 0) return {deliveredText(coverage), coverage.observedTo ? Tone::Plain : Tone::Bad, {}};
    return {deliveredText(coverage),
            coverage.delivered == 0 ? Tone::Bad
            : coverage.complete()   ? Tone::Good
                                    : Tone::Warn,
            static_cast<double>(coverage.delivered) / static_cast<double>(coverage.expected)};
}

QString missingText(const model::Coverage& coverage) {
    if (coverage.missing.empty()) return {};
    const auto& first = coverage.missing.front();
    const QString gap = Tr::tr("%1 to %2").arg(timeText(first.from), timeText(first.until));
    const auto more = static_cast<int>(coverage.missing.size()) - 1;
    return more == 0 ? gap : gap + Tr::tr(" and %n more gap(s)", nullptr, more);
}

} // namespace

QString deliveredText(const model::Coverage& coverage) {
    if (coverage.expected <= 0) return coverage.observedTo ? Tr::tr("imported") : Tr::tr("nothing imported");
    const QString of = coverage.expectation == "hour"  ? Tr::tr("%1 of %2 hours")
                       : coverage.expectation == "day" ? Tr::tr("%1 of %2 days")
                                                       : Tr::tr("%1 of %2");
    return of.arg(grouped(coverage.delivered), grouped(coverage.expected));
}

Section deliveredSection(const PageData& data) {
    if (data.coverage.empty())
        return {Tr::tr("Delivered"),
                {},
                Notice{Tr::tr("No source is declared, so nothing can be missing."),
                       {data.files.empty() ? QStringLiteral("import") : QStringLiteral("declare")}}};
    const Words words(data);
    Table table;
    table.columns = {{Tr::tr("Source"), true, false},
                     {Tr::tr("Environment"), false, false},
                     {Tr::tr("Delivered"), false, false},
                     {Tr::tr("Speaks about times up to"), false, false, true}};
    for (const auto& row : data.coverage) {
        Table::Row out;
        out.cells = {{words.source(row.source), Tone::Plain, {}},
                     {plain(row.environment), Tone::Plain, {}},
                     deliveredCell(row.coverage),
                     {timeText(row.coverage.observedTo), Tone::Muted, {}}};
        out.detail << words.source(row.source) + (row.environment.empty() ? QString() : ' ' + plain(row.environment));
        if (row.coverage.expectation != "snapshot")
            out.place = {QStringLiteral("coverage-of"), plain(row.source) + '|' + plain(row.environment)};
        if (const QString missing = missingText(row.coverage); !missing.isEmpty())
            out.detail << Tr::tr("Missing: %1").arg(missing);
        table.rows.push_back(std::move(out));
    }
    return {Tr::tr("Delivered"), Tr::tr("What the declared sources delivered for the period."), std::move(table)};
}

Section nothingAssessed(const PageData& data) {
    if (data.files.empty()) return nothingImported();
    Notice notice{Tr::tr("Nothing has been assessed yet. An assessment asks every test about what was imported, and "
                         "says for each control what is proven, what fails and what nobody can tell."),
                  {QStringLiteral("assess")}};
    if (std::any_of(data.sources.begin(), data.sources.end(), [](const auto& source) { return !source.declared; }))
        notice.actions.prepend(QStringLiteral("declare"));
    return {{}, {}, std::move(notice)};
}

Section nothingImported() {
    return {{},
            {},
            Notice{Tr::tr("Nothing has been imported yet. Import CloudTrail folders, IAM exports and registers; what "
                          "each file is shows from its content."),
                   {QStringLiteral("import")}}};
}

Page overviewPage(const PageData& data) {
    Page page;
    page.lead =
        data.scope.organisation.empty() ? Tr::tr("No organisation has been named yet") : plain(data.scope.organisation);
    page.sections.push_back(engagement(data));
    if (data.run) {
        page.sections.push_back(frameworks(data));
        page.sections.push_back(worstGaps(data));
    } else {
        page.sections.push_back(nothingAssessed(data));
    }
    if (!data.files.empty()) page.sections.push_back(deliveredSection(data));
    return page;
}

} // namespace proofstead::present
