#include "desktop/TaskTray.h"

#include "desktop/TonedLabel.h"
#include "present/Actions.h"
#include "present/ErrorText.h"
#include "present/ProgressText.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include <chrono>

namespace proofstead::desktop {

namespace {

constexpr auto kBetweenReports = std::chrono::milliseconds(100);

} // namespace

TaskTray::TaskTray(RunTask run, QWidget* parent) : QFrame(parent), m_run(std::move(run)) {
    setAccessibleName(tr("Work in the background"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    m_text = new TonedLabel(this);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar = new QProgressBar(this);
    m_bar->setFixedWidth(180);
    m_bar->setTextVisible(false);
    m_stop = new QToolButton(this);
    m_stop->setText(tr("Cancel"));
    connect(m_stop, &QToolButton::clicked, this, [this] { m_busy ? cancel() : hide(); });
    m_queue = new TonedLabel(this);
    m_queue->setTone(present::Tone::Muted);
    m_queue->hide();
    row->addWidget(m_text, 1);
    row->addWidget(m_queue);
    row->addWidget(m_bar);
    row->addWidget(m_stop);
    hide();
}

TaskTray::~TaskTray() {
    cancel();
    if (m_worker.joinable()) m_worker.join();
}

QString TaskTray::text() const {
    return m_text->text();
}

void TaskTray::start(const QString& vault, const present::Task& task) {
    if (!m_busy) return begin(vault, task);
    m_waiting.append({vault, task});
    say(m_text->text(), present::Tone::Plain);
}

void TaskTray::beginNext() {
    if (m_waiting.isEmpty()) return;
    const auto [vault, task] = m_waiting.takeFirst();
    begin(vault, task);
}

void TaskTray::dismiss() {
    if (!m_busy && !m_isBad) hide();
}

void TaskTray::tell(const QString& text, present::Tone tone) {
    if (m_busy) return;
    m_bar->hide();
    m_stop->setText(tr("Close"));
    say(text, tone);
    show();
}

void TaskTray::begin(const QString& vault, const present::Task& task) {
    if (m_worker.joinable()) m_worker.join();
    m_busy = true;
    m_stage.clear();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    const auto* entry = present::actionEntry(task.action);
    say((entry ? present::titleOf(*entry) : task.action) + QStringLiteral("…"), present::Tone::Plain);
    m_bar->setRange(0, 0);
    m_bar->show();
    m_stop->setText(tr("Cancel"));
    setVisible(true);
    m_worker = std::thread([this, vault, task, run = m_run, cancelled = m_cancelled] {
        auto last = std::chrono::steady_clock::time_point{};
        std::string stage;
        workspace::Progress progress;
        progress.cancelled = cancelled.get();
        progress.report = [&](const workspace::ProgressState& state) {
            const auto now = std::chrono::steady_clock::now();
            if (state.stage == stage && now - last < kBetweenReports) return;
            last = now;
            stage = state.stage;
            QMetaObject::invokeMethod(
                this, [this, state] { showState(state); }, Qt::QueuedConnection);
        };
        auto result = std::make_shared<base::Result<present::TaskOutcome>>(run(vault, task, progress));
        QMetaObject::invokeMethod(
            this, [this, result] { finish(*result); }, Qt::QueuedConnection);
    });
}

void TaskTray::cancel() {
    m_waiting.clear();
    if (m_cancelled) m_cancelled->store(true);
    if (m_busy) say(tr("Cancelling…"), present::Tone::Muted);
}

void TaskTray::showState(const workspace::ProgressState& state) {
    if (!m_busy || m_cancelled->load()) return;
    if (state.stage != m_stage) {
        m_stage = state.stage;
        m_since.start();
    }
    say(present::progressText(state, static_cast<double>(m_since.elapsed()) / 1000.0), present::Tone::Plain);
    if (state.total > 0) {
        m_bar->setRange(0, 1000);
        m_bar->setValue(static_cast<int>(1000.0 * static_cast<double>(state.done) / static_cast<double>(state.total)));
    } else {
        m_bar->setRange(0, 0);
    }
}

void TaskTray::finish(const base::Result<present::TaskOutcome>& result) {
    m_busy = false;
    m_bar->hide();
    m_stop->setText(tr("Close"));
    if (result) {
        say(result->sentence, result->bad ? present::Tone::Warn : present::Tone::Good);
        emit done(*result);
    } else {
        const QString sentence = present::errorText(result.error());
        say(sentence, present::Tone::Bad);
        emit failed(sentence);
    }
    beginNext();
}

void TaskTray::say(const QString& text, present::Tone tone) {
    m_isBad = tone == present::Tone::Bad || tone == present::Tone::Warn;
    m_text->setText(text);
    m_queue->setText(tr("%1 more waiting").arg(m_waiting.size()));
    m_queue->setVisible(!m_waiting.isEmpty());
    m_text->setToolTip(QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped()));
    m_text->setAccessibleName(text);
    m_text->setTone(tone);
}

} // namespace proofstead::desktop
