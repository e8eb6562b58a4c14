// Any bytes as a pack's ZIP twin: refused, or read as files that give an archive with the same files again.
#include "seal/Zip.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace proofstead;
    const seal::ZipLimits limits{100, std::size_t{4} << 20};
    (void)seal::looksLikeZip({data, size});
    (void)seal::readTwin({data, size});
    const auto files = seal::readZip({data, size}, limits);
    if (!files) return 0;
    const auto again = seal::zipOf(*files);
    if (!again) return 0;
    const auto read = seal::readZip(base::asBytes(*again), limits);
    if (!read || *read != *files) std::abort();
    (void)seal::firstDifference(*files, {reinterpret_cast<const char*>(data), size});
    return 0;
}
