// Asks what a new vault is locked with: name and passphrase, typed twice and never shown; or that it shall be plain.
#pragma once

#include <QDialog>

class QLineEdit;

namespace proofstead::desktop {

class NewPassphraseDialog : public QDialog {
    Q_OBJECT
public:
    NewPassphraseDialog(const QString& file, const QString& user, QWidget* parent = nullptr);

    bool isPlain() const { return m_plain; }
    QString user() const;
    QString passphrase() const;

private:
    bool mayAccept() const;

    QLineEdit* m_user = nullptr;
    QLineEdit* m_passphrase = nullptr;
    QLineEdit* m_again = nullptr;
    bool m_plain = false;
};

} // namespace proofstead::desktop
