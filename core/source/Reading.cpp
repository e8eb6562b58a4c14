#include "source/Reading.h"

namespace proofstead::source {

base::Json Reading::toJson() const {
    constexpr const char* names[] = {"json", "csv", "lines"};
    base::Json json{{"container", names[static_cast<int>(container)]}};
    if (container == Container::Csv) {
        json["separator"] = std::string(1, separator);
        json["columns"] = columns;
    }
    return json;
}

Reading Reading::fromJson(const base::Json& json) {
    Reading reading;
    const auto name = base::stringAt(json, "container", "json");
    reading.container = name == "csv" ? Container::Csv : name == "lines" ? Container::Lines : Container::Json;
    if (const auto separator = base::stringAt(json, "separator"); !separator.empty()) reading.separator = separator[0];
    if (const auto* columns = base::find(json, "columns"); columns && columns->is_array())
        for (const auto& column : *columns)
            reading.columns.push_back(column.is_string() ? column.get<std::string>() : std::string());
    return reading;
}

} // namespace proofstead::source
