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
    bool reviewed = true;        // false: proposed by a user, not yet accepted (MAPPING_UNREVIEWED)
    std::string reviewedBy = {}; // who reviewed it, where that is stated
    std::optional<base::Millis> reviewedAt = {};
};

// "automated": a deterministic test addresses the obligation itself; "partly automated": the tests show part of it or
// only existence and timing, so a document or attestation is required besides; "manual": people's word only.
enum class Automation { Automated, PartlyAutomated, Manual };

// How a sample is drawn where not everything is looked at.
struct Sample {
    std::string method;
    std::int64_t size = 0;
    std::int64_t seed = 0;
};

// Members from `period` on say more about a kind of evidence where the content knows it; empty: not stated.
struct Evidence {
    std::string kind;                              // audit-log | data-usage | access-policy | document | attestation
    std::string question;                          // design | operation
    std::string period = {};                       // point-in-time | period | as-of: what it must speak about
    std::optional<base::Millis> freshnessMax = {}; // how old it may be
    std::vector<std::string> population = {};      // what it must be complete for
    std::optional<Sample> sample = {};             // none: the full population
    std::optional<std::int64_t> minItems = {};     // fewer are too few to say anything
    std::string ownerRole = {};                    // who can provide it
};

// What people do where no check reaches, besides the steps of `Control::procedure`.
struct ManualWork {
    std::vector<std::string> questions;
    std::string artefact;    // what must be there in the end
    std::string signOffRole; // who puts their name to it
    std::string cadence;     // how often ("365d", "on change")
};

struct CrossReference {
    std::string to;       // control id, or a number in an outside catalogue ("LLM02:2025", "Art. 15(5)")
    std::string relation; // equal | subset | superset | intersects | related (STRM, NIST IR 8477)
    std::string scheme;   // gdpr, hipaa, owasp-llm, mitre-atlas, nist-ai-rmf, eu-ai-act, iso-42001
    std::optional<base::Millis> appliesFrom = {}; // where it differs from the control's own
    std::string rationale = {};                   // why the two are related as `relation` says
    std::string author = {};
    std::optional<base::Millis> reviewedAt = {};
};

struct Control {
    std::string id;       // gdpr-30-1-d
    std::string area;     // heading for grouping; "" where the framework has none
    std::string citation; // "GDPR Art. 30(1)(d)"
    std::string title;
    std::string requirement; // in our own words
    std::vector<std::string>
        appliesTo; // roles: controller, processor, covered-entity, business-associate, provider, deployer ...
    std::vector<std::string> conditions;      // scope conditions that must hold ("consent-used"); empty: always
    std::string specType;                     // HIPAA: standard | required | addressable | rule; otherwise ""
    std::optional<base::Millis> appliesFrom;  // the earliest date from which one of its duties binds
    std::optional<base::Millis> appliesUntil; // exclusive; none: no end is known
    std::string textVersion;                  // which state of the law or standard the row was written from
    std::string supersededBy;                 // control that took its place; "" none
    std::string sourceUrl;                    // official text
    bool counselConfirmed = false;            // false: shown as "not yet confirmed by counsel"
    Automation automation = Automation::Manual;
    std::vector<Evidence> evidence;
    std::vector<Link> links;
    std::vector<std::string> missingTests; // check ids that the obligation needs and this content release does not hold
    std::string alternativeGroup;          // controls with the same group are legal alternatives (any-of); "" none
    std::string parent;                    // requirement whose child this is; "" none
    std::string procedure;                 // what a person does where no check reaches
    ManualWork manual;
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
