// The PDF reader must survive any bytes, within its limits.
#include "seal/PdfReader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace proofstead;
    const seal::PdfLimits limits{1'000, std::size_t{16} << 20U};
    const auto attachments = seal::readAttachments({data, size}, limits);
    static_cast<void>(attachments);
    return 0;
}
