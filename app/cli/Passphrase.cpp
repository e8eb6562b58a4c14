#include "cli/Passphrase.h"

#include "base/Text.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace proofstead::cli {
namespace {

constexpr std::size_t kLongest = 4096; // bytes of a passphrase or key file

// The terminal of this process, whatever its input and output are redirected to; echo comes back with the object.
class Tty {
public:
    Tty() : m_file(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
        m_known = m_file >= 0 && ::tcgetattr(m_file, &m_before) == 0;
        // Ctrl+C ends the waiting for a key: the system would take it up again otherwise.
        ::sigaction(SIGINT, nullptr, &m_onInterrupt);
        auto ending = m_onInterrupt;
        ending.sa_flags &= ~SA_RESTART;
        ::sigaction(SIGINT, &ending, nullptr);
    }
    ~Tty() {
        ::sigaction(SIGINT, &m_onInterrupt, nullptr);
        if (m_known) ::tcsetattr(m_file, TCSAFLUSH, &m_before);
        if (m_file >= 0) ::close(m_file);
    }
    Tty(const Tty&) = delete;
    Tty& operator=(const Tty&) = delete;
    explicit operator bool() const { return m_known; }

    void hide() {
        auto silent = m_before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ICANON | ISIG;
        ::tcsetattr(m_file, TCSAFLUSH, &silent);
    }
    void write(const std::string& text) const { static_cast<void>(::write(m_file, text.data(), text.size()) < 0); }

    base::Result<seal::Secret> line() const {
        seal::Secret typed(kLongest);
        std::size_t count = 0;
        for (char c = 0; count < kLongest; typed.bytes()[count++] = static_cast<std::uint8_t>(c)) {
            const auto got = ::read(m_file, &c, 1);
            if (got < 0) return base::fail("cancelled");
            if (got == 0 || c == '\n') break;
        }
        return seal::Secret(base::Bytes(typed.bytes()).first(count));
    }

private:
    int m_file;
    bool m_known = false;
    termios m_before{};
    struct sigaction m_onInterrupt {};
};

base::Result<seal::Secret> secretIn(const std::string& path) {
    PS_TRY(auto text, base::readFile(path, kLongest));
    if (text.empty()) return base::fail("file-empty", "", path);
    return seal::Secret::taken(text);
}

std::string passphraseFile() {
    const char* named = std::getenv("PROOFSTEAD_PASSPHRASE_FILE");
    return named ? named : "";
}

base::Result<seal::Secret> typed(Tty& tty, const std::string& question) {
    tty.write(question + ": ");
    auto line = tty.line();
    tty.write("\n");
    return line;
}

} // namespace

base::Result<seal::Secret> firstLineOf(const std::string& path) {
    PS_TRY(const auto whole, secretIn(path));
    auto line = whole.text().substr(0, whole.text().find('\n'));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return seal::Secret(base::asBytes(line));
}

base::Result<seal::Secret> askUnseen(const std::string& question, Asking asking) {
    Tty tty;
    if (!tty) return base::fail("passphrase-missing");
    tty.hide();
    PS_TRY(auto first, typed(tty, question));
    if (asking == Asking::Once) return first;
    PS_TRY(const auto second, typed(tty, "The same once more"));
    if (!second.equals(base::Bytes(first.bytes()))) return base::fail("passphrases-differ");
    return first;
}

bool askYes(const std::string& question) {
    const Tty tty;
    if (!tty) return false;
    tty.write(question + " [y/N] ");
    const auto answer = tty.line();
    return answer && (answer->text() == "y" || answer->text() == "Y" || answer->text() == "yes");
}

base::Result<seal::Secret> PassphraseSource::take(const std::string& question, Asking asking) const {
    if (!keyFile.empty()) return secretIn(keyFile);
    if (const auto named = passphraseFile(); !named.empty()) return firstLineOf(named);
    return askUnseen(question, asking);
}

bool PassphraseSource::asks() const {
    return keyFile.empty() && passphraseFile().empty();
}

} // namespace proofstead::cli
