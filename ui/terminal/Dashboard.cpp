#include "terminal/Dashboard.h"

#include "present/ErrorText.h"
#include "present/Pages.h"
#include "present/ProgressText.h"
#include "present/Recent.h"
#include "present/Tr.h"
#include "terminal/Screen.h"
#include "terminal/View.h"

#include <chrono>
#include <mutex>
#include <thread>

namespace proofstead::terminal {

using present::Tone;
using present::Tr;

namespace {

constexpr int kTick = 80; // ms between two looks at work in the background

void draw(Screen& screen, const View& view) {
    screen.clear();
    int y = 0;
    for (const auto& line : view.screen()) {
        int x = 0;
        if (line.inverse) screen.put(0, y, QString(screen.width(), ' '), {.inverse = true});
        for (const auto& span : line.line.spans) {
            screen.put(x, y, span.text, {span.tone, span.bold, line.inverse || span.inverse, span.mark});
            x += columnsOf(span.text);
        }
        ++y;
    }
    screen.show();
}

// One piece of long work on a thread of its own.
class Work {
public:
    Work(const present::Engine& engine, const QString& vault, const present::Task& task) {
        m_thread = std::thread([this, engine, vault, task] {
            workspace::Progress progress{[this](const workspace::ProgressState& state) { tell(state); }, &m_cancelled};
            auto done = present::runTask(engine, vault, task, progress);
            const std::lock_guard guard(m_lock);
            m_result = std::move(done);
        });
    }
    ~Work() {
        m_cancelled = true;
        m_thread.join();
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    void cancel() { m_cancelled = true; }
    std::optional<base::Result<present::TaskOutcome>> result() {
        const std::lock_guard guard(m_lock);
        return m_result;
    }
    QString line() {
        const std::lock_guard guard(m_lock);
        if (m_state.stage.empty()) return Tr::tr("Starting…");
        const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_since;
        return present::progressText(m_state, since.count());
    }

private:
    void tell(const workspace::ProgressState& state) {
        const std::lock_guard guard(m_lock);
        if (state.stage != m_state.stage) m_since = std::chrono::steady_clock::now();
        m_state = state;
    }

    std::mutex m_lock;
    workspace::ProgressState m_state;
    std::chrono::steady_clock::time_point m_since;
    std::optional<base::Result<present::TaskOutcome>> m_result;
    std::atomic<bool> m_cancelled = false;
    std::thread m_thread;
};

class Dashboard {
public:
    Dashboard(present::Engine engine, QString vault) : m_engine(std::move(engine)), m_vault(std::move(vault)) {}

    base::Result<int> run() {
        PS_TRY(const auto screen, Screen::open());
        auto data = m_vault.isEmpty() ? base::Result<present::PageData>(base::fail("vault-not-named")) : read(m_vault);
        const QString problem = data || m_vault.isEmpty() ? QString() : present::errorText(data.error());
        View view =
            data ? View(std::move(*data), host()) : View(present::startPage(problem, present::recentVaults()), host());
        m_view = &view;
        view.resize(screen->width(), screen->height());
        for (bool changed = true;;) {
            if (changed) draw(*screen, view);
            const Event event = screen->wait(kTick);
            changed = event.kind != Event::Kind::Tick;
            switch (event.kind) {
            case Event::Kind::Ended:
                return event.exitCode;
            case Event::Kind::Resized:
                view.resize(screen->width(), screen->height());
                break;
            case Event::Kind::Key:
                if (!view.press(event.key, event.control)) return 0;
                break;
            case Event::Kind::Click:
                view.click(event.x, event.y);
                break;
            case Event::Kind::Wheel:
                view.wheel(event.y);
                break;
            case Event::Kind::Tick:
                changed = look();
                break;
            }
            changed = view.poll() || changed;
        }
    }

private:
    base::Result<present::PageData> read(const QString& vault) {
        auto options = m_engine.options;
        options.vaultPath = vault.toStdString();
        options.write = false;
        PS_TRY(auto opened, workspace::Workspace::open(options));
        PS_TRY(auto data, present::collect(opened));
        present::rememberVault(vault);
        m_workspace.emplace(std::move(opened));
        return data;
    }

    void show(const QString& vault) {
        if (vault.isEmpty() && m_vault.isEmpty()) return;
        auto data = read(vault.isEmpty() ? m_vault : vault);
        if (!data) {
            m_view->setStatus(present::errorText(data.error()), Tone::Bad, false);
            return;
        }
        if (!vault.isEmpty()) m_vault = vault;
        m_view->setData(std::move(*data));
    }

    base::Result<present::Page> open(const present::Place& place) {
        if (place.page != QLatin1String("pack") || !m_view->data().run || !m_engine.measure)
            return present::buildPlace(place, m_view->data(), &*m_workspace);
        PS_TRY(const auto document, present::packDocument(m_engine, m_vault, place.about));
        PS_TRY(const auto measured, m_engine.measure(document));
        return present::packPage(m_view->data(), place.about.toStdString(), present::chaptersOf(measured));
    }

    Host host() {
        Host host;
        host.open = [this](const present::Place& place) { return open(place); };
        host.start = [this](const present::Task& task) {
            m_work = std::make_unique<Work>(m_engine, m_vault, task);
            m_view->setStatus(Tr::tr("Starting…"), Tone::Plain, true);
        };
        host.cancel = [this] {
            if (m_work) m_work->cancel();
        };
        host.openVault = [this](const QString& vault) { show(vault); };
        return host;
    }

    // true: work has something new to say.
    bool look() {
        if (!m_work) return false;
        const auto result = m_work->result();
        if (!result) {
            m_view->setStatus(m_work->line(), Tone::Plain, true);
            return true;
        }
        m_work.reset();
        m_view->setStatus({}, Tone::Plain, false);
        if (*result) {
            show((*result)->vault);
            m_view->setStatus((*result)->sentence, (*result)->bad ? Tone::Warn : Tone::Good, false);
        } else {
            m_view->setStatus(present::errorText(result->error()), Tone::Bad, false);
        }
        return true;
    }

    present::Engine m_engine;
    QString m_vault;
    std::optional<workspace::Workspace> m_workspace;
    View* m_view = nullptr;
    std::unique_ptr<Work> m_work;
};

} // namespace

base::Result<int> runDashboard(const present::Engine& engine, const QString& vault) {
    static int argumentCount = 1;
    static char name[] = "proofstead";
    static char* arguments[] = {name, nullptr};
    std::optional<QCoreApplication> application; // plurals need one
    if (!QCoreApplication::instance()) application.emplace(argumentCount, arguments);
    present::installTranslation(*QCoreApplication::instance());
    return Dashboard(engine, vault).run();
}

} // namespace proofstead::terminal
