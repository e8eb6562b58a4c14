#include "pack/Pack.h"

#include "pack/Sections.h"

namespace proofstead::pack {

std::string assertionText(const PackInput& input) {
    const Outline none;
    const Context context(input, none);
    return context.words.text("report.sign-off.assertion-text",
                              {{"organisation", context.nameOfOrganisation()}, {"period", context.periodText()}});
}

base::Result<Document> buildDocument(const PackInput& input, const Outline& outline) {
    if (input.masked && input.maskKey.size() != 32) return base::fail("mask-key-missing");
    Context context(input, outline);
    const Messages& words = context.words;
    Document document;
    document.title = words.text("report.document-title",
                                {{"kind", words.text(outline.kindKey)}, {"organisation", context.organisation()}});
    document.subject = context.periodText();
    document.author = context.organisation();
    document.producer = input.toolVersion;
    document.language = input.language;
    document.headerLeft = words.text("report.header", {{"organisation", context.nameOfOrganisation()},
                                                       {"kind", words.text(outline.kindKey)},
                                                       {"period", context.periodText()}});
    document.footerLeft =
        words.text(input.masked ? "report.footer.masked" : "report.footer.unmasked", {{"run", input.run.id}});
    document.pageOf = words.text("report.page-of");
    document.continued = words.text("report.continued");
    document.createdAt = input.generatedAt;
    for (const std::string& id : outline.sections) {
        const Section* section = sectionOf(id);
        if (!section) return base::fail("unknown-section", id);
        section->write(context, document);
    }
    if (outline.flow)
        for (Block& block : document.blocks)
            if (auto* heading = std::get_if<Heading>(&block)) heading->flow = true;
    return document;
}

} // namespace proofstead::pack
