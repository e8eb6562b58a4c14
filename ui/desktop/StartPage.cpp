#include "desktop/StartPage.h"

#include "desktop/Blocks.h"
#include "desktop/TonedLabel.h"
#include "present/Actions.h"

#include <QFileInfo>
#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <vector>

namespace proofstead::desktop {

namespace {

constexpr int kCharacters = 92;       // of the box, in average letters of the font at hand
constexpr int kAroundButtonText = 56; // pixels

struct Offer {
    const char* action;
    const char* why;
};
constexpr Offer kOffers[] = {
    {"demo",
     QT_TRANSLATE_NOOP("proofstead::desktop::StartPage", "A small hospital group with logs, registers and gaps.")},
    {"create", QT_TRANSLATE_NOOP("proofstead::desktop::StartPage", "A new vault for an engagement of yours.")},
    {"open", QT_TRANSLATE_NOOP("proofstead::desktop::StartPage",
                               "A vault that is there already; it can be dropped here, too.")},
};

} // namespace

StartPage::StartPage(const Content& content, QWidget* parent) : QWidget(parent) {
    auto* outer = new QVBoxLayout(this);
    auto* box = new QWidget(this);
    m_width = kCharacters * fontMetrics().averageCharWidth();
    box->setFixedWidth(m_width);
    auto* column = new QVBoxLayout(box);
    column->setSpacing(10);
    addName(*column, box);
    if (!content.reading.isEmpty()) {
        addReading(*column, box, content.reading);
    } else {
        if (!content.problem.isEmpty()) addProblem(*column, box, content.problem);
        addActions(*column, box);
        addRecent(*column, box, content.recent);
    }
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(box);
    row->addStretch(1);
    outer->addStretch(2);
    outer->addLayout(row);
    outer->addStretch(3);
}

void StartPage::addName(QVBoxLayout& column, QWidget* box) {
    column.addWidget(label(tr("Proofstead"), TextRole::Title, box));
    column.addWidget(
        label(tr("What your logs, registers and policies prove, control by control."), TextRole::Lead, box));
    column.addSpacing(18);
}

void StartPage::addReading(QVBoxLayout& column, QWidget* box, const QString& file) {
    setAccessibleName(tr("Reading %1").arg(file));
    column.addWidget(label(tr("Reading %1…").arg(file), TextRole::Body, box));
    auto* bar = new QProgressBar(box);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(tr("Reading"));
    column.addWidget(bar);
}

void StartPage::addProblem(QVBoxLayout& column, QWidget* box, const QString& problem) {
    setAccessibleName(tr("This vault could not be read"));
    setAccessibleDescription(problem);
    auto* title = new TonedLabel(box);
    title->setText(tr("This vault could not be read"));
    title->setTone(present::Tone::Bad);
    column.addWidget(title);
    column.addWidget(label(problem, TextRole::Body, box));
    auto* again = new QPushButton(tr("Try again"), box);
    connect(again, &QPushButton::clicked, this, [this] { emit actionWanted(QStringLiteral("reload")); });
    column.addWidget(again, 0, Qt::AlignLeft);
    column.addSpacing(18);
}

// One below the other, each with what it is for.
void StartPage::addActions(QVBoxLayout& column, QWidget* box) {
    if (accessibleName().isEmpty()) setAccessibleName(tr("No vault is open"));
    std::vector<QPushButton*> buttons;
    for (const auto& offer : kOffers) {
        const auto* entry = present::actionEntry(QString::fromLatin1(offer.action));
        auto* row = new QHBoxLayout;
        row->setSpacing(16);
        auto* button = new QPushButton(present::titleOf(*entry) + (*entry->argument ? QStringLiteral("…") : QString()));
        button->setObjectName(QString::fromLatin1(offer.action));
        button->setAccessibleDescription(tr(offer.why));
        const bool first = &offer == kOffers;
        button->setProperty("main", first);
        if (first) setFocusProxy(button);
        connect(button, &QPushButton::clicked, this,
                [this, action = QString::fromLatin1(offer.action)] { emit actionWanted(action); });
        row->addWidget(button);
        buttons.push_back(button);
        row->addWidget(label(tr(offer.why), TextRole::Muted, box), 1);
        column.addLayout(row);
    }
    int widest = 0;
    for (const auto* button : buttons)
        widest = std::max(widest, button->fontMetrics().horizontalAdvance(button->text()));
    for (auto* button : buttons)
        button->setMinimumWidth(widest + kAroundButtonText);
}

void StartPage::addRecent(QVBoxLayout& column, QWidget* box, const QStringList& recent) {
    column.addSpacing(18);
    column.addWidget(label(tr("Recent vaults"), TextRole::Heading, box));
    if (recent.isEmpty())
        column.addWidget(label(tr("None yet: those that you open stand here."), TextRole::Muted, box));
    for (const auto& path : recent) {
        auto* button = new QPushButton(fontMetrics().elidedText(path, Qt::ElideMiddle, m_width - 48), box);
        button->setFlat(true);
        button->setToolTip(path);
        button->setAccessibleName(tr("Open %1").arg(QFileInfo(path).fileName()));
        connect(button, &QPushButton::clicked, this, [this, path] { emit vaultWanted(path); });
        column.addWidget(button);
    }
}

} // namespace proofstead::desktop
