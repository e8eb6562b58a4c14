// The terminal as a grid of cells, with keys. Switches to the alternate screen and gives the terminal back as it was
// when destroyed, on signals, and (through Rescue) when the program is killed.
#pragma once

#include "base/Result.h"
#include "present/Page.h"

#include <QString>

#include <memory>

namespace proofstead::terminal {

struct Event {
    enum class Kind { Key, Click, Wheel, Resized, Tick, Ended };
    Kind kind = Kind::Key;
    QString key; // "ArrowDown", "Enter", "Escape", or the character typed
    bool control = false;
    int exitCode = 0; // Ended: 128 + signal, 129 when the terminal went away
    int x = 0, y = 0; // Click: the cell; Wheel: y is 1 down, -1 up
};

class Screen {
public:
    // Error code "no-terminal" when standard input or output is not one, or it does not answer.
    static base::Result<std::unique_ptr<Screen>> open();
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    int width() const;
    int height() const;

    struct Style {
        present::Tone tone = present::Tone::Plain;
        bool bold = false;
        bool inverse = false;
        pack::Mark mark = pack::Mark::None; // its colour instead of the tone's
    };
    void clear();
    // Text beyond the right border is cut.
    void put(int x, int y, const QString& text, Style style);
    void show();
    // Tick: nothing came for that many milliseconds.
    Event wait(int timeout);

private:
    struct Private;
    explicit Screen(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::terminal
