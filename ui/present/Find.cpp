#include "present/Find.h"

#include "present/Tr.h"

#include <algorithm>

namespace proofstead::present {

namespace {

bool holdsWord(const Table::Row& row, const QString& word) {
    const auto inText = [&](const QString& text) { return text.contains(word, Qt::CaseInsensitive); };
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [&](const Cell& cell) { return inText(cell.text) || inText(cell.aside); }) ||
           std::any_of(row.detail.begin(), row.detail.end(), inText) ||
           std::any_of(row.tags.begin(), row.tags.end(), [&](const QString& tag) {
               return word.contains(':') && tag.startsWith(word, Qt::CaseInsensitive);
           });
}

Table found(const Table& table, const QString& text) {
    Table out;
    out.columns = table.columns;
    out.filters = table.filters;
    // From the end, so that a branch knows whether anything below it stays.
    std::vector<bool> keep(table.rows.size(), false);
    int above = 0; // rows of a level below this one are branches of something kept
    for (std::size_t i = table.rows.size(); i-- > 0;) {
        const auto& row = table.rows[i];
        const bool isBranch = row.level < above;
        keep[i] = isBranch || holds(row, text);
        if (keep[i]) above = row.level;
    }
    for (std::size_t i = 0; i < keep.size(); ++i)
        if (keep[i]) out.rows.push_back(table.rows[i]);
    return out;
}

} // namespace

QString nothingFound() {
    return Tr::tr("No row holds what you look for. Escape, or an empty field, shows all again.");
}

bool holds(const Table::Row& row, const QString& text) {
    const auto words = text.split(' ', Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString& word) { return holdsWord(row, word); });
}

Page found(const Page& page, const QString& text) {
    Page out = page;
    if (text.trimmed().isEmpty()) return out;
    for (auto& section : out.sections)
        if (const auto* table = std::get_if<Table>(&section.body)) section.body = found(*table, text.trimmed());
    return out;
}

} // namespace proofstead::present
