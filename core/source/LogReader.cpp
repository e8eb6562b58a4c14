#include "source/LogReader.h"

#include "base/Glob.h"
#include "base/Text.h"
#include "source/Address.h"
#include "source/Classes.h"
#include "source/JsonFlattener.h"
#include "source/LineFields.h"
#include "source/readers/CsvRows.h"
#include "source/RecordBatch.h"
#include "source/TimeText.h"

#include <array>
#include <cstring>
#include <fmt/format.h>
#include <re2/re2.h>

namespace proofstead::source {

namespace {

void appendEscaped(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::size_t plain = 0; // what is not appended yet starts here
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        if (byte >= 0x20) {
            out += '\\';
            out += text[i];
        } else {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 15U];
        }
    }
    out.append(text, plain);
}

} // namespace

struct LogReader::Private {
    Private(const LogDefinition& d, Reading r) : definition(d), reading(std::move(r)), classes(d), walker(d) {
        if (d.line)
            for (const auto& [name, group] : d.line->NamedCapturingGroups())
                groups.emplace_back(group, name);
        for (std::size_t i = 0; i < kFieldCount; ++i)
            plain[i] = slotsOf(d.fields[i]);
        for (const auto& rule : d.attributes)
            plainAttributes.push_back(slotsOf(rule.ways));
    }

    // The slots of ways that are nothing else: the usual case, kept close together. Empty where there is any other.
    static std::vector<int> slotsOf(const std::vector<Way>& ways) {
        std::vector<int> slots;
        for (const auto& way : ways) {
            if (!way.plain) return {};
            slots.push_back(way.slot);
        }
        return slots;
    }

    const LogDefinition& definition;
    Reading reading;
    Classes classes;
    JsonWalker walker;
    JsonFlattener flattener;
    std::array<std::vector<int>, kFieldCount> plain;
    std::vector<std::vector<int>> plainAttributes;
    std::vector<std::pair<int, std::string>> groups; // of the line: number and member name
    std::vector<re2::StringPiece> matches;
    std::string attributes, scratch;
    std::vector<FlatValue> flat;
    Arena* arena = nullptr;

    bool holds(const std::vector<Condition>& conditions) const {
        for (const auto& condition : conditions) {
            const auto value = walker.value(condition.slot);
            bool any = false;
            for (const auto& pattern : condition.patterns)
                any = any || (pattern.empty() ? value.empty() : base::globMatchIgnoreCase(pattern, value));
            if (!any) return false;
        }
        return true;
    }

    std::string_view joined(const Way& way) {
        scratch.clear();
        for (const int slot : way.joined) {
            const auto value = walker.value(slot);
            if (value.empty()) continue;
            if (!scratch.empty()) scratch += way.separator;
            scratch += value;
        }
        return scratch.empty() ? std::string_view{} : arena->keep(scratch);
    }

    std::string_view along(const Way& way) {
        if (way.plain) return walker.value(way.slot);
        if (!holds(way.when)) return {};
        std::string_view text = !way.joined.empty() ? joined(way)
                                : way.slot >= 0     ? walker.value(way.slot)
                                                    : way.literal;
        if (text.empty()) return {};
        if (way.pattern) {
            re2::StringPiece found;
            if (!re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *way.pattern, &found)) return {};
            text = {found.data(), found.size()};
        }
        if (!way.withoutPrefix.empty() && text.starts_with(way.withoutPrefix))
            text.remove_prefix(way.withoutPrefix.size());
        if (!way.withoutSuffix.empty() && text.ends_with(way.withoutSuffix))
            text.remove_suffix(way.withoutSuffix.size());
        const auto* mapped = way.map.empty() ? nullptr : lookUp(way.map, text);
        return mapped ? std::string_view(*mapped) : text;
    }

    std::string_view first(const std::vector<int>& slots, const std::vector<Way>& ways) {
        for (const int slot : slots)
            if (const auto text = walker.value(slot); !text.empty()) return text;
        if (!slots.empty()) return {};
        for (const auto& way : ways)
            if (const auto text = along(way); !text.empty()) return text;
        return {};
    }
    std::string_view field(Field which) {
        const auto index = static_cast<std::size_t>(which);
        return first(plain[index], definition.fields[index]);
    }

    std::string_view outcome() const {
        for (const auto& rule : definition.outcomes) {
            const auto value = walker.value(rule.slot);
            if (value.empty()) continue;
            if (const auto* meaning = lookUp(rule.values, value)) return *meaning;
        }
        for (const int slot : definition.failureSlots)
            if (!walker.value(slot).empty()) return "failure";
        return definition.outcomeDefault;
    }

    void open(std::string_view name) {
        attributes += attributes.empty() ? "{\"" : ",\"";
        attributes += name;
        attributes += "\":\"";
    }

    void attribute(std::string_view name, std::string_view value) {
        open(name);
        appendEscaped(attributes, value);
        attributes += '"';
    }

    void appendAttribute(const AttributeRule& rule, const std::vector<int>& slots) {
        if (!rule.when.empty() && !holds(rule.when)) return;
        if (!rule.join) {
            const auto value = first(slots, rule.ways);
            if (!value.empty() && (rule.omit.empty() || value != rule.omit)) attribute(rule.name, value);
            return;
        }
        bool any = false;
        for (const int slot : rule.slots)
            for (const auto value : walker.list(slot)) {
                if (any)
                    attributes += ';';
                else
                    open(rule.name);
                any = true;
                appendEscaped(attributes, value);
            }
        if (any) attributes += '"';
    }

    std::string_view finishAttributes() {
        if (!attributes.empty()) attributes += '}';
        return arena->keep(attributes);
    }

    void setTimes(model::EventFields& e, std::string_view at, std::string_view recorded) const {
        const auto time = readTime(at, reading.collectedAt);
        e.at = time.value_or(0);
        e.flags = time ? 0U : static_cast<unsigned>(model::kNoTime);
        if (recorded.empty()) return;
        e.recordedAt = readTime(recorded, reading.collectedAt).value_or(0);
        if (time && e.recordedAt != 0 && (e.at > e.recordedAt + kClockTolerance || e.at < e.recordedAt - kLongestDelay))
            e.flags |= model::kClockSkew;
    }

    void fill(model::EventFields& e) {
        attributes.clear();
        setTimes(e, field(Field::At), field(Field::RecordedAt));
        e.environment = field(Field::Environment);
        e.region = field(Field::Region);
        e.service = field(Field::Service);
        if (!definition.serviceSuffix.empty() && e.service.ends_with(definition.serviceSuffix))
            e.service.remove_suffix(definition.serviceSuffix.size());
        e.action = field(Field::Action);
        e.actor = field(Field::Actor);
        e.actorType = field(Field::ActorType);
        e.actorPrincipal = field(Field::ActorPrincipal);
        if (e.actorPrincipal.empty()) e.actorPrincipal = e.actor;
        e.actorAccount = field(Field::ActorAccount);
        e.target = field(Field::Target);
        e.error = field(Field::Error);
        e.srcIp = bareAddress(field(Field::SrcIp));
        e.userAgent = field(Field::UserAgent);
        e.nativeId = field(Field::NativeId);
        e.category = field(Field::Category);
        e.outcome = outcome();
        setClass(e);
        for (std::size_t i = 0; i < plainAttributes.size(); ++i)
            appendAttribute(definition.attributes[i], plainAttributes[i]);
        e.attributes = finishAttributes();
    }

    void setClass(model::EventFields& e) {
        const auto by = field(Field::ClassBy);
        const auto& kind = classes.of(e.service, by.empty() ? e.action : by);
        const auto ownClass = field(Field::Class), ownActivity = field(Field::Activity);
        e.eventClass = ownClass.empty() ? std::string_view(kind.eventClass) : ownClass;
        e.activity = ownActivity.empty() ? std::string_view(kind.activity) : ownActivity;
    }

    bool found() { return walker.hasItems() || !field(Field::Action).empty(); }

    // The record itself, then with folded names, then what another record wraps.
    const char* walkJson(std::string_view record, Parts parts = {}) {
        const char* reason = nullptr;
        if (!definition.ignoreCase) {
            reason = walker.walk(record, parts, *definition.root, false);
            if (reason || found()) return reason;
            walker.start(*arena);
        }
        reason = walker.walk(record, parts, *definition.folded, true);
        if (reason || found()) return reason;
        walker.start(*arena);
        return walker.walk(record, parts, *definition.wrapped, true);
    }

    const char* walkRow(std::string_view record) {
        CsvRows rows(record, reading.separator);
        CsvRow row;
        if (!base::isValidUtf8(record)) return "invalid-utf8";
        if (!rows.next(row)) return "not-this-source";
        for (std::size_t i = 0; i < row.fields.size() && i < reading.columns.size(); ++i)
            walker.cell(reading.columns[i], row.fields[i]);
        return nullptr;
    }

    const char* walkLine(std::string_view record) {
        if (!base::isValidUtf8(record)) return "invalid-utf8";
        matches.resize(static_cast<std::size_t>(definition.line->NumberOfCapturingGroups()) + 1);
        const re2::StringPiece text(record.data(), record.size());
        if (!definition.line->Match(text, 0, text.size(), re2::RE2::UNANCHORED, matches.data(),
                                    static_cast<int>(matches.size())))
            return "not-this-source";
        for (const auto& [group, name] : groups) {
            const auto& match = matches[static_cast<std::size_t>(group)];
            if (!match.empty() && match != "-") walker.cell(name, {match.data(), match.size()});
        }
        return nullptr;
    }

    // A record that is a JSON text holding JSON: the text without its escapes.
    std::string_view unquoted(std::string_view record) {
        const auto text = base::parseJson(record);
        if (!text || !text->is_string()) return {};
        scratch = text->get<std::string>();
        char* place = arena->take(scratch.size() + kPadding);
        std::memcpy(place, scratch.data(), scratch.size());
        std::memset(place + scratch.size(), 0, kPadding);
        return {place, scratch.size()};
    }

    const char* walk(std::string_view record, Parts parts) {
        if (!parts.empty()) return walkJson(record, parts);
        if (reading.container == Container::Csv) return walkRow(record);
        const auto start = record.find_first_not_of(" \t\r\n");
        const char begin = start == std::string_view::npos ? '\0' : record[start];
        if (begin == '"') {
            record = unquoted(record.substr(start));
            return record.empty() ? "not-this-source" : walkJson(record);
        }
        if (begin == '{' || reading.container == Container::Json) return walkJson(record);
        if (definition.line) return walkLine(record);
        // CloudWatch exports and syslog put a time, a host before the object.
        const auto brace = record.find('{');
        return brace == std::string_view::npos ? "not-this-source" : walkJson(record.substr(brace));
    }

    const char* readDefined(std::string_view record, Parts parts, std::vector<model::EventFields>& events) {
        if (const char* reason = walk(record, parts)) return reason;
        const auto before = events.size();
        if (walker.hasItems()) {
            while (walker.nextItem())
                if (!field(Field::Action).empty()) fill(events.emplace_back());
            distinguish(events, before);
        } else if (!field(Field::Action).empty()) {
            fill(events.emplace_back());
        }
        return events.size() == before ? "not-this-source" : nullptr;
    }

    // Events of one record may share its id: from the second on they get their number behind it.
    void distinguish(std::vector<model::EventFields>& events, std::size_t first) const {
        if (events.size() < first + 2) return;
        const auto shared = events[first].nativeId;
        for (auto i = first + 1; i < events.size(); ++i)
            if (!shared.empty() && events[i].nativeId == shared)
                events[i].nativeId = arena->keep(fmt::format("{}#{}", shared, i - first));
    }

    const char* flatten(std::string_view record) {
        flat.clear();
        if (reading.container == Container::Json) return flattener.read(record, *arena, flat);
        if (!base::isValidUtf8(record)) return "invalid-utf8";
        if (reading.container == Container::Lines) {
            const auto brace = record.starts_with('{') ? 0 : readLine(record, *arena, flat);
            if (brace == std::string_view::npos) return nullptr;
            auto header = flat;
            const char* reason = flattener.read(record.substr(brace), *arena, flat);
            flat.insert(flat.end(), header.begin(), header.end());
            return reason;
        }
        CsvRows rows(record, reading.separator);
        CsvRow row;
        if (!rows.next(row)) return "not-an-event";
        for (std::size_t i = 0; i < row.fields.size() && i < reading.columns.size(); ++i)
            flat.push_back({CandidateTable::normalised(reading.columns[i]), arena->keep(row.fields[i])});
        return nullptr;
    }

    const char* readGuessing(std::string_view record, std::vector<model::EventFields>& events) {
        if (record.starts_with('"')) record = unquoted(record);
        if (const char* reason = flatten(record)) return reason;
        const auto found = definition.candidates->guess(flat);
        auto& e = events.emplace_back();
        setTimes(e, found[Guess::At], {});
        e.flags |= model::kUnmapped;
        e.action = found[Guess::Action];
        e.actor = e.actorPrincipal = found[Guess::Actor];
        e.target = found[Guess::Target];
        e.outcome = found[Guess::Outcome];
        e.srcIp = found[Guess::SrcIp];
        e.nativeId = found[Guess::NativeId];
        e.userAgent = found[Guess::UserAgent];
        e.environment = found[Guess::Environment];
        e.region = found[Guess::Region];
        e.service = found[Guess::Service];
        setClass(e);
        attributes.clear();
        attribute("confidence", fmt::format("{}", found.confidence));
        if (!found[Guess::At].empty() && !saysTimeOfDay(found[Guess::At])) attribute("at_precision", "day");
        for (std::size_t i = 0; i < kGuesses; ++i)
            if (!found.paths[i].empty()) attribute(fmt::format("{}_from", CandidateTable::nameOf(i)), found.paths[i]);
        for (auto* text :
             {&e.action, &e.actor, &e.target, &e.nativeId, &e.userAgent, &e.environment, &e.region, &e.service})
            *text = arena->keep(*text); // the flat values are used again for the next record
        e.actorPrincipal = e.actor;
        e.srcIp = arena->keep(e.srcIp);
        e.attributes = finishAttributes();
        return nullptr;
    }
};

LogReader::LogReader(const LogDefinition& definition, Reading reading)
    : m_d(std::make_unique<Private>(definition, std::move(reading))) {}
LogReader::LogReader(LogReader&&) noexcept = default;
LogReader::~LogReader() = default;

const char* LogReader::read(std::string_view record, std::vector<model::EventFields>& events, Arena& arena,
                            Parts parts) {
    auto& d = *m_d;
    d.arena = &arena;
    d.walker.start(arena);
    return d.definition.candidates ? d.readGuessing(record, events) : d.readDefined(record, parts, events);
}

} // namespace proofstead::source
