#include "store/EvidenceStore.h"

#include "base/Json.h"
#include "base/Text.h"
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

constexpr Kind kKinds[] = {{"event", "event_row", "event"},
                           {"register", "register_row", ""},
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

constexpr const char* kOrigins =
    "SELECT file_id, leaf, idx, offset, length, 0 FROM event_row WHERE id = ?1 UNION ALL "
    "SELECT file_id, leaf, idx, offset, length, 1 FROM duplicate_row WHERE event_id = ?1 ORDER BY 6, 1, 2";

} // namespace

base::Result<RecordPlace> EvidenceStore::place(model::RecordId record) const {
    for (const auto& kind : kKinds) {
        const bool event = std::string_view(kind.name) == "event";
        const bool registered = std::string_view(kind.name) == "register";
        const std::string sql = event ? kOrigins
                                      : fmt::format("SELECT file_id, leaf, leaf, 0, 0, 0{} FROM {} WHERE id = ?1",
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
            model::Origin origin;
            origin.file = fileId;
            origin.path = stored.path;
            origin.member = stored.member;
            origin.leaf = statement.integer(1);
            origin.index = statement.integer(2);
            origin.offset = statement.integer(3);
            origin.length = statement.integer(4);
            origin.fileSha256 = stored.sha256;
            origin.contentSha256 = stored.contentSha256;
            place.source = stored.source;
            if (!event) {
                PS_TRY(const auto one, leaf(fileId, origin.leaf));
                origin.offset = one.info.offset;
                origin.length = one.info.length;
                PS_TRY(origin.pointer, pointerOf(m_vault, origin));
            }
            if (registered)
                place.fields =
                    registerFields(m_vault.registers(), statement.text(6), statement.string(7), statement.text(8));
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
