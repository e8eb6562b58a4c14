#include "access/AwsPolicy.h"

#include "access/AwsMatch.h"
#include "base/Text.h"

#include <algorithm>
#include <array>

namespace proofstead::access {

using base::Json;

namespace {

std::string percentDecode(std::string_view text) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        const char lower = static_cast<char>(c | 0x20);
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    };
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

// Reads the elements of one statement and notes what is odd about them.
class StatementReader {
public:
    StatementReader(const Json& statement, std::string pointer, Lint& lint)
        : m_statement(statement), m_pointer(std::move(pointer)), m_lint(lint) {}

    void read(model::PolicyStatement& out) {
        noteUnknownElements();
        out.sid = base::stringAt(m_statement, "Sid");
        out.effect = base::stringAt(m_statement, "Effect");
        if (out.effect != "Allow" && out.effect != "Deny") note("/Effect", "effect-unknown");
        out.actions = list("Action");
        out.notActions = list("NotAction");
        checkActions(out);
        out.resources = list("Resource");
        out.notResources = list("NotResource");
        readPrincipals(out);
        checkResources(out);
        readCondition(out);
    }

private:
    void note(std::string_view below, std::string_view message) {
        m_lint.emplace_back(m_pointer + std::string(below), std::string(message));
    }

    void noteUnknownElements() {
        static constexpr std::array kKnown{"Sid",         "Effect",    "Action",       "NotAction", "Resource",
                                           "NotResource", "Principal", "NotPrincipal", "Condition"};
        for (const auto& [name, value] : m_statement.items())
            if (std::find(kKnown.begin(), kKnown.end(), name) == kKnown.end())
                note("/" + pointerSegment(name), "unknown-element");
    }

    std::vector<std::string> texts(const Json& value, const std::string& below) {
        std::vector<std::string> out;
        if (value.is_string()) return {value.get<std::string>()};
        if (!value.is_array()) {
            note(below, "value-not-string");
            return out;
        }
        if (value.empty()) note(below, "empty-list");
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i].is_string())
                out.push_back(value[i].get<std::string>());
            else
                note(below + "/" + std::to_string(i), "value-not-string");
        }
        return out;
    }

    std::vector<std::string> list(const char* name) {
        const Json* value = base::find(m_statement, name);
        return value == nullptr ? std::vector<std::string>{} : texts(*value, std::string("/") + name);
    }

    bool has(const char* name) const { return base::find(m_statement, name) != nullptr; }

    void checkActions(const model::PolicyStatement& statement) {
        if (!has("Action") && !has("NotAction")) note("", "action-missing");
        if (has("Action") && has("NotAction")) note("", "action-doubled");
        for (const auto* patterns : {&statement.actions, &statement.notActions})
            for (const auto& pattern : *patterns)
                if (!isActionPattern(pattern))
                    note(patterns == &statement.actions ? "/Action" : "/NotAction", "action-pattern-invalid");
    }

    // A trust policy has no resource: it is the role itself.
    void checkResources(const model::PolicyStatement& statement) {
        if (has("Resource") && has("NotResource")) note("", "resource-doubled");
        if (statement.policyKind != "trust" && !has("Resource") && !has("NotResource")) note("", "resource-missing");
    }

    void readPrincipals(model::PolicyStatement& out) {
        const bool named = has("Principal") || has("NotPrincipal");
        if (out.policyKind == "trust" && !named) note("", "principal-missing");
        if (out.policyKind != "trust" && named)
            note(has("Principal") ? "/Principal" : "/NotPrincipal", "principal-unexpected");
        addPrincipals("Principal", "", out.principals);
        if (has("NotPrincipal")) note("/NotPrincipal", "not-principal");
        addPrincipals("NotPrincipal", "!", out.principals);
    }

    // `Principal: "*"` and `{"AWS": "*"}` both mean everyone, also without signing in.
    void addPrincipals(const char* element, std::string_view prefix, std::vector<std::string>& out) {
        const Json* value = base::find(m_statement, element);
        if (value == nullptr) return;
        const std::string below = std::string("/") + element;
        if (!value->is_object()) {
            for (const auto& text : texts(*value, below))
                addPrincipal(prefix, "AWS", text, below, out);
            return;
        }
        for (const auto& [type, names] : value->items())
            for (const auto& text : texts(names, below + "/" + pointerSegment(type)))
                addPrincipal(prefix, type, text, below, out);
    }

    void addPrincipal(std::string_view prefix, const std::string& type, const std::string& text,
                      const std::string& below, std::vector<std::string>& out) {
        const bool everyone = type == "AWS" && text == "*";
        if (!everyone && text.find_first_of("*?") != std::string::npos) note(below, "principal-partial-wildcard");
        out.push_back(std::string(prefix) + (everyone ? "*" : type + ":" + text));
    }

    void readCondition(model::PolicyStatement& out) {
        const Json* condition = base::find(m_statement, "Condition");
        if (condition == nullptr) return;
        if (!condition->is_object()) note("/Condition", "condition-not-object");
        if (!condition->is_object() || !condition->empty()) out.condition = base::canonicalJson(*condition);
    }

    const Json& m_statement;
    std::string m_pointer;
    Lint& m_lint;
};

} // namespace

std::string pointerSegment(std::string_view name) {
    return base::replaceAll(base::replaceAll(std::string(name), "~", "~0"), "/", "~1");
}

base::Result<Json> policyDocument(const Json& value) {
    if (value.is_object()) return value;
    if (!value.is_string()) return base::fail("policy-unreadable", "neither an object nor text");
    const auto& text = value.get_ref<const std::string&>();
    auto document = base::parseJson(base::trim(text).starts_with('{') ? text : percentDecode(text));
    if (!document || !document->is_object())
        return base::fail("policy-unreadable", document ? "not an object" : document.error().detail);
    return document;
}

std::vector<model::PolicyStatement> readPolicy(const Json& document, const PolicyPlace& place, Lint& lint) {
    std::vector<model::PolicyStatement> statements;
    const auto policy = policyDocument(document);
    if (!policy) {
        lint.emplace_back(place.documentPointer, "policy-unreadable");
        return statements;
    }
    for (const auto& [name, value] : policy->items())
        if (name != "Version" && name != "Id" && name != "Statement")
            lint.emplace_back(place.documentPointer + "/" + pointerSegment(name), "unknown-element");
    const Json* found = base::find(*policy, "Statement");
    if (found == nullptr) {
        lint.emplace_back(place.documentPointer, "statement-missing");
        return statements;
    }
    const Json list = found->is_array() ? *found : Json::array({*found});
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto pointer = place.documentPointer + "/Statement" + (found->is_array() ? "/" + std::to_string(i) : "");
        if (!list[i].is_object()) {
            lint.emplace_back(std::move(pointer), "statement-not-object");
            continue;
        }
        model::PolicyStatement statement;
        statement.provider = "aws";
        statement.account = place.account;
        statement.policy = place.policy;
        statement.policyName = place.name;
        statement.policyKind = place.kind;
        statement.pointer = place.pointer;
        statement.index = static_cast<std::int64_t>(i);
        StatementReader(list[i], std::move(pointer), lint).read(statement);
        statements.push_back(std::move(statement));
    }
    return statements;
}

} // namespace proofstead::access
