// The full-screen dashboard of `proofstead dash`: the pages of ui/present, read with the keyboard.
#pragma once

#include "base/Result.h"
#include "present/PageData.h"
#include "terminal/Layout.h"

#include <vector>

namespace proofstead::terminal {

// What is on the screen, and how keys change it; knows no terminal.
class View {
public:
    explicit View(present::PageData data);

    void resize(int columns, int rows);
    // false: the user wants to leave. Keys as in Screen's Event.
    bool press(const QString& key, bool control = false);

    // The whole screen: title and tabs, the page, what the selected row has to say, the keys.
    struct ScreenLine {
        Line line;
        bool inverse = false;
    };
    std::vector<ScreenLine> screen() const;

private:
    void build();
    void select(int direction);
    void scrollTo(int line);
    int pageRows() const;
    QStringList detailLines() const;
    ScreenLine titleLine() const;

    present::PageData m_data;
    std::vector<Line> m_lines;
    std::size_t m_page = 0;
    int m_columns = 80;
    int m_rows = 24;
    int m_top = 0;
    int m_selected = -1; // index of a line; -1 none
};

// Runs until the user leaves; returns the exit code (0, or 128 + signal). Needs no application object. Error codes:
// "no-terminal", and those of reading the vault.
base::Result<int> runDashboard(const workspace::Workspace& workspace);

} // namespace proofstead::terminal
