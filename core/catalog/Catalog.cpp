#include "catalog/Catalog.h"

#include "catalog/Loader.h"
#include "catalog/References.h"

#include <algorithm>
#include <filesystem>

namespace proofstead::catalog {

namespace {

template <class T>
const T* findById(const std::vector<T>& items, std::string_view id) {
    const auto at = std::lower_bound(items.begin(), items.end(), id,
                                     [](const T& item, std::string_view wanted) { return item.id < wanted; });
    return at != items.end() && at->id == id ? &*at : nullptr;
}

bool isFolder(const std::string& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

} // namespace

base::Result<Catalog> Catalog::load(const std::string& resourcesDir, const std::string& userDir) {
    if (!isFolder(resourcesDir)) return base::fail("resources-missing", resourcesDir);
    Loader loader;
    PS_CHECK(loader.read(resourcesDir, Layer::Shipped));
    if (!userDir.empty() && isFolder(userDir)) PS_CHECK(loader.read(userDir, Layer::User));
    Catalog catalog = loader.take();
    PS_CHECK(checkReferences(catalog));
    return catalog;
}

const model::Framework* Catalog::framework(std::string_view id) const {
    return findById(frameworks, id);
}

const model::CheckDefinition* Catalog::check(std::string_view id) const {
    return findById(checks, id);
}

const Definition* Catalog::source(std::string_view id) const {
    return findById(sources, id);
}

const Definition* Catalog::pack(std::string_view id) const {
    return findById(packs, id);
}

const model::Control* Catalog::control(std::string_view id) const {
    for (const auto& candidate : frameworks)
        for (const auto& item : candidate.controls)
            if (item.id == id) return &item;
    return nullptr;
}

Texts Catalog::texts(std::string_view language) const {
    Texts result;
    if (const auto english = messages.find("en"); english != messages.end()) result = english->second;
    if (const auto own = messages.find(std::string(language)); own != messages.end())
        for (const auto& [key, text] : own->second)
            result[key] = text;
    return result;
}

} // namespace proofstead::catalog
