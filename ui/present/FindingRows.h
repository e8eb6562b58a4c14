// Findings as rows of a table, for every page that lists some.
#pragma once

#include "present/Page.h"
#include "present/PageData.h"

#include <functional>

namespace proofstead::present {

// The findings that `wanted` takes, at most `limit` (-1: all). `withTest`: a column names the test.
Table findingTable(const PageData& data, bool withTest, int limit,
                   const std::function<bool(const model::Finding&)>& wanted);

} // namespace proofstead::present
