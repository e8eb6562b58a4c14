// Draws a page of ui/present with widgets: headings, facts, bars and tables, one below the other, with a way back and a
// field that finds rows.
#pragma once

#include "desktop/Backend.h"
#include "desktop/Loader.h"
#include "present/Page.h"
#include "present/VaultAt.h"

#include <QScrollArea>

class QComboBox;
class QLineEdit;

namespace proofstead::desktop {

class TableBlock;
class EventsView;

class PageView : public QScrollArea {
    Q_OBJECT
public:
    struct Surroundings {
        present::VaultAt vault;
        Loader load;
        PreviewPack preview = {};
        bool hasBack = false;
        bool isCompact = false; // beside something else: smaller margins, no field
    };
    PageView(const present::Page& page, const Surroundings& around, QWidget* parent = nullptr);

    void find(const QString& text);
    void focusFind();
    void focusContent();
    const present::Page& page() const { return m_page; }

signals:
    void placeWanted(const proofstead::present::Place& place);
    void backWanted();

private:
    void build();
    QWidget* header();
    QWidget* filters(); // nullptr: none
    QComboBox* choiceOf(const present::Table::Filter& filter, QWidget* parent);
    QWidget* section(const present::Section& section, bool fills);
    QWidget* body(const present::Section& section, bool fills, QWidget* parent);

    present::Page m_page;
    Surroundings m_around;
    QLineEdit* m_find = nullptr;
    QList<TableBlock*> m_tables;
    EventsView* m_events = nullptr;
};

} // namespace proofstead::desktop
