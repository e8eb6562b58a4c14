#include "assess/Summary.h"

namespace proofstead::assess {

model::FrameworkSummary summarise(const std::string& framework, const std::vector<Verdict>& verdicts) {
    model::FrameworkSummary summary;
    summary.framework = framework;
    for (const auto& verdict : verdicts) {
        ++summary.byStatus[verdict.result.status];
        if (verdict.result.status == model::Status::NotApplicable) continue;
        ++summary.applicable;
        switch (verdict.tested) {
        case Tested::Machine:
            ++summary.machineTested;
            break;
        case Tested::Document:
            ++summary.documentTested;
            break;
        case Tested::Attested:
            ++summary.attested;
            break;
        case Tested::Untested:
            ++summary.untested;
            break;
        }
    }
    return summary;
}

} // namespace proofstead::assess
