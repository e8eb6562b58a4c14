// The page of events: a filter, events through time, the list, and the chosen record as normalised and as delivered.
#pragma once

#include "desktop/EventModel.h"
#include "desktop/Loader.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QTableView;

namespace proofstead::desktop {

class Histogram;
class PageView;

class EventsView : public QWidget {
    Q_OBJECT
public:
    EventsView(const present::VaultAt& vault, Loader load, QWidget* parent = nullptr);

    void focusFilter();
    void focusTable();
    QTableView* table() const { return m_table; }
    EventModel* model() const { return m_model; }
    QLineEdit* filter() const { return m_filter; }

signals:
    void placeWanted(const proofstead::present::Place& place);

private:
    void makeTable();
    void search();
    void choose(qint64 from, qint64 until);
    void tell();
    void showRecord();

    present::VaultAt m_vault;
    Loader m_load;
    QLineEdit* m_filter = nullptr;
    QLabel* m_count = nullptr;
    Histogram* m_histogram = nullptr;
    QSplitter* m_splitter = nullptr;
    QTableView* m_table = nullptr;
    EventModel* m_model = nullptr;
    PageView* m_record = nullptr;
    QTimer m_settle; // a record is read when the selection rests
};

} // namespace proofstead::desktop
