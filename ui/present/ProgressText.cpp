#include "present/ProgressText.h"

#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>
#include <cmath>

namespace proofstead::present {

namespace {

constexpr double kSettled = 0.5; // seconds before a rate means something

QString bytes(double count) {
    static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    std::size_t unit = 0;
    for (; count >= 1000 && unit + 1 < std::size(kUnits); ++unit)
        count /= 1000;
    return QStringLiteral("%1 %2").arg(count, 0, 'f', unit == 0 ? 0 : 1).arg(QLatin1String(kUnits[unit]));
}

QString amount(double count, const std::string& unit) {
    if (unit == "bytes") return bytes(count);
    const QString number = grouped(std::llround(count));
    if (unit == "checks") return Tr::tr("%1 tests").arg(number);
    if (unit == "records") return Tr::tr("%1 records").arg(number);
    if (unit == "files") return Tr::tr("%1 files").arg(number);
    return number + ' ' + plain(unit);
}

QString duration(double seconds) {
    const auto whole = std::llround(seconds);
    if (whole < 60) return Tr::tr("%1 s").arg(whole);
    if (whole < 3600) return Tr::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return Tr::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

} // namespace

QString stageText(const workspace::ProgressState& state) {
    return state.stage == "import"             ? Tr::tr("Importing")
           : state.stage == "assess"           ? Tr::tr("Assessing")
           : state.stage.starts_with("verify") ? Tr::tr("Verifying")
           : state.stage == "report"           ? Tr::tr("Writing the report")
           : state.stage == "reread"           ? Tr::tr("Reading again")
                                               : plain(state.stage);
}

QString progressText(const workspace::ProgressState& state, double seconds) {
    const auto done = static_cast<double>(state.done);
    const auto total = static_cast<double>(state.total);
    QString text = stageText(state) + QStringLiteral(": ");
    if (state.total > 0)
        text += Tr::tr("%1 of %2 (%3 %)")
                    .arg(amount(done, state.unit), amount(total, state.unit))
                    .arg(std::min(100, static_cast<int>(100 * done / total)));
    else
        text += amount(done, state.unit);
    const double rate = seconds > kSettled ? done / seconds : 0;
    if (rate > 0) text += QStringLiteral(", ") + Tr::tr("%1/s").arg(amount(rate, state.unit));
    if (rate > 0 && total > done) text += QStringLiteral(", ") + Tr::tr("%1 left").arg(duration((total - done) / rate));
    return text;
}

} // namespace proofstead::present
