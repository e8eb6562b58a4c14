// Labels, signs and tones for the ids of the model. Words for statuses and reasons come from the catalogue of the
// content, so that screen and report say the same.
#pragma once

#include "model/Status.h"
#include "present/Page.h"
#include "present/PageData.h"

#include <QString>

namespace proofstead::present {

// A text for people from text that may hold anything.
QString plain(std::string_view text);
// What tells resources apart comes last in an ARN; "" stays "".
QString withoutArnHead(const QString& text);
// The same for a text of several lines: lines stay lines.
QString verbatim(std::string_view text);

class Words {
public:
    explicit Words(const PageData& data) : m_data(data) {}

    QString status(model::Status status) const;
    // The label of a control or gap, with its variant ("Exceptions noted, repaired within the period").
    QString status(const workspace::Gap& gap) const;
    QString status(const model::ControlResult& result) const;
    QString outcome(const model::CheckOutcome& outcome) const; // with the cause where there is no evidence
    QString outcome(model::Outcome outcome) const;
    QString check(const std::string& id, const std::string& facet = {}) const; // its title, else the id
    // "<kind>.<id>" of the catalogue, else the id in plain words.
    QString word(const char* kind, std::string_view id) const;
    QString reason(model::Reason reason) const;
    // Why, and what would help, for each reason once; what was found comes before what is missing.
    // At most `most` of them (-1: all), and how many more there are.
    QStringList reasons(std::vector<model::Reason> reasons, int most = -1) const;
    QString nextStep(model::Reason reason) const;
    QString severity(model::Severity severity) const;
    QString framework(const std::string& id) const; // its title, else the id
    QString source(const std::string& id) const;    // its title, else the id

private:
    QString text(const std::string& key, const QString& otherwise) const;
    const PageData& m_data;
};

inline constexpr int kShownReasons = 4; // beside a list; the page of a control shows all

// One character for each status; it differs for every one of them.
QString signOf(model::Status status);
Tone toneOf(model::Severity severity);
// Cells that sort by what they are worth: the worst severity and the best status first.
Cell statusCell(model::Status status, const QString& words);
Cell outcomeCell(model::Outcome outcome, const QString& words);
Cell severityCell(model::Severity severity, const Words& words);
// "GDPR Art. 32(1)(b)", and the id beside it, as on paper.
Cell controlCell(const std::string& id, const std::string& citation);

QString grouped(std::int64_t number);            // "1,234,567"
QString periodText(const model::Period& period); // "2026-01-01 to 2026-03-31, both days included"
// In the zone of the machine, which it names: "2026-01-01 13:00 CET"; "–" for none. Lists of events show UTC, as the
// evidence does.
QString timeText(const std::optional<base::Millis>& time);

} // namespace proofstead::present
