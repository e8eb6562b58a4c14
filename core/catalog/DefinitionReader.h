// Source definitions, outlines of reports and message catalogues: what catalog itself must know of them. The rest of a
// log source is compiled, and refused where it is wrong, by core/source; the order of a report's sections by core/pack.
// Error codes "invalid-source", "invalid-pack", "invalid-messages" with the JSON pointer and the path.
#pragma once

#include "catalog/Catalog.h"
#include "catalog/Files.h"

namespace proofstead::catalog {

struct DefinitionFile {
    Definition definition;
    std::string overrides; // digest of the shipped file that it replaces; "" none
};
struct TextsFile {
    Texts texts;
    std::string overrides;
};

// A register is read member by member (RegisterReader.h); of other sources only id, kind and title.
base::Result<DefinitionFile> readSource(const FileText& file);
base::Result<DefinitionFile> readPack(const FileText& file);
// A flat object of texts; the key "overrides" is no text.
base::Result<TextsFile> readTexts(const FileText& file);

} // namespace proofstead::catalog
