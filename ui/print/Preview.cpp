#include "print/Preview.h"

#include "print/Canvas.h"
#include "print/Composer.h"
#include "print/Print.h"

#include <QPainter>

namespace proofstead::print {

struct Preview::Private {
    Private(pack::Document content, Fonts faces) : document(std::move(content)), fonts(std::move(faces)) {}

    pack::Document document;
    Fonts fonts;
    Shaper shaper{fonts};
    Composition composition = compose(document, shaper);
};

Preview::Preview(std::unique_ptr<Private> d) : m_d(std::move(d)) {}

Preview::~Preview() = default;

base::Result<std::shared_ptr<Preview>> Preview::of(pack::Document document) {
    QStringList folders;
    for (const auto& folder : PrintOptions().fontFolders)
        folders << QString::fromStdString(folder);
    PS_TRY(auto fonts, Fonts::load(folders));
    return std::shared_ptr<Preview>(new Preview(std::make_unique<Private>(std::move(document), std::move(fonts))));
}

std::size_t Preview::pages() const {
    return m_d->composition.pages.size();
}

std::vector<std::pair<std::string, std::size_t>> Preview::chapters() const {
    std::vector<std::pair<std::string, std::size_t>> out;
    for (const auto& entry : m_d->composition.outline) {
        const auto place = m_d->composition.anchors.find(entry.anchor);
        if (entry.level == 1 && place != m_d->composition.anchors.end())
            out.emplace_back(entry.title, place->second.page);
    }
    return out;
}

QImage Preview::page(std::size_t page, int width) {
    const int height = static_cast<int>(width * theme::kPageHeight / theme::kPageWidth);
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    drawPage(painter, m_d->composition, m_d->document, m_d->shaper, page, width);
    return image;
}

} // namespace proofstead::print
