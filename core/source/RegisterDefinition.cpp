#include "source/RegisterDefinition.h"

#include "base/Text.h"
#include "base/Time.h"

#include <algorithm>
#include <charconv>

namespace proofstead::source {

namespace {

// "Person ID", "person_id" and "personId " are one name.
std::string folded(std::string_view name) {
    std::string out;
    for (const char c : base::toLower(base::trim(name)))
        if (c != ' ' && c != '_' && c != '-') out += c;
    return out;
}

std::optional<base::Json> boolean(std::string_view text) {
    const auto lower = base::toLower(text);
    for (const auto* yes : {"true", "yes", "y", "1"})
        if (lower == yes) return base::Json(1);
    for (const auto* no : {"false", "no", "n", "0"})
        if (lower == no) return base::Json(0);
    return std::nullopt;
}

std::optional<base::Json> integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return base::Json(value);
}

std::string list(std::string_view text) {
    std::vector<std::string> items;
    const bool semicolons = text.find(';') != std::string_view::npos;
    for (const auto item : base::split(text, semicolons ? ';' : ','))
        if (const auto one = base::trim(item); !one.empty()) items.emplace_back(one);
    return base::join(items, ";");
}

std::optional<base::Json> typed(const RegisterColumnDefinition& column, std::string_view text) {
    if (column.type == "time" || column.type == "date") {
        const auto time = base::parseTime(text);
        return time ? std::optional<base::Json>(*time) : std::nullopt;
    }
    if (column.type == "boolean") return boolean(text);
    if (column.type == "integer") return integer(text);
    if (column.type == "list") return base::Json(list(text));
    if (column.values.empty()) return base::Json(text);
    for (const auto& value : column.values)
        if (base::equalsIgnoreCase(value, text)) return base::Json(value);
    return std::nullopt;
}

std::string cellText(const base::Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null()) return {};
    if (!value.is_array()) return value.dump();
    std::vector<std::string> items;
    for (const auto& item : value)
        items.push_back(cellText(item));
    return base::join(items, ";");
}

} // namespace

std::vector<const RegisterColumnDefinition*> RegisterDefinition::match(const std::vector<std::string>& header) const {
    std::vector<const RegisterColumnDefinition*> matched(header.size(), nullptr);
    for (const auto& column : columns) {
        std::vector<std::string> names{folded(column.name)};
        for (const auto& alias : column.aliases)
            names.push_back(folded(alias));
        for (const auto& wanted : names) {
            const auto at =
                std::find_if(header.begin(), header.end(), [&](const auto& h) { return folded(h) == wanted; });
            const auto index = static_cast<std::size_t>(at - header.begin());
            if (at == header.end() || matched[index]) continue;
            matched[index] = &column;
            break;
        }
    }
    return matched;
}

int RegisterDefinition::score(const std::vector<std::string>& header) const {
    const auto matched = match(header);
    for (const auto& column : columns)
        if (column.required && std::find(matched.begin(), matched.end(), &column) == matched.end()) return 0;
    return static_cast<int>(std::count_if(matched.begin(), matched.end(), [](const auto* c) { return c != nullptr; }));
}

base::Result<RegisterDefinition> compileRegister(const base::Json& document, const std::string& digest) {
    RegisterDefinition definition;
    definition.id = base::stringAt(document, "id");
    definition.title = base::stringAt(document, "title");
    definition.digest = digest;
    const auto* shape = base::find(document, "register");
    const auto* columns = shape ? base::find(*shape, "columns") : nullptr;
    if (!columns || !columns->is_array())
        return base::fail("invalid-definition", "a list of columns is expected", "/register/columns");
    definition.name = base::stringAt(*shape, "name");
    definition.key = base::stringAt(*shape, "key");
    for (const auto& entry : *columns) {
        RegisterColumnDefinition column;
        column.name = base::stringAt(entry, "name");
        column.type = base::stringAt(entry, "type", "text");
        column.description = base::stringAt(entry, "description");
        if (const auto* example = base::find(entry, "example")) column.example = cellText(*example);
        column.required = base::boolAt(entry, "required");
        for (const auto& [member, target] :
             {std::pair{"aliases", &column.aliases}, std::pair{"values", &column.values}})
            if (const auto* texts = base::find(entry, member); texts && texts->is_array())
                for (const auto& text : *texts)
                    target->push_back(cellText(text));
        definition.columns.push_back(std::move(column));
    }
    std::vector<std::pair<std::string, std::string>> example;
    for (const auto& column : definition.columns)
        example.emplace_back(column.name, column.example);
    if (auto row = readRow(definition, example); !row.reason) definition.example = std::move(row.data);
    return definition;
}

RegisterRow readRow(const RegisterDefinition& definition,
                    const std::vector<std::pair<std::string, std::string>>& cells) {
    std::vector<std::string> header;
    for (const auto& [name, text] : cells)
        header.push_back(name);
    const auto columns = definition.match(header);
    RegisterRow row;
    row.data = base::Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto text = base::trim(cells[i].second);
        if (!columns[i] || text.empty()) continue;
        const bool readable = base::isValidUtf8(text);
        auto value = readable ? typed(*columns[i], text) : std::nullopt;
        if (!value) {
            row.reason = readable ? "bad-value" : "invalid-utf8";
            row.detail = "column " + columns[i]->name + " (" + columns[i]->type + ")";
            return row;
        }
        row.data[columns[i]->name] = std::move(*value);
    }
    // Only the key is needed to keep a row: what else is missing is for checks to find, not for the reader to hide.
    if (!row.data.contains(definition.key)) {
        row.reason = "missing-value";
        row.detail = "column " + definition.key;
        return row;
    }
    row.key = cellText(row.data[definition.key]);
    if (row.data == definition.example) row.reason = "example-row";
    return row;
}

std::vector<std::pair<std::string, std::string>> cellsOf(const base::Json& object) {
    std::vector<std::pair<std::string, std::string>> cells;
    for (const auto& [name, value] : object.items())
        cells.emplace_back(name, cellText(value));
    return cells;
}

std::string csvTemplate(const RegisterDefinition& definition, bool withExample) {
    std::vector<std::string> header, example;
    for (const auto& column : definition.columns) {
        header.push_back(column.name);
        example.push_back(column.example);
    }
    return base::csvRow(header) + (withExample ? base::csvRow(example) : std::string());
}

} // namespace proofstead::source
