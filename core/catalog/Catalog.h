// The content of Proofstead, loaded from data files: frameworks, checks, source and register definitions, outlines of
// reports and the words of reports. Most callers want Catalog::load() once, then framework(), check(), source().
//
// Folders, below the resource folder and again below the user's own one:
//   frameworks/<id>.json   checks/<area>/<id>.sql   sources/<id>.json   packs/<id>.json   i18n/<language>.json
// The user's folder is read second. It may add ids; replacing a shipped id needs the member "overrides" (in .sql files
// the header line "-- overrides:") with the SHA-256 of the shipped file, so that nothing is replaced unnoticed.
//
// Error codes; `where` holds the JSON pointer or "line <n>", then the file:
//   resources-missing                                     the resource folder is not there
//   file-missing file-unreadable file-too-large permission-denied
//   invalid-json                                          no JSON, or a key twice
//   invalid-framework invalid-check invalid-source invalid-pack invalid-messages
//                                                         unknown or missing member, wrong type, unknown word
//   duplicate-id                                          two files or two controls with one id, a link twice
//   dangling-reference                                    a link to an unknown check or facet, a need for an unknown
//                                                         source, a parent or cross-reference that is not there
//   override-missing override-mismatch                    a user's file with a shipped id
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "model/Check.h"
#include "model/Framework.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::catalog {

// A definition that another module compiles: catalog has checked its id and kind (and, of registers and reports, the
// members), nothing more.
struct Definition {
    std::string id;
    std::string kind;  // sources: "log", "register" or "access"; packs: "pack"
    std::string title; // packs need none
    base::Json document;
    std::string digest; // SHA-256 (hex) of the file as read
    std::string origin; // path of the file
};

// key -> text of one language.
using Texts = std::map<std::string, std::string>;

struct Catalog {
    std::vector<model::Framework> frameworks;   // sorted by id
    std::vector<model::CheckDefinition> checks; // sorted by id
    std::vector<Definition> sources;            // sorted by id
    std::vector<Definition> packs;              // sorted by id
    std::map<std::string, Texts> messages;      // language -> texts, as read
    // What the user's folder replaced, as "framework:<id>", "check:<id>", "source:<id>", "pack:<id>" or
    // "messages:<language>"; sorted. Test sheets print it.
    std::vector<std::string> overridden;

    // `userDir` may be empty or a folder that does not exist.
    static base::Result<Catalog> load(const std::string& resourcesDir, const std::string& userDir = {});

    // nullptr when there is none of that id.
    const model::Framework* framework(std::string_view id) const;
    const model::CheckDefinition* check(std::string_view id) const;
    const Definition* source(std::string_view id) const;
    const Definition* pack(std::string_view id) const;
    // The control with this id in whichever framework holds it.
    const model::Control* control(std::string_view id) const;

    // Every English text, replaced by the language's own where it has one.
    Texts texts(std::string_view language) const;
};

} // namespace proofstead::catalog
