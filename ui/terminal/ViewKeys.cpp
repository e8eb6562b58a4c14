// Keys, commands and the mouse.
#include "present/Actions.h"
#include "present/ErrorText.h"
#include "present/Pages.h"
#include "present/Tr.h"
#include "terminal/View.h"

namespace proofstead::terminal {

using present::Tone;
using present::Tr;

namespace {

// "a 'b c' d" -> a, b c, d
QStringList wordsOf(const QString& text) {
    QStringList words;
    QString word;
    QChar quote;
    bool any = false;
    for (const QChar c : text) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = {};
            else
                word += c;
        } else if (c == '\'' || c == '"') {
            quote = c;
            any = true;
        } else if (c == ' ') {
            if (any || !word.isEmpty()) words << word;
            word.clear();
            any = false;
        } else {
            word += c;
        }
    }
    if (any || !word.isEmpty()) words << word;
    return words;
}

} // namespace

bool View::press(const QString& key, bool control) {
    if (control && key == "c") return false;
    if (m_help) {
        m_help = false;
        return true;
    }
    if (m_prompt != Prompt::None) return pressInPrompt(key, control);
    if (!m_busy && !m_status.isEmpty()) setStatus({}, Tone::Plain, false);
    return pressInPane(key, control);
}

bool View::pressInPane(const QString& key, bool control) {
    const auto pages = present::pageEntries().size();
    auto& pane = m_inDetail ? m_detail : frame().list;
    const bool hadDetail = hasDetail();
    if (key == "q" || key == "Q") return false;
    if (key == "ArrowDown" || key == "j")
        pane.move(1);
    else if (key == "ArrowUp" || key == "k")
        pane.move(-1);
    else if (key == "PageDown" || key == " " || key == "Space" || (control && key == "f"))
        pane.turn(1);
    else if (key == "PageUp" || (control && key == "b"))
        pane.turn(-1);
    else if (key == "Home" || key == "g")
        pane.toStart();
    else if (key == "End" || key == "G")
        pane.toEnd();
    else if (key == "ArrowRight" || key == "l")
        turnTo(menuIndex() + 1);
    else if (key == "ArrowLeft" || key == "h")
        turnTo(menuIndex() + pages - 1);
    else if (key.size() == 1 && key.at(0).isDigit() && key.toUInt() >= 1 && key.toUInt() <= pages)
        turnTo(key.toUInt() - 1);
    else
        act(key);
    if (m_inDetail) return true;
    // A detail that appears or goes changes the room of the list.
    if (hadDetail != hasDetail())
        layOutPage();
    else
        layOutDetail();
    return true;
}

void View::act(const QString& key) {
    auto& f = frame();
    if (key == "Enter") {
        if (const auto selected = m_inDetail ? m_detail.selected() : f.list.selected()) follow(selected->place);
    } else if (key == "Tab") {
        m_inDetail = !m_inDetail && hasDetail();
    } else if (key == "Backspace") {
        back();
    } else if (key == "Escape") {
        if (m_busy && m_host.cancel)
            m_host.cancel();
        else if (m_inDetail)
            m_inDetail = false;
        else if (f.list.selectedIndex() >= 0)
            f.list.reset();
        else if (!f.find.isEmpty())
            setFind({});
        else if (m_frames.size() > 1 || f.page.parent.leads())
            back();
    } else if (key == "/") {
        m_prompt = Prompt::Find;
        m_typed = f.find;
    } else if (key == ":") {
        m_prompt = Prompt::Command;
        m_typed.clear();
    } else if (key == "?") {
        m_help = true;
    } else if (key == "r") {
        command(QStringLiteral("reload"));
    } else if (key == "s" && f.events) {
        f.events->sortNext();
        f.list.reset();
        layOutPage();
    }
}

void View::prompt(const QString& command) {
    m_prompt = Prompt::Command;
    m_typed = command;
}

void View::follow(const present::Place& place) {
    if (place.page == "write") {
        prompt(QStringLiteral("report %1-pack.pdf %1").arg(place.about));
    } else if (place.page == "clear") {
        prompt(QStringLiteral("clear %1-pack.pdf %1 ").arg(place.about));
    } else if (place.page == "do") {
        const auto* action = present::actionEntry(place.about);
        if (action && *action->argument)
            prompt(place.about + ' ');
        else
            command(place.about);
    } else if (place.page == "open") {
        if (m_host.openVault) m_host.openVault(place.about);
    } else if (place.leads()) {
        go(place);
    }
}

bool View::pressInPrompt(const QString& key, bool control) {
    const bool finds = m_prompt == Prompt::Find;
    if (key == "Escape") {
        m_prompt = Prompt::None;
        if (finds) setFind({});
    } else if (key == "Enter") {
        m_prompt = Prompt::None;
        if (finds)
            setFind(m_typed);
        else
            return command(m_typed);
    } else if (key == "Tab") {
        complete();
    } else if (key == "Backspace") {
        if (m_typed.isEmpty()) m_prompt = Prompt::None;
        m_typed.chop(1);
    } else if (control && key == "u") {
        m_typed.clear();
    } else if (key == "Space") {
        m_typed += ' ';
    } else if (!control && (key.size() == 1 || (key.size() == 2 && key.at(0).isHighSurrogate()))) {
        m_typed += key;
    }
    // Pages are found while typing; events need a search each time, so they wait for Enter.
    if (m_prompt == Prompt::Find && !frame().events) setFind(m_typed);
    return true;
}

// The command or page that the typed beginning stands for.
void View::complete() {
    if (m_prompt != Prompt::Command || m_typed.contains(' ')) return;
    for (const auto& entry : present::actionEntries())
        if (QString::fromLatin1(entry.id).startsWith(m_typed) &&
            QLatin1String(entry.onlyIn) != QLatin1String("desktop")) {
            m_typed = QString::fromLatin1(entry.id) + (*entry.argument ? QStringLiteral(" ") : QString());
            return;
        }
    for (const auto& entry : present::pageEntries())
        if (QString::fromLatin1(entry.id).startsWith(m_typed)) m_typed = QString::fromLatin1(entry.id);
}

bool View::command(const QString& text) {
    const auto words = wordsOf(text);
    if (words.isEmpty()) return true;
    const QString name = words.front() == "q" ? QStringLiteral("quit") : words.front();
    const QStringList arguments = words.mid(1);
    const auto entries = present::pageEntries();
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (name == QLatin1String(entries[i].id)) {
            turnTo(i);
            return true;
        }
    const auto* action = present::actionEntry(name);
    if (!action || QLatin1String(action->onlyIn) == QLatin1String("desktop")) {
        setStatus(Tr::tr("There is no command “%1”. Press ? for the list.").arg(name), Tone::Bad, m_busy);
        return true;
    }
    if (name == "quit") return false;
    if (*action->argument && (arguments.isEmpty() || (name == "clear" && arguments.size() < 3))) {
        setStatus(Tr::tr("Write :%1 and the %2.").arg(name, Tr::tr(action->argument)), Tone::Warn, m_busy);
        return true;
    }
    if (action->needsVault && !m_hasVault) {
        setStatus(Tr::tr("No vault is open. :demo, :create or :open makes one ready."), Tone::Warn, m_busy);
    } else if (action->isTask) {
        runTask(name, arguments);
    } else if (name == "open" || name == "reload") {
        if (m_host.openVault) m_host.openVault(arguments.join(' '));
    } else if (name == "find") {
        setFind(arguments.join(' '));
    } else if (name == "record" || name == "control" || name == "check") {
        go({name, arguments.join(' ')});
    } else if (name == "back") {
        back();
    } else if (name == "help") {
        m_help = true;
    }
    return true;
}

void View::runTask(const QString& name, const QStringList& arguments) {
    if (m_busy)
        setStatus(Tr::tr("Other work is still going on; Escape cancels it."), Tone::Warn, true);
    else if (m_host.start)
        m_host.start({name, arguments});
}

void View::click(int x, int y) {
    if (m_help) {
        m_help = false;
        return;
    }
    if (y == 0) { // a tab
        int at = 0;
        for (const auto& span : titleLine().line.spans) {
            at += columnsOf(span.text);
            if (x >= at) continue;
            const QString number = span.text.trimmed().remove('[').section(' ', 0, 0);
            if (const auto page = number.toUInt(); page >= 1 && page <= present::pageEntries().size()) turnTo(page - 1);
            return;
        }
        return;
    }
    const int row = y - 1 - static_cast<int>(frame().heads.size());
    if (beside() && hasDetail() && x > listColumns() + 1) return;
    const int before = frame().list.selectedIndex();
    frame().list.selectRow(row);
    if (frame().list.selectedIndex() == before && before >= 0)
        act(QStringLiteral("Enter"));
    else
        layOutPage();
}

void View::wheel(int direction) {
    auto& pane = m_inDetail ? m_detail : frame().list;
    for (int i = 0; i < 3; ++i)
        pane.move(direction);
    if (!m_inDetail) layOutPage();
}

} // namespace proofstead::terminal
