#include "catalog/Loader.h"

#include "catalog/CheckReader.h"
#include "catalog/DefinitionReader.h"
#include "catalog/FrameworkReader.h"

#include <algorithm>
#include <filesystem>

namespace proofstead::catalog {

namespace {

template <class T>
void put(std::vector<T>& items, T item, bool replaces) {
    if (replaces) std::erase_if(items, [&](const T& other) { return other.id == item.id; });
    items.push_back(std::move(item));
}

template <class T>
void sortById(std::vector<T>& items) {
    std::sort(items.begin(), items.end(), [](const T& a, const T& b) { return a.id < b.id; });
}

} // namespace

base::Status Loader::read(const std::string& folder, Layer layer) {
    m_layer = layer;
    PS_CHECK(readFrameworks(folder + "/frameworks"));
    PS_CHECK(readChecks(folder + "/checks"));
    PS_CHECK(readSources(folder + "/sources"));
    PS_CHECK(readPacks(folder + "/packs"));
    return readMessages(folder + "/i18n");
}

Catalog Loader::take() {
    sortById(m_catalog.frameworks);
    sortById(m_catalog.checks);
    sortById(m_catalog.sources);
    sortById(m_catalog.packs);
    std::sort(m_catalog.overridden.begin(), m_catalog.overridden.end());
    return std::move(m_catalog);
}

base::Result<bool> Loader::admit(const std::string& kind, const std::string& id, const FileText& file,
                                 const std::string& overrides) {
    const std::string key = kind + ":" + id;
    const auto bearer = m_shelves.find(key);
    if (bearer == m_shelves.end() || bearer->second.layer == m_layer) {
        if (bearer != m_shelves.end())
            return base::fail("duplicate-id", key + ", also " + bearer->second.origin, file.path);
        if (!overrides.empty()) return base::fail("override-mismatch", key + " is not shipped", file.path);
        m_shelves[key] = {file.digest, file.path, m_layer};
        return false;
    }
    if (overrides.empty()) return base::fail("override-missing", key + " is shipped", file.path);
    if (overrides != bearer->second.digest)
        return base::fail("override-mismatch", key + " is shipped with digest " + bearer->second.digest, file.path);
    bearer->second = {file.digest, file.path, m_layer};
    m_catalog.overridden.push_back(key);
    return true;
}

base::Status Loader::readFrameworks(const std::string& folder) {
    PS_TRY(const auto paths, filesIn(folder, ".json"));
    for (const auto& path : paths) {
        PS_TRY(const auto file, readText(path));
        PS_TRY(auto read, readFramework(file, m_layer == Layer::Shipped));
        PS_TRY(const bool replaces, admit("framework", read.framework.id, file, read.overrides));
        put(m_catalog.frameworks, std::move(read.framework), replaces);
    }
    return {};
}

base::Status Loader::readChecks(const std::string& folder) {
    PS_TRY(const auto areas, foldersIn(folder));
    for (const auto& area : areas) {
        PS_TRY(const auto paths, filesIn(area, ".sql"));
        for (const auto& path : paths)
            PS_CHECK(readCheck(path, std::filesystem::path(area).filename().string()));
    }
    return {};
}

base::Status Loader::readCheck(const std::string& path, const std::string& area) {
    PS_TRY(const auto file, readText(path));
    PS_TRY(auto read, catalog::readCheck(file, area));
    PS_TRY(const bool replaces, admit("check", read.check.id, file, read.overrides));
    put(m_catalog.checks, std::move(read.check), replaces);
    return {};
}

base::Status Loader::readSources(const std::string& folder) {
    PS_TRY(const auto paths, filesIn(folder, ".json"));
    for (const auto& path : paths) {
        PS_TRY(const auto file, readText(path));
        PS_TRY(auto read, readSource(file));
        PS_TRY(const bool replaces, admit("source", read.definition.id, file, read.overrides));
        put(m_catalog.sources, std::move(read.definition), replaces);
    }
    return {};
}

base::Status Loader::readPacks(const std::string& folder) {
    PS_TRY(const auto paths, filesIn(folder, ".json"));
    for (const auto& path : paths) {
        PS_TRY(const auto file, readText(path));
        PS_TRY(auto read, readPack(file));
        PS_TRY(const bool replaces, admit("pack", read.definition.id, file, read.overrides));
        put(m_catalog.packs, std::move(read.definition), replaces);
    }
    return {};
}

base::Status Loader::readMessages(const std::string& folder) {
    PS_TRY(const auto paths, filesIn(folder, ".json"));
    for (const auto& path : paths) {
        PS_TRY(const auto file, readText(path));
        PS_TRY(auto read, readTexts(file));
        PS_CHECK(mergeTexts(file, std::move(read.texts), read.overrides));
    }
    return {};
}

// A user's catalogue adds keys to a shipped language; only one that names the shipped file may also change keys.
base::Status Loader::mergeTexts(const FileText& file, Texts texts, const std::string& overrides) {
    Texts& language = m_catalog.messages[file.stem];
    const bool adds =
        std::none_of(texts.begin(), texts.end(), [&](const auto& text) { return language.contains(text.first); });
    const bool onlyAdds = m_layer == Layer::User && overrides.empty() && adds && !language.empty();
    if (!onlyAdds) PS_CHECK(admit("messages", file.stem, file, overrides));
    for (auto& [key, text] : texts)
        language[key] = std::move(text);
    return {};
}

} // namespace proofstead::catalog
