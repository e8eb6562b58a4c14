#include "seal/TimeStampService.h"

#include "seal/Library.h"
#include "seal/OpenSsl.h"
#include "seal/TimeStamp.h"

#include <openssl/err.h>
#include <openssl/http.h>

namespace proofstead::seal {

namespace {

constexpr int kSeconds = 30;
constexpr unsigned long kLargestReply = 256 * 1024;

struct Address {
    std::string host, port, path;
};

base::Result<Address> addressOf(const std::string& url) {
    char *host = nullptr, *port = nullptr, *path = nullptr;
    int secure = 0;
    const bool read = url.starts_with("http://") && OSSL_HTTP_parse_url(url.c_str(), &secure, nullptr, &host, &port,
                                                                        nullptr, &path, nullptr, nullptr) == 1;
    Address address{host ? host : "", port ? port : "", path ? path : ""};
    for (char* text : {host, port, path})
        OPENSSL_free(text);
    ERR_clear_error();
    if (!read || address.host.empty()) return base::fail("timestamp-url", base::shorten(base::printable(url), 120));
    return address;
}

std::string lastWords() {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    std::string words = reason ? reason : "no answer";
    ERR_clear_error();
    return words;
}

std::string everythingIn(BIO* bio) {
    std::string bytes;
    char buffer[4096];
    for (int count = 0; bytes.size() <= kLargestReply && (count = BIO_read(bio, buffer, sizeof buffer)) > 0;)
        bytes.append(buffer, static_cast<std::size_t>(count));
    return bytes;
}

base::Result<std::string> ask(const Address& address, const std::string& signature) {
    startLibrary();
    const auto request = TimeStampRequest::about(signature);
    const ssl::Bio body(BIO_new_mem_buf(request.der.data(), static_cast<int>(request.der.size())));
    const ssl::Bio reply(OSSL_HTTP_transfer(nullptr, address.host.c_str(), address.port.c_str(), address.path.c_str(),
                                            0, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 0, nullptr,
                                            "application/timestamp-query", body.get(), "application/timestamp-reply", 1,
                                            kLargestReply, kSeconds, 0));
    if (!reply) return base::fail("timestamp-unreachable", lastWords(), address.host);
    return request.tokenOf(everythingIn(reply.get()));
}

} // namespace

base::Result<TimeStamper> timeStamper(const std::string& url) {
    PS_TRY(Address address, addressOf(url));
    return TimeStamper(
        [address = std::move(address)](const std::string& signature) { return ask(address, signature); });
}

} // namespace proofstead::seal
