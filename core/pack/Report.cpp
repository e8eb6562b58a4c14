// The report as one JSON document and as a gap table.
#include "pack/Findings.h"
#include "pack/Pack.h"

#include "base/Text.h"

#include <fmt/format.h>

namespace proofstead::pack {

namespace {

base::Json reasonsJson(const Context& context, const std::vector<model::Reason>& reasons) {
    auto list = base::Json::array();
    for (const model::Reason reason : reasons)
        list.push_back({{"code", model::idOf(reason)}, {"text", context.reasonText(reason)}});
    return list;
}

base::Json controlJson(const Context& context, const model::ControlResult& result) {
    base::Json json = model::toJson(result);
    json["status_text"] = context.statusText(result);
    json["reasons"] = reasonsJson(context, result.reasons);
    if (const model::Control* control = context.control(result)) {
        json["citation"] = control->citation;
        json["title"] = control->title;
        json["requirement"] = control->requirement;
        json["area"] = control->area;
        json["automation"] = model::idOf(control->automation);
        json["counsel_confirmed"] = control->counselConfirmed;
        json["missing_tests"] = control->missingTests;
        if (control->appliesFrom) json["applies_from"] = base::formatDate(*control->appliesFrom);
    }
    return json;
}

base::Json frameworkJson(const Context& context, const model::FrameworkSummary& summary) {
    auto byStatus = base::Json::object();
    for (const auto& [status, count] : summary.byStatus)
        byStatus[std::string(model::idOf(status))] = count;
    base::Json json{{"id", summary.framework},
                    {"applicable", summary.applicable},
                    {"by_status", std::move(byStatus)},
                    {"tested",
                     {{"machine", summary.machineTested},
                      {"document", summary.documentTested},
                      {"attested", summary.attested},
                      {"untested", summary.untested}}},
                    {"controls", base::Json::array()}};
    if (const model::Framework* framework = context.framework(summary.framework)) {
        json["title"] = framework->title;
        json["version"] = framework->version;
        json["digest"] = framework->digest;
    }
    for (const model::ControlResult* result : context.results(summary.framework))
        json["controls"].push_back(controlJson(context, *result));
    return json;
}

base::Json testJson(const Context& context, const std::string& id) {
    base::Json json{{"id", id}, {"outcomes", base::Json::array()}};
    for (const model::CheckOutcome* outcome : context.outcomes(id))
        json["outcomes"].push_back(model::toJson(*outcome));
    if (const model::CheckDefinition* check = context.check(id)) {
        json["title"] = check->title;
        json["question"] = check->question;
        json["severity"] = model::idOf(check->severity);
        json["type"] = model::idOf(check->type);
        json["nature"] = check->nature;
        json["digest"] = check->digest;
        json["parameters"] = base::Json::array();
        for (const model::Parameter& parameter : check->parameters)
            json["parameters"].push_back(
                {{"name", parameter.name}, {"value", parameter.value}, {"basis", parameter.basis}});
    }
    return json;
}

std::vector<std::string> gapRow(const Context& context, const model::ControlResult& result) {
    const model::Control* control = context.control(result);
    const auto severity = context.severityOf(result);
    std::vector<std::string> codes, texts, tests;
    std::int64_t population = 0;
    for (const model::Reason reason : result.reasons) {
        codes.emplace_back(model::idOf(reason));
        texts.push_back(context.reasonText(reason));
    }
    for (const model::LinkResult& link : result.links) {
        tests.push_back(fmt::format("{}{}{}={}", link.link.check, link.link.facet.empty() ? "" : "/", link.link.facet,
                                    model::idOf(link.outcome)));
        population += link.population;
    }
    return {result.framework,
            result.control,
            control ? control->citation : "",
            control ? control->title : "",
            std::string(model::idOf(result.status)),
            context.statusText(result),
            severity ? std::string(model::idOf(*severity)) : "",
            fmt::format("{}", result.exceptions),
            fmt::format("{}", result.accepted),
            fmt::format("{}", population),
            base::join(codes, "; "),
            base::join(texts, " "),
            base::join(tests, "; ")};
}

base::Status checkKey(const PackInput& input) {
    if (input.masked && input.maskKey.size() != 32) return base::fail("mask-key-missing");
    return {};
}

} // namespace

base::Result<std::string> reportJson(const PackInput& input) {
    PS_CHECK(checkKey(input));
    const Outline everything;
    Context context(input, everything);
    base::Json report{{"format", "proofstead-report/1"},
                      {"tool", input.toolVersion},
                      {"organisation", context.organisation()},
                      {"run", input.run.id},
                      {"period",
                       {{"from", base::formatTime(input.run.period.from)},
                        {"until", base::formatTime(input.run.period.until)},
                        {"as_of", base::formatTime(input.run.period.asOf)}}},
                      {"masked", input.masked},
                      {"generated_at", base::formatTime(input.generatedAt)},
                      {"frameworks", base::Json::array()},
                      {"tests", base::Json::array()},
                      {"findings", base::Json::array()},
                      {"checkpoint", input.checkpoint}};
    for (const model::FrameworkSummary& summary : input.run.summaries)
        report["frameworks"].push_back(frameworkJson(context, summary));
    for (const std::string& id : context.testedChecks())
        report["tests"].push_back(testJson(context, id));
    for (const model::Finding& finding : input.run.findings)
        report["findings"].push_back(findingJson(context, finding));
    return base::canonicalJson(report);
}

base::Result<std::string> reportCsv(const PackInput& input, bool all) {
    const Outline everything;
    const Context context(input, everything);
    std::string csv = base::csvRow({"framework", "control", "citation", "title", "status", "status_text", "severity",
                                    "exceptions", "accepted", "population", "reasons", "reason_texts", "tests"});
    if (all) {
        for (const model::ControlResult& result : input.run.controls)
            csv += base::csvRow(gapRow(context, result));
        return csv;
    }
    for (const model::ControlResult* result : gapsByGravity(context))
        csv += base::csvRow(gapRow(context, *result));
    return csv;
}

} // namespace proofstead::pack
