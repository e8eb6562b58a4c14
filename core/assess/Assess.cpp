#include "assess/Assess.h"

#include "assess/RollUp.h"
#include "assess/Summary.h"

namespace proofstead::assess {

AssessResult assess(const AssessInput& input) {
    const Facts facts(input);
    AssessResult result;
    for (const auto& framework : input.frameworks) {
        std::vector<Verdict> verdicts;
        verdicts.reserve(framework.controls.size());
        for (const auto& control : framework.controls)
            verdicts.push_back(judgeControl(facts, framework.id, control));
        rollUp(facts, framework, verdicts);
        result.summaries.push_back(summarise(framework.id, verdicts));
        for (auto& verdict : verdicts)
            result.controls.push_back(std::move(verdict.result));
    }
    return result;
}

bool isGap(const model::ControlResult& result) {
    return result.status != model::Status::NotApplicable && result.status != model::Status::Supported;
}

} // namespace proofstead::assess
