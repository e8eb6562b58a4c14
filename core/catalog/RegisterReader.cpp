#include "catalog/RegisterReader.h"

#include "base/Text.h"
#include "model/JsonReader.h"

#include <algorithm>
#include <array>
#include <set>

namespace proofstead::catalog {

namespace {

using model::JsonReader;

constexpr std::array<std::string_view, 6> kTypes{"text", "time", "date", "integer", "boolean", "list"};
// Columns that every register view has besides its own.
constexpr std::array<std::string_view, 4> kTaken{"record_id", "source", "environment", "key"};

// Headers of files are compared without case, spaces, underscores and hyphens.
std::string headerForm(std::string_view name) {
    std::string form = base::toLower(base::trim(name));
    std::erase_if(form, [](char c) { return c == ' ' || c == '-' || c == '_'; });
    return form;
}

bool isColumnName(const std::string& name) {
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && std::all_of(name.begin(), name.end(), allowed) && name.front() >= 'a' &&
           std::find(kTaken.begin(), kTaken.end(), name) == kTaken.end();
}

struct Columns {
    std::set<std::string> names;
    std::set<std::string> required;
    std::set<std::string> headers; // names and aliases
};

void readColumn(JsonReader& column, Columns& columns) {
    const auto name = column.text("name", true);
    if (!isColumnName(name)) column.complain("name", "\"" + name + "\" cannot name a column");
    columns.names.insert(name);
    const auto type = column.text("type", true);
    if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end())
        column.complain("type", "unknown value \"" + type + "\"");
    if (column.boolean("required", false)) columns.required.insert(name);
    if (!columns.headers.insert(headerForm(name)).second) column.complain("name", "\"" + name + "\" stands twice");
    for (const auto& alias : column.texts("aliases"))
        if (!columns.headers.insert(headerForm(alias)).second)
            column.complain("aliases", "\"" + alias + "\" stands twice");
    column.text("description", true);
    column.text("example", true);
    column.texts("values");
}

void readRegister(JsonReader& reader, const std::string& id, Columns& columns) {
    const auto name = reader.text("name", true);
    if (id != "register-" + name) reader.complain("name", "the id is not \"register-" + name + "\"");
    const auto key = reader.text("key", true);
    reader.objects("columns", [&](JsonReader& column) { readColumn(column, columns); });
    if (!columns.required.contains(key)) reader.complain("key", "\"" + key + "\" is no required column");
}

void readSample(JsonReader& sample, const Columns& columns) {
    const auto format = sample.text("format", true);
    if (format != "csv" && format != "json") sample.complain("format", "unknown value \"" + format + "\"");
    sample.text("text", true);
    const auto* rows = sample.find("expect");
    if (!rows || !rows->is_array()) return sample.complain("expect", "a list is expected");
    for (const auto& row : *rows)
        for (const auto& [name, value] : row.items())
            if (!columns.names.contains(name)) sample.complain("expect", "\"" + name + "\" is no column");
}

} // namespace

base::Status checkRegister(const base::Json& document) {
    JsonReader reader(document, "invalid-source");
    Columns columns;
    const auto id = reader.text("id", true);
    for (const auto* key : {"kind", "title", "basis", "version"})
        reader.text(key, true);
    reader.text("overrides");
    if (!reader.object("register", [&](JsonReader& part) { readRegister(part, id, columns); }))
        reader.complain("register", "is missing");
    reader.objects("samples", [&](JsonReader& sample) { readSample(sample, columns); });
    return reader.finish();
}

} // namespace proofstead::catalog
