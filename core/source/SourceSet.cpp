#include "source/SourceSet.h"

#include "base/Text.h"
#include "source/LogReader.h"
#include "source/readers/CsvRows.h"
#include "source/readers/JsonSplitter.h"

#include <algorithm>

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

std::string folded(std::string_view name) {
    return base::toLower(base::trim(name));
}

} // namespace

const std::string& Recognised::id() const {
    return log ? log->id : registers ? registers->id : access->id;
}
const std::string& Recognised::digest() const {
    return log ? log->digest : registers ? registers->digest : access->digest;
}

base::Status SourceSet::add(const base::Json& document, const std::string& digest) {
    const auto kind = base::stringAt(document, "kind");
    if (kind == "log") {
        PS_TRY(auto log, compileLog(document, digest));
        m_lists.insert(log.lists.begin(), log.lists.end());
        m_logs.push_back(std::make_unique<LogDefinition>(std::move(log)));
    } else if (kind == "register") {
        PS_TRY(auto one, compileRegister(document, digest));
        m_registers.push_back(std::make_unique<RegisterDefinition>(std::move(one)));
    } else if (kind == "access") {
        auto one = std::make_unique<AccessDefinition>();
        one->id = base::stringAt(document, "id");
        one->title = base::stringAt(document, "title");
        one->digest = digest;
        one->reader = base::stringAt(document, "reader");
        for (const auto& [member, insert] :
             {std::pair<const char*, bool>{"lists", true}, std::pair<const char*, bool>{"columns", false}}) {
            const auto* texts = base::find(document, member);
            for (const auto& text : texts && texts->is_array() ? *texts : base::Json::array()) {
                if (!text.is_string())
                    return base::fail("invalid-definition", "a list of names is expected", std::string("/") + member);
                if (insert)
                    one->lists.insert(text.get<std::string>());
                else
                    one->columns.push_back(text.get<std::string>());
            }
        }
        m_lists.insert(one->lists.begin(), one->lists.end());
        m_access.push_back(std::move(one));
    } else {
        return base::fail("invalid-definition", "kind is log, register or access", "/kind");
    }
    return {};
}

const LogDefinition* SourceSet::log(std::string_view id) const {
    for (const auto& one : m_logs)
        if (one->id == id) return one.get();
    return nullptr;
}

const RegisterDefinition* SourceSet::registerNamed(std::string_view nameOrId) const {
    for (const auto& one : m_registers)
        if (one->id == nameOrId || one->name == nameOrId) return one.get();
    return nullptr;
}

base::Result<Recognised> SourceSet::byId(Container container, const std::string& as) const {
    Recognised found;
    found.container = container;
    found.log = log(as);
    if (!found.log) found.registers = registerNamed(as);
    for (const auto& one : m_access)
        if (!found.log && !found.registers && one->id == as) found.access = one.get();
    if (!found.log && !found.registers && !found.access) return base::fail("source-unknown", as);
    return found;
}

Recognised SourceSet::bestRegister(Container container, const std::vector<std::string>& header) const {
    Recognised found;
    found.container = container;
    int best = 0;
    for (const auto& one : m_registers) {
        const int score = one->score(header);
        if (score > best) {
            best = score;
            found.registers = one.get();
        }
    }
    return found;
}

base::Result<Recognised> SourceSet::recogniseJson(std::string_view beginning) const {
    TextStream stream(beginning);
    JsonSplitter splitter(stream, m_lists);
    RecordBatch batch;
    PS_TRY(const bool any, splitter.next(batch, beginning.size() + 1));
    if (!any) return base::fail("unrecognised-source", "no record was found in it");
    for (std::size_t i = 0; i < std::min(batch.slices.size(), kTries); ++i) {
        const auto& slice = batch.slices[i];
        if (slice.reason) continue;
        for (const auto& one : m_access)
            if (slice.list && one->lists.contains(*slice.list))
                return Recognised{Container::Json, nullptr, nullptr, one.get()};
        const auto record = batch.view(slice);
        for (const auto& one : m_logs)
            if (LogReader::recognises(*one, record)) return Recognised{Container::Json, one.get(), nullptr, nullptr};
        const auto parsed = base::parseJson(record);
        if (!parsed || !parsed->is_object()) continue;
        std::vector<std::string> header;
        for (const auto& [name, value] : parsed->items())
            header.push_back(name);
        if (const auto found = bestRegister(Container::Json, header); found.registers) return found;
    }
    return base::fail("unrecognised-source", "its records fit no source definition");
}

base::Result<Recognised> SourceSet::recogniseCsv(std::string_view beginning) const {
    CsvRows rows(beginning, csvSeparator(beginning));
    CsvRow header;
    if (!rows.next(header)) return base::fail("file-empty");
    for (const auto& one : m_access) {
        const bool all =
            !one->columns.empty() && std::all_of(one->columns.begin(), one->columns.end(), [&](const auto& wanted) {
                return std::any_of(header.fields.begin(), header.fields.end(),
                                   [&](const auto& field) { return folded(field) == wanted; });
            });
        if (all) return Recognised{Container::Csv, nullptr, nullptr, one.get()};
    }
    const auto found = bestRegister(Container::Csv, header.fields);
    if (!found.registers) return base::fail("unrecognised-source", "its first line fits no register");
    return found;
}

base::Result<Recognised> SourceSet::recognise(std::string_view beginning, const std::string& as) const {
    auto text = beginning;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto first = base::trim(text.substr(0, 65'536));
    if (first.empty()) return base::fail("file-empty");
    if (text.substr(0, 4'096).find('\0') != std::string_view::npos) return base::fail("file-binary");
    const bool json = first.front() == '{' || first.front() == '[';
    if (!as.empty()) return byId(json ? Container::Json : Container::Csv, as);
    if (json) return recogniseJson(text);
    auto csv = recogniseCsv(text);
    // Broken lines may come before the first good one of a log.
    if (!csv && text.find('{') != std::string_view::npos)
        if (auto found = recogniseJson(text)) return found;
    return csv;
}

} // namespace proofstead::source
