#include "desktop/PreviewView.h"

#include "desktop/Bars.h"
#include "desktop/Blocks.h"
#include "present/ErrorText.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>

namespace proofstead::desktop {

namespace {

constexpr int kThumbnail = 104; // width of a small page
constexpr int kThumbnailHeight = 147;
constexpr int kChapters = 210;
constexpr int kHeight = 620;
constexpr int kMostWide = 900;
constexpr int kWanted = Qt::UserRole + 30; // a small page that was asked for
constexpr int kChapterPage = Qt::UserRole + 31;

} // namespace

PreviewView::PreviewView(PreviewPack preview, const QString& vault, const QString& outline, QWidget* parent)
    : QWidget(parent) {
    m_pool.setMaxThreadCount(1);
    make();
    if (!preview) {
        m_state->setText(tr("Pages cannot be shown here."));
        return;
    }
    m_pool.start([this, preview = std::move(preview), vault, outline] {
        auto result = std::make_shared<base::Result<PackPages>>(preview(vault, outline));
        QMetaObject::invokeMethod(this, [this, result] {
            if (!*result) return m_state->setText(present::errorText(result->error()));
            m_pages = std::move(**result);
            fill();
        });
    });
}

PreviewView::~PreviewView() {
    *m_gone = true;
    m_pool.clear();
    m_pool.waitForDone();
}

void PreviewView::make() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_state = label(tr("Composing the pages…"), TextRole::Muted, this);
    column->addWidget(m_state);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    m_chapters = new QListWidget(this);
    m_chapters->setAccessibleName(tr("Chapters"));
    m_chapters->setFixedWidth(kChapters);
    m_chapters->setItemDelegate(new ShareDelegate(m_chapters));
    m_thumbnails = new QListWidget(this);
    m_thumbnails->setAccessibleName(tr("Pages"));
    m_thumbnails->setIconSize({kThumbnail, kThumbnailHeight});
    m_thumbnails->setFixedWidth(kThumbnail + 64);
    m_thumbnails->setUniformItemSizes(true);
    m_scroll = new QScrollArea(this);
    m_scroll->setAccessibleName(tr("Page"));
    m_scroll->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_page = new QLabel;
    m_scroll->setWidget(m_page);
    row->addWidget(m_chapters);
    row->addWidget(m_thumbnails);
    row->addWidget(m_scroll, 1);
    setFixedHeight(kHeight);
    setFocusProxy(m_thumbnails);
    connect(m_thumbnails, &QListWidget::currentRowChanged, this, &PreviewView::showPage);
    connect(m_chapters, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item) m_thumbnails->setCurrentRow(item->data(kChapterPage).toInt());
    });
    connect(m_thumbnails->verticalScrollBar(), &QScrollBar::valueChanged, this, &PreviewView::wantThumbnails);
}

void PreviewView::fill() {
    m_state->setText(tr("%1 pages, as they would be written now").arg(m_pages.count));
    QPixmap blank(kThumbnail, kThumbnailHeight);
    blank.fill(Qt::white);
    for (int page = 0; page < m_pages.count; ++page)
        new QListWidgetItem(QIcon(blank), QString::number(page + 1), m_thumbnails);
    for (const auto& chapter : m_pages.chapters) {
        auto* item = new QListWidgetItem(chapter.title, m_chapters);
        item->setToolTip(chapter.title);
        item->setData(kChapterPage, chapter.page);
        item->setData(ShareDelegate::kAsideRole, QString::number(chapter.pages));
    }
    m_thumbnails->setCurrentRow(0);
    wantThumbnails();
}

void PreviewView::draw(int page, int width, const std::function<void(const QImage&)>& done) {
    m_pool.start([this, page, width, done, draw = m_pages.draw, gone = m_gone] {
        if (*gone) return;
        const QImage image = draw(page, width);
        QMetaObject::invokeMethod(this, [image, done] { done(image); });
    });
}

void PreviewView::showPage(int page) {
    if (page < 0 || page >= m_pages.count) return;
    m_shown = page;
    const int width = std::clamp(m_scroll->viewport()->width() - 4, 200, kMostWide);
    draw(page, width, [this, page](const QImage& image) {
        if (page != m_shown) return;
        m_page->setPixmap(QPixmap::fromImage(image));
        m_page->resize(image.size());
        m_page->setAccessibleName(tr("Page %1 of %2").arg(page + 1).arg(m_pages.count));
        m_scroll->verticalScrollBar()->setValue(0);
        emit drawn(page);
    });
}

// Only what is in sight, each once.
void PreviewView::wantThumbnails() {
    for (int row = 0; row < m_thumbnails->count(); ++row) {
        auto* item = m_thumbnails->item(row);
        if (item->data(kWanted).toBool()) continue;
        if (!m_thumbnails->visualItemRect(item).intersects(m_thumbnails->viewport()->rect())) continue;
        item->setData(kWanted, true);
        draw(row, kThumbnail, [this, row](const QImage& image) {
            if (auto* small = m_thumbnails->item(row)) small->setIcon(QIcon(QPixmap::fromImage(image)));
        });
    }
}

void PreviewView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    wantThumbnails();
    showPage(m_shown);
}

} // namespace proofstead::desktop
