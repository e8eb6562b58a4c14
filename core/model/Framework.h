// A framework as data: controls, and the links that say which check speaks to which part of a control.
// Loaded by core/catalog from resources/frameworks/<id>.json; nothing else in the program knows a framework by name.
#pragma once

#include "base/Json.h"
#include "base/Time.h"

#include <optional>
#include <string>
#include <vector>

namespace proofstead::model {

// direct can support or fail; supporting can fail, never support alone; indicator never moves a status.
enum class LinkKind { Direct, Supporting, Indicator };
// design: a current approved policy, decision or document; operation: what happened.
enum class Part { Design, Operation };

struct Link {
    std::string check;
    std::string facet; // "" reads every row of the check; otherwise only the outcomes of that facet
    LinkKind kind = LinkKind::Supporting;
    Part part = Part::Operation;
    bool required = true;
    bool reviewed = true; // false: proposed by a user, not yet accepted (MAPPING_UNREVIEWED)
};

// "automated": a deterministic test addresses the obligation itself; "partly automated": the tests show part of it or
// only existence and timing, so a document or attestation is required besides; "manual": people's word only.
enum class Automation { Automated, PartlyAutomated, Manual };

struct Evidence {
    std::string kind;     // audit-log | data-usage | access-policy | document | attestation
    std::string question; // design | operation
};

struct CrossReference {
    std::string to;       // control id, or a number in an outside catalogue ("LLM02:2025", "Art. 15(5)")
    std::string relation; // equal | subset | superset | intersects | related (STRM, NIST IR 8477)
    std::string scheme;   // gdpr, hipaa, owasp-llm, mitre-atlas, nist-ai-rmf, eu-ai-act, iso-42001
};

struct Control {
    std::string id;       // gdpr-30-1-d
    std::string area;     // heading for grouping; "" where the framework has none
    std::string citation; // "GDPR Art. 30(1)(d)"
    std::string title;
    std::string requirement; // in our own words
    std::vector<std::string>
        appliesTo; // roles: controller, processor, covered-entity, business-associate, provider, deployer ...
    std::vector<std::string> conditions; // scope conditions that must hold ("consent-used"); empty: always
    std::string specType;                // HIPAA: standard | required | addressable | rule; otherwise ""
    std::optional<base::Millis> appliesFrom;
    bool counselConfirmed = false; // false: shown as "not yet confirmed by counsel"
    Automation automation = Automation::Manual;
    std::vector<Evidence> evidence;
    std::vector<Link> links;
    std::vector<std::string> missingTests; // check ids that the obligation needs and this content release does not hold
    std::string alternativeGroup;          // controls with the same group are legal alternatives (any-of); "" none
    std::string parent;                    // requirement whose child this is; "" none
    std::string procedure;                 // what a person does where no check reaches
    std::vector<CrossReference> xrefs;
};

struct Framework {
    std::string id; // gdpr
    std::string title;
    std::string version;    // of our content
    std::string releasedAt; // ISO date of the publisher's review
    std::vector<Control> controls;
    std::string digest; // SHA-256 (hex) of the file as read
    std::string origin; // path it was read from, for messages
};

std::string_view idOf(LinkKind kind);
std::optional<LinkKind> linkKindFromId(std::string_view id);
std::string_view idOf(Part part);
std::optional<Part> partFromId(std::string_view id);
std::string_view idOf(Automation automation); // "automated", "partly-automated", "manual"
std::optional<Automation> automationFromId(std::string_view id);

} // namespace proofstead::model
