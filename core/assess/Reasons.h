// A set of reasons that grows while the rules look at a control; written out sorted and unique.
#pragma once

#include "model/Status.h"

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

namespace proofstead::assess {

class Reasons {
public:
    void add(model::Reason reason) { m_reasons.insert(reason); }
    void add(const std::vector<model::Reason>& reasons) { m_reasons.insert(reasons.begin(), reasons.end()); }
    void add(const Reasons& other) { m_reasons.insert(other.m_reasons.begin(), other.m_reasons.end()); }
    void drop(std::initializer_list<model::Reason> reasons) {
        for (const auto reason : reasons)
            m_reasons.erase(reason);
    }
    bool empty() const { return m_reasons.empty(); }
    bool has(model::Reason reason) const { return m_reasons.contains(reason); }
    std::vector<model::Reason> sorted() const { return {m_reasons.begin(), m_reasons.end()}; }

private:
    std::set<model::Reason> m_reasons;
};

} // namespace proofstead::assess
