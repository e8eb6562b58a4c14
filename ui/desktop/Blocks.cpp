#include "desktop/Blocks.h"

#include "desktop/Bars.h"
#include "desktop/HeatMap.h"
#include "desktop/Legend.h"
#include "desktop/TonedLabel.h"
#include "present/Actions.h"
#include "present/Tr.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace proofstead::desktop {

using present::Tr;

namespace {

constexpr int kMostLines = 24; // of a text shown as it was written, before it scrolls
constexpr int kCharactersOfALine = 110;

QFont scaled(QFont font, qreal factor, bool bold) {
    font.setPointSizeF(font.pointSizeF() * factor);
    if (bold) font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

QLabel* label(const QString& text, TextRole role, QWidget* parent) {
    auto* out = new QLabel(text, parent);
    out->setTextFormat(Qt::PlainText);
    out->setWordWrap(true);
    out->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (role == TextRole::Title)
        out->setFont(scaled(out->font(), 1.8, true));
    else if (role == TextRole::Lead)
        out->setFont(scaled(out->font(), 1.15, false));
    else if (role == TextRole::Heading)
        out->setFont(scaled(out->font(), 1.2, true));
    else if (role == TextRole::Muted)
        out->setForegroundRole(QPalette::PlaceholderText);
    return out;
}

QWidget* factsBlock(const present::Facts& facts, QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* grid = new QGridLayout(block);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < static_cast<int>(facts.facts.size()); ++row) {
        const auto& fact = facts.facts[static_cast<std::size_t>(row)];
        auto* name = label(fact.label, TextRole::Muted, block);
        name->setWordWrap(false);
        auto* value = new TonedLabel(block);
        value->setText(fact.value);
        value->setWordWrap(true);
        value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long word asks for no more room
        value->setToolTip(QStringLiteral("<span>%1</span>").arg(fact.value.toHtmlEscaped()));
        if (fact.tone != present::Tone::Plain) value->setTone(fact.tone);
        if (fact.mark != pack::Mark::None) value->setMark(fact.mark);
        value->setAccessibleName(fact.label + QStringLiteral(": ") + fact.value);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1);
    }
    return block;
}

QWidget* sharesBlock(const present::Shares& shares, QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (const auto& row : shares.rows) {
        auto* name = label(row.label, TextRole::Body, block);
        name->setFont(scaled(name->font(), 1.0, true));
        column->addWidget(name);
        column->addWidget(new ShareBar(row, block));
        column->addWidget(label(row.headline, TextRole::Body, block));
        column->addWidget(new Legend(row, block));
        column->addSpacing(8);
    }
    return block;
}

QWidget* noticeBlock(const present::Notice& notice, const std::function<void(const present::Place&)>& follow,
                     QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(label(notice.text, TextRole::Body, block));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 8, 0, 0);
    const auto add = [&](const QString& text, const QString& name, const present::Place& place) {
        auto* button = new QPushButton(text, block);
        button->setObjectName(name);
        button->setProperty("main", row->count() == 0);
        QObject::connect(button, &QPushButton::clicked, block, [follow, place] { follow(place); });
        row->addWidget(button);
    };
    for (const auto& id : notice.actions)
        if (const auto* entry = present::actionEntry(id))
            add(present::titleOf(*entry) + (*entry->argument ? QStringLiteral("…") : QString()), id,
                {QStringLiteral("do"), id});
    for (const auto& link : notice.links)
        add(link.text + QStringLiteral("…"), link.place.page, link.place);
    if (row->count() > 0) {
        row->addStretch(1);
        column->addLayout(row);
    } else {
        delete row;
    }
    return block;
}

QWidget* heatBlock(const present::Heat& heat, const std::function<void(const present::Place&)>& follow,
                   QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    auto* map = new HeatMap(heat, block);
    auto* row = new QHBoxLayout;
    auto* hint = label(map->hint(), TextRole::Muted, block);
    QObject::connect(map, &HeatMap::hintChanged, hint, &QLabel::setText);
    QObject::connect(map, &HeatMap::placeWanted, block, follow);
    row->addWidget(hint, 1);
    if (!heat.isByHour) {
        for (const auto& [text, name, step] : {std::tuple{QStringLiteral("−"), Tr::tr("Show more days"), -1},
                                               std::tuple{QStringLiteral("+"), Tr::tr("Show fewer days, larger"), 1}}) {
            auto* button = new QToolButton(block);
            button->setText(text);
            button->setToolTip(name);
            button->setAccessibleName(name);
            QObject::connect(button, &QToolButton::clicked, map, [map, step = step] { map->zoom(step); });
            row->addWidget(button);
        }
    }
    column->addLayout(row);
    column->addWidget(map);
    return block;
}

QWidget* textBlock(const present::Text& text, QWidget* parent) {
    if (!text.verbatim) return label(text.text, TextRole::Body, parent);
    auto* block = new QPlainTextEdit(text.text, parent);
    block->setReadOnly(true);
    block->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    block->setTabChangesFocus(true);
    const int lines = std::clamp(static_cast<int>(text.text.count('\n')) + 1 +
                                     static_cast<int>(text.text.size() / kCharactersOfALine),
                                 2, kMostLines);
    block->setFixedHeight(lines * QFontMetrics(block->font()).lineSpacing() + 16);
    return block;
}

} // namespace proofstead::desktop
