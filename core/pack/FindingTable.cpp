#include "pack/FindingTable.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

namespace {

// Whether the rows have more than one value there; what is the same in every row need not be said in each.
bool differ(const std::vector<const model::Finding*>& findings, std::string model::Finding::*member) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const auto* finding) { return finding->*member != findings.front()->*member; });
}

} // namespace

void writeFindings(Context& context, Document& document, const std::vector<const model::Finding*>& findings,
                   std::int64_t omitted) {
    if (findings.empty()) return;
    const Messages& words = context.words;
    Table table;
    table.columns = {{words.text("report.findings.when"), 1.0},
                     {words.text("report.findings.subject"), 2.7},
                     {words.text("report.findings.detail"), 2.5},
                     {words.text("report.findings.record"), 0.6, Align::Right}};
    const bool manyTests = differ(findings, &model::Finding::check);
    const bool manySources =
        differ(findings, &model::Finding::source) || differ(findings, &model::Finding::environment);
    for (const model::Finding* one : findings) {
        const model::Finding& finding = *one;
        Text subject(context.masker.text(finding.subject));
        if (manySources)
            subject.add({.text = "\n" + context.sourceText(finding.source, finding.environment), .muted = true});
        Cell record;
        if (finding.record)
            record.text.add({.text = fmt::format("{}", finding.record.value),
                             .link = context.record(finding.record)
                                         ? context.linkTo("records", recordAnchor(finding.record))
                                         : ""});
        Text detail(context.masker.text(finding.detail));
        if (manyTests) detail.add({.text = "\n" + finding.check, .muted = true});
        table.rows.push_back({Cell(finding.at ? context.time(*finding.at) : std::string("–")), Cell(std::move(subject)),
                              Cell(std::move(detail)), std::move(record)});
    }
    if (!table.rows.empty()) document.blocks.emplace_back(std::move(table));
    if (omitted > 0)
        document.blocks.emplace_back(Paragraph{words.count("report.findings.more", omitted), Voice::Small});
}

} // namespace proofstead::pack
