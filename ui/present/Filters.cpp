#include "present/Filters.h"

#include "present/Tr.h"
#include "present/Words.h"

#include <algorithm>

namespace proofstead::present {

namespace {

QString labelOf(const QString& key) {
    return key == QLatin1String("framework") ? Tr::tr("Framework")
           : key == QLatin1String("status")  ? Tr::tr("Status")
           : key == QLatin1String("role")    ? Tr::tr("Role")
                                             : Tr::tr("Severity");
}

// In the order of a bar or of frameworks, whatever order the rows stand in.
std::vector<std::pair<QString, QString>> valuesOf(const QString& key, const PageData& data) {
    const Words words(data);
    std::vector<std::pair<QString, QString>> out;
    if (key == QLatin1String("framework") && data.run)
        for (const auto& summary : data.run->summaries)
            out.emplace_back(plain(summary.framework), words.framework(summary.framework));
    if (key == QLatin1String("status"))
        for (const auto status : pack::look::kBarOrder)
            out.emplace_back(plain(model::idOf(status)), signOf(status) + ' ' + words.status(status));
    if (key == QLatin1String("severity"))
        for (const auto severity :
             {model::Severity::Critical, model::Severity::High, model::Severity::Medium, model::Severity::Low})
            out.emplace_back(plain(model::idOf(severity)), words.severity(severity));
    return out;
}

std::vector<std::pair<QString, QString>> rolesOf(const Table& table, const PageData& data) {
    const Words words(data);
    QStringList ids;
    for (const auto& row : table.rows)
        for (const auto& tag : row.tags)
            if (tag.startsWith(QLatin1String("role:")) && !ids.contains(tag.mid(5))) ids << tag.mid(5);
    ids.sort();
    std::vector<std::pair<QString, QString>> out;
    for (const auto& id : ids)
        out.emplace_back(id, words.word("role", id.toStdString()));
    return out;
}

} // namespace

Table withFilters(Table table, const PageData& data, std::initializer_list<const char*> keys) {
    for (const char* name : keys) {
        const QString key = QString::fromLatin1(name);
        auto values = key == QLatin1String("role") ? rolesOf(table, data) : valuesOf(key, data);
        const auto isUsed = [&](const auto& value) {
            const QString tag = key + ':' + value.first;
            return std::any_of(table.rows.begin(), table.rows.end(),
                               [&](const auto& row) { return row.tags.contains(tag); });
        };
        values.erase(std::remove_if(values.begin(), values.end(), std::not_fn(isUsed)), values.end());
        if (values.size() > 1) table.filters.push_back({labelOf(key), key, std::move(values)});
    }
    return table;
}

QString tagIn(const QString& text, const QString& key) {
    for (const auto& word : text.split(' ', Qt::SkipEmptyParts))
        if (word.startsWith(key + ':')) return word.mid(key.size() + 1);
    return {};
}

QString withTag(const QString& text, const QString& key, const QString& value) {
    QStringList words;
    for (const auto& word : text.split(' ', Qt::SkipEmptyParts))
        if (!word.startsWith(key + ':')) words << word;
    if (!value.isEmpty()) words << key + ':' + value;
    return words.join(' ');
}

} // namespace proofstead::present
