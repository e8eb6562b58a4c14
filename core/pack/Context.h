// What every section looks things up in: the input, indexed, with the words and the masker of this pack.
#pragma once

#include "pack/Document.h"
#include "pack/Masking.h"
#include "pack/Messages.h"
#include "pack/Outline.h"
#include "pack/PackInput.h"

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace proofstead::pack {

class Context {
public:
    // Input and outline must outlive the context.
    Context(const PackInput& input, const Outline& outline);

    const PackInput& input;
    const Outline& outline;
    const Messages words;
    Masker masker;

    const std::string& organisation() const;
    std::string nameOfOrganisation() const; // says so where none is declared
    const model::Framework* framework(std::string_view id) const;
    const model::Control* control(const model::ControlResult& result) const;
    const model::CheckDefinition* check(std::string_view id) const;
    const model::Decision* decision(std::string_view id) const;
    const CitedRecord* record(model::RecordId id) const; // nullptr when the pack does not cite it

    // In the order of the run's summaries.
    const std::vector<const model::Framework*>& frameworks() const { return m_order; }
    std::vector<const model::ControlResult*> results(std::string_view framework) const;
    // Outcomes and findings of a check; a facet narrows them, "" means all.
    std::vector<const model::CheckOutcome*> outcomes(std::string_view check, std::string_view facet = {}) const;
    std::vector<const model::Finding*> findings(std::string_view check, std::string_view facet = {}) const;
    // Checks that the run holds an outcome for, in order.
    std::vector<std::string> testedChecks() const;

    // Words of a verdict.
    std::string statusText(const model::ControlResult& result) const; // with its variant and counts
    std::string statusText(model::Status status) const;
    std::string outcomeText(const model::CheckOutcome& outcome) const;
    std::string outcomeText(model::Outcome outcome) const;
    std::string reasonText(model::Reason reason) const;
    // What speaks against a control first, then what is missing.
    static std::vector<model::Reason> byGravity(std::vector<model::Reason> reasons);
    // Without the folders that all files have in common: where a machine keeps its files is nobody's business.
    std::string pathText(const std::string& path) const;
    // The same for what a reader sees, with personal values masked; placeText() adds the member of an archive.
    std::string fileText(const std::string& path);
    std::string placeText(const model::Origin& origin);
    std::string sourceText(std::string_view source, std::string_view environment = {}) const;
    std::string periodText() const;
    std::string time(base::Millis at) const; // "2025-01-05 02:10:00 UTC"
    std::string time(const std::optional<base::Millis>& at) const;
    std::string date(const std::optional<base::Millis>& at) const;
    // Severity of the gravest check that found exceptions for a control; nullopt without one.
    std::optional<model::Severity> severityOf(const model::ControlResult& result) const;

    // Whether the outline has a section, so that links lead somewhere.
    bool has(std::string_view section) const;
    std::string linkTo(std::string_view section, std::string anchor) const { return has(section) ? anchor : ""; }

private:
    std::map<std::string, const model::Framework*, std::less<>> m_frameworks;
    std::vector<const model::Framework*> m_order;
    std::size_t m_commonPath = 0;                                         // length of what all paths begin with
    std::map<std::string, const model::Control*, std::less<>> m_controls; // "framework/control"
    std::map<std::string, const model::Decision*, std::less<>> m_decisions;
    std::map<model::RecordId, const CitedRecord*> m_records;
    std::map<std::string, std::vector<const model::CheckOutcome*>, std::less<>> m_outcomes;
    std::map<std::string, std::vector<const model::Finding*>, std::less<>> m_findings;
};

// Anchors, one scheme for the whole document.
std::string controlAnchor(std::string_view framework, std::string_view control);
std::string testAnchor(std::string_view check);
std::string recordAnchor(model::RecordId record);

// "Supported 3 of 22 applicable controls; 5 with exceptions; 3 not evaluable."
std::string headline(const Context& context, const model::FrameworkSummary& summary);

// Gaps, gravest first: exceptions by severity and number, then what could not be evaluated, and so on up the ladder.
// Supported and not applicable controls are no gaps.
std::vector<const model::ControlResult*> gapsByGravity(const Context& context);

} // namespace proofstead::pack
