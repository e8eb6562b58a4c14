// Ctrl+K: everything that can be done and every place to go to, found by typing.
#pragma once

#include "present/Page.h"

#include <QDialog>

class QLineEdit;
class QListWidget;

namespace proofstead::desktop {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    struct Entry {
        QString text;
        QString hint;   // "page", "Ctrl+I"
        QString action; // of Actions.h; "" a place
        present::Place place;
    };
    explicit CommandPalette(std::vector<Entry> entries, QWidget* parent = nullptr);
    const std::optional<Entry>& chosen() const { return m_chosen; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill(const QString& text);
    void choose();

    std::vector<Entry> m_entries;
    QLineEdit* m_text;
    QListWidget* m_list;
    std::optional<Entry> m_chosen;
};

} // namespace proofstead::desktop
