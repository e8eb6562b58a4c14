#include "pack/Outline.h"

#include "pack/Sections.h"

namespace proofstead::pack {

base::Result<Outline> outlineFromJson(const base::Json& document) {
    Outline outline;
    outline.id = base::stringAt(document, "id");
    outline.kindKey = base::stringAt(document, "kind", outline.kindKey);
    outline.exceptionsPerControl = base::intAt(document, "exceptions_per_control", outline.exceptionsPerControl);
    outline.exceptionsPerTest = base::intAt(document, "exceptions_per_test", outline.exceptionsPerTest);
    outline.worstGaps = base::intAt(document, "worst_gaps", outline.worstGaps);
    outline.queries = base::boolAt(document, "queries", outline.queries);
    outline.brief = base::boolAt(document, "brief", outline.brief);
    outline.flow = base::boolAt(document, "flow", outline.flow);
    const base::Json* names = base::find(document, "sections");
    if (outline.id.empty() || !names || !names->is_array())
        return base::fail("invalid-outline", "id and sections are required");
    for (const base::Json& name : *names) {
        if (!name.is_string() || !sectionOf(name.get<std::string>()))
            return base::fail("invalid-outline", "unknown section " + name.dump());
        outline.sections.push_back(name.get<std::string>());
    }
    if (outline.exceptionsPerControl < 0 || outline.exceptionsPerTest < 0 || outline.worstGaps < 0)
        return base::fail("invalid-outline", "a limit is negative");
    return outline;
}

} // namespace proofstead::pack
