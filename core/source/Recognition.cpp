// The other half of SourceSet: which source a file is, from its beginning.
#include "base/Text.h"
#include "source/LogReader.h"
#include "source/PathTree.h"
#include "source/readers/CsvRows.h"
#include "source/readers/JsonSplitter.h"
#include "source/readers/LineSplitter.h"
#include "source/SourceSet.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <re2/re2.h>

namespace proofstead::source {

namespace {

// A text that is already in memory, as a stream.
class TextStream : public ByteStream {
public:
    explicit TextStream(std::string_view text) : m_text(text) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override {
        const auto count = m_text.copy(target, size);
        m_text.remove_prefix(count);
        return count;
    }

private:
    std::string_view m_text;
};

// Of how many records at most the first good one is looked for.
constexpr std::size_t kTries = 50;
// Of how many records a source that nobody described is guessed.
constexpr std::size_t kSample = 20;

// What LogReader says of a guessed event whose time is a date alone.
constexpr std::string_view kDateOnly = R"("at_precision":"day")";

// An action and an actor under their usual names, and nothing else, come to this.
constexpr int kSureWithoutTime = 40;

int confidenceOf(const model::EventFields& event) {
    const auto attributes = base::parseJson(event.attributes);
    return attributes ? std::atoi(base::stringAt(*attributes, "confidence").c_str()) : 0;
}

// Members that wrap records in the answers of many products; looked at only where the usual ones led to nothing, since
// records of other products have members of these names themselves.
const Names& furtherLists() {
    static const Names names{"events",      "logs",       "data",       "entries",    "results",
                             "result",      "hits",       "Events",     "Items",      "audits",
                             "auditEvents", "activities", "audit_logs", "logEntries", "log_entries"};
    return names;
}

std::string folded(std::string_view name) {
    return base::toLower(base::trim(name));
}

RecordBatch firstRecords(RecordSplitter&& splitter, std::size_t wanted) {
    RecordBatch batch;
    static_cast<void>(splitter.next(batch, wanted));
    return batch;
}

RecordBatch jsonRecords(std::string_view text, const Names& lists) {
    TextStream stream(text);
    return firstRecords(JsonSplitter(stream, lists), text.size() + 1);
}

// How many lists of these names the text consists of; a list of nothing does not count.
std::size_t listsIn(std::string_view text, const Names& lists) {
    if (lists.empty()) return 0;
    const auto batch = jsonRecords(text, lists);
    return static_cast<std::size_t>(std::count_if(batch.slices.begin(), batch.slices.end(), [](const auto& slice) {
        return slice.list && slice.listIndex == 0;
    }));
}

// Members of the first object, at its top, whose value is a list of objects.
Names listsOfObjects(std::string_view text) {
    Names names;
    int depth = 0;
    std::size_t keyStart = 0, keyEnd = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            const auto start = ++i;
            while (i < text.size() && text[i] != '"')
                i += text[i] == '\\' ? 2 : 1;
            if (depth == 1) {
                keyStart = start;
                keyEnd = std::min(i, text.size());
            }
        } else if (c == '{' || c == '[') {
            if (c == '[' && depth == 1 && keyEnd > keyStart) {
                const auto next = text.find_first_not_of(" \t\r\n", i + 1);
                if (next != std::string_view::npos && text[next] == '{')
                    names.insert(std::string(text.substr(keyStart, keyEnd - keyStart)));
            }
            ++depth;
        } else if (c == '}' || c == ']') {
            if (--depth <= 0) break;
        }
    }
    return names;
}

// What the definition takes for events inside a record is no list around records.
Names without(Names lists, const LogDefinition& definition) {
    for (const auto& [name, node] : definition.root->children)
        if (node->expand) lists.erase(name);
    return lists;
}

base::Json objectOf(const std::vector<std::string>& header, const std::vector<std::string>& fields) {
    base::Json object = base::Json::object();
    for (std::size_t i = 0; i < header.size(); ++i)
        if (base::isValidUtf8(header[i]))
            object[header[i]] = i < fields.size() && base::isValidUtf8(fields[i]) ? fields[i] : "";
    return object;
}

Recognised logFound(const LogDefinition& definition, Reading reading, Names lists = {}) {
    Recognised found;
    found.log = &definition;
    found.reading = std::move(reading);
    found.lists = without(std::move(lists), definition);
    return found;
}

// Nothing inside it is a record.
Recognised documentFound(const AccessDefinition& definition) {
    Recognised found;
    found.access = &definition;
    return found;
}

} // namespace

const LogDefinition* SourceSet::logOf(const base::Json& record) const {
    const LogDefinition* best = nullptr;
    int most = 0;
    for (const auto& one : m_logs)
        if (const int members = LogReader::recognises(*one, record); members > most) {
            most = members;
            best = one.get();
        }
    return best;
}

const RegisterDefinition* SourceSet::bestRegister(const std::vector<std::string>& header) const {
    const RegisterDefinition* found = nullptr;
    int best = 0;
    for (const auto& one : m_registers)
        if (const int score = one->score(header); score > best) {
            best = score;
            found = one.get();
        }
    return found;
}

std::optional<Recognised> SourceSet::among(std::string_view beginning, const Names& lists) const {
    const auto batch = jsonRecords(beginning, lists);
    for (std::size_t i = 0; i < std::min(batch.slices.size(), kTries); ++i) {
        const auto& slice = batch.slices[i];
        if (slice.reason) continue;
        Recognised found;
        found.lists = lists;
        for (const auto& one : m_access)
            if (slice.list && one->lists.contains(*slice.list)) {
                found.access = one.get();
                return found;
            }
        auto parsed = base::parseJson(batch.view(slice));
        if (parsed && parsed->is_string()) parsed = base::parseJson(std::string(parsed->get<std::string>()));
        if (!parsed || !parsed->is_object()) continue;
        for (const auto& one : m_access)
            if (!slice.list && one->fits(*parsed)) return documentFound(*one);
        if (const auto* one = logOf(*parsed)) return logFound(*one, {}, lists);
        std::vector<std::string> header;
        for (const auto& [name, value] : parsed->items())
            header.push_back(name);
        found.registers = bestRegister(header);
        if (found.registers) return found;
    }
    return std::nullopt;
}

// A file is a log that nobody described when most of its first records say when and what or who, and any of them says
// the time of day: a register says dates, a letter says neither.
std::optional<Recognised> SourceSet::guess(std::string_view beginning, Recognised what) const {
    what.log = unmapped();
    if (!what.log) return std::nullopt;
    TextStream stream(beginning);
    const auto splitter = splitterFor(what, stream);
    RecordBatch batch;
    static_cast<void>(splitter->next(batch, beginning.size() + 1));
    auto reading = what.reading;
    reading.collectedAt = base::now(); // only so that times without a year are times
    LogReader reader(*what.log, std::move(reading));
    std::vector<model::EventFields> events;
    Arena arena;
    std::size_t tried = 0, good = 0;
    bool timeOfDay = false;
    for (const auto& slice : batch.slices) {
        if (tried == kSample) break;
        // Pieces of a broken record say nothing about the others, and neither does what is cut off by the end of what
        // is looked at.
        if (slice.reason) continue;
        ++tried;
        events.clear();
        if (reader.read(batch.view(slice), events, arena)) continue;
        const auto& event = events.front();
        if (event.action.empty() && event.actor.empty()) continue;
        if (event.flags & model::kNoTime) {
            // JSON says what its parts are: a sure action of a sure actor is an event whose time was left out.
            const bool sure = what.reading.container == Container::Json && confidenceOf(event) >= kSureWithoutTime;
            good += sure ? 1 : 0;
            timeOfDay = timeOfDay || sure;
            continue;
        }
        ++good;
        timeOfDay = timeOfDay || event.attributes.find(kDateOnly) == std::string_view::npos;
    }
    return timeOfDay && good * 2 >= tried ? std::optional(std::move(what)) : std::nullopt;
}

base::Result<Recognised> SourceSet::recogniseJson(std::string_view beginning) const {
    if (auto found = among(beginning, m_lists)) return std::move(*found);
    auto further = m_lists;
    further.insert(furtherLists().begin(), furtherLists().end());
    if (auto found = among(beginning, further)) return std::move(*found);
    const auto inside = listsOfObjects(beginning);
    Recognised what;
    // One list for a whole file, under a name that wraps records elsewhere, is the file. Any other may be a part of a
    // record.
    std::set_intersection(inside.begin(), inside.end(), further.begin(), further.end(),
                          std::inserter(what.lists, what.lists.end()));
    if (auto found = listsIn(beginning, what.lists) == 1 ? guess(beginning, what) : std::nullopt)
        return std::move(*found);
    what.lists.clear();
    if (auto found = guess(beginning, what)) return std::move(*found);
    what.lists = inside;
    if (auto found = what.lists.empty() ? std::nullopt : guess(beginning, what)) return std::move(*found);
    return base::fail("unrecognised-source", "its records fit no source definition");
}

std::optional<Recognised> SourceSet::recogniseCsv(std::string_view beginning) const {
    Recognised found;
    found.reading.container = Container::Csv;
    found.reading.separator = csvSeparator(beginning);
    CsvRows rows(beginning, found.reading.separator);
    CsvRow header, row;
    if (!rows.next(header) || header.fields.size() < 2) return std::nullopt;
    for (const auto& one : m_access) {
        const bool all =
            !one->columns.empty() && std::all_of(one->columns.begin(), one->columns.end(), [&](const auto& wanted) {
                return std::any_of(header.fields.begin(), header.fields.end(),
                                   [&](const auto& field) { return folded(field) == wanted; });
            });
        if (!all) continue;
        found.access = one.get();
        return found;
    }
    for (auto& name : header.fields)
        name = std::string(base::trim(name));
    found.reading.columns = header.fields;
    for (std::size_t i = 0; i < kTries && rows.next(row); ++i)
        if (const auto* one = logOf(objectOf(header.fields, row.fields))) return logFound(*one, found.reading);
    found.registers = bestRegister(header.fields);
    if (found.registers) return found;
    return header.fields.size() < 3 ? std::nullopt : guess(beginning, found);
}

std::optional<Recognised> SourceSet::recogniseLines(std::string_view beginning) const {
    Recognised found;
    found.reading.container = Container::Lines;
    TextStream stream(beginning);
    const auto batch = firstRecords(LineSplitter(stream), std::min<std::size_t>(beginning.size() + 1, 65'536));
    for (std::size_t i = 0; i < std::min(batch.slices.size(), kTries); ++i) {
        const auto line = batch.view(batch.slices[i]);
        for (const auto& one : m_logs)
            for (const auto& rule : one->recognise)
                if (rule.line && re2::RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), *rule.line))
                    return logFound(*one, found.reading);
        const auto brace = line.find('{');
        if (brace == std::string_view::npos) continue;
        if (const auto parsed = base::parseJson(line.substr(brace)))
            if (const auto* one = logOf(*parsed)) return logFound(*one, found.reading);
    }
    return guess(beginning, found);
}

base::Result<Recognised> SourceSet::byId(std::string_view beginning, const std::string& as) const {
    Recognised found;
    found.log = log(as);
    if (!found.log) found.registers = registerNamed(as);
    for (const auto& one : m_access)
        if (!found.log && !found.registers && one->id == as) found.access = one.get();
    if (!found.log && !found.registers && !found.access) return base::fail("source-unknown", as);
    const auto start = beginning.find_first_not_of(" \t\r\n");
    const char first = start == std::string_view::npos ? '\0' : beginning[start];
    if (!found.access || !found.access->isDocument()) found.lists = m_lists;
    if (first == '{' || first == '[') {
        if (!found.log) return found;
        const auto seen = recogniseJson(beginning);
        if (seen && seen->log == found.log) return *seen;
        found.lists = without(std::move(found.lists), *found.log);
        return found;
    }
    found.reading.container = Container::Csv;
    found.reading.separator = csvSeparator(beginning);
    if (!found.log) return found;
    CsvRows rows(beginning, found.reading.separator);
    CsvRow header;
    if (rows.next(header)) found.reading.columns = header.fields;
    // A table when its first line names members that the definition reads.
    int known = 0;
    for (auto& name : found.reading.columns) {
        name = std::string(base::trim(name));
        const auto steps = stepsOf(name);
        known += !steps.empty() && found.log->folded->child(base::toLower(steps.front().name)) ? 1 : 0;
    }
    if (known < 2 && !found.log->candidates) found.reading = Reading{Container::Lines, ',', {}, 0};
    return found;
}

namespace {

// A zero or two among text is a broken record; what is packed or compiled is full of bytes that no text has.
bool looksBinary(std::string_view beginning) {
    std::size_t controls = 0;
    for (const char c : beginning)
        controls += static_cast<unsigned char>(c) < 0x20 && (c < '\t' || c > '\r') ? 1 : 0;
    return beginning.find('\0') != std::string_view::npos && controls * 16 > beginning.size();
}

} // namespace

base::Result<Recognised> SourceSet::recognise(std::string_view beginning, const std::string& as) const {
    auto text = beginning;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto first = base::trim(text.substr(0, 65'536));
    if (first.empty()) return base::fail("file-empty");
    if (looksBinary(text.substr(0, 4'096))) return base::fail("file-binary");
    if (!as.empty()) return byId(text, as);
    if (first.front() == '{' || first.front() == '[' || first.starts_with("\"{")) return recogniseJson(text);
    if (auto found = recogniseCsv(text); found && !(found->log && found->log->candidates)) return std::move(*found);
    // Broken lines may come before the first good one of a log.
    if (text.find('{') != std::string_view::npos)
        if (auto found = recogniseJson(text)) return found;
    // A line of text whose shape is known is rather that than a table by chance.
    if (auto found = recogniseLines(text); found && !found->log->candidates) return std::move(*found);
    if (auto found = recogniseCsv(text)) return std::move(*found);
    if (auto found = recogniseLines(text)) return std::move(*found);
    return base::fail("unrecognised-source", "its first lines fit no source definition");
}

} // namespace proofstead::source
