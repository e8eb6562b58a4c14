#include "present/HeatCells.h"

#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::present {

namespace {

base::Millis missingWithin(const Heat::Row& row, base::Millis from, base::Millis until) {
    base::Millis missing = 0;
    for (const auto& gap : row.missing)
        missing += std::max<base::Millis>(0, std::min(gap.until, until) - std::max(gap.from, from));
    return missing;
}

} // namespace

double shareOf(const Heat& heat, const Heat::Row& row, base::Millis from, base::Millis until) {
    from = std::max(from, heat.from);
    until = std::min(until, heat.until);
    if (!row.isExpected || until <= from) return Heat::kNothingExpected;
    return 1.0 - static_cast<double>(missingWithin(row, from, until)) / static_cast<double>(until - from);
}

QString hintOf(const Heat& heat, const Heat::Row& row, base::Millis from, base::Millis until) {
    const double share = shareOf(heat, row, from, until);
    const QString when = Tr::tr("%1 to %2").arg(timeText(from), timeText(until));
    if (share < 0) return Tr::tr("%1: nothing expected").arg(when);
    if (share >= 1) return Tr::tr("%1: all delivered").arg(when);
    if (share <= 0) return Tr::tr("%1: nothing came").arg(when);
    // A gap of minutes must not round to all of it.
    return Tr::tr("%1: %2 % delivered").arg(when).arg(std::min(99, static_cast<int>(share * 100)));
}

QStringList missingIn(const Heat::Row& row, int most) {
    QStringList out;
    for (const auto& gap : row.missing) {
        if (out.size() == most) {
            out << Tr::tr("and %n more gap(s)", nullptr, static_cast<int>(row.missing.size()) - most);
            break;
        }
        out << Tr::tr("%1 to %2, %n hour(s)", nullptr,
                      static_cast<int>((gap.until - gap.from + base::kHour - 1) / base::kHour))
                   .arg(timeText(gap.from), timeText(gap.until));
    }
    return out;
}

std::int64_t daysOf(const Heat& heat) {
    return heat.until <= heat.from ? 0 : (heat.until - dayStart(heat, 0) + base::kDay - 1) / base::kDay;
}

base::Millis dayStart(const Heat& heat, std::int64_t day) {
    return heat.from - heat.from % base::kDay + day * base::kDay;
}

} // namespace proofstead::present
