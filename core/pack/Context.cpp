#include "pack/Context.h"

#include "base/Text.h"
#include "pack/RecordFile.h"

#include <algorithm>
#include <fmt/format.h>
#include <tuple>

namespace proofstead::pack {

using model::ControlResult;

namespace {

template <class Map>
auto lookUp(const Map& map, std::string_view key) -> typename Map::mapped_type {
    const auto found = map.find(key);
    return found == map.end() ? typename Map::mapped_type{} : found->second;
}

template <class Row>
std::vector<const Row*> ofFacet(const std::vector<const Row*>& rows, std::string_view facet) {
    if (facet.empty()) return rows;
    std::vector<const Row*> result;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(result),
                 [&](const Row* row) { return row->facet == facet; });
    return result;
}

bool isMidnight(base::Millis time) {
    return time % base::kDay == 0;
}

// Names that the evidence itself shows to be those of people are masked wherever else they stand, in a finding's words
// for example.
void learnPeople(Masker& masker, const PackInput& input) {
    for (const CitedRecord& record : input.records)
        for (const Field& field : record.fields) {
            const FieldClass kind = classIn(record, field);
            if (kind != FieldClass::FlatJson) {
                masker.learn(field.value, kind);
                continue;
            }
            const auto members = base::parseJson(field.value);
            if (members && members->is_object())
                for (const auto& [name, value] : members->items())
                    if (value.is_string()) masker.learn(value.get<std::string>(), classOfField(name));
        }
    for (const model::Finding& finding : input.run.findings)
        masker.learn(finding.subject, FieldClass::Plain);
}

// Length of the folders with which every path begins.
std::size_t commonFolder(const std::vector<SourceFile>& files) {
    if (files.empty()) return 0;
    std::string_view common = files.front().path;
    for (const SourceFile& file : files) {
        const auto [a, b] = std::mismatch(common.begin(), common.end(), file.path.begin(), file.path.end());
        common = common.substr(0, static_cast<std::size_t>(a - common.begin()));
    }
    const std::size_t slash = common.rfind('/');
    return slash == std::string_view::npos ? 0 : slash + 1;
}

} // namespace

Context::Context(const PackInput& in, const Outline& out)
    : input(in), outline(out), words(in.messages), masker(in.masked, in.maskKey, in.knownPersonal) {
    for (const model::Framework& framework : in.frameworks) {
        m_frameworks.emplace(framework.id, &framework);
        for (const model::Control& control : framework.controls)
            m_controls.emplace(framework.id + "/" + control.id, &control);
    }
    for (const model::Decision& decision : in.decisions)
        m_decisions.emplace(decision.id, &decision);
    for (const CitedRecord& record : in.records)
        m_records.emplace(record.id, &record);
    for (const model::CheckOutcome& outcome : in.run.outcomes)
        m_outcomes[outcome.check].push_back(&outcome);
    for (const model::Finding& finding : in.run.findings)
        m_findings[finding.check].push_back(&finding);
    for (const model::FrameworkSummary& summary : in.run.summaries)
        if (const model::Framework* known = framework(summary.framework)) m_order.push_back(known);
    m_commonPath = commonFolder(in.files);
    if (in.masked) learnPeople(masker, in);
}

const std::string& Context::organisation() const {
    return input.organisation.empty() ? input.run.scope.organisation : input.organisation;
}

std::string Context::nameOfOrganisation() const {
    return organisation().empty() ? words.text("report.cover.no-organisation") : organisation();
}

const model::Framework* Context::framework(std::string_view id) const {
    return lookUp(m_frameworks, id);
}

const model::Control* Context::control(const ControlResult& result) const {
    return lookUp(m_controls, result.framework + "/" + result.control);
}

const model::CheckDefinition* Context::check(std::string_view id) const {
    const auto found = input.checks.find(std::string(id));
    return found == input.checks.end() ? nullptr : &found->second;
}

const model::Decision* Context::decision(std::string_view id) const {
    return lookUp(m_decisions, id);
}

const CitedRecord* Context::record(model::RecordId id) const {
    const auto found = m_records.find(id);
    return found == m_records.end() ? nullptr : found->second;
}

std::vector<const ControlResult*> Context::results(std::string_view framework) const {
    std::vector<const ControlResult*> rows;
    for (const ControlResult& result : input.run.controls)
        if (result.framework == framework) rows.push_back(&result);
    return rows;
}

std::vector<const model::CheckOutcome*> Context::outcomes(std::string_view check, std::string_view facet) const {
    return ofFacet(lookUp(m_outcomes, check), facet);
}

std::vector<const model::Finding*> Context::findings(std::string_view check, std::string_view facet) const {
    return ofFacet(lookUp(m_findings, check), facet);
}

std::vector<std::string> Context::testedChecks() const {
    std::vector<std::string> ids;
    for (const auto& [id, outcomes] : m_outcomes)
        ids.push_back(id);
    return ids;
}

std::string Context::statusText(model::Status status) const {
    return words.text(fmt::format("status.{}", model::idOf(status)));
}

std::string Context::statusText(const ControlResult& result) const {
    const std::string key = fmt::format("status.{}.{}", model::idOf(result.status), result.variant);
    if (!result.variant.empty() && words.has(key))
        return words.text(
            key, {{"accepted", words.number(result.accepted)}, {"exceptions", words.number(result.exceptions)}});
    if (result.status == model::Status::Supported && result.deviations > 0)
        return words.count("status.supported.deviations", result.deviations);
    return statusText(result.status);
}

std::string Context::outcomeText(model::Outcome outcome) const {
    return words.text(fmt::format("outcome.{}", model::idOf(outcome)));
}

std::string Context::outcomeText(const model::CheckOutcome& outcome) const {
    if (outcome.outcome == model::Outcome::NoEvidence && outcome.cause != model::NoEvidence::None)
        return words.text(fmt::format("outcome.no_evidence.{}", model::idOf(outcome.cause)));
    return outcomeText(outcome.outcome);
}

std::string Context::reasonText(model::Reason reason) const {
    return words.text(fmt::format("reason.{}", model::idOf(reason)));
}

std::vector<model::Reason> Context::byGravity(std::vector<model::Reason> reasons) {
    using model::Reason;
    static constexpr Reason kAgainst[] = {
        Reason::CheckFailed,    Reason::LoggingStopped,          Reason::DigestBroken,      Reason::HashMismatch,
        Reason::NaContradicted, Reason::AttestationContradicted, Reason::RevokeNotExecuted, Reason::OccurrenceMissing,
        Reason::OccurrenceLate, Reason::WaiverExpired,           Reason::WaiverActive,
    };
    const auto rank = [](Reason reason) { return std::find(std::begin(kAgainst), std::end(kAgainst), reason); };
    std::stable_sort(reasons.begin(), reasons.end(), [&](Reason a, Reason b) { return rank(a) < rank(b); });
    return reasons;
}

std::string Context::fileText(const std::string& path) {
    return masker.text(pathText(path));
}

std::string Context::placeText(const model::Origin& origin) {
    const std::string path = fileText(origin.path);
    return origin.member.empty() ? path : path + " : " + masker.text(origin.member);
}

std::string Context::pathText(const std::string& path) const {
    return m_commonPath < path.size() ? path.substr(m_commonPath) : path;
}

std::string Context::sourceText(std::string_view source, std::string_view environment) const {
    const auto title = input.sourceTitles.find(std::string(source));
    std::string text = title == input.sourceTitles.end() ? std::string(source) : title->second;
    if (!environment.empty()) text += fmt::format(" · {}", environment);
    return text;
}

std::string Context::periodText() const {
    const model::Period period = input.run.period;
    if (isMidnight(period.from) && isMidnight(period.until))
        return words.text("report.period.days", {{"from", base::formatDate(period.from)},
                                                 {"to", base::formatDate(period.until - base::kDay)}});
    return words.text("report.period.times", {{"from", time(period.from)}, {"until", time(period.until)}});
}

std::string Context::time(base::Millis at) const {
    std::string text = base::formatSeconds(at);
    if (text.size() == 20) {
        text[10] = ' ';
        text.replace(19, 1, " UTC");
    }
    return text;
}

std::string Context::time(const std::optional<base::Millis>& at) const {
    return at ? time(*at) : words.text("report.unknown");
}

std::string Context::date(const std::optional<base::Millis>& at) const {
    return at ? base::formatDate(*at) : words.text("report.none");
}

std::optional<model::Severity> Context::severityOf(const ControlResult& result) const {
    std::optional<model::Severity> gravest;
    for (const model::LinkResult& link : result.links) {
        const model::CheckDefinition* definition = check(link.link.check);
        if (definition && link.outcome == model::Outcome::Fail && (!gravest || definition->severity > *gravest))
            gravest = definition->severity;
    }
    return gravest;
}

bool Context::has(std::string_view section) const {
    return std::find(outline.sections.begin(), outline.sections.end(), section) != outline.sections.end();
}

std::string controlAnchor(std::string_view framework, std::string_view control) {
    return fmt::format("control-{}-{}", framework, control);
}

std::string testAnchor(std::string_view check) {
    return fmt::format("test-{}", check);
}

std::string recordAnchor(model::RecordId record) {
    return fmt::format("record-{}", record.value);
}

std::string headline(const Context& context, const model::FrameworkSummary& summary) {
    const auto count = [&](model::Status status) {
        const auto found = summary.byStatus.find(status);
        return context.words.number(found == summary.byStatus.end() ? 0 : found->second);
    };
    return context.words.text("report.headline", {{"supported", count(model::Status::Supported)},
                                                  {"applicable", context.words.number(summary.applicable)},
                                                  {"exceptions", count(model::Status::Exceptions)},
                                                  {"not_evaluable", count(model::Status::NotEvaluable)}});
}

std::vector<const ControlResult*> gapsByGravity(const Context& context) {
    std::vector<const ControlResult*> gaps;
    for (const ControlResult& result : context.input.run.controls)
        if (result.status != model::Status::Supported && result.status != model::Status::NotApplicable)
            gaps.push_back(&result);
    const auto weight = [&](const ControlResult* result) {
        const auto severity = context.severityOf(*result);
        return std::tuple(model::rankOf(result->status), severity ? -static_cast<int>(*severity) : 1,
                          -result->exceptions);
    };
    std::stable_sort(gaps.begin(), gaps.end(), [&](auto a, auto b) { return weight(a) < weight(b); });
    return gaps;
}

} // namespace proofstead::pack
