// Long work at the foot of the window: what goes on, how far it is, and a way to stop it; then what came of it.
#pragma once

#include "present/Page.h"
#include "present/Tasks.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QList>

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
    // One after the other: what comes while work goes on waits.
    void start(const QString& vault, const present::Task& task);
    // Good news of before goes; bad news, and work that goes on, stay.
    void dismiss();
    void tell(const QString& text, present::Tone tone); // something to say without work
    qsizetype waiting() const { return m_waiting.size(); }
    void cancel();
    QString text() const;

signals:
    void done(const proofstead::present::TaskOutcome& outcome);
    void failed(const QString& sentence);

private:
    void begin(const QString& vault, const present::Task& task);
    void beginNext();
    void showState(const workspace::ProgressState& state);
    void finish(const base::Result<present::TaskOutcome>& result);
    void say(const QString& text, present::Tone tone);

    RunTask m_run;
    TonedLabel* m_text;
    TonedLabel* m_queue;
    QProgressBar* m_bar;
    QToolButton* m_stop;
    std::shared_ptr<std::atomic<bool>> m_cancelled;
    std::thread m_worker;
    QElapsedTimer m_since; // this stage
    std::string m_stage;
    bool m_busy = false;
    bool m_isBad = false; // what was said last
    QList<std::pair<QString, present::Task>> m_waiting;
};

} // namespace proofstead::desktop
