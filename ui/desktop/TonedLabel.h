// A line of plain text in the colour of a tone, in whatever look the window has.
#pragma once

#include "present/Page.h"

#include <QLabel>

namespace proofstead::desktop {

class TonedLabel : public QLabel {
    Q_OBJECT
public:
    explicit TonedLabel(QWidget* parent = nullptr);
    void setTone(present::Tone tone);
    void setMark(pack::Mark mark); // its colour instead

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();
    present::Tone m_tone = present::Tone::Plain;
    pack::Mark m_mark = pack::Mark::None;
    bool m_colouring = false;
};

} // namespace proofstead::desktop
