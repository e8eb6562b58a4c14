// The faces that print uses, loaded from the files of Debian's packages fonts-noto-core and fonts-dejavu-core by name,
// so that a page looks the same whatever else is installed.
#pragma once

#include "base/Result.h"
#include "print/Theme.h"

#include <QFont>
#include <QStringList>

namespace proofstead::print {

class Fonts {
public:
    // Looks in `folders` first, then wherever the platform keeps fonts. Needs a QGuiApplication. Error code
    // "font-missing": the file and the package that holds it.
    static base::Result<Fonts> load(const QStringList& folders);

    Fonts(Fonts&&) noexcept = default;
    Fonts& operator=(Fonts&&) noexcept = default;
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;
    ~Fonts();

    // A font for a device of `dotsPerPoint`; the letter spacing is just enough to switch ligatures off, so that
    // "Zugriffsrechte" can be searched and copied.
    QFont font(Face face, double size, double dotsPerPoint) const;

private:
    Fonts() = default;

    QList<int> m_ids;
    QString m_sans, m_fallback, m_mono;
};

} // namespace proofstead::print
