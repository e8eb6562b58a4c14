#include "catalog/DefinitionReader.h"

#include "catalog/RecordingReader.h"
#include "catalog/RegisterReader.h"

#include <algorithm>
#include <array>

namespace proofstead::catalog {

namespace {

constexpr std::array<std::string_view, 3> kKinds{"log", "register", "access"};

base::Status expectText(const base::Json& document, const char* key, const std::string& code) {
    if (!document.is_object()) return base::fail(code, "an object is expected", "/");
    const auto* member = base::find(document, key);
    if (!member) return base::fail(code, "is missing", std::string("/") + key);
    if (!member->is_string() || member->get_ref<const std::string&>().empty())
        return base::fail(code, "a text is expected", std::string("/") + key);
    return {};
}

base::Status checkId(const base::Json& document, const FileText& file, const std::string& code) {
    PS_CHECK(expectText(document, "id", code));
    const auto id = base::stringAt(document, "id");
    if (id != file.stem || !isContentId(id))
        return base::fail(code, "\"" + id + "\" is not the file's name or no id", "/id");
    if (document.contains("overrides")) PS_CHECK(expectText(document, "overrides", code));
    return {};
}

DefinitionFile definitionOf(base::Json document, std::string kind, const FileText& file) {
    DefinitionFile result;
    result.definition.id = base::stringAt(document, "id");
    result.definition.kind = std::move(kind);
    result.definition.title = base::stringAt(document, "title");
    result.definition.digest = file.digest;
    result.definition.origin = file.path;
    result.overrides = base::stringAt(document, "overrides");
    result.definition.document = std::move(document);
    return result;
}

base::Status checkSource(const base::Json& document, const FileText& file) {
    constexpr const char* kCode = "invalid-source";
    PS_CHECK(checkId(document, file, kCode));
    PS_CHECK(expectText(document, "kind", kCode));
    PS_CHECK(expectText(document, "title", kCode));
    const auto kind = base::stringAt(document, "kind");
    if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end())
        return base::fail(kCode, "unknown value \"" + kind + "\"", "/kind");
    PS_CHECK(recordingRules(document));
    return kind == "register" ? checkRegister(document) : base::Status{};
}

// Only the id is ours; core/pack reads the sections and refuses what it does not know.
base::Status checkPack(const base::Json& document, const FileText& file) {
    constexpr const char* kCode = "invalid-pack";
    PS_CHECK(checkId(document, file, kCode));
    return document.contains("title") ? expectText(document, "title", kCode) : base::Status{};
}

} // namespace

base::Result<DefinitionFile> readSource(const FileText& file) {
    PS_TRY(auto document, parseDocument(file));
    if (auto status = checkSource(document, file); !status) return base::climb(std::move(status.error()), file.path);
    auto kind = base::stringAt(document, "kind");
    return definitionOf(std::move(document), std::move(kind), file);
}

base::Result<DefinitionFile> readPack(const FileText& file) {
    PS_TRY(auto document, parseDocument(file));
    if (auto status = checkPack(document, file); !status) return base::climb(std::move(status.error()), file.path);
    return definitionOf(std::move(document), "pack", file);
}

base::Result<TextsFile> readTexts(const FileText& file) {
    constexpr const char* kCode = "invalid-messages";
    PS_TRY(const auto document, parseDocument(file));
    TextsFile result;
    auto refuse = [&](const std::string& what, const std::string& pointer) {
        return base::climb(base::Error{kCode, what, {pointer}}, file.path);
    };
    if (!document.is_object()) return refuse("an object is expected", "/");
    for (const auto& [key, text] : document.items()) {
        if (!text.is_string()) return refuse("a text is expected", "/" + key);
        (key == "overrides" ? result.overrides : result.texts[key]) = text.get<std::string>();
    }
    return result;
}

} // namespace proofstead::catalog
