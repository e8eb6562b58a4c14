// A content folder in a temporary directory: one framework, one check, two sources, one outline and English texts, all
// of them good. A test replaces one file by a broken one and looks at what load() says.
#pragma once

#include "seal/Digest.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <string>

namespace fixture {

inline constexpr const char* kFramework = R"({
  "id": "house", "title": "House rules", "version": "1", "released_at": "2026-01-31",
  "controls": [
    {"id": "house-1", "area": "Doors", "citation": "House 1", "title": "Doors are locked", "requirement": "Lock doors.",
     "applies_to": ["owner"], "automation": "automated",
     "evidence": [{"kind": "audit-log", "question": "operation", "period": "period", "freshness_max": "24h",
                   "population": ["every door"], "min_items": 3, "owner_role": "porter"},
                  {"kind": "document", "question": "design", "sample": {"method": "random", "size": 25, "seed": 7}}],
     "text_version": "of 2025", "source_url": "https://house.example/rules", "applies_until": "2030-01-01",
     "manual": {"questions": ["Who has keys?"], "artefact": "list of keys", "sign_off_role": "owner", "cadence": "365d"},
     "links": [{"check": "door-open", "kind": "direct", "reviewed": {"by": "the house", "at": "2026-01-31"}}]},
    {"id": "house-1-a", "citation": "House 1.a", "title": "Keys are counted", "requirement": "Count keys.",
     "applies_to": ["owner", "tenant"], "conditions": ["keys-exist"], "spec_type": "required",
     "applies_from": "2027-01-01", "counsel_confirmed": true, "automation": "partly-automated",
     "links": [{"check": "door-open", "facet": "front", "kind": "supporting", "part": "design", "required": false,
                "reviewed": false}],
     "missing_tests": ["key-count"], "alternative_group": "keys", "parent": "house-1", "superseded_by": "house-1", "procedure": "Count them.",
     "xrefs": [{"to": "house-1", "relation": "subset", "scheme": "house"},
               {"to": "Art. 1", "relation": "related", "scheme": "elsewhere", "applies_from": "2028-01-01",
                "rationale": "both lock", "author": "the house", "reviewed_at": "2026-01-30"}]}
  ]
})";

inline constexpr const char* kCheck = R"(-- id: door-open
-- title: Doors are shut at night
-- question: Did a door stand open?
-- severity: high
-- test: absence
-- nature: re-performance
-- needs: door-log
-- needs-also: register-keys
-- freshness: 7d
-- tolerance: 2
-- heuristic: yes
-- facets: front, back
-- parameter: longest = 15min ; basis: own policy: see 'night'
-- parameter: shown_as = open; basis: own policy

-- Free words after the header: not a :parameter.
SELECT source, environment, record_id, actor AS subject, at, 'front' AS facet, 'open -- :still text' AS detail
FROM event WHERE at >= :from AND at < :until AND activity = :shown_as
-- population
SELECT source, environment, 'front' AS facet, count(*) AS population FROM event
WHERE at < :as_of - :longest GROUP BY source, environment;
)";

inline constexpr const char* kLog = R"({"id": "door-log", "kind": "log", "title": "Door log", "anything": [1, 2]})";

inline constexpr const char* kRegister = R"({
  "id": "register-keys", "kind": "register", "title": "Keys", "basis": "own policy", "version": "1",
  "register": {"name": "keys", "key": "id", "columns": [
    {"name": "id", "type": "text", "required": true, "aliases": ["key no"], "description": "Number.", "example": "K1"},
    {"name": "held_by", "type": "list", "required": false, "aliases": [], "description": "Who.", "example": "a;b",
     "values": ["a", "b"]}]},
  "samples": [{"format": "csv", "text": "id,held_by\r\nK1,a;b\r\n", "expect": [{"id": "K1", "held_by": "a;b"}]}]
})";

inline constexpr const char* kPack = R"({"id": "full", "title": "Everything", "sections": ["cover"]})";
inline constexpr const char* kEnglish = R"({"greeting": "Good day", "parting": "Goodbye"})";
inline constexpr const char* kGerman = R"({"greeting": "Guten Tag"})";

class Folder {
public:
    void put(const QString& name, const std::string& text) const {
        const QString path = m_root.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write %s", qPrintable(path));
        file.write(text.data(), static_cast<qint64>(text.size()));
    }
    void remove(const QString& name) const { QFile::remove(m_root.filePath(name)); }
    void putAll() const {
        put("frameworks/house.json", kFramework);
        put("checks/doors/door-open.sql", kCheck);
        put("checks/doors/door-open.json", "{}");
        put("sources/door-log.json", kLog);
        put("sources/register-keys.json", kRegister);
        put("packs/full.json", kPack);
        put("i18n/en.json", kEnglish);
        put("i18n/de.json", kGerman);
    }
    std::string path() const { return m_root.path().toStdString(); }

private:
    QTemporaryDir m_root;
};

inline std::string digestOf(const std::string& text) {
    return proofstead::seal::sha256Hex(text);
}

// The text with the first `what` replaced; the fixture is at fault when there is none.
inline std::string swapped(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    if (at == std::string::npos) qFatal("the fixture has no %s", what.c_str());
    return text.replace(at, what.size(), with);
}

} // namespace fixture
