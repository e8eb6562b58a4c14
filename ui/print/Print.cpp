#include "print/Print.h"

#include "print/Composer.h"
#include "print/PdfFinish.h"

#include <QGuiApplication>

namespace proofstead::print {

base::Result<Printed> printPack(const pack::Document& document, const std::map<std::string, std::string>& attachments,
                                const std::string& outFile, const PrintOptions& options) {
    Q_ASSERT_X(qGuiApp, "printPack", "the caller makes a QGuiApplication");
    QStringList folders;
    for (const std::string& folder : options.fontFolders)
        folders.append(QString::fromStdString(folder));
    PS_TRY(const Fonts fonts, Fonts::load(folders));
    Shaper shaper(fonts);
    const Composition composition = compose(document, shaper);
    PS_TRY(const DrawnPages drawn, draw(composition, document, shaper));
    PS_CHECK(finishPdf(drawn, composition, document, attachments, outFile));
    return Printed{composition.pages.size()};
}

} // namespace proofstead::print
