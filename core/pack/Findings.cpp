#include "pack/Findings.h"

namespace proofstead::pack {

base::Json findingJson(Context& context, const model::Finding& finding) {
    if (!context.masker.active()) return model::toJson(finding);
    model::Finding masked = finding;
    masked.subject = context.masker.text(finding.subject);
    masked.detail = context.masker.text(finding.detail);
    return model::toJson(masked);
}

base::Json runJson(Context& context) {
    base::Json json = model::toJson(context.input.run);
    if (!context.masker.active()) return json;
    auto findings = base::Json::array();
    for (const model::Finding& finding : context.input.run.findings)
        findings.push_back(findingJson(context, finding));
    json["findings"] = std::move(findings);
    for (base::Json& source : json["scope"]["sources"]) {
        if (const std::string withheld = base::stringAt(source, "withheld"); !withheld.empty())
            source["withheld"] = context.masker.text(withheld);
        if (const std::string owner = base::stringAt(source, "owner"); !owner.empty())
            source["owner"] = context.masker.value(owner, FieldClass::PersonName);
    }
    json["masked"] = true;
    return json;
}

base::Json commitmentsJson(const Context& context) {
    auto json = base::Json::object();
    for (const auto& [mask, commitment] : context.masker.commitments())
        json[mask] = commitment.commitment;
    return json;
}

} // namespace proofstead::pack
