#include "source/SourceSet.h"

#include "base/Text.h"
#include "source/readers/CsvSplitter.h"
#include "source/readers/JsonSplitter.h"
#include "source/readers/LineSplitter.h"

#include <algorithm>

namespace proofstead::source {

const std::string& Recognised::id() const {
    return log ? log->id : registers ? registers->id : access->id;
}
const std::string& Recognised::digest() const {
    return log ? log->digest : registers ? registers->digest : access->digest;
}

const base::Json* memberAt(const base::Json& record, std::string_view path) {
    const auto* value = &record;
    for (const auto name : base::split(path, '.')) {
        value = base::find(*value, std::string(name).c_str());
        if (!value) return nullptr;
    }
    return value;
}

bool AccessDefinition::fits(const base::Json& record) const {
    return isDocument() && std::all_of(document.members.begin(), document.members.end(),
                                       [&](const auto& path) { return memberAt(record, path) != nullptr; });
}

namespace {

base::Result<std::vector<std::string>> namesAt(const base::Json& document, const char* member,
                                               const std::string& pointer) {
    std::vector<std::string> names;
    const auto* texts = base::find(document, member);
    for (const auto& text : texts && texts->is_array() ? *texts : base::Json::array()) {
        if (!text.is_string()) return base::fail("invalid-definition", "a list of names is expected", pointer + member);
        names.push_back(text.get<std::string>());
    }
    return names;
}

base::Result<AccessDefinition> accessOf(const base::Json& document, const std::string& digest) {
    AccessDefinition one;
    one.id = base::stringAt(document, "id");
    one.title = base::stringAt(document, "title");
    one.digest = digest;
    one.reader = base::stringAt(document, "reader");
    PS_TRY(const auto lists, namesAt(document, "lists", "/"));
    one.lists.insert(lists.begin(), lists.end());
    PS_TRY(one.columns, namesAt(document, "columns", "/"));
    const auto shape = document.value("document", base::Json::object());
    PS_TRY(one.document.members, namesAt(shape, "members", "/document/"));
    one.document.environment = base::stringAt(shape, "environment");
    one.document.from = base::stringAt(shape, "from");
    one.document.until = base::stringAt(shape, "until");
    if (one.isDocument() != (one.reader == "document"))
        return base::fail("invalid-definition", "a document names the members that it must have", "/document");
    return one;
}

} // namespace

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
        PS_TRY(auto read, accessOf(document, digest));
        auto one = std::make_unique<AccessDefinition>(std::move(read));
        m_lists.insert(one->lists.begin(), one->lists.end());
        m_access.push_back(std::move(one));
    } else {
        return base::fail("invalid-definition", "kind is log, register or access", "/kind");
    }
    return {};
}

std::unique_ptr<RecordSplitter> splitterFor(const Recognised& what, ByteStream& stream) {
    switch (what.reading.container) {
    case Container::Csv:
        return std::make_unique<CsvSplitter>(stream, what.reading.separator);
    case Container::Lines:
        return std::make_unique<LineSplitter>(stream);
    case Container::Json:
        break;
    }
    return std::make_unique<JsonSplitter>(stream, what.lists);
}

const LogDefinition* SourceSet::unmapped() const {
    for (const auto& one : m_logs)
        if (one->candidates) return one.get();
    return nullptr;
}

const LogDefinition* SourceSet::log(std::string_view id) const {
    for (const auto& one : m_logs)
        if (one->id == id) return one.get();
    return nullptr;
}

bool SourceSet::knows(std::string_view id) const {
    return log(id) || registerNamed(id) ||
           std::any_of(m_access.begin(), m_access.end(), [&](const auto& one) { return one->id == id; });
}

const RegisterDefinition* SourceSet::registerNamed(std::string_view nameOrId) const {
    for (const auto& one : m_registers)
        if (one->id == nameOrId || one->name == nameOrId) return one.get();
    return nullptr;
}

} // namespace proofstead::source
