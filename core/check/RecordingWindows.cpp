// The other half of CoverageDetail: from single events to the time in which recording stood still.
#include "base/Glob.h"
#include "base/Text.h"
#include "check/CoverageDetail.h"

#include <algorithm>

namespace proofstead::check {

namespace {

using model::RecordingEffect;
using model::RecordingRule;

bool anyFits(const RecordingRule::Patterns& patterns, const base::Json& attributes) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const auto& one) {
        const auto value = base::stringAt(attributes, one.first.c_str());
        return std::any_of(one.second.begin(), one.second.end(), [&](const auto& pattern) {
            return !value.empty() && base::globMatchIgnoreCase(pattern, value);
        });
    });
}

bool isAbout(const RecordingRule& rule, const RecordingEvent& event) {
    return (rule.service.empty() || base::equalsIgnoreCase(rule.service, event.service)) &&
           std::find(rule.actions.begin(), rule.actions.end(), event.action) != rule.actions.end();
}

bool fits(const RecordingRule& rule, const RecordingEvent& event) {
    return (rule.when.empty() || anyFits(rule.when, event.attributes)) && !anyFits(rule.unless, event.attributes);
}

// A trail is named by its ARN or by its name alone.
std::string subjectOf(const RecordingRule& rule, const RecordingEvent& event) {
    auto subject = rule.subject.empty() ? std::string() : base::stringAt(event.attributes, rule.subject.c_str());
    if (subject.empty()) subject = event.target;
    return subject.substr(subject.rfind('/') + 1);
}

class Windows {
public:
    void take(const RecordingRule& rule, const RecordingEvent& event) {
        const auto subject = subjectOf(rule, event);
        if (rule.effect == RecordingEffect::Resume) {
            if (fits(rule, event)) end(RecordingEffect::Stop, subject, {}, event.at);
        } else if (fits(rule, event)) {
            begin(rule.effect, subject, event);
        } else if (rule.effect == RecordingEffect::Narrow) {
            end(RecordingEffect::Narrow, subject, event.action, event.at); // the same action, undone
        }
    }

    std::vector<RecordingWindow> since(base::Millis from) {
        std::erase_if(m_windows, [&](const auto& window) { return window.until && *window.until <= from; });
        return std::move(m_windows);
    }

private:
    void begin(RecordingEffect effect, const std::string& subject, const RecordingEvent& event) {
        const bool open = std::any_of(m_windows.begin(), m_windows.end(), [&](const auto& window) {
            return !window.until && window.effect == effect && window.subject == subject &&
                   (effect == RecordingEffect::Stop || window.action == event.action);
        });
        if (!open) m_windows.push_back({effect, event.at, {}, event.action, subject, event.actor, event.record});
    }
    void end(RecordingEffect effect, const std::string& subject, const std::string& action, base::Millis at) {
        for (auto& window : m_windows)
            if (!window.until && window.effect == effect && window.subject == subject &&
                (action.empty() || window.action == action))
                window.until = at;
    }

    std::vector<RecordingWindow> m_windows;
};

} // namespace

std::vector<RecordingWindow> recordingWindows(const std::vector<RecordingRule>& rules,
                                              const std::vector<RecordingEvent>& events, base::Millis from) {
    Windows windows;
    for (const auto& event : events)
        for (const auto& rule : rules)
            if (isAbout(rule, event)) windows.take(rule, event);
    return windows.since(from);
}

} // namespace proofstead::check
