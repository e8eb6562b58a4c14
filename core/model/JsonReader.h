// Reads the members of one JSON object by name and remembers the first thing that is wrong, with its JSON pointer, so
// that a reader is a flat list of members. Members nobody asked for are refused by finish().
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "base/Time.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace proofstead::model {

class JsonReader {
public:
    // `code` is the error code of every complaint, `pointer` where `object` stands in its document ("" the whole).
    JsonReader(const base::Json& object, std::string code, std::string pointer = {});

    std::string text(const char* key, bool required = false); // required: there and not empty
    std::int64_t integer(const char* key, bool required = false);
    bool boolean(const char* key, bool fallback);
    std::optional<base::Millis> time(const char* key, bool required = false); // ISO 8601 text
    std::vector<std::string> texts(const char* key);
    // Calls `read` for each object of an array; absent is empty.
    void objects(const char* key, const std::function<void(JsonReader&)>& read);
    // Calls `read` for an object member; false when it is absent.
    bool object(const char* key, const std::function<void(JsonReader&)>& read);

    // An id of an enumeration: `parse` is one of the ...FromId functions.
    template <class T>
    T choice(const char* key, std::optional<T> (*parse)(std::string_view), T fallback, bool required = false) {
        const std::string id = text(key, required);
        if (id.empty() && !(required && find(key))) return fallback;
        const auto value = parse(id);
        if (!value) complain(key, "unknown value \"" + id + "\"");
        return value.value_or(fallback);
    }
    template <class T>
    std::vector<T> choices(const char* key, std::optional<T> (*parse)(std::string_view)) {
        std::vector<T> values;
        for (const auto& id : texts(key)) {
            if (const auto value = parse(id))
                values.push_back(*value);
            else
                complain(key, "unknown value \"" + id + "\"");
        }
        return values;
    }

    const base::Json* find(const char* key);
    void complain(const char* key, const std::string& what);
    // Refuses unknown members; the first complaint of this object and of everything read below it.
    base::Status finish();

private:
    void adopt(JsonReader& child);

    const base::Json& m_object;
    std::string m_code;
    std::string m_pointer;
    std::set<std::string> m_known;
    std::optional<base::Error> m_error;
};

} // namespace proofstead::model
