#include "seal/Opening.h"

namespace proofstead::seal {

base::Result<Opening> Opening::read(std::string_view text) {
    const auto json = base::parseJson(text);
    if (!json) return base::fail("opening-malformed", json.error().detail);
    if (base::stringAt(*json, "format") != kOpeningFormat) return base::fail("opening-malformed", "/format");
    Opening opening{base::stringAt(*json, "shown"), base::stringAt(*json, "class"), base::stringAt(*json, "value"),
                    base::stringAt(*json, "salt"), base::stringAt(*json, "commitment")};
    if (opening.computed().empty()) return base::fail("opening-malformed", "/salt");
    if (opening.shown.empty() || !hashFromHex(opening.commitment))
        return base::fail("opening-malformed", "/commitment");
    return opening;
}

std::string Opening::write() const {
    return base::canonicalJson({{"format", kOpeningFormat},
                                {"shown", shown},
                                {"class", kind},
                                {"value", value},
                                {"salt", salt},
                                {"commitment", commitment}});
}

std::string Opening::computed() const {
    const auto bytes = base::fromHex(salt);
    if (!bytes || bytes->size() != kSaltSize) return {};
    return toHex(leafHash(base::asBytes(*bytes), base::asBytes(value)));
}

PackStep checkOpening(const Opening& opening, const Attachments& attachments) {
    const auto wrong = [&](const char* problem) {
        return PackStep{"pack.opened", opening.shown + ": " + problem, false, false};
    };
    if (opening.computed() != opening.commitment) return wrong("value and salt give another commitment");
    const auto file = attachments.find(kFindingsName);
    const auto findings =
        base::parseJson(file == attachments.end() ? std::string() : file->second, {64, std::size_t{1} << 30U});
    const auto* listed = findings ? base::find(*findings, "commitments") : nullptr;
    const auto* commitment = listed ? base::find(*listed, opening.shown.c_str()) : nullptr;
    if (!commitment || !commitment->is_string()) return wrong("the pack shows no such mask");
    if (commitment->get_ref<const std::string&>() != opening.commitment)
        return wrong("the pack commits to another value");
    return {"pack.opened", opening.shown + " = " + opening.value, true, false};
}

} // namespace proofstead::seal
