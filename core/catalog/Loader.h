// Reads one content folder after another into a Catalog and decides who may replace what. References between the parts
// are not looked at here (References.h). Error codes as in Catalog.h.
#pragma once

#include "catalog/Catalog.h"
#include "catalog/Files.h"

namespace proofstead::catalog {

enum class Layer { Shipped, User };

class Loader {
public:
    base::Status read(const std::string& folder, Layer layer);
    // Everything that was read, sorted by id.
    Catalog take();

private:
    struct Shelf {
        std::string digest;
        std::string origin;
        Layer layer;
    };

    base::Status readFrameworks(const std::string& folder);
    base::Status readChecks(const std::string& folder);
    base::Status readCheck(const std::string& path, const std::string& area);
    base::Status readSources(const std::string& folder);
    base::Status readPacks(const std::string& folder);
    base::Status readMessages(const std::string& folder);
    base::Status mergeTexts(const FileText& file, Texts texts, const std::string& overrides);

    // Whether a file may bear `id`; true when it replaces a shipped one.
    base::Result<bool> admit(const std::string& kind, const std::string& id, const FileText& file,
                             const std::string& overrides);

    Catalog m_catalog;
    Layer m_layer = Layer::Shipped;
    std::map<std::string, Shelf> m_shelves; // "check:<id>" -> who bears it
};

} // namespace proofstead::catalog
