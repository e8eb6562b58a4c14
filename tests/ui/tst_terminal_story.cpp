// `proofstead dash` in a real terminal (tmux): a story from the overview to a record, and a terminal that is left as it
// was after leaving, SIGTERM and SIGKILL. Skipped where there is no tmux.
#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

constexpr int kPatience = 60'000; // ms; a sanitizer is slow

} // namespace

class TestTerminalStory : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void fromTheOverviewToARecord();
    void eventsAreFilteredAndSorted();
    void workRunsAndSaysWhatCameOfIt();
    void withoutAVaultTheDemoIsOneKeyAway();
    void theTerminalIsLeftAsItWas_data();
    void theTerminalIsLeftAsItWas();

private:
    QString tmux(const QStringList& arguments) const;
    void startShell();
    void start();
    void keys(const QStringList& names) const;
    QString screen() const;
    void shows(const QString& text);
    QString program() const;

    QTemporaryDir m_folder;
    QString m_server; // a tmux server of our own
    int m_servers = 0;
    bool m_has = false;
};

QString TestTerminalStory::tmux(const QStringList& arguments) const {
    QProcess process;
    process.start("tmux", QStringList{"-S", m_server, "-f", "/dev/null"} + arguments);
    process.waitForFinished(kPatience);
    return QString::fromUtf8(process.readAllStandardOutput());
}

QString TestTerminalStory::program() const {
    return QStringLiteral(PROOFSTEAD_BIN_DIR "/proofstead");
}

void TestTerminalStory::initTestCase() {
    if (QStandardPaths::findExecutable("tmux").isEmpty()) QSKIP("There is no tmux on this machine.");
    m_has = true;
    QProcess demo;
    demo.setWorkingDirectory(m_folder.path());
    demo.start(program(), {"demo", "demo"});
    QVERIFY(demo.waitForFinished(kPatience));
    QCOMPARE(demo.exitCode(), 0);
}

void TestTerminalStory::cleanupTestCase() {
    if (!m_server.isEmpty()) tmux({"kill-server"});
}

// A shell with a prompt that can be told from everything else.
void TestTerminalStory::startShell() {
    if (!m_server.isEmpty()) tmux({"kill-server"});
    m_server = m_folder.filePath(QString("tmux.%1").arg(++m_servers)); // the old one may still be going
    tmux({"new-session", "-d", "-x", "120", "-y", "40", "env", "PS1=ready$ ", "HOME=" + m_folder.path(), "sh", "-i"});
    shows("ready$");
}

void TestTerminalStory::start() {
    startShell();
    keys({"cd " + m_folder.path() + " && stty -a > before", "Enter"});
    keys({"sh -c 'echo $$ > pid; exec " + program() + " -v demo/demo.vault dash'; echo ended with $?", "Enter"});
    shows("Controls by status");
}

void TestTerminalStory::keys(const QStringList& names) const {
    tmux(QStringList{"send-keys"} + names);
}

QString TestTerminalStory::screen() const {
    return tmux({"capture-pane", "-p"});
}

void TestTerminalStory::shows(const QString& text) {
    QTRY_VERIFY2_WITH_TIMEOUT(screen().contains(text), qPrintable(text + " is not on:\n" + screen()), kPatience);
}

void TestTerminalStory::fromTheOverviewToARecord() {
    if (!m_has) QSKIP("There is no tmux on this machine.");
    start();
    keys({"2"});
    shows("[2 Gaps]");
    keys({"j", "Enter"});
    shows("Requirement");
    keys({":", "findings", "Enter"});
    shows("exceptions that tests found");
    keys({"/", "StopLogging", "Enter", "j", "Enter"});
    shows("What it says");
    shows("its bytes are as they were when it was imported");
    keys({"BSpace"});
    shows("found: StopLogging");
    keys({"Escape"});
    keys({"6"});
    shows("Logs through the period");
}

void TestTerminalStory::eventsAreFilteredAndSorted() {
    if (!m_has) QSKIP("There is no tmux on this machine.");
    start();
    keys({"5"});
    shows("events, newest first");
    keys({"s"});
    shows("by Action");
    keys({"/", "outcome:failure", "Enter"});
    shows("✗ failed");
    QVERIFY(!screen().contains("✓ done"));
}

void TestTerminalStory::workRunsAndSaysWhatCameOfIt() {
    if (!m_has) QSKIP("There is no tmux on this machine.");
    start();
    keys({":", "assess", "Enter"});
    shows("Assessed 296 controls");
    keys({":", "verify", "Enter"});
    shows("The vault holds");
    const QString pack = m_folder.filePath("pack.pdf");
    keys({":", "summary", "Space", pack, "Enter"});
    shows("Wrote");
    QVERIFY(QFileInfo(pack).size() > 10'000);
}

void TestTerminalStory::withoutAVaultTheDemoIsOneKeyAway() {
    if (!m_has) QSKIP("There is no tmux on this machine.");
    const QString home = m_folder.filePath("fresh");
    QVERIFY(QDir().mkpath(home));
    startShell();
    keys({"cd " + home + " && HOME=" + home + " XDG_DATA_HOME= XDG_CONFIG_HOME= " + program() + " dash", "Enter"});
    shows("None yet");
    keys({"Enter"});
    shows("Controls by status");
    QVERIFY(QFileInfo::exists(home + "/.local/share/proofstead/demo/demo.vault"));
}

void TestTerminalStory::theTerminalIsLeftAsItWas_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("after leaving") << 0;
    QTest::newRow("after SIGTERM") << SIGTERM;
    QTest::newRow("after SIGHUP") << SIGHUP;
    QTest::newRow("after SIGKILL") << SIGKILL;
}

void TestTerminalStory::theTerminalIsLeftAsItWas() {
    if (!m_has) QSKIP("There is no tmux on this machine.");
    QFETCH(int, signal);
    start();
    if (signal == 0) {
        keys({"q"});
    } else {
        QFile pid(m_folder.filePath("pid"));
        QVERIFY(pid.open(QIODevice::ReadOnly));
        QCOMPARE(::kill(pid.readAll().trimmed().toInt(), signal), 0);
    }
    // After SIGKILL the shell may say so on the screen that is about to be left.
    if (signal != SIGKILL) shows("ended with " + QString::number(signal == 0 ? 0 : 128 + signal));
    const auto modes = [this] {
        return tmux({"display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"}).trimmed();
    };
    QTRY_COMPARE_WITH_TIMEOUT(modes(), QString("0 0 1"), kPatience);
    QVERIFY2(!screen().contains("Controls by status"), qPrintable(screen())); // the shell's own screen is back
    keys({"C-u"});
    keys({"stty -a > after; cmp before after && echo the' 'same", "Enter"});
    shows("the same");
}

QTEST_GUILESS_MAIN(TestTerminalStory)
#include "tst_terminal_story.moc"
