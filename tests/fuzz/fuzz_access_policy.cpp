// Any text as a policy document, as an export item and as an encoded document: reading ends, and never with an
// exception.
#include "access/AwsAccountReader.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace proofstead;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    access::Lint lint;
    const access::PolicyPlace place{"111122223333", "p", "p", "trust", "/Policies/0", "/Policies/0/Document"};
    access::readPolicy(base::Json(std::string(text)), place, lint);
    if (const auto item = base::parseJson(text)) {
        access::AwsAccountReader reader;
        for (const char* pointer : {"/UserDetailList/0", "/GroupDetailList/0", "/RoleDetailList/0", "/Policies/0"})
            (void)reader.add(pointer, *item);
        reader.finish();
    }
    return 0;
}
