#include "store/SqlFunctions.h"

#include "base/Glob.h"
#include "base/Json.h"
#include "base/Text.h"
#include "store/PolicyText.h"
#include "store/Statement.h"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <climits>
#include <cstring>
#include <sqlite3.h>

namespace proofstead::store {

namespace {

struct Address {
    std::array<std::uint8_t, 16> bytes{};
    int bits = 0; // 32 or 128
};

bool readAddress(std::string_view text, Address& address) {
    const std::string copy(text);
    if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1)
        address.bits = 32;
    else if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1)
        address.bits = 128;
    return address.bits != 0;
}

std::string_view argument(sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view{};
}

template <bool (*Function)(std::string_view, std::string_view)>
void binary(sqlite3_context* context, int, sqlite3_value** values) {
    if (sqlite3_value_type(values[0]) == SQLITE_NULL || sqlite3_value_type(values[1]) == SQLITE_NULL) {
        sqlite3_result_null(context);
        return;
    }
    sqlite3_result_int(context, Function(argument(values[0]), argument(values[1])) ? 1 : 0);
}

bool containsText(std::string_view haystack, std::string_view needle) {
    return base::toLower(haystack).find(base::toLower(needle)) != std::string::npos;
}

void policyAllows(sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_int(context, policyAllowsAnyone(argument(values[0])) ? 1 : 0);
}

void asOfSeq(sqlite3_context* context, int, sqlite3_value**) {
    sqlite3_result_int64(context, *static_cast<const std::int64_t*>(sqlite3_user_data(context)));
}

} // namespace

bool addressInBlock(std::string_view address, std::string_view block) {
    const auto slash = block.find('/');
    Address one, net;
    if (!readAddress(address, one) || !readAddress(block.substr(0, slash), net) || one.bits != net.bits) return false;
    int prefix = net.bits;
    if (slash != std::string_view::npos) {
        const auto text = block.substr(slash + 1);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), prefix);
        if (error != std::errc{} || end != text.data() + text.size() || prefix < 0 || prefix > net.bits) return false;
    }
    const auto whole = static_cast<std::size_t>(prefix / 8);
    if (std::memcmp(one.bytes.data(), net.bytes.data(), whole) != 0) return false;
    const int rest = prefix % 8;
    return rest == 0 || ((one.bytes[whole] ^ net.bytes[whole]) >> (8 - rest)) == 0;
}

bool listHas(std::string_view list, std::string_view item) {
    const auto wanted = base::trim(item);
    if (base::trim(list).starts_with('[')) {
        const auto parsed = base::parseJson(list);
        if (!parsed || !parsed->is_array()) return false;
        for (const auto& entry : *parsed)
            if (entry.is_string() && base::trim(entry.get_ref<const std::string&>()) == wanted) return true;
        return false;
    }
    for (const auto outer : base::split(list, ';'))
        for (const auto entry : base::split(outer, ','))
            if (base::trim(entry) == wanted) return true;
    return false;
}

base::Status registerFunctions(sqlite3* handle, model::LogSeq asOf) {
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    struct Helper {
        const char* name;
        void (*function)(sqlite3_context*, int, sqlite3_value**);
    };
    constexpr Helper helpers[] = {{"matches_glob", binary<base::globMatch>},
                                  {"matches_glob_nocase", binary<base::globMatchIgnoreCase>},
                                  {"ip_in", binary<addressInBlock>},
                                  {"contains_text", binary<containsText>},
                                  {"list_has", binary<listHas>}};
    for (const auto& helper : helpers)
        if (const int code =
                sqlite3_create_function(handle, helper.name, 2, kFlags, nullptr, helper.function, nullptr, nullptr);
            code != SQLITE_OK)
            return tl::unexpected<base::Error>(sqliteError(handle, code, helper.name));
    if (const int code =
            sqlite3_create_function(handle, "policy_allows_anyone", 1, kFlags, nullptr, policyAllows, nullptr, nullptr);
        code != SQLITE_OK)
        return tl::unexpected<base::Error>(sqliteError(handle, code, "policy_allows_anyone"));
    auto* position = new std::int64_t(asOf < 0 ? LLONG_MAX : asOf);
    const int code = sqlite3_create_function_v2(handle, "as_of_seq", 0, kFlags, position, asOfSeq, nullptr, nullptr,
                                                [](void* p) { delete static_cast<std::int64_t*>(p); });
    if (code != SQLITE_OK) return tl::unexpected<base::Error>(sqliteError(handle, code, "as_of_seq"));
    return {};
}

} // namespace proofstead::store
