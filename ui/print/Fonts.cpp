#include "print/Fonts.h"

#include <array>
#include <cmath>
#include <QDirIterator>
#include <QFileInfo>
#include <QFontDatabase>
#include <QStandardPaths>

namespace proofstead::print {

namespace {

struct FontFile {
    const char* name;
    const char* package;
};
constexpr std::array kFiles{
    FontFile{"NotoSans-Regular.ttf", "fonts-noto-core"}, FontFile{"NotoSans-Bold.ttf", "fonts-noto-core"},
    FontFile{"NotoSans-Italic.ttf", "fonts-noto-core"},  FontFile{"DejaVuSans.ttf", "fonts-dejavu-core"},
    FontFile{"DejaVuSansMono.ttf", "fonts-dejavu-core"},
};

QString findFile(const QString& name, const QStringList& folders) {
    for (const QString& folder : folders)
        if (const QFileInfo file(folder, name); file.isFile()) return file.filePath();
    for (const QString& folder : QStandardPaths::standardLocations(QStandardPaths::FontsLocation)) {
        QDirIterator files(folder, {name}, QDir::Files, QDirIterator::Subdirectories);
        if (files.hasNext()) return files.next();
    }
    return {};
}

} // namespace

base::Result<Fonts> Fonts::load(const QStringList& folders) {
    Fonts fonts;
    QStringList families;
    for (const FontFile& file : kFiles) {
        const QString path = findFile(QString::fromLatin1(file.name), folders);
        const int id = path.isEmpty() ? -1 : QFontDatabase::addApplicationFont(path);
        if (id < 0)
            return base::fail("font-missing", std::string(file.name) + " (Debian package " + file.package + ")");
        fonts.m_ids.append(id);
        families.append(QFontDatabase::applicationFontFamilies(id).value(0));
    }
    fonts.m_sans = families[0];
    fonts.m_fallback = families[3];
    fonts.m_mono = families[4];
    return fonts;
}

Fonts::~Fonts() {
    for (const int id : m_ids)
        QFontDatabase::removeApplicationFont(id);
}

QFont Fonts::font(Face face, double size, double dotsPerPoint) const {
    QFont font;
    if (face == Face::Mono)
        font.setFamilies({m_mono, m_sans});
    else
        font.setFamilies({m_sans, m_fallback});
    font.setBold(face == Face::Bold || face == Face::BoldItalic);
    font.setItalic(face == Face::Italic || face == Face::BoldItalic);
    font.setPixelSize(static_cast<int>(std::lround(size * dotsPerPoint)));
    font.setHintingPreference(QFont::PreferNoHinting);
    // Qt 6.4 cannot switch a font feature off. Any spacing of at least 1/64 pixel does, and is not seen.
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.05);
    return font;
}

} // namespace proofstead::print
