#include "desktop/Theme.h"

#include <QApplication>
#include <QFont>
#include <QStyleFactory>

#include <algorithm>

namespace proofstead::desktop {

using present::Tone;

namespace {

// Fields and lists have a border that is seen (at least 3 to 1 on dark too), and a ring in the accent when the keys
// are theirs.
constexpr const char* kSheet =
    "QHeaderView::section { padding: 5px 8px; border: 0; border-bottom: 1px solid palette(dark); font-weight: 600; "
    "background: palette(alternate-base); color: palette(window-text); }"
    "QLineEdit, QPlainTextEdit, QTableView, QTreeView { border: 1px solid palette(dark); }"
    "QLineEdit { border-radius: 4px; padding: 4px 6px; background: palette(base); }"
    "QLineEdit:focus, QPlainTextEdit:focus, QTableView:focus, QTreeView:focus "
    "{ border: 2px solid palette(link); }"
    "QLineEdit:focus { padding: 3px 5px; }"
    "QPushButton, QToolButton { border: 1px solid palette(dark); border-radius: 4px; padding: 5px 14px; "
    "background: palette(button); color: palette(button-text); }"
    "QToolButton { padding: 4px 10px; }"
    "QPushButton:hover, QToolButton:hover { background: palette(midlight); }"
    "QPushButton:pressed, QToolButton:checked { background: palette(highlight); color: palette(highlighted-text); }"
    "QPushButton:disabled, QToolButton:disabled { color: palette(placeholder-text); }"
    "QPushButton:focus, QToolButton:focus { border: 2px solid palette(link); padding: 4px 13px; }"
    "QToolButton:focus { padding: 3px 9px; }"
    "QPushButton[main=true] { background: palette(highlight); color: palette(highlighted-text); }"
    "QPushButton[flat=true] { border: 1px solid transparent; background: transparent; text-align: left; "
    "color: palette(link); padding: 3px 6px; }"
    "QPushButton[flat=true]:focus { border: 2px solid palette(link); padding: 2px 5px; }"
    "QPushButton[main=true]:focus { border: 2px solid palette(window-text); }";

struct Shades {
    QColor window, base, alternate, text, muted, border, accent, selection, weakSelection;
};

QColor colourOf(pack::look::Rgb rgb) {
    return {rgb.r, rgb.g, rgb.b};
}

QPalette paletteOf(const Shades& shades) {
    QPalette palette;
    palette.setColor(QPalette::Window, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::Button, shades.alternate);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, shades.base);
    palette.setColor(QPalette::ToolTipText, shades.text);
    palette.setColor(QPalette::PlaceholderText, shades.muted);
    palette.setColor(QPalette::Mid, shades.border);
    palette.setColor(QPalette::Dark, shades.border);
    palette.setColor(QPalette::Light, shades.alternate);
    palette.setColor(QPalette::Midlight, shades.weakSelection);
    palette.setColor(QPalette::Link, shades.accent);
    palette.setColor(QPalette::Highlight, shades.selection);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    // A selection elsewhere is weaker: the keys are not there.
    palette.setColor(QPalette::Inactive, QPalette::Highlight, shades.weakSelection);
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, shades.text);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.muted);
    return palette;
}

} // namespace

QPalette lightPalette() {
    const auto& look = pack::look::neutrals(pack::look::Ground::Light);
    return paletteOf({colourOf(look.ground), Qt::white, colourOf(look.panel), colourOf(look.ink), colourOf(look.muted),
                      QColor(0x8a, 0x93, 0xa1), colourOf(look.accent), colourOf(look.accent),
                      QColor(0xd6, 0xe1, 0xf7)});
}

QPalette darkPalette() {
    const auto& look = pack::look::neutrals(pack::look::Ground::Dark);
    return paletteOf({colourOf(look.ground), colourOf(look.zebra), colourOf(look.panel), colourOf(look.ink),
                      colourOf(look.muted), QColor(0x6f, 0x7a, 0x8b), colourOf(look.accent), QColor(0x2f, 0x5f, 0xc4),
                      QColor(0x2c, 0x3d, 0x5e)});
}

void applyZoom(QApplication& application, int percent) {
    static const qreal kUsual = application.font().pointSizeF();
    auto font = application.font();
    font.setPointSizeF(kUsual * std::clamp(percent, kLeastZoom, kMostZoom) / 100.0);
    application.setFont(font);
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void applyLook(QApplication& application, Look look) {
    static const bool kSystemIsDark = isDark(application.palette());
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool dark = look == Look::Dark || (look == Look::System && kSystemIsDark);
    application.setPalette(dark ? darkPalette() : lightPalette());
    // A style sheet keeps the colours of the palette it was read under: read it again.
    application.setStyleSheet({});
    application.setStyleSheet(QString::fromLatin1(kSheet));
}

pack::look::Ground groundOf(const QPalette& palette) {
    return isDark(palette) ? pack::look::Ground::Dark : pack::look::Ground::Light;
}

QColor textColour(pack::Mark mark, const QPalette& palette) {
    return colourOf(pack::look::lookOf(mark).on(groundOf(palette)).ink);
}

QColor fillColour(pack::Mark mark, const QPalette& palette) {
    return colourOf(pack::look::lookOf(mark).on(groundOf(palette)).fill);
}

QColor onFillColour(pack::Mark mark, const QPalette& palette) {
    return colourOf(pack::look::lookOf(mark).on(groundOf(palette)).onFill);
}

QColor shareColour(double share, const QPalette& palette) {
    const auto& look = pack::look::lookOfShare(share);
    const bool dark = isDark(palette);
    // A cell of some pixels holds no cross: the colour of the cross fills it.
    if (share == 0) return colourOf(dark ? look.darkInk : look.lightInk);
    return colourOf(dark ? look.darkFill : look.lightFill);
}

QColor textColour(Tone tone, const QPalette& palette) {
    switch (tone) {
    case Tone::Good:
        return textColour(pack::Mark::Supported, palette);
    case Tone::Warn:
        return textColour(pack::Mark::Partial, palette);
    case Tone::Bad:
        return textColour(pack::Mark::Exceptions, palette);
    case Tone::Muted:
        return palette.color(QPalette::PlaceholderText);
    case Tone::Plain:
        break;
    }
    return palette.color(QPalette::WindowText);
}

QColor fillColour(Tone tone, const QPalette& palette) {
    switch (tone) {
    case Tone::Good:
        return fillColour(pack::Mark::Supported, palette);
    case Tone::Warn:
        return fillColour(pack::Mark::Partial, palette);
    case Tone::Bad:
        return fillColour(pack::Mark::Exceptions, palette);
    case Tone::Muted:
        return palette.color(QPalette::Midlight);
    case Tone::Plain:
        break;
    }
    return palette.color(QPalette::Link);
}

} // namespace proofstead::desktop
