#include "store/SourceDigests.h"

#include "base/Json.h"

#include <set>
#include <utility>

namespace proofstead::store {

namespace {

constexpr const char* kDigest = "digest";
constexpr const char* kFile = "file";

using Rows = std::set<std::pair<std::string, std::string>>; // kind, data

std::optional<base::Millis> timeAt(const base::Json& data, const char* name) {
    const auto* value = base::find(data, name);
    return value && value->is_number_integer() ? std::optional(value->get<base::Millis>()) : std::nullopt;
}

template <class T>
base::Json numberOrNull(const std::optional<T>& value) {
    return value ? base::Json(*value) : base::Json();
}

base::Json idOrNull(std::int64_t id) {
    return id > 0 ? base::Json(id) : base::Json();
}

std::string textOf(const SourceDigest& d) {
    return base::canonicalJson({{"record_id", idOrNull(d.record.value)},
                                {"source", d.source},
                                {"environment", d.environment},
                                {"region", d.region},
                                {"trail", d.trail},
                                {"object", d.object},
                                {"from_at", d.from},
                                {"until_at", d.until},
                                {"signature", d.signature},
                                {"link", d.link},
                                {"link_from", numberOrNull(d.linkFrom)},
                                {"newest", d.newest ? 1 : 0},
                                {"files", d.files},
                                {"same", d.same},
                                {"missing", d.missing},
                                {"other", d.other}});
}

std::string textOf(const SourceDigestFile& f) {
    return base::canonicalJson({{"record_id", idOrNull(f.record.value)},
                                {"source", f.source},
                                {"environment", f.environment},
                                {"region", f.region},
                                {"trail", f.trail},
                                {"object", f.object},
                                {"state", f.state},
                                {"file_id", idOrNull(f.file.value)},
                                {"from_at", numberOrNull(f.from)},
                                {"until_at", numberOrNull(f.until)}});
}

SourceDigest digestOf(const base::Json& data) {
    SourceDigest d;
    d.record = {base::intAt(data, "record_id")};
    d.source = base::stringAt(data, "source");
    d.environment = base::stringAt(data, "environment");
    d.region = base::stringAt(data, "region");
    d.trail = base::stringAt(data, "trail");
    d.object = base::stringAt(data, "object");
    d.from = base::intAt(data, "from_at");
    d.until = base::intAt(data, "until_at");
    d.signature = base::stringAt(data, "signature");
    d.link = base::stringAt(data, "link");
    d.linkFrom = timeAt(data, "link_from");
    d.newest = base::intAt(data, "newest") != 0;
    d.files = base::intAt(data, "files");
    d.same = base::intAt(data, "same");
    d.missing = base::intAt(data, "missing");
    d.other = base::intAt(data, "other");
    return d;
}

SourceDigestFile fileOf(const base::Json& data) {
    SourceDigestFile f;
    f.record = {base::intAt(data, "record_id")};
    f.source = base::stringAt(data, "source");
    f.environment = base::stringAt(data, "environment");
    f.region = base::stringAt(data, "region");
    f.trail = base::stringAt(data, "trail");
    f.object = base::stringAt(data, "object");
    f.state = base::stringAt(data, "state");
    f.file = {base::intAt(data, "file_id")};
    f.from = timeAt(data, "from_at");
    f.until = timeAt(data, "until_at");
    return f;
}

// The log position of what is seen now.
base::Result<std::int64_t> position(const Vault& vault) {
    PS_TRY(auto statement, Statement::prepare(vault.handle(), "SELECT coalesce(max(custody), 0) FROM file"));
    PS_TRY(const bool row, statement.step());
    return row ? statement.integer(0) : 0;
}

} // namespace

base::Result<bool> hasDocuments(const Vault& vault) {
    PS_TRY(auto statement, Statement::prepare(vault.handle(), "SELECT 1 FROM document_row LIMIT 1"));
    return statement.step();
}

base::Result<std::vector<StoredDocument>> documentsOf(const Vault& vault, const std::string& source) {
    PS_TRY(auto statement,
           Statement::prepare(vault.handle(),
                              "SELECT d.id, d.file_id, d.leaf FROM document_row d JOIN file f ON f.id = d.file_id AND "
                              "f.custody IS NOT NULL JOIN term s ON s.id = f.source_id WHERE s.text = ? "
                              "ORDER BY f.custody, d.leaf"));
    statement.bind(1, std::string_view(source));
    std::vector<StoredDocument> list;
    for (;;) {
        PS_TRY(const bool row, statement.step());
        if (!row) return list;
        list.push_back({{statement.integer(0)}, {statement.integer(1)}, statement.integer(2)});
    }
}

base::Status keepSourceDigests(Vault& vault, const SourceDigests& found) {
    Rows wanted;
    for (const auto& digest : found.digests)
        wanted.emplace(kDigest, textOf(digest));
    for (const auto& file : found.files)
        wanted.emplace(kFile, textOf(file));
    PS_TRY(const auto seq, position(vault));
    PS_TRY(auto list, Statement::prepare(vault.handle(), "SELECT id, kind, data FROM source_digest_row WHERE "
                                                         "gone IS NULL"));
    std::vector<std::int64_t> gone;
    for (;;) {
        PS_TRY(const bool row, list.step());
        if (!row) break;
        if (wanted.erase({list.string(1), list.string(2)}) == 0) gone.push_back(list.integer(0));
    }
    PS_TRY(auto end, Statement::prepare(vault.handle(), "UPDATE source_digest_row SET gone = ? WHERE id = ?"));
    for (const auto id : gone) {
        end.bind(1, seq);
        end.bind(2, id);
        PS_CHECK(end.run());
    }
    PS_TRY(auto insert,
           Statement::prepare(vault.handle(), "INSERT INTO source_digest_row(kind, since, data) VALUES(?,?,?)"));
    for (const auto& [kind, data] : wanted) {
        insert.bind(1, std::string_view(kind));
        insert.bind(2, seq);
        insert.bind(3, std::string_view(data));
        PS_CHECK(insert.run());
    }
    return {};
}

base::Result<SourceDigests> sourceDigests(const Vault& vault) {
    PS_TRY(auto list,
           Statement::prepare(vault.handle(), "SELECT kind, data FROM source_digest_row WHERE gone IS NULL ORDER BY "
                                              "data ->> 'source', data ->> 'environment', data ->> 'region', "
                                              "data ->> 'trail', data ->> 'from_at', data ->> 'object'"));
    SourceDigests found;
    for (;;) {
        PS_TRY(const bool row, list.step());
        if (!row) return found;
        PS_TRY(const auto data, base::parseJson(list.text(1)));
        if (list.text(0) == kDigest)
            found.digests.push_back(digestOf(data));
        else
            found.files.push_back(fileOf(data));
    }
}

} // namespace proofstead::store
