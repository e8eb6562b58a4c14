// Any JSON as a source definition, and any bytes as the beginning of a file to be recognised.
#include "base/Json.h"
#include "source/SourceSet.h"

#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace proofstead;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    source::SourceSet sources;
    if (const auto document = base::parseJson(text); document && document->is_object()) {
        for (const char* kind : {"log", "register", "access"}) {
            auto one = *document;
            one["kind"] = kind;
            (void)sources.add(one, "");
        }
    }
    (void)sources.recognise(text);
    (void)sources.recognise(text, "register-incident");
    return 0;
}
