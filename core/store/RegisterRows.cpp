#include "store/RegisterRows.h"

#include "store/Views.h"

namespace proofstead::store {

base::Result<std::vector<RegisterRowValue>> registerRows(const Vault& vault, const std::string& registerName) {
    PS_CHECK(ensureViews(vault));
    std::vector<RegisterRowValue> rows;
    bool known = false;
    for (const auto& shape : vault.registers())
        known = known || shape.name == registerName;
    if (!known) return rows;
    PS_TRY(auto statement, Statement::prepare(vault.handle(), "SELECT * FROM temp." + registerViewName(registerName) +
                                                                  " ORDER BY key, record_id"));
    for (;;) {
        PS_TRY(const bool more, statement.step());
        if (!more) return rows;
        RegisterRowValue row{{statement.integer(0)}, statement.string(3), base::Json::object()};
        for (int column = 4; column < statement.columns(); ++column) {
            const std::string name(statement.columnName(column));
            if (statement.isInteger(column))
                row.data[name] = statement.integer(column);
            else if (!statement.isNull(column))
                row.data[name] = statement.string(column);
        }
        rows.push_back(std::move(row));
    }
}

} // namespace proofstead::store
