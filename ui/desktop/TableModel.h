// A present::Table for Qt's views: flat, or a tree where rows have levels. Roles carry what a cell says beyond its
// text.
#pragma once

#include "present/Page.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

namespace proofstead::desktop {

class TableModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Role {
        ShareRole = Qt::UserRole + 1, // these two as ShareDelegate reads them
        ToneRole,
        SortRole,
        PlaceRole,
        AboutRole,
        DetailRole,
        BranchRole,
        MarkRole = Qt::UserRole + 20,
        AsideRole,
    };

    explicit TableModel(present::Table table, QObject* parent = nullptr);

    bool isTree() const { return m_isTree; }
    const present::Table& table() const { return m_table; }

    const present::Table::Row& rowAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::vector<int>& childrenOf(const QModelIndex& parent) const;

    present::Table m_table;
    std::vector<int> m_parents;               // row -> row above it in the tree, -1 none
    std::vector<int> m_positions;             // row -> place among its siblings
    std::vector<std::vector<int>> m_children; // row + 1 -> rows below it; 0: the top
    bool m_isTree = false;
};

// Sorts by what numbers are worth, and keeps the rows that hold a text together with the branches above them.
class TableProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit TableProxy(TableModel* model, QObject* parent = nullptr);
    void find(const QString& text);
    QString text() const { return m_text; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    TableModel* m_model;
    QString m_text;
};

} // namespace proofstead::desktop
