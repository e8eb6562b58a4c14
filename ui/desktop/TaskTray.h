// Long work at the foot of the window: what goes on, how far it is, and a way to stop it; then what came of it.
#pragma once

#include "present/Page.h"
#include "present/Tasks.h"

#include <QElapsedTimer>
#include <QFrame>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

class QProgressBar;
class QToolButton;

namespace proofstead::desktop {

class TonedLabel;

// Does a task; called from another thread.
using RunTask = std::function<base::Result<present::TaskOutcome>(const QString& vault, const present::Task& task,
                                                                 const workspace::Progress& progress)>;

class TaskTray : public QFrame {
    Q_OBJECT
public:
    explicit TaskTray(RunTask run, QWidget* parent = nullptr);
    ~TaskTray() override; // cancels, and waits for the work to end

    bool isBusy() const { return m_busy; }
    void start(const QString& vault, const present::Task& task);
    void cancel();
    QString text() const;

signals:
    void done(const proofstead::present::TaskOutcome& outcome);
    void failed(const QString& sentence);

private:
    void show(const workspace::ProgressState& state);
    void finish(const base::Result<present::TaskOutcome>& result);
    void say(const QString& text, present::Tone tone);

    RunTask m_run;
    TonedLabel* m_text;
    QProgressBar* m_bar;
    QToolButton* m_stop;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::thread m_worker;
    QElapsedTimer m_since; // this stage
    std::string m_stage;
    bool m_busy = false;
};

} // namespace proofstead::desktop
