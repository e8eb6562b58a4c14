#include "catalog/References.h"

#include <algorithm>
#include <map>
#include <set>

namespace proofstead::catalog {

namespace {

constexpr const char* kCode = "dangling-reference";

using Ids = std::map<std::string, std::set<std::string>, std::less<>>; // framework -> control ids

base::Status checkNeeds(const Catalog& catalog, const model::CheckDefinition& check) {
    for (const auto& need : check.needs)
        for (const auto& source : need.sources)
            if (!catalog.source(source))
                return base::fail(kCode, "unknown source " + source, need.driving ? "needs" : "needs-also");
    return {};
}

base::Status checkLink(const Catalog& catalog, const model::Link& link) {
    const auto* check = catalog.check(link.check);
    if (!check) return base::fail(kCode, "unknown check " + link.check, "/check");
    const auto& facets = check->facets;
    if (!link.facet.empty() && std::find(facets.begin(), facets.end(), link.facet) == facets.end())
        return base::fail(kCode, link.check + " has no facet " + link.facet, "/facet");
    return {};
}

base::Status checkControl(const Catalog& catalog, const Ids& ids, const std::string& framework,
                          const model::Control& control) {
    for (std::size_t i = 0; i < control.links.size(); ++i)
        if (auto status = checkLink(catalog, control.links[i]); !status) {
            auto error = std::move(status.error());
            error.where.front() = "/links/" + std::to_string(i) + error.where.front();
            return tl::unexpected<base::Error>(std::move(error));
        }
    if (!control.parent.empty() && !ids.at(framework).contains(control.parent))
        return base::fail(kCode, "unknown control " + control.parent, "/parent");
    if (!control.supersededBy.empty() && !ids.at(framework).contains(control.supersededBy))
        return base::fail(kCode, "unknown control " + control.supersededBy, "/superseded_by");
    for (std::size_t i = 0; i < control.xrefs.size(); ++i) {
        const auto& reference = control.xrefs[i];
        const auto own = ids.find(reference.scheme);
        if (own != ids.end() && !own->second.contains(reference.to))
            return base::fail(kCode, "unknown control " + reference.to, "/xrefs/" + std::to_string(i) + "/to");
    }
    return {};
}

base::Result<Ids> collectIds(const Catalog& catalog) {
    Ids ids;
    std::map<std::string, std::string> bearers;
    for (const auto& framework : catalog.frameworks) {
        auto& own = ids[framework.id];
        for (const auto& control : framework.controls) {
            own.insert(control.id);
            const auto [bearer, first] = bearers.emplace(control.id, framework.id);
            if (!first) return base::fail("duplicate-id", control.id + ", also in " + bearer->second, framework.origin);
        }
    }
    return ids;
}

} // namespace

base::Status checkReferences(const Catalog& catalog) {
    for (const auto& check : catalog.checks)
        if (auto status = checkNeeds(catalog, check); !status)
            return base::climb(std::move(status.error()), check.origin);
    PS_TRY(const Ids ids, collectIds(catalog));
    for (const auto& framework : catalog.frameworks)
        for (std::size_t i = 0; i < framework.controls.size(); ++i)
            if (auto status = checkControl(catalog, ids, framework.id, framework.controls[i]); !status) {
                auto error = std::move(status.error());
                error.where.front() = "/controls/" + std::to_string(i) + error.where.front();
                return base::climb(std::move(error), framework.origin);
            }
    return {};
}

} // namespace proofstead::catalog
