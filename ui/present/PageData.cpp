#include "present/PageData.h"

#include "store/RegisterRows.h"

#include <algorithm>

namespace proofstead::present {

const model::Control* PageData::control(std::string_view id) const {
    return content ? content->control(id) : nullptr;
}

const model::CheckDefinition* PageData::check(std::string_view id) const {
    return content ? content->check(id) : nullptr;
}

const model::ControlResult* PageData::result(std::string_view control) const {
    if (!run) return nullptr;
    const auto found = std::find_if(run->controls.begin(), run->controls.end(),
                                    [&](const auto& result) { return result.control == control; });
    return found == run->controls.end() ? nullptr : &*found;
}

namespace {

base::Status addDecisions(PageData& data, const store::Vault& vault) {
    PS_TRY(const auto rows, store::registerRows(vault, "decision"));
    const auto timeAt = [](const base::Json& row, const char* key) {
        const auto found = row.find(key);
        return found != row.end() && found->is_number_integer() ? std::optional(found->get<base::Millis>())
                                                                : std::nullopt;
    };
    for (const auto& row : rows)
        data.decisions[row.key] = {base::stringAt(row.data, "kind"),
                                   base::stringAt(row.data, "answer"),
                                   base::stringAt(row.data, "by"),
                                   base::stringAt(row.data, "rationale"),
                                   timeAt(row.data, "decided_at"),
                                   timeAt(row.data, "expires_at"),
                                   row.record};
    return {};
}

} // namespace

base::Result<PageData> collect(const workspace::Workspace& workspace, const std::string& language) {
    PageData data;
    data.vaultPath = workspace.vault().path();
    data.key = workspace.vault().key();
    data.texts = workspace.content().texts(language);
    for (const auto& framework : workspace.content().frameworks)
        data.frameworkTitles[framework.id] = framework.title;
    PS_TRY(data.scope, workspace.scope());
    PS_TRY(data.sources, workspace.sources());
    PS_TRY(data.files, workspace.files());
    PS_TRY(data.rejected, workspace.rejects(kShownRejects));
    PS_CHECK(addDecisions(data, workspace.vault()));
    PS_TRY(auto log, workspace.vault().log());
    for (auto& entry : log)
        if (entry.kind == "export") data.exports.push_back(std::move(entry));
    data.content = std::make_shared<const catalog::Catalog>(workspace.content());
    auto run = workspace.run();
    if (!run && run.error().code != "no-run") return base::climb(std::move(run.error()), workspace.vault().path());
    auto period = workspace::effectivePeriod(data.scope, {}, base::now());
    if (run) {
        period = run->period;
        PS_TRY(data.gaps, workspace.gaps(*run));
        data.run = std::move(*run);
    }
    PS_TRY(data.coverage, workspace.coverage(period));
    return data;
}

} // namespace proofstead::present
