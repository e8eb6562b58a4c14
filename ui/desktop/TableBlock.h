// A table of a page: sorted by its heads, filtered by the page's find field, with what the current row has to say
// below.
#pragma once

#include "desktop/TableModel.h"

#include <QWidget>

class QAbstractItemView;
class QLabel;
class QTreeView;

namespace proofstead::desktop {

class TableBlock : public QWidget {
    Q_OBJECT
public:
    // `fills`: takes the height of its page and scrolls; otherwise it is as high as its rows, up to a limit.
    TableBlock(const present::Table& table, const QString& name, bool fills, QWidget* parent = nullptr);

    void find(const QString& text);
    QAbstractItemView* view() const { return m_view; }
    const present::Table& table() const { return m_model->table(); }

signals:
    void placeWanted(const proofstead::present::Place& place); // Enter or a double click on a row that leads somewhere

private:
    QAbstractItemView* makeTable();
    QAbstractItemView* makeTree();
    void spanBranches(QTreeView& view, const QModelIndex& parent, int depth, int& widest);
    void showDetail(const QModelIndex& current);
    void showLinks(const QModelIndex& current);
    int widestOf(int column) const;
    void fitHeight();

    TableModel* m_model;
    TableProxy* m_proxy;
    QAbstractItemView* m_view = nullptr;
    QLabel* m_nothing = nullptr; // no row holds what is looked for
    QLabel* m_detail = nullptr;
    QWidget* m_links = nullptr;
    bool m_fills;
};

// Colours, padding and the frame that every list of the window has.
void styleView(QAbstractItemView& view);

} // namespace proofstead::desktop
