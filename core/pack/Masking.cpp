#include "pack/Masking.h"

#include "base/Json.h"
#include "base/Text.h"
#include "seal/Digest.h"

#include <algorithm>
#include <cctype>

namespace proofstead::pack {

namespace {

seal::Hash hmac(std::string_view key, std::string_view message) {
    std::string block(64, '\0');
    if (key.size() > block.size()) {
        const seal::Hash hashed = seal::sha256(base::asBytes(key));
        std::copy(hashed.begin(), hashed.end(), block.begin());
    } else {
        std::copy(key.begin(), key.end(), block.begin());
    }
    std::string inner = block, outer = block;
    for (std::size_t i = 0; i < block.size(); ++i) {
        inner[i] = static_cast<char>(inner[i] ^ 0x36);
        outer[i] = static_cast<char>(outer[i] ^ 0x5c);
    }
    const seal::Hash first = seal::sha256(base::asBytes(inner.append(message)));
    outer.append(reinterpret_cast<const char*>(first.data()), first.size());
    return seal::sha256(base::asBytes(outer));
}

bool isDelimiter(char c) {
    return std::string_view(" \t\r\n\"'`,;()[]{}<>|=&?").find(c) != std::string_view::npos;
}

bool isIpv4(std::string_view text) {
    const std::vector<std::string_view> parts = base::split(text, '.');
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
               return !part.empty() && part.size() <= 3 &&
                      part.find_first_not_of("0123456789") == std::string_view::npos &&
                      std::stoi(std::string(part)) <= 255;
           });
}

// Eight groups of hex digits, or fewer with one "::" among them; times of day ("10:20:30") have neither.
bool isIpv6(std::string_view text) {
    if (text.size() < 3 || text.find_first_not_of("0123456789abcdefABCDEF:") != std::string_view::npos) return false;
    const std::vector<std::string_view> parts = base::split(text, ':');
    const bool shortened = text.find("::") != std::string_view::npos;
    return (parts.size() == 8 || (shortened && parts.size() >= 3 && parts.size() <= 9)) &&
           std::all_of(parts.begin(), parts.end(), [](std::string_view part) { return part.size() <= 4; });
}

bool isEmail(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('.', at) != std::string_view::npos &&
           text.find('@', at + 1) == std::string_view::npos && text.find(':') == std::string_view::npos;
}

// "AROAEXAMPLE:alice": a unique id of AWS with the session name behind it.
std::size_t sessionNameOf(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon < 16 || colon > 32 || text[0] != 'A' || colon + 1 == text.size())
        return std::string_view::npos;
    const std::string_view id = text.substr(0, colon);
    const bool unique =
        std::all_of(id.begin(), id.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
    return unique ? colon + 1 : std::string_view::npos;
}

// A name where an ARN might stand: no service, no account number, no unique id with a session behind it.
bool isBareName(std::string_view value) {
    return value.find(':') == std::string_view::npos && !value.ends_with(".amazonaws.com") &&
           value.find_first_not_of("0123456789") != std::string_view::npos && value != "root";
}

// Where the name of a person starts in an ARN; npos where the ARN names no person.
std::size_t personInArn(std::string_view arn) {
    const std::size_t resource = [&] {
        std::size_t at = 0;
        for (int colons = 0; colons < 5; ++colons) {
            at = arn.find(':', at);
            if (at == std::string_view::npos) return at;
            ++at;
        }
        return at;
    }();
    if (resource == std::string_view::npos) return resource;
    const std::string_view rest = arn.substr(resource);
    for (const std::string_view kind : {"user/", "assumed-role/", "federated-user/"})
        if (rest.starts_with(kind) && !rest.ends_with('/')) return arn.rfind('/') + 1;
    return std::string_view::npos;
}

} // namespace

std::string_view idOf(FieldClass kind) {
    switch (kind) {
    case FieldClass::Plain:
        return "";
    case FieldClass::UserName:
        return "user";
    case FieldClass::PersonName:
        return "person";
    case FieldClass::Email:
        return "email";
    case FieldClass::IpAddress:
        return "ip";
    case FieldClass::Arn:
        return "user";
    case FieldClass::UserAgent:
        return "agent";
    case FieldClass::FreeText:
    case FieldClass::FlatJson:
        return "text";
    }
    return "";
}

FieldClass classOfField(std::string_view name) {
    struct Rule {
        std::string_view name;
        FieldClass kind;
    };
    static constexpr Rule kRules[] = {
        Rule{"src_ip", FieldClass::IpAddress},
        Rule{"source_ip", FieldClass::IpAddress},
        Rule{"ip", FieldClass::IpAddress},
        Rule{"user_agent", FieldClass::UserAgent},
        Rule{"actor", FieldClass::Arn},
        Rule{"principal", FieldClass::Arn},
        Rule{"trained_by", FieldClass::Arn},
        Rule{"deployed_by", FieldClass::Arn},
        Rule{"user_name", FieldClass::UserName},
        Rule{"user", FieldClass::UserName},
        Rule{"username", FieldClass::UserName},
        Rule{"login", FieldClass::UserName},
        Rule{"email", FieldClass::Email},
        Rule{"e_mail", FieldClass::Email},
        Rule{"mail", FieldClass::Email},
        Rule{"full_name", FieldClass::PersonName},
        Rule{"person_name", FieldClass::PersonName},
        Rule{"first_name", FieldClass::PersonName},
        Rule{"last_name", FieldClass::PersonName},
        Rule{"display_name", FieldClass::PersonName},
        Rule{"manager", FieldClass::PersonName},
        Rule{"by", FieldClass::PersonName},
        Rule{"approver", FieldClass::PersonName},
        Rule{"approved_by", FieldClass::PersonName},
        Rule{"requested_by", FieldClass::PersonName},
        Rule{"requester", FieldClass::PersonName},
        Rule{"implemented_by", FieldClass::PersonName},
        Rule{"decided_by", FieldClass::PersonName},
        Rule{"evaluated_by", FieldClass::PersonName},
        Rule{"training_approved_by", FieldClass::PersonName},
        Rule{"second_approver", FieldClass::PersonName},
        Rule{"contact", FieldClass::PersonName},
        Rule{"dpo", FieldClass::PersonName},
        Rule{"owner", FieldClass::PersonName},
        Rule{"notes", FieldClass::FreeText},
        Rule{"note", FieldClass::FreeText},
        Rule{"comment", FieldClass::FreeText},
        Rule{"error", FieldClass::FreeText},
        Rule{"rationale", FieldClass::FreeText},
        Rule{"summary", FieldClass::FreeText},
        Rule{"prompt", FieldClass::FreeText},
        Rule{"message", FieldClass::FreeText},
        Rule{"title", FieldClass::FreeText},
        Rule{"effects", FieldClass::FreeText},
        Rule{"remedial_action", FieldClass::FreeText},
        Rule{"delay_reason", FieldClass::FreeText},
        Rule{"compensating", FieldClass::FreeText},
        Rule{"attributes", FieldClass::FlatJson},
    };
    const auto* rule =
        std::find_if(std::begin(kRules), std::end(kRules), [&](const Rule& r) { return r.name == name; });
    return rule == std::end(kRules) ? FieldClass::Plain : rule->kind;
}

Commitment commitTo(std::string_view key, std::string_view kind, std::string_view value) {
    const seal::Hash mac = hmac(key, std::string(kind) + '\0' + std::string(value));
    const std::string_view salt(reinterpret_cast<const char*>(mac.data()), seal::kSaltSize);
    Commitment result;
    result.kind = kind;
    result.value = value;
    result.salt = base::toHex(base::asBytes(salt));
    result.commitment = seal::toHex(seal::leafHash(base::asBytes(salt), base::asBytes(value)));
    result.shown = "‹masked:" + result.kind + ":" + result.commitment.substr(0, 8) + "›";
    return result;
}

Masker::Masker(bool active, std::string key, const std::map<std::string, FieldClass>& known)
    : m_active(active), m_key(std::move(key)) {
    for (const auto& [value, kind] : known)
        learn(value, kind);
}

void Masker::learn(std::string_view value, FieldClass kind) {
    if (value.starts_with("arn:")) {
        const std::size_t person = personInArn(value);
        return person == std::string_view::npos ? void() : learn(value.substr(person), FieldClass::UserName);
    }
    const bool names = kind == FieldClass::UserName || kind == FieldClass::PersonName || kind == FieldClass::Email ||
                       (kind == FieldClass::Arn && isBareName(value));
    if (!names || value.size() < 3) return;
    const std::size_t space = value.find(' ');
    if (space == std::string_view::npos)
        m_known.emplace(value, kind);
    else
        m_phrases.emplace(value.substr(0, space), std::pair(std::string(value), kind));
}

std::string Masker::mask(std::string_view value, std::string_view kind) {
    Commitment made = commitTo(m_key, kind, value);
    // Two values that share eight digits get as many more digits as tell them apart.
    for (std::size_t digits = 8; digits <= 64; digits += 8) {
        made.shown = "‹masked:" + made.kind + ":" + made.commitment.substr(0, digits) + "›";
        const auto [at, fresh] = m_commitments.emplace(made.shown, made);
        if (fresh || at->second.commitment == made.commitment) break;
    }
    return made.shown;
}

std::string Masker::value(std::string_view value, FieldClass kind) {
    if (!m_active || value.empty()) return std::string(value);
    if (kind == FieldClass::FlatJson) return flatJson(value);
    if (kind == FieldClass::Plain || value.starts_with("arn:")) return text(value);
    if (kind == FieldClass::Arn) return isBareName(value) ? mask(value, "user") : text(value);
    return mask(value, idOf(kind));
}

std::string Masker::flatJson(std::string_view source) {
    auto object = base::parseJson(source);
    if (!object || !object->is_object()) return text(source);
    for (auto& [name, member] : object->items())
        if (member.is_string())
            member = value(member.get<std::string>(), classOfField(name));
        else if (member.is_structured())
            member = text(member.dump());
    return base::canonicalJson(*object);
}

std::string Masker::arn(std::string_view arn) {
    const std::size_t person = personInArn(arn);
    if (person == std::string_view::npos) return std::string(arn);
    return std::string(arn.substr(0, person)) + mask(arn.substr(person), "user");
}

std::string Masker::token(std::string_view token) {
    if (const auto known = m_known.find(token); known != m_known.end()) return mask(token, idOf(known->second));
    if (token.starts_with("arn:")) return arn(token);
    if (isEmail(token)) return mask(token, "email");
    if (isIpv4(token) || isIpv6(token)) return mask(token, "ip");
    if (const std::size_t at = sessionNameOf(token); at != std::string_view::npos)
        return std::string(token.substr(0, at)) + mask(token.substr(at), "user");
    // "user/alice", "203.0.113.9:443", "10.0.0.0/8": the parts of a token may be personal on their own.
    const std::size_t cut = token.find_last_of("/:");
    if (cut == std::string_view::npos || cut + 1 == token.size() || token.find("://") != std::string_view::npos)
        return std::string(token);
    return this->token(token.substr(0, cut)) + token[cut] + this->token(token.substr(cut + 1));
}

std::string Masker::text(std::string_view text) {
    if (!m_active || text.empty()) return std::string(text);
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        if (isDelimiter(text[at])) {
            result += text[at++];
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && !isDelimiter(text[end]))
            ++end;
        std::string_view word = text.substr(at, end - at);
        const auto [from, to] = m_phrases.equal_range(word);
        const auto phrase =
            std::find_if(from, to, [&](const auto& entry) { return text.substr(at).starts_with(entry.second.first); });
        if (phrase != to) {
            result += mask(phrase->second.first, idOf(phrase->second.second));
            at += phrase->second.first.size();
            continue;
        }
        const std::size_t length = std::min(word.find_last_not_of(".:!") + 1, word.size());
        result += token(word.substr(0, length));
        result += word.substr(length);
        at = end;
    }
    return result;
}

} // namespace proofstead::pack
