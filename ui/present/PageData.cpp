#include "present/PageData.h"

namespace proofstead::present {

base::Result<PageData> collect(const workspace::Workspace& workspace, const std::string& language) {
    PageData data;
    data.vaultPath = workspace.vault().path();
    data.texts = workspace.content().texts(language);
    for (const auto& framework : workspace.content().frameworks)
        data.frameworkTitles[framework.id] = framework.title;
    PS_TRY(data.scope, workspace.scope());
    PS_TRY(data.sources, workspace.sources());
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
