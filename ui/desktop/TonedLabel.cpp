#include "desktop/TonedLabel.h"

#include "desktop/Theme.h"

#include <QApplication>
#include <QEvent>

namespace proofstead::desktop {

TonedLabel::TonedLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void TonedLabel::setTone(present::Tone tone) {
    m_tone = tone;
    colour();
}

void TonedLabel::setMark(pack::Mark mark) {
    m_mark = mark;
    colour();
}

void TonedLabel::colour() {
    m_colouring = true;
    auto colours = QApplication::palette(this);
    colours.setColor(QPalette::WindowText,
                     m_mark == pack::Mark::None ? textColour(m_tone, colours) : textColour(m_mark, colours));
    setPalette(colours);
    m_colouring = false;
}

void TonedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    const bool look = event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange ||
                      event->type() == QEvent::StyleChange; // which brings back the palette of before
    if (look && !m_colouring) colour();
}

} // namespace proofstead::desktop
