#include "base/Result.h"

namespace proofstead::base {

std::string Error::toString() const {
    std::string text;
    for (auto place = where.rbegin(); place != where.rend(); ++place)
        text += *place + ": ";
    text += code;
    if (!detail.empty()) text += " (" + detail + ")";
    return text;
}

} // namespace proofstead::base
