// Cover, contents and the page to be signed.
#include "pack/Pack.h"
#include "pack/Sections.h"

#include "base/Text.h"

#include <fmt/format.h>

namespace proofstead::pack {

namespace {

std::string entitiesText(const Context& context) {
    std::vector<std::string> lines;
    for (const model::Entity& entity : context.input.run.scope.entities) {
        std::vector<std::string> roles;
        for (const std::string& role : entity.roles) {
            const std::string key = "role." + role;
            roles.push_back(context.words.has(key) ? context.words.text(key) : role);
        }
        lines.push_back(fmt::format("{}: {}", entity.name.empty() ? entity.id : entity.name, base::join(roles, ", ")));
    }
    return lines.empty() ? context.words.text("report.cover.no-entities") : base::join(lines, "\n");
}

std::string frameworksText(const Context& context) {
    std::vector<std::string> lines;
    for (const model::Framework* framework : context.frameworks())
        lines.push_back(context.words.text(
            "report.cover.framework",
            {{"title", framework->title}, {"version", framework->version}, {"date", framework->releasedAt}}));
    return base::join(lines, "\n");
}

// One line for each framework: counts beside what they were counted from.
void writeGlance(const Context& context, Document& document) {
    Bullets lines;
    for (const model::FrameworkSummary& summary : context.input.run.summaries) {
        const model::Framework* framework = context.framework(summary.framework);
        Text line = Text::bold((framework ? framework->title : summary.framework) + ": ");
        lines.items.push_back(line.add({.text = headline(context, summary)}));
    }
    if (lines.items.empty()) return;
    document.blocks.emplace_back(
        Heading{.level = 3, .text = context.words.text("report.cover.glance"), .outline = false});
    document.blocks.emplace_back(std::move(lines));
}

} // namespace

void writeCover(Context& context, Document& document) {
    const Messages& words = context.words;
    const PackInput& input = context.input;
    Cover cover;
    cover.kind = words.text(context.outline.kindKey);
    cover.organisation = context.nameOfOrganisation();
    cover.subtitle = context.periodText();
    cover.facts.emplace_back(words.text("report.cover.frameworks"), frameworksText(context));
    cover.facts.emplace_back(words.text("report.cover.entities"), entitiesText(context));
    cover.facts.emplace_back(words.text("report.cover.as-of"), context.time(input.run.period.asOf));
    cover.facts.emplace_back(words.text("report.cover.generated"),
                             words.text("report.cover.generated-by",
                                        {{"time", context.time(input.generatedAt)}, {"tool", input.toolVersion}}));
    cover.facts.emplace_back(words.text("report.cover.run"), Text::mono(input.run.id));
    cover.facts.emplace_back(words.text("report.cover.values"),
                             input.masked ? words.text("report.cover.masked")
                                          : words.text("report.cover.unmasked", {{"reason", input.unmaskedReason}}));
    if (input.signer)
        cover.facts.emplace_back(
            words.text("report.cover.signed"),
            words.text(input.signer->selfSigned ? "report.cover.signed-own" : "report.cover.signed-by",
                       {{"name", input.signer->subject}}));
    if (!input.addressee.empty()) cover.facts.emplace_back(words.text("report.cover.addressee"), input.addressee);
    document.blocks.emplace_back(std::move(cover));
    writeGlance(context, document);

    document.blocks.emplace_back(Heading{.level = 3, .text = words.text("report.cover.what-it-is"), .outline = false});
    document.blocks.emplace_back(Paragraph{words.text("report.cover.is")});
    document.blocks.emplace_back(
        Heading{.level = 3, .text = words.text("report.cover.what-it-is-not"), .outline = false});
    document.blocks.emplace_back(Paragraph{words.text("report.cover.is-not")});
}

void writeContents(Context& context, Document& document) {
    document.blocks.emplace_back(TableOfContents{context.words.text("report.contents.title")});
}

namespace {

// The vault knows who was signed in to the machine, not who that is.
std::string preparedBy(const Context& context) {
    if (context.input.preparedBy.empty()) return {};
    return context.words.text("report.sign-off.system-user", {{"name", context.input.preparedBy}});
}

// Who stands for the pack: by entry of the evidence log, or by hand.
std::vector<Cell> officerRow(const Context& context) {
    const Messages& words = context.words;
    std::vector<Cell> row{Cell(Text::bold(words.text("report.sign-off.officer")))};
    if (!context.input.signOff) return row;
    const SignOff& one = *context.input.signOff;
    row.emplace_back(one.name);
    row.emplace_back(one.role);
    row.emplace_back(
        words.text("report.sign-off.logged", {{"seq", words.number(one.seq)}, {"user", context.input.preparedBy}}));
    row.emplace_back(context.date(one.at));
    return row;
}

void writeElectronicSignature(const Context& context, Document& document) {
    if (!context.input.signer) return;
    const Messages& words = context.words;
    const Signer& signer = *context.input.signer;
    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.sign-off.electronic"), .outline = false});
    document.blocks.emplace_back(Paragraph{words.text("report.sign-off.electronic-text")});
    KeyValues values;
    values.rows.emplace_back(words.text("report.sign-off.signer"), signer.subject);
    values.rows.emplace_back(words.text("report.sign-off.certificate"), Text::mono(signer.certificateSha256));
    values.rows.emplace_back(
        words.text("report.sign-off.vouched"),
        words.text(signer.selfSigned ? "report.sign-off.vouched-nobody" : "report.sign-off.vouched-issuer"));
    values.rows.emplace_back(
        words.text("report.sign-off.when"),
        words.text(signer.timeStamped ? "report.sign-off.when-stamped" : "report.sign-off.when-own"));
    document.blocks.emplace_back(std::move(values));
}

} // namespace

void writeControlIndex(Context& context, Document& document) {
    document.blocks.emplace_back(Heading{
        .level = 1, .text = context.words.text("report.control-index.title"), .anchor = "control-index", .flow = true});
    document.blocks.emplace_back(TableOfContents{.title = "", .what = TableOfContents::What::Controls});
}

void writeSignOff(Context& context, Document& document) {
    const Messages& words = context.words;
    document.blocks.emplace_back(
        Heading{.level = 1, .text = words.text("report.sign-off.title"), .anchor = "sign-off"});
    document.blocks.emplace_back(Paragraph{
        words.text(context.input.signer ? "report.sign-off.intro-signed" : "report.sign-off.intro"), Voice::Lead});

    Table use;
    use.form = true;
    use.columns = {{words.text("report.sign-off.item"), 1}, {words.text("report.sign-off.entry"), 3}};
    const auto row = [&](const char* key, const std::string& value) {
        use.rows.push_back({Cell(Text::bold(words.text(key))), Cell(value)});
    };
    row("report.sign-off.addressee", context.input.addressee);
    row("report.sign-off.permitted-use", context.input.permittedUse);
    row("report.sign-off.distribution", context.input.distribution);
    document.blocks.emplace_back(std::move(use));

    document.blocks.emplace_back(
        Heading{.level = 2, .text = words.text("report.sign-off.assertion"), .outline = false});
    document.blocks.emplace_back(
        Paragraph{context.input.signOff ? context.input.signOff->statement : assertionText(context.input)});
    Table people;
    people.form = true;
    people.columns = {{words.text("report.sign-off.role"), 1.2},
                      {words.text("report.sign-off.name"), 1.6},
                      {words.text("report.sign-off.function"), 1.4},
                      {words.text("report.sign-off.signature"), 1.8},
                      {words.text("report.sign-off.date"), 1}};
    people.rows.push_back({Cell(Text::bold(words.text("report.sign-off.prepared"))), Cell(preparedBy(context))});
    for (const char* key : {"report.sign-off.tested", "report.sign-off.approved"})
        people.rows.push_back({Cell(Text::bold(words.text(key)))});
    people.rows.push_back(officerRow(context));
    document.blocks.emplace_back(std::move(people));
    writeElectronicSignature(context, document);
}

} // namespace proofstead::pack
