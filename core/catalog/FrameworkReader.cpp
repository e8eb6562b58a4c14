#include "catalog/FrameworkReader.h"

#include "model/JsonReader.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace proofstead::catalog {

namespace {

using model::JsonReader;

constexpr const char* kCode = "invalid-framework";
constexpr std::array<std::string_view, 5> kEvidenceKinds{"audit-log", "data-usage", "access-policy", "document",
                                                         "attestation"};
constexpr std::array<std::string_view, 2> kQuestions{"design", "operation"};
constexpr std::array<std::string_view, 4> kPeriods{"", "point-in-time", "period", "as-of"};
constexpr std::array<std::string_view, 5> kRelations{"equal", "subset", "superset", "intersects", "related"};
constexpr std::array<std::string_view, 5> kSpecTypes{"", "standard", "required", "addressable", "rule"};

template <std::size_t N>
std::string word(JsonReader& reader, const char* key, const std::array<std::string_view, N>& words) {
    auto value = reader.text(key, !words.front().empty());
    if (std::find(words.begin(), words.end(), value) == words.end())
        reader.complain(key, "unknown value \"" + value + "\"");
    return value;
}

// {"by", "at"} is a review with a name and a day; true and false say no more than that.
void readReview(JsonReader& reader, model::Link& link, bool shipped) {
    const auto* value = reader.find("reviewed");
    if (!value || !value->is_object()) {
        link.reviewed = reader.boolean("reviewed", shipped);
        return;
    }
    reader.object("reviewed", [&](JsonReader& review) {
        link.reviewedBy = review.text("by", true);
        link.reviewedAt = review.time("at", true);
    });
}

std::optional<base::Millis> duration(JsonReader& reader, const char* key) {
    const auto text = reader.text(key);
    const auto value = base::parseDuration(text);
    if (!text.empty() && !value) reader.complain(key, "\"" + text + "\" is no length of time (7d, 24h)");
    return value;
}

// A whole number that must be at least 1 where it is there.
std::optional<std::int64_t> count(JsonReader& reader, const char* key) {
    if (!reader.find(key)) return std::nullopt;
    const auto value = reader.integer(key);
    if (value < 1) reader.complain(key, "is not above zero");
    return value;
}

model::Evidence readEvidence(JsonReader& reader) {
    model::Evidence evidence;
    evidence.kind = word(reader, "kind", kEvidenceKinds);
    evidence.question = word(reader, "question", kQuestions);
    evidence.period = word(reader, "period", kPeriods);
    evidence.freshnessMax = duration(reader, "freshness_max");
    evidence.population = reader.texts("population");
    reader.object("sample", [&](JsonReader& item) {
        evidence.sample =
            model::Sample{item.text("method", true), count(item, "size").value_or(0), item.integer("seed")};
        if (evidence.sample->size == 0) item.complain("size", "is missing");
    });
    if (evidence.sample && !evidence.population.empty()) reader.complain("sample", "stands beside a full population");
    evidence.minItems = count(reader, "min_items");
    evidence.ownerRole = reader.text("owner_role");
    return evidence;
}

model::CrossReference readReference(JsonReader& reader) {
    model::CrossReference reference;
    reference.to = reader.text("to", true);
    reference.relation = word(reader, "relation", kRelations);
    reference.scheme = reader.text("scheme", true);
    reference.appliesFrom = reader.time("applies_from");
    reference.rationale = reader.text("rationale");
    reference.author = reader.text("author");
    reference.reviewedAt = reader.time("reviewed_at");
    return reference;
}

model::Link readLink(JsonReader& reader, bool shipped) {
    model::Link link;
    link.check = reader.text("check", true);
    link.facet = reader.text("facet");
    link.kind = reader.choice("kind", model::linkKindFromId, link.kind, true);
    link.part = reader.choice("part", model::partFromId, link.part);
    link.required = reader.boolean("required", true);
    readReview(reader, link, shipped);
    return link;
}

void readParts(JsonReader& reader, model::Control& control, bool shipped) {
    reader.objects("evidence", [&](JsonReader& item) { control.evidence.push_back(readEvidence(item)); });
    reader.objects("links", [&](JsonReader& item) { control.links.push_back(readLink(item, shipped)); });
    reader.objects("xrefs", [&](JsonReader& item) { control.xrefs.push_back(readReference(item)); });
    reader.object("manual", [&](JsonReader& item) {
        control.manual.questions = item.texts("questions");
        control.manual.artefact = item.text("artefact");
        control.manual.signOffRole = item.text("sign_off_role");
        control.manual.cadence = item.text("cadence");
    });
}

void readValidity(JsonReader& reader, model::Control& control) {
    control.appliesFrom = reader.time("applies_from");
    control.appliesUntil = reader.time("applies_until");
    if (control.appliesFrom && control.appliesUntil && *control.appliesUntil <= *control.appliesFrom)
        reader.complain("applies_until", "does not lie after applies_from");
    control.textVersion = reader.text("text_version");
    control.supersededBy = reader.text("superseded_by");
    control.sourceUrl = reader.text("source_url");
    if (!control.sourceUrl.empty() && !control.sourceUrl.starts_with("https://"))
        reader.complain("source_url", "is no https address");
}

model::Control readControl(JsonReader& reader, bool shipped) {
    model::Control control;
    control.id = reader.text("id", true);
    if (!isContentId(control.id)) reader.complain("id", "\"" + control.id + "\" is not an id");
    control.area = reader.text("area");
    control.citation = reader.text("citation", true);
    control.title = reader.text("title", true);
    control.requirement = reader.text("requirement", true);
    control.appliesTo = reader.texts("applies_to");
    if (control.appliesTo.empty()) reader.complain("applies_to", "names no role");
    control.conditions = reader.texts("conditions");
    control.specType = word(reader, "spec_type", kSpecTypes);
    readValidity(reader, control);
    control.counselConfirmed = reader.boolean("counsel_confirmed", false);
    control.automation = reader.choice("automation", model::automationFromId, control.automation, true);
    readParts(reader, control, shipped);
    control.missingTests = reader.texts("missing_tests");
    control.alternativeGroup = reader.text("alternative_group");
    control.parent = reader.text("parent");
    control.procedure = reader.text("procedure");
    return control;
}

base::Status refuseRepeats(const model::Framework& framework) {
    std::set<std::string> ids;
    for (std::size_t i = 0; i < framework.controls.size(); ++i) {
        const auto& control = framework.controls[i];
        const auto pointer = "/controls/" + std::to_string(i);
        if (!ids.insert(control.id).second) return base::fail("duplicate-id", control.id, pointer + "/id");
        std::set<std::pair<std::string, std::string>> links;
        for (std::size_t k = 0; k < control.links.size(); ++k)
            if (!links.emplace(control.links[k].check, control.links[k].facet).second)
                return base::fail("duplicate-id", control.links[k].check + " is linked twice",
                                  pointer + "/links/" + std::to_string(k));
    }
    return {};
}

base::Result<FrameworkFile> read(const FileText& file, const base::Json& document, bool shipped) {
    FrameworkFile result;
    auto& framework = result.framework;
    JsonReader reader(document, kCode);
    framework.id = reader.text("id", true);
    if (framework.id != file.stem) reader.complain("id", "\"" + framework.id + "\" is not the file's name");
    framework.title = reader.text("title", true);
    framework.version = reader.text("version", true);
    framework.releasedAt = reader.text("released_at");
    if (!framework.releasedAt.empty()) reader.time("released_at");
    result.overrides = reader.text("overrides");
    reader.objects("controls", [&](JsonReader& item) { framework.controls.push_back(readControl(item, shipped)); });
    PS_CHECK(reader.finish());
    PS_CHECK(refuseRepeats(framework));
    framework.digest = file.digest;
    framework.origin = file.path;
    return result;
}

} // namespace

base::Result<FrameworkFile> readFramework(const FileText& file, bool shipped) {
    PS_TRY(const auto document, parseDocument(file));
    auto result = read(file, document, shipped);
    if (!result) return base::climb(std::move(result.error()), file.path);
    return result;
}

} // namespace proofstead::catalog
