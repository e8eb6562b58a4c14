#include "desktop/Blocks.h"

#include "desktop/Bars.h"
#include "desktop/Theme.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

namespace proofstead::desktop {

namespace {

QFont scaled(QFont font, qreal factor, bool bold) {
    font.setPointSizeF(font.pointSizeF() * factor);
    if (bold) font.setWeight(QFont::DemiBold);
    return font;
}

QTableWidgetItem* itemOf(const present::Cell& cell, bool isNumber) {
    auto* item = new QTableWidgetItem(cell.text);
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
    item->setTextAlignment(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    item->setData(ShareDelegate::kToneRole, static_cast<int>(cell.tone));
    item->setToolTip(QStringLiteral("<span>%1</span>").arg(cell.text.toHtmlEscaped()));
    if (cell.share) item->setData(ShareDelegate::kShareRole, *cell.share);
    return item;
}

void setUp(QTableWidget& grid, const present::Table& table) {
    QStringList titles;
    for (const auto& column : table.columns)
        titles << column.title;
    grid.setHorizontalHeaderLabels(titles);
    grid.verticalHeader()->hide();
    grid.setShowGrid(false);
    grid.setAlternatingRowColors(true);
    grid.setSelectionBehavior(QAbstractItemView::SelectRows);
    grid.setSelectionMode(QAbstractItemView::SingleSelection);
    grid.setEditTriggers(QAbstractItemView::NoEditTriggers);
    grid.setTabKeyNavigation(false);
    grid.setWordWrap(false);
    grid.setItemDelegate(new ShareDelegate(&grid));
    grid.horizontalHeader()->setHighlightSections(false);
    grid.horizontalHeader()->setStyleSheet(
        QStringLiteral("QHeaderView::section { padding: 5px 8px; border: 0; border-bottom: 1px solid palette(mid); "
                       "background: palette(alternate-base); color: palette(window-text); }"));
    for (int c = 0; c < static_cast<int>(table.columns.size()); ++c) {
        const auto& column = table.columns[static_cast<std::size_t>(c)];
        grid.horizontalHeaderItem(c)->setTextAlignment(column.isNumber ? Qt::AlignRight : Qt::AlignLeft);
        grid.horizontalHeader()->setSectionResizeMode(c, column.stretches ? QHeaderView::Stretch
                                                                          : QHeaderView::ResizeToContents);
    }
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
        auto* value = label(fact.value, TextRole::Body, block);
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
        QStringList legend;
        for (const auto& part : row.parts)
            legend << QStringLiteral("%1 %2 %3").arg(part.sign, part.label).arg(part.count);
        column->addWidget(label(row.headline, TextRole::Body, block));
        column->addWidget(label(legend.join(QStringLiteral("     ")), TextRole::Muted, block));
        column->addSpacing(8);
    }
    return block;
}

QWidget* noticeBlock(const present::Notice& notice, QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(label(notice.text, TextRole::Body, block));
    for (const auto& step : notice.steps) {
        auto* command = label(step, TextRole::Muted, block);
        command->setFont(QFont(QStringLiteral("monospace")));
        column->addWidget(command);
    }
    return block;
}

QWidget* tableBlock(const present::Table& table, const QString& name, bool fills, QWidget* parent) {
    auto* block = new QWidget(parent);
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    auto* grid = new QTableWidget(static_cast<int>(table.rows.size()), static_cast<int>(table.columns.size()), block);
    grid->setAccessibleName(name);
    setUp(*grid, table);
    for (int r = 0; r < grid->rowCount(); ++r) {
        const auto& cells = table.rows[static_cast<std::size_t>(r)].cells;
        for (int c = 0; c < static_cast<int>(cells.size()); ++c)
            grid->setItem(
                r, c, itemOf(cells[static_cast<std::size_t>(c)], table.columns[static_cast<std::size_t>(c)].isNumber));
    }
    grid->resizeRowsToContents();
    if (!fills) {
        int height = grid->horizontalHeader()->sizeHint().height() + 2 * grid->frameWidth();
        for (int r = 0; r < grid->rowCount(); ++r)
            height += grid->rowHeight(r);
        grid->setFixedHeight(height);
        grid->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
    column->addWidget(grid, 1);
    auto* detail = label({}, TextRole::Body, block);
    detail->setVisible(false);
    detail->setContentsMargins(8, 6, 8, 6);
    column->addWidget(detail);
    QObject::connect(grid, &QTableWidget::currentCellChanged, detail, [detail, rows = table.rows](int row) {
        const bool has =
            row >= 0 && row < static_cast<int>(rows.size()) && !rows[static_cast<std::size_t>(row)].detail.isEmpty();
        detail->setText(has ? rows[static_cast<std::size_t>(row)].detail.join('\n') : QString());
        detail->setVisible(has);
    });
    return block;
}

} // namespace proofstead::desktop
