// Masking of personal values: what a pack shows instead of a name, and the commitment by which the value can be opened
// later. Most callers make one Masker for a pack and send every value that comes from evidence through it.
//
// salt       = first 16 bytes of HMAC-SHA-256(key, class || 0x00 || value)
// commitment = SHA-256(0x00 || salt || value), as for a record's leaf
// shown as     ‹masked:class:first 8 hex digits of the commitment›
// The same value has the same mask throughout a vault, so that a reader can follow one person through a pack without
// knowing who it is; whoever is given value and salt can recompute the commitment. Nothing here fails.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::pack {

// Plain values are still searched for ARNs of people, e-mail addresses, IP addresses and known personal values.
// Arn: an ARN keeps everything but the name of a person; what stands there instead of an ARN is taken for a name.
// FlatJson: a JSON object whose members are each masked by their own name.
enum class FieldClass { Plain, UserName, PersonName, Email, IpAddress, Arn, UserAgent, FreeText, FlatJson };
std::string_view idOf(FieldClass kind); // "", user, person, email, ip, user, agent, text

// The usual class of a column of the published views, by its name ("src_ip", "user_agent", "actor").
FieldClass classOfField(std::string_view name);

struct Commitment {
    std::string kind;       // class id
    std::string value;      // in clear: never leaves the vault in a masked pack
    std::string salt;       // hex
    std::string commitment; // hex, 64 digits
    std::string shown;      // ‹masked:…›
};
Commitment commitTo(std::string_view key, std::string_view kind, std::string_view value);

class Masker {
public:
    // `known`: values masked wherever they occur as a word or words. active = false: every value passes unchanged.
    Masker(bool active, std::string key, const std::map<std::string, FieldClass>& known = {});

    bool active() const { return m_active; }
    // Masks a name wherever it occurs from now on. Of an ARN it is the person's name that is learnt; what is too short
    // or names nobody is not.
    void learn(std::string_view value, FieldClass kind);
    // A value of one class; "" stays "".
    std::string value(std::string_view value, FieldClass kind);
    // Text in which personal values may occur: each is replaced where it stands.
    std::string text(std::string_view text);
    // What has been masked so far, by mask.
    const std::map<std::string, Commitment>& commitments() const { return m_commitments; }

private:
    std::string mask(std::string_view value, std::string_view kind);
    std::string token(std::string_view token);
    std::string flatJson(std::string_view text);
    std::string arn(std::string_view arn);

    bool m_active;
    std::string m_key;
    std::map<std::string, FieldClass, std::less<>> m_known;                                // single words
    std::multimap<std::string, std::pair<std::string, FieldClass>, std::less<>> m_phrases; // first word -> phrase
    std::map<std::string, Commitment> m_commitments;
};

} // namespace proofstead::pack
