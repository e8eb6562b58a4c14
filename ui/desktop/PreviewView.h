// The pages of a pack before it is written: chapters, small pages, and the chosen one large. Pages are drawn in another
// thread when they come into sight, and kept.
#pragma once

#include "desktop/Backend.h"

#include <QThreadPool>
#include <QWidget>

#include <memory>

class QLabel;
class QListWidget;
class QScrollArea;

namespace proofstead::desktop {

class PreviewView : public QWidget {
    Q_OBJECT
public:
    PreviewView(PreviewPack preview, const QString& vault, const QString& outline, QWidget* parent = nullptr);
    ~PreviewView() override; // waits for the page that is being drawn

    int pages() const { return m_pages.count; }
    void showPage(int page);

signals:
    void drawn(int page); // large

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void make();
    void fill();
    void wantThumbnails();
    void draw(int page, int width, const std::function<void(const QImage&)>& done);

    PackPages m_pages;
    QLabel* m_state = nullptr;
    QListWidget* m_chapters = nullptr;
    QListWidget* m_thumbnails = nullptr;
    QScrollArea* m_scroll = nullptr;
    QLabel* m_page = nullptr;
    int m_shown = -1;
    std::shared_ptr<std::atomic<bool>> m_gone = std::make_shared<std::atomic<bool>>(false);
    QThreadPool m_pool; // last: its thread ends first
};

} // namespace proofstead::desktop
