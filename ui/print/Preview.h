// The pages of a pack as pictures, before anything is written. One thread at a time; a QGuiApplication is needed.
#pragma once

#include "base/Result.h"
#include "pack/Document.h"

#include <QImage>

#include <memory>
#include <string>
#include <vector>

namespace proofstead::print {

class Preview {
public:
    // Error code "font-missing", as printPack().
    static base::Result<std::shared_ptr<Preview>> of(pack::Document document);
    ~Preview();

    std::size_t pages() const;
    // What the contents list at their highest level: title and page, from 0.
    std::vector<std::pair<std::string, std::size_t>> chapters() const;
    QImage page(std::size_t page, int width);

private:
    struct Private;
    explicit Preview(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace proofstead::print
