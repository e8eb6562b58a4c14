// What the window shows while no vault is open: the demo, creating, opening, and the vaults of before. Also a vault
// that is being read, and one that could not be, with what to do about it.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace proofstead::desktop {

class StartPage : public QWidget {
    Q_OBJECT
public:
    struct Content {
        QString reading; // file that is being read; "" none
        QString problem; // why the last one was not; "" none
        QStringList recent;
    };
    explicit StartPage(const Content& content, QWidget* parent = nullptr);

signals:
    void actionWanted(const QString& action); // of present/Actions.h
    void vaultWanted(const QString& path);

private:
    int m_width = 0; // of the box in the middle, in pixels
    void addName(QVBoxLayout& column, QWidget* box);
    void addReading(QVBoxLayout& column, QWidget* box, const QString& file);
    void addProblem(QVBoxLayout& column, QWidget* box, const QString& problem);
    void addActions(QVBoxLayout& column, QWidget* box);
    void addRecent(QVBoxLayout& column, QWidget* box, const QStringList& recent);
};

} // namespace proofstead::desktop
