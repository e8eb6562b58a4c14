#include "model/JsonReader.h"

#include "base/Text.h"

namespace proofstead::model {

JsonReader::JsonReader(const base::Json& object, std::string code, std::string pointer)
    : m_object(object), m_code(std::move(code)), m_pointer(std::move(pointer)) {
    if (!m_object.is_object())
        m_error = base::Error{m_code, "an object is expected", {m_pointer.empty() ? "/" : m_pointer}};
}

const base::Json* JsonReader::find(const char* key) {
    m_known.insert(key);
    return base::find(m_object, key);
}

void JsonReader::complain(const char* key, const std::string& what) {
    if (m_error) return;
    const auto escaped = base::replaceAll(base::replaceAll(key, "~", "~0"), "/", "~1");
    m_error = base::Error{m_code, base::shorten(base::printable(what), 160), {m_pointer + "/" + escaped}};
}

std::string JsonReader::text(const char* key, bool required) {
    const auto* member = find(key);
    if (!member) {
        if (required) complain(key, "is missing");
        return {};
    }
    if (!member->is_string()) {
        complain(key, "a text is expected");
        return {};
    }
    if (required && member->get_ref<const std::string&>().empty()) complain(key, "is empty");
    return member->get<std::string>();
}

std::int64_t JsonReader::integer(const char* key, bool required) {
    const auto* member = find(key);
    if (!member) {
        if (required) complain(key, "is missing");
        return 0;
    }
    if (!member->is_number_integer()) {
        complain(key, "an integer is expected");
        return 0;
    }
    return member->get<std::int64_t>();
}

bool JsonReader::boolean(const char* key, bool fallback) {
    const auto* member = find(key);
    if (!member) return fallback;
    if (!member->is_boolean()) {
        complain(key, "true or false is expected");
        return fallback;
    }
    return member->get<bool>();
}

std::optional<base::Millis> JsonReader::time(const char* key, bool required) {
    const std::string value = text(key, required);
    if (value.empty()) return std::nullopt;
    const auto time = base::parseTime(value);
    if (!time) complain(key, "\"" + value + "\" is not an ISO 8601 time");
    return time;
}

std::vector<std::string> JsonReader::texts(const char* key) {
    const auto* member = find(key);
    std::vector<std::string> values;
    if (!member) return values;
    if (!member->is_array()) {
        complain(key, "a list is expected");
        return values;
    }
    for (std::size_t i = 0; i < member->size(); ++i) {
        const auto& item = (*member)[i];
        if (item.is_string())
            values.push_back(item.get<std::string>());
        else
            complain(key, "item " + std::to_string(i) + " is not a text");
    }
    return values;
}

void JsonReader::objects(const char* key, const std::function<void(JsonReader&)>& read) {
    const auto* member = find(key);
    if (!member) return;
    if (!member->is_array()) {
        complain(key, "a list is expected");
        return;
    }
    for (std::size_t i = 0; i < member->size() && !m_error; ++i) {
        JsonReader child((*member)[i], m_code, m_pointer + "/" + key + "/" + std::to_string(i));
        read(child);
        adopt(child);
    }
}

bool JsonReader::object(const char* key, const std::function<void(JsonReader&)>& read) {
    const auto* member = find(key);
    if (!member) return false;
    JsonReader child(*member, m_code, m_pointer + "/" + key);
    read(child);
    adopt(child);
    return true;
}

void JsonReader::adopt(JsonReader& child) {
    const auto status = child.finish();
    if (!status && !m_error) m_error = status.error();
}

base::Status JsonReader::finish() {
    if (!m_error)
        for (const auto& [key, value] : m_object.items())
            if (!m_known.contains(key)) complain(key.c_str(), "unknown member");
    if (m_error) return tl::unexpected<base::Error>(*m_error);
    return {};
}

} // namespace proofstead::model
