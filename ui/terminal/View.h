// What is on the screen of `proofstead dash`, and how keys change it; knows no terminal. Pages come from ui/present;
// the list of a page stands beside (or above) what its selected row has to say.
#pragma once

#include "present/PageData.h"
#include "present/Tasks.h"
#include "terminal/EventsPane.h"
#include "terminal/Pane.h"

#include <functional>
#include <memory>
#include <vector>

namespace proofstead::terminal {

// What a view asks of whoever runs it; any of them may be missing.
struct Host {
    std::function<base::Result<present::Page>(const present::Place&)> open; // pages that walk the vault
    std::function<void(const present::Task&)> start;                        // long work
    std::function<void()> cancel;
    std::function<void(const QString& vault)> openVault; // "" reads the same again
};

class View {
public:
    explicit View(present::PageData data, Host host = {});
    // No vault is open: the page says what there is to do.
    explicit View(present::Page start, Host host = {});
    ~View();

    // After a vault was read: the same page, with what it says now.
    void setData(present::PageData data);
    // What work says; shown in the bottom line. `busy`: it goes on, and Escape cancels it.
    void setStatus(const QString& text, present::Tone tone, bool busy);

    void resize(int columns, int rows);
    // false: the user wants to leave. Keys as in Screen's Event.
    bool press(const QString& key, bool control = false);
    void click(int x, int y);
    void wheel(int direction);
    bool poll(); // true: something in the background changed what is shown

    // The whole screen: title and tabs, the page, what the selected row has to say, the keys.
    struct ScreenLine {
        Line line;
        bool inverse = false;
    };
    std::vector<ScreenLine> screen() const;
    present::Place place() const;
    const present::PageData& data() const { return m_data; }

private:
    enum class Prompt { None, Find, Command };
    struct Frame {
        present::Place place;
        present::Page page;
        QString find;
        Pane list;
        std::vector<Line> heads; // above the list, whatever it scrolls to
        std::unique_ptr<EventsPane> events;
    };

    // Going places
    bool go(const present::Place& place);
    void back();
    void turnTo(std::size_t page);
    base::Result<present::Page> pageAt(const present::Place& place) const;
    Frame& frame() { return m_frames.back(); }
    const Frame& frame() const { return m_frames.back(); }
    std::size_t menuIndex() const;
    // What the page consists of, set anew
    void layOutPage();
    void layOutDetail();
    void openEvents();
    bool readRecord(); // true: the record beside the list of events is another one
    void showStatus();
    // Keys
    bool pressInPrompt(const QString& key, bool control);
    bool pressInPane(const QString& key, bool control);
    void prompt(const QString& command);
    void follow(const present::Place& place);
    void runTask(const QString& name, const QStringList& arguments);
    void act(const QString& key);
    void complete();
    void setFind(const QString& text);
    bool command(const QString& text);
    void fail(const base::Error& error);
    // Measures
    bool beside() const; // detail right of the list
    int listColumns() const;
    int listRows() const;
    int bodyRows() const;
    QStringList statusLines() const;
    int detailColumns() const;
    int detailRows() const;
    bool hasDetail() const;
    // Drawing
    ScreenLine titleLine() const;
    ScreenLine bottomLine() const;
    std::vector<ScreenLine> statusBlock() const;
    std::vector<ScreenLine> body() const;
    std::vector<Line> listLines() const;
    std::vector<ScreenLine> help() const;
    QString findHint() const;

    present::PageData m_data;
    bool m_hasVault = false;
    Host m_host;
    std::vector<Frame> m_frames;
    Pane m_detail;
    bool m_inDetail = false; // which pane the keys move
    Prompt m_prompt = Prompt::None;
    QString m_typed;
    bool m_help = false;
    QString m_status;
    present::Tone m_statusTone = present::Tone::Plain;
    bool m_busy = false;
    QString m_record; // whose text as delivered is m_raw
    QStringList m_raw;
    int m_columns = 80;
    int m_rows = 24;
};

} // namespace proofstead::terminal
