#include "pack/RecordFile.h"

#include "base/Text.h"

#include <algorithm>
#include <fmt/format.h>

namespace proofstead::pack {

std::string recordFileName(const PackInput& input, const CitedRecord& record) {
    if (record.erased) return {};
    return fmt::format("records/{}{}", record.id.value, input.masked ? ".masked.json" : ".bin");
}

FieldClass classIn(const CitedRecord& record, const Field& field) {
    if (field.name != "name" || field.kind != FieldClass::Plain) return field.kind;
    if (record.source == "register-hr-roster") return FieldClass::PersonName;
    const bool user = std::any_of(record.fields.begin(), record.fields.end(),
                                  [](const Field& other) { return other.name == "kind" && other.value == "user"; });
    return user ? FieldClass::UserName : FieldClass::Plain;
}

base::Json recordJson(Context& context, const CitedRecord& record) {
    auto fields = base::Json::array();
    for (const Field& field : record.fields) {
        if (field.value.empty()) continue;
        const std::string shown = context.masker.value(field.value, classIn(record, field));
        base::Json entry{{"name", field.name}, {"value", shown}};
        if (const FieldClass kind = classIn(record, field); kind != FieldClass::Plain) entry["class"] = idOf(kind);
        auto commitments = base::Json::array();
        // A value may hold several masks ("10.0.0.1, 10.0.0.2"); each is opened on its own.
        for (std::size_t at = shown.find("‹masked:"); at != std::string::npos; at = shown.find("‹masked:", at + 1)) {
            const std::string mask = shown.substr(at, shown.find("›", at) + std::string_view("›").size() - at);
            const auto found = context.masker.commitments().find(mask);
            if (found != context.masker.commitments().end()) commitments.push_back(found->second.commitment);
        }
        if (!commitments.empty()) entry["commitments"] = std::move(commitments);
        fields.push_back(std::move(entry));
    }
    return {{"record", record.id.value},
            {"source", record.source},
            {"environment", record.environment},
            {"masked", context.input.masked},
            {"fields", std::move(fields)}};
}

} // namespace proofstead::pack
