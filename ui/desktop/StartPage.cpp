#include "desktop/StartPage.h"

#include "desktop/Blocks.h"

#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace proofstead::desktop {

namespace {

constexpr int kWidth = 520;
constexpr int kButtonWidth = 150;

} // namespace

StartPage::StartPage(const Content& content, QWidget* parent) : QWidget(parent) {
    setAccessibleName(content.title);
    setAccessibleDescription(content.text);
    auto* outer = new QVBoxLayout(this);
    auto* box = new QWidget(this);
    box->setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(box);
    column->setSpacing(12);
    column->addWidget(label(content.title, TextRole::Title, box));
    column->addWidget(label(content.text, TextRole::Body, box));
    auto* buttons = new QHBoxLayout;
    const auto button = [&](const QString& text, const QString& action) {
        auto* out = new QPushButton(text, box);
        out->setMinimumWidth(kButtonWidth);
        connect(out, &QPushButton::clicked, this, [this, action] { emit actionWanted(action); });
        buttons->addWidget(out);
        return out;
    };
    if (content.canRetry) button(tr("Try again"), QStringLiteral("reload"));
    auto* open = button(tr("Open vault…"), QStringLiteral("open"));
    button(tr("Create vault…"), QStringLiteral("create"));
    button(tr("Look at the demo"), QStringLiteral("demo"));
    buttons->addStretch(1);
    column->addLayout(buttons);
    open->setDefault(true);
    setFocusProxy(open);
    if (!content.recent.isEmpty()) {
        column->addSpacing(12);
        column->addWidget(label(tr("Recent vaults"), TextRole::Heading, box));
        for (const auto& path : content.recent) {
            auto* recent = new QPushButton(box);
            recent->setFlat(true);
            recent->setText(fontMetrics().elidedText(path, Qt::ElideMiddle, kWidth - 48));
            recent->setToolTip(path);
            recent->setAccessibleName(tr("Open %1").arg(QFileInfo(path).fileName()));
            recent->setStyleSheet(QStringLiteral("text-align: left; padding: 4px 6px;"));
            connect(recent, &QPushButton::clicked, this, [this, path] { emit vaultWanted(path); });
            column->addWidget(recent);
        }
    }
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(box);
    row->addStretch(1);
    outer->addStretch(2);
    outer->addLayout(row);
    outer->addStretch(3);
}

} // namespace proofstead::desktop
