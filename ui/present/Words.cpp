#include "present/Words.h"

#include "present/Tr.h"

#include "base/Text.h"

#include <QLocale>

#include <algorithm>

namespace proofstead::present {

QString plain(std::string_view text) {
    return QString::fromStdString(base::printable(text));
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
    switch (status) {
    case model::Status::Supported:
        return QStringLiteral("●");
    case model::Status::Addressed:
        return QStringLiteral("◆");
    case model::Status::Attested:
        return QStringLiteral("◉");
    case model::Status::Partial:
        return QStringLiteral("◐");
    case model::Status::Stale:
        return QStringLiteral("◔");
    case model::Status::NotExercised:
        return QStringLiteral("□");
    case model::Status::NotEvaluable:
        return QStringLiteral("○");
    case model::Status::Exceptions:
        return QStringLiteral("▲");
    case model::Status::NotApplicable:
        return QStringLiteral("–");
    }
    return QStringLiteral("?");
}

Tone toneOf(model::Status status) {
    switch (status) {
    case model::Status::Supported:
    case model::Status::Addressed:
        return Tone::Good;
    case model::Status::Attested: // somebody's word, not evidence
        return Tone::Plain;
    case model::Status::Exceptions:
        return Tone::Bad;
    case model::Status::Partial:
    case model::Status::Stale:
        return Tone::Warn;
    default:
        return Tone::Muted;
    }
}

Tone toneOf(model::Outcome outcome) {
    switch (outcome) {
    case model::Outcome::Pass:
    case model::Outcome::PassWithExceptions:
        return Tone::Good;
    case model::Outcome::Fail:
    case model::Outcome::Error:
        return Tone::Bad;
    case model::Outcome::Review:
    case model::Outcome::NoEvidence:
        return Tone::Warn;
    default:
        return Tone::Muted;
    }
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
    QString text = QString::fromStdString(base::formatSeconds(*time)); // 2026-01-01T12:00:00Z
    return text.left(16).replace('T', ' ') + QStringLiteral(" UTC");
}

} // namespace proofstead::present
