// What was assessed: entities, systems, data, what is in and out and why. Honest where the vault does not know.
#include "pack/Sections.h"

#include "base/Text.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace proofstead::pack {

namespace {

void heading(const Context& context, const char* key, Document& document) {
    document.blocks.emplace_back(Heading{.level = 2, .text = context.words.text(key), .outline = false});
}

void say(const Context& context, const char* key, Document& document) {
    document.blocks.emplace_back(Paragraph{context.words.text(key)});
}

void writeEntities(const Context& context, Document& document) {
    const Messages& words = context.words;
    heading(context, "report.system.entities", document);
    Table table;
    table.columns = {{words.text("report.system.entity"), 2.4}, {words.text("report.system.roles"), 2}};
    for (const model::Entity& entity : context.input.run.scope.entities) {
        std::vector<std::string> roles;
        for (const std::string& role : entity.roles)
            roles.push_back(words.has("role." + role) ? words.text("role." + role) : role);
        table.rows.push_back({Cell(entity.name.empty() ? entity.id : entity.name), Cell(base::join(roles, ", "))});
    }
    if (table.rows.empty()) return say(context, "report.system.none", document);
    document.blocks.emplace_back(std::move(table));
}

void writeSystems(const Context& context, Document& document) {
    const Messages& words = context.words;
    heading(context, "report.system.systems", document);
    std::map<std::string, std::vector<std::string>> sources; // of each environment
    for (const model::DeclaredSource& source : context.input.run.scope.sources)
        sources[source.environment].push_back(context.sourceText(source.source));
    Table table;
    table.columns = {{words.text("report.system.account"), 1.4}, {words.text("report.system.what"), 3.2}};
    for (const auto& [environment, names] : sources)
        table.rows.push_back({Cell(environment.empty() ? words.text("report.system.whole") : environment),
                              Cell(base::join(names, ", "))});
    if (table.rows.empty()) return say(context, "report.system.none", document);
    document.blocks.emplace_back(std::move(table));
}

void writeData(Context& context, Document& document) {
    const Messages& words = context.words;
    heading(context, "report.system.data", document);
    Table table;
    table.columns = {{words.text("report.system.dataset"), 2.4},
                     {words.text("report.system.classification"), 1.4},
                     {words.text("report.system.personal"), 1.2}};
    for (const Dataset& dataset : context.input.datasets)
        table.rows.push_back(
            {Cell(context.masker.text(dataset.name)),
             Cell(dataset.classification.empty() ? words.text("report.system.unsaid") : dataset.classification),
             Cell(words.text(!dataset.personal   ? "report.system.unsaid"
                             : *dataset.personal ? "report.system.yes"
                                                 : "report.system.no"))});
    if (table.rows.empty()) return say(context, "report.system.data-none", document);
    document.blocks.emplace_back(std::move(table));
}

void writeOut(Context& context, Document& document) {
    const Messages& words = context.words;
    heading(context, "report.system.out", document);
    Bullets bullets;
    for (const model::DeclaredSource& source : context.input.run.scope.sources) {
        const std::string name = context.sourceText(source.source, source.environment);
        if (!source.withheld.empty())
            bullets.items.emplace_back(words.text(
                "report.system.out-withheld", {{"source", name}, {"reason", context.masker.text(source.withheld)}}));
        if (source.activeFrom || source.activeTo)
            bullets.items.emplace_back(
                words.text("report.system.out-period", {{"source", name},
                                                        {"from", context.date(source.activeFrom)},
                                                        {"until", context.date(source.activeTo)}}));
    }
    const auto& controls = context.input.run.controls;
    const auto aside = std::count_if(controls.begin(), controls.end(), [](const auto& control) {
        return control.status == model::Status::NotApplicable;
    });
    if (aside > 0) bullets.items.emplace_back(words.count("report.system.na", aside));
    if (bullets.items.empty()) bullets.items.emplace_back(words.text("report.system.out-none"));
    bullets.items.emplace_back(words.text("report.system.out-undeclared"));
    document.blocks.emplace_back(std::move(bullets));
    if (context.input.run.scope.conditions.empty()) return;
    heading(context, "report.system.conditions", document);
    document.blocks.emplace_back(Paragraph{base::join(context.input.run.scope.conditions, ", ")});
}

void writeOpen(const Context& context, const char* title, const std::string& text, Document& document) {
    heading(context, title, document);
    document.blocks.emplace_back(Paragraph{.text = text, .keepWithNext = true});
    document.blocks.emplace_back(Lines{});
}

} // namespace

void writeSystem(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 1, .text = words.text("report.system.title"), .anchor = "system", .flow = true});
    document.blocks.emplace_back(Paragraph{words.text("report.system.intro"), Voice::Lead});
    writeEntities(context, document);
    writeSystems(context, document);
    writeData(context, document);
    writeOut(context, document);
    const auto changes = context.input.changes;
    writeOpen(context, "report.system.changes",
              changes ? words.count("report.system.changes-count", *changes) : words.text("report.system.changes-none"),
              document);
    writeOpen(context, "report.system.carve-outs", words.text("report.system.carve-outs-text"), document);
    writeOpen(context, "report.system.user-controls", words.text("report.system.user-controls-text"), document);
}

} // namespace proofstead::pack
