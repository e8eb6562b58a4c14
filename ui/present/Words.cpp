#include "present/Words.h"

#include "present/Tr.h"

#include "base/Text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace proofstead::present {

QString plain(std::string_view text) {
    return QString::fromStdString(base::printable(text));
}

QString withoutArnHead(const QString& text) { // arn:partition:service:region:account:resource
    if (!text.startsWith(QLatin1String("arn:"))) return text;
    const QString resource = text.section(':', 5);
    return resource.isEmpty() ? text : resource;
}

QString verbatim(std::string_view text) {
    QStringList lines;
    for (const auto line : base::split(text, '\n'))
        lines << plain(line);
    return lines.join('\n');
}

QString Words::text(const std::string& key, const QString& otherwise) const {
    const auto found = m_data.texts.find(key);
    return found == m_data.texts.end() ? otherwise : plain(found->second);
}

QString Words::status(model::Status status) const {
    const std::string id(model::idOf(status));
    return text("status." + id, plain(id).replace('_', ' '));
}

QString Words::status(const workspace::Gap& gap) const {
    // Variants that count need numbers that a gap does not hold; they stay with the control's own sheet.
    if (gap.variant == "repaired") return text("status.exceptions.repaired", status(gap.status));
    if (gap.variant.empty()) return status(gap.status);
    return status(gap.status) + QStringLiteral(" (%1)").arg(plain(gap.variant).replace('-', ' '));
}

QString Words::status(const model::ControlResult& result) const {
    if (result.variant == "repaired") return text("status.exceptions.repaired", status(result.status));
    if (result.variant.empty()) return status(result.status);
    return status(result.status) + QStringLiteral(" (%1)").arg(plain(result.variant).replace('-', ' '));
}

QString Words::outcome(model::Outcome outcome) const {
    return word("outcome", model::idOf(outcome));
}

QString Words::outcome(const model::CheckOutcome& outcome) const {
    if (outcome.outcome != model::Outcome::NoEvidence) return this->outcome(outcome.outcome);
    const std::string id(model::idOf(outcome.cause));
    return text("outcome.no_evidence" + (id.empty() ? id : "." + id), this->outcome(outcome.outcome));
}

QString Words::check(const std::string& id, const std::string& facet) const {
    const auto* check = m_data.check(id);
    const QString title = plain(check ? check->title : id);
    return facet.empty() ? title : title + QStringLiteral(" (%1)").arg(plain(facet).replace('-', ' '));
}

QString Words::word(const char* kind, std::string_view id) const {
    return text(std::string(kind) + "." + std::string(id), plain(id).replace('_', ' '));
}

QStringList Words::reasons(std::vector<model::Reason> reasons, int most) const {
    std::stable_partition(reasons.begin(), reasons.end(), [](model::Reason reason) {
        return reason == model::Reason::CheckFailed || reason == model::Reason::LoggingStopped ||
               reason == model::Reason::HashMismatch || reason == model::Reason::DigestBroken;
    });
    QStringList lines;
    for (const auto reason : reasons) {
        if (most >= 0 && lines.size() == most) {
            lines << Tr::tr("… and %n more reason(s); Enter shows all.", nullptr,
                            static_cast<int>(reasons.size()) - most);
            break;
        }
        const QString next = nextStep(reason);
        lines << this->reason(reason) + (next.isEmpty() ? QString() : QStringLiteral(" ") + next);
    }
    return lines;
}

QString Words::reason(model::Reason reason) const {
    const std::string id(model::idOf(reason));
    return text("reason." + id, plain(id));
}

QString Words::nextStep(model::Reason reason) const {
    return text("reason." + std::string(model::idOf(reason)) + ".next", {});
}

QString Words::severity(model::Severity severity) const {
    const std::string id(model::idOf(severity));
    return text("severity." + id, plain(id));
}

QString Words::framework(const std::string& id) const {
    const auto found = m_data.frameworkTitles.find(id);
    return plain(found == m_data.frameworkTitles.end() ? id : found->second);
}

QString Words::source(const std::string& id) const {
    for (const auto& source : m_data.sources)
        if (source.source == id && !source.title.empty()) return plain(source.title);
    return plain(id);
}

QString signOf(model::Status status) {
    const auto sign = pack::look::lookOf(status).sign;
    return QString::fromUtf8(sign.data(), static_cast<qsizetype>(sign.size()));
}

Cell statusCell(model::Status status, const QString& words) {
    const auto& order = pack::look::kBarOrder;
    Cell cell{signOf(status) + ' ' + words, Tone::Plain, {}};
    cell.rank = static_cast<double>(std::find(order.begin(), order.end(), status) - order.begin());
    cell.mark = pack::markOf(status);
    return cell;
}

Cell outcomeCell(model::Outcome outcome, const QString& words) {
    const auto sign = pack::look::lookOf(outcome).sign;
    Cell cell{QString::fromUtf8(sign.data(), static_cast<qsizetype>(sign.size())) + ' ' + words, Tone::Plain, {}};
    cell.mark = pack::markOf(outcome);
    return cell;
}

Cell severityCell(model::Severity severity, const Words& words) {
    Cell cell{words.severity(severity), toneOf(severity), {}};
    cell.rank = -static_cast<double>(severity);
    return cell;
}

Cell controlCell(const std::string& id, const std::string& citation) {
    Cell cell{plain(citation.empty() ? id : citation), Tone::Plain, {}};
    if (!citation.empty()) cell.aside = plain(id);
    return cell;
}

Tone toneOf(model::Severity severity) {
    if (severity == model::Severity::Critical || severity == model::Severity::High) return Tone::Bad;
    return severity == model::Severity::Medium ? Tone::Warn : Tone::Plain;
}

QString grouped(std::int64_t number) {
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(number));
}

QString periodText(const model::Period& period) {
    const auto day = [](base::Millis time) { return QString::fromStdString(base::formatDate(time)); };
    if (period.from % base::kDay == 0 && period.until % base::kDay == 0 && period.until > period.from)
        return Tr::tr("%1 to %2, both days included").arg(day(period.from), day(period.until - base::kDay));
    return Tr::tr("%1 to %2, end excluded").arg(timeText(period.from), timeText(period.until));
}

QString timeText(const std::optional<base::Millis>& time) {
    if (!time) return QStringLiteral("–");
    const auto local = QDateTime::fromMSecsSinceEpoch(*time);
    const QString zone = local.timeZoneAbbreviation(); // a zone without letters of its own is called "-03"
    return local.toString(QStringLiteral("yyyy-MM-dd HH:mm ")) +
           (zone.startsWith('+') || zone.startsWith('-') ? QStringLiteral("UTC") + zone : zone);
}

} // namespace proofstead::present
