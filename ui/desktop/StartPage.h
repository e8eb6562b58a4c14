// What the window shows while no vault is open: open, create, look around in the demo, and the vaults of before. Also a
// vault that could not be read, with what to do about it.
#pragma once

#include <QWidget>

namespace proofstead::desktop {

class StartPage : public QWidget {
    Q_OBJECT
public:
    struct Content {
        QString title, text;
        QStringList recent;
        bool canRetry = false;
    };
    explicit StartPage(const Content& content, QWidget* parent = nullptr);

signals:
    void actionWanted(const QString& action); // of present/Actions.h
    void vaultWanted(const QString& path);
};

} // namespace proofstead::desktop
