#include "store/EvidenceStore.h"

#include "base/Json.h"
#include "base/Text.h"
#include "store/EventPlaces.h"
#include "store/Layout.h"
#include "store/Views.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

struct Kind {
    const char* name;
    const char* table;
    const char* view;
};

constexpr Kind kKinds[] = {{"register", "register_row", ""},
                           {"document", "document_row", ""},
                           {"principal", "principal_row", "principal"},
                           {"credential", "credential_row", "credential"},
                           {"statement", "statement_row", "policy_statement"},
                           {"grant", "grant_row", "grant_effective"}};

base::Result<std::vector<std::pair<std::string, std::string>>> viewRow(const Vault& vault, const std::string& name,
                                                                       model::RecordId record) {
    PS_CHECK(ensureViews(vault));
    PS_TRY(auto statement, Statement::prepare(vault.handle(), "SELECT * FROM temp." + name + " WHERE record_id = ?"));
    statement.bind(1, record.value);
    std::vector<std::pair<std::string, std::string>> fields;
    PS_TRY(const bool row, statement.step());
    if (!row) return fields;
    for (int column = 0; column < statement.columns(); ++column) {
        const auto columnName = statement.columnName(column);
        const bool time = columnName == "at" || columnName.ends_with("_at");
        auto text = time && statement.isInteger(column) ? base::formatTime(statement.integer(column))
                                                        : statement.string(column);
        fields.emplace_back(columnName, std::move(text));
    }
    return fields;
}

std::string typeOf(const std::vector<RegisterShape>& registers, std::string_view name, std::string_view column) {
    for (const auto& shape : registers)
        for (const auto& one : shape.columns)
            if (shape.name == name && one.name == column) return one.type;
    return {};
}

std::string textOf(const base::Json& value, const std::string& type) {
    if (value.is_number_integer() && type == "time") return base::formatTime(value.get<base::Millis>());
    if (value.is_number_integer() && type == "date") return base::formatDate(value.get<base::Millis>());
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// A register row that a newer one replaced is in no view; what it said is still there.
std::vector<std::pair<std::string, std::string>> registerFields(const std::vector<RegisterShape>& registers,
                                                                std::string_view name, const std::string& key,
                                                                std::string_view data) {
    std::vector<std::pair<std::string, std::string>> fields{{"key", key}};
    if (const auto parsed = base::parseJson(data))
        for (const auto& [column, value] : parsed->items())
            fields.emplace_back(column, textOf(value, typeOf(registers, name, column)));
    return fields;
}

base::Result<std::string> pointerOf(const Vault& vault, const model::Origin& origin) {
    PS_TRY(auto statement,
           Statement::prepare(vault.handle(), "SELECT pointer FROM pointer_row WHERE file_id = ? AND leaf = ?"));
    statement.bind(1, origin.file.value);
    statement.bind(2, origin.leaf);
    PS_TRY(const bool row, statement.step());
    return row ? statement.string(0) : std::string{};
}

model::Origin originOf(const StoredFile& file) {
    model::Origin origin;
    origin.file = file.id;
    origin.path = file.path;
    origin.member = file.member;
    origin.fileSha256 = file.sha256;
    origin.contentSha256 = file.contentSha256;
    return origin;
}

// nullopt: the record is no event.
base::Result<std::optional<RecordPlace>> eventPlace(const Vault& vault, const EvidenceStore& evidence,
                                                    model::RecordId record) {
    EventBlocks blocks(vault.handle());
    PS_TRY(const auto places, EventPlaces(vault).of(blocks, record.value));
    if (places.empty()) return std::optional<RecordPlace>();
    RecordPlace found{"event", {}, {}, {}};
    for (const auto& place : places) {
        PS_TRY(const auto file, evidence.file({place.file}));
        auto origin = originOf(file);
        origin.leaf = place.leaf;
        origin.index = place.index;
        origin.offset = place.offset;
        origin.length = place.length;
        found.source = file.source;
        found.origins.emplace_back(file.id, std::move(origin));
    }
    PS_TRY(found.fields, viewRow(vault, "event", record));
    return std::optional(std::move(found));
}

} // namespace

base::Result<RecordPlace> EvidenceStore::place(model::RecordId record) const {
    PS_TRY(auto event, eventPlace(m_vault, *this, record));
    if (event) return std::move(*event);
    for (const auto& kind : kKinds) {
        const bool registered = std::string_view(kind.name) == "register";
        const std::string sql = fmt::format("SELECT file_id, leaf{} FROM {} WHERE id = ?1",
                                            registered ? ", register, key, data" : "", kind.table);
        PS_TRY(auto statement, Statement::prepare(m_vault.handle(), sql));
        statement.bind(1, record.value);
        RecordPlace place{kind.name, {}, {}, {}};
        std::string viewName = kind.view;
        for (;;) {
            PS_TRY(const bool row, statement.step());
            if (!row) break;
            const model::FileId fileId{statement.integer(0)};
            PS_TRY(const auto stored, file(fileId));
            auto origin = originOf(stored);
            origin.leaf = origin.index = statement.integer(1);
            place.source = stored.source;
            PS_TRY(const auto one, leaf(fileId, origin.leaf));
            origin.offset = one.info.offset;
            origin.length = one.info.length;
            PS_TRY(origin.pointer, pointerOf(m_vault, origin));
            if (registered)
                place.fields =
                    registerFields(m_vault.registers(), statement.text(2), statement.string(3), statement.text(4));
            place.origins.emplace_back(fileId, std::move(origin));
        }
        if (place.origins.empty()) continue;
        if (!viewName.empty()) {
            PS_TRY(place.fields, viewRow(m_vault, viewName, record));
        }
        return place;
    }
    return base::fail("record-unknown", fmt::format("{}", record.value));
}

} // namespace proofstead::store
