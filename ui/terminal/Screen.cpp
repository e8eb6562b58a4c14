#include "terminal/Screen.h"

#include "base/Time.h"
#include "terminal/Colours.h"
#include "terminal/Rescue.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <deque>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <termios.h>
#include <termpaint.h>
#include <termpaint_event.h>
#include <termpaintx.h>
#include <unistd.h>

namespace proofstead::terminal {

namespace {

constexpr int kLoneEscape = 60;  // ms until a single ESC counts as the key
constexpr int kCallback = 100;   // ms after which termpaint wants to be called
constexpr int kPatience = 2'000; // ms that a write may take
constexpr int kAnswer = 3'000;   // ms that the terminal has to say what it is
constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH};

// A signal handler can reach nothing but a file descriptor.
int signalPipe[2] = {-1, -1};

void onSignal(int number) {
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(number);
    (void)!::write(signalPipe[1], &byte, 1);
    errno = saved;
}

} // namespace

struct Screen::Private {
    termpaint_integration integration{}; // first: termpaint hands back its address
    termpaint_terminal* terminal = nullptr;
    termpaint_surface* surface = nullptr;
    std::unique_ptr<Rescue> rescue;
    termios original{};
    std::array<struct sigaction, kSignals.size()> handlers{};
    std::string output;
    std::deque<Event> events;
    base::Millis callbackAt = 0; // 0: none wanted
    bool ready = false;
    bool gone = false; // nothing can be written any more
    Depth depth =
        depthOf(qgetenv("COLORTERM").toStdString(), qgetenv("TERM").toStdString(), qgetenv("NO_COLOR").toStdString());

    static Private* of(termpaint_integration* integration) { return reinterpret_cast<Private*>(integration); }

    void start();
    void stop();
    void flush();
    void handle(termpaint_event* event);
    void handleMouse(int action, int button, int x, int y);
    void finishSetup();
    void readSignals();
    void readInput();
    void iterate(int timeout);
};

void Screen::Private::flush() {
    std::string_view rest = output;
    while (!rest.empty() && !gone) {
        const auto count = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (count > 0)
            rest.remove_prefix(static_cast<std::size_t>(count));
        else if (errno == EAGAIN) {
            pollfd room{STDOUT_FILENO, POLLOUT, 0};
            if (::poll(&room, 1, kPatience) <= 0) gone = true; // a terminal that takes nothing any more
        } else if (errno != EINTR)
            gone = true;
    }
    output.clear();
}

void Screen::Private::start() {
    tcgetattr(STDIN_FILENO, &original);
    (void)!::pipe2(signalPipe, O_CLOEXEC | O_NONBLOCK);
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        struct sigaction action {};
        action.sa_handler = onSignal;
        sigaction(kSignals[i], &action, &handlers[i]);
    }
    termpaint_integration_init(
        &integration, [](termpaint_integration*) {},
        [](termpaint_integration* i, const char* data, int length) {
            of(i)->output.append(data, static_cast<std::size_t>(length));
        },
        [](termpaint_integration* i) { of(i)->flush(); });
    termpaint_integration_set_is_bad(&integration, [](termpaint_integration* i) -> bool { return of(i)->gone; });
    termpaint_integration_set_request_callback(
        &integration, [](termpaint_integration* i) { of(i)->callbackAt = base::now() + kCallback; });
    termpaintx_fd_set_termios(STDIN_FILENO, "");
    terminal = termpaint_terminal_new(&integration);
    termpaint_terminal_set_event_cb(
        terminal, [](void* self, termpaint_event* event) { static_cast<Private*>(self)->handle(event); }, this);
    termpaint_terminal_auto_detect(terminal);
}

void Screen::Private::finishSetup() {
    int width = 80;
    int height = 24;
    termpaintx_fd_terminal_size(STDOUT_FILENO, &width, &height);
    if (depth == Depth::Full) termpaint_terminal_promise_capability(terminal, TERMPAINT_CAPABILITY_TRUECOLOR_SUPPORTED);
    termpaint_terminal_auto_detect_apply_input_quirks(terminal, original.c_cc[VERASE] == 8);
    termpaint_terminal_setup_fullscreen(terminal, width, height, "");
    termpaint_terminal_set_cursor_visible(terminal, false);
    termpaint_terminal_set_mouse_mode(terminal, TERMPAINT_MOUSE_MODE_CLICKS);
    surface = termpaint_terminal_get_surface(terminal);
    rescue = Rescue::start(STDOUT_FILENO, original, termpaint_terminal_restore_sequence(terminal));
    ready = true;
}

// After a hang-up the terminal may live on (its shell was ended, not the window): it gets its screen back if it can.
void Screen::Private::stop() {
    if (terminal) {
        if (gone || !ready) {
            termpaint_terminal_free(terminal);
        } else {
            // Some terminals scroll lines of the alternate screen into the shell's after a resize: leave none.
            termpaint_surface_clear(surface, TERMPAINT_DEFAULT_COLOR, TERMPAINT_DEFAULT_COLOR);
            termpaint_terminal_flush(terminal, false);
            termpaint_terminal_free_with_restore(terminal);
        }
        flush();
    }
    rescue.reset();
    if (!gone) tcsetattr(STDIN_FILENO, TCSAFLUSH, &original);
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        sigaction(kSignals[i], &handlers[i], nullptr);
    for (int& end : signalPipe) {
        ::close(end);
        end = -1;
    }
}

void Screen::Private::handle(termpaint_event* event) {
    switch (event->type) {
    case TERMPAINT_EV_AUTO_DETECT_FINISHED:
        finishSetup();
        break;
    case TERMPAINT_EV_KEY:
        events.push_back({Event::Kind::Key, QString::fromUtf8(event->key.atom, event->key.length),
                          (event->key.modifier & TERMPAINT_MOD_CTRL) != 0, 0});
        break;
    case TERMPAINT_EV_CHAR:
        events.push_back({Event::Kind::Key, QString::fromUtf8(event->c.string, event->c.length),
                          (event->c.modifier & TERMPAINT_MOD_CTRL) != 0, 0});
        break;
    case TERMPAINT_EV_MOUSE:
        handleMouse(event->mouse.action, event->mouse.button, event->mouse.x, event->mouse.y);
        break;
    case TERMPAINT_EV_REPAINT_REQUESTED:
        events.push_back({Event::Kind::Resized, {}, false, 0});
        break;
    default:
        break;
    }
}

// xterm numbers the wheel 64 (up) and 65 (down); termpaint hands that on.
void Screen::Private::handleMouse(int action, int button, int x, int y) {
    if (action != TERMPAINT_MOUSE_PRESS) return;
    if (button == 64 || button == 65 || button == 4 || button == 5)
        events.push_back({Event::Kind::Wheel, {}, false, 0, 0, button % 2 == 1 ? 1 : -1});
    else if (button == 0)
        events.push_back({Event::Kind::Click, {}, false, 0, x, y});
}

void Screen::Private::readSignals() {
    unsigned char number = 0;
    while (::read(signalPipe[0], &number, 1) == 1) {
        if (number == SIGWINCH) {
            int width = 0;
            int height = 0;
            if (ready && termpaintx_fd_terminal_size(STDOUT_FILENO, &width, &height) && width > 0 && height > 0)
                termpaint_surface_resize(surface, width, height);
            events.push_back({Event::Kind::Resized, {}, false, 0});
        } else {
            events.push_back({Event::Kind::Ended, {}, false, 128 + number});
        }
    }
}

void Screen::Private::readInput() {
    char buffer[4096];
    const auto count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count > 0) {
        termpaint_terminal_add_input_data(terminal, buffer, static_cast<unsigned>(count));
    } else if (count == 0 || (errno != EINTR && errno != EAGAIN)) {
        gone = true;
        events.push_back({Event::Kind::Ended, {}, false, 128 + SIGHUP});
    }
}

void Screen::Private::iterate(int timeout) {
    const bool pending = ready && termpaint_terminal_peek_input_buffer_length(terminal) > 0;
    int wait = pending ? kLoneEscape : timeout;
    if (callbackAt != 0) {
        const int left = static_cast<int>(std::max<base::Millis>(0, callbackAt - base::now()));
        wait = wait < 0 ? left : std::min(wait, left);
    }
    std::array<pollfd, 2> sources{pollfd{STDIN_FILENO, POLLIN, 0}, pollfd{signalPipe[0], POLLIN, 0}};
    const int count = ::poll(sources.data(), sources.size(), wait);
    if (sources[1].revents != 0) readSignals();
    if (count > 0 && sources[0].revents != 0) readInput();
    if (callbackAt != 0 && base::now() >= callbackAt) {
        callbackAt = 0;
        termpaint_terminal_callback(terminal);
    }
    // A lone ESC: the answer to a harmless question shows that no more bytes belong to it.
    if (count == 0 && pending && wait == kLoneEscape) {
        termpaint_terminal_expect_cursor_position_report(terminal);
        output += "\033[5n";
        flush();
    }
}

Screen::Screen(std::unique_ptr<Private> d) : m_d(std::move(d)) {}

Screen::~Screen() {
    m_d->stop();
}

base::Result<std::unique_ptr<Screen>> Screen::open() {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return base::fail("no-terminal");
    std::unique_ptr<Screen> screen(new Screen(std::make_unique<Private>()));
    screen->m_d->start();
    const auto until = base::now() + kAnswer;
    while (!screen->m_d->ready && !screen->m_d->gone && base::now() < until)
        screen->m_d->iterate(static_cast<int>(until - base::now()));
    if (!screen->m_d->ready) return base::fail("no-terminal");
    return screen;
}

int Screen::width() const {
    return termpaint_surface_width(m_d->surface);
}
int Screen::height() const {
    return termpaint_surface_height(m_d->surface);
}

void Screen::clear() {
    termpaint_surface_clear(m_d->surface, TERMPAINT_DEFAULT_COLOR, TERMPAINT_DEFAULT_COLOR);
}

void Screen::put(int x, int y, const QString& text, Style style) {
    const unsigned colour =
        style.mark == pack::Mark::None ? colourOf(style.tone, m_d->depth) : colourOf(style.mark, m_d->depth);
    termpaint_attr* attributes =
        termpaint_attr_new(style.inverse ? TERMPAINT_DEFAULT_COLOR : colour, TERMPAINT_DEFAULT_COLOR);
    if (style.bold) termpaint_attr_set_style(attributes, TERMPAINT_STYLE_BOLD);
    if (style.inverse) termpaint_attr_set_style(attributes, TERMPAINT_STYLE_INVERSE);
    termpaint_surface_write_with_attr(m_d->surface, x, y, text.toUtf8().constData(), attributes);
    termpaint_attr_free(attributes);
}

void Screen::show() {
    if (!m_d->gone) termpaint_terminal_flush(m_d->terminal, false);
}

Event Screen::wait(int timeout) {
    const auto until = base::now() + timeout;
    while (m_d->events.empty()) {
        const auto left = until - base::now();
        if (left <= 0) return {Event::Kind::Tick, {}, false, 0};
        m_d->iterate(static_cast<int>(left));
    }
    Event event = std::move(m_d->events.front());
    m_d->events.pop_front();
    return event;
}

} // namespace proofstead::terminal
