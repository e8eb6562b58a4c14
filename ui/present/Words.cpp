#include "present/Words.h"

#include "present/Tr.h"

#include "base/Text.h"

#include <QLocale>

namespace proofstead::present {

QString plain(std::string_view text) {
    return QString::fromStdString(base::printable(text));
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
    case model::Status::Attested:
        return Tone::Good;
    case model::Status::Exceptions:
        return Tone::Bad;
    case model::Status::Partial:
    case model::Status::Stale:
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
