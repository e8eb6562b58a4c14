// The cells of a Heat at whatever size a front end draws them.
#pragma once

#include "present/Page.h"

namespace proofstead::present {

// The share of [from, until) for which nothing is missing; kNothingExpected outside the period.
double shareOf(const Heat& heat, const Heat::Row& row, base::Millis from, base::Millis until);
// "2026-07-03 14:00 UTC to 15:00 UTC: nothing came".
QString hintOf(const Heat& heat, const Heat::Row& row, base::Millis from, base::Millis until);
// "2026-07-03 14:00 UTC to 2026-07-03 15:00 UTC, 1 hour"; at most `most` and how many more.
QStringList missingIn(const Heat::Row& row, int most);
// The days that the period touches.
std::int64_t daysOf(const Heat& heat);
base::Millis dayStart(const Heat& heat, std::int64_t day);

} // namespace proofstead::present
