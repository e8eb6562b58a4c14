// The value of a Result, or the end of the test.
#pragma once

#include "base/Result.h"

#include <stdexcept>
#include <type_traits>
#include <utility>

namespace proofstead::test {

template <class T>
T must(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().toString());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

// The error code of what should have failed; "" when it did not.
template <class T>
std::string codeOf(const base::Result<T>& result) {
    return result ? std::string() : result.error().code;
}

} // namespace proofstead::test
