// Asks for what opens an encrypted vault, or locks a new one: name and passphrase, which is never shown. Passphrases
// are taken out of the dialog once and wiped with it.
#pragma once

#include <QDialog>

class QLineEdit;

namespace proofstead::desktop {

class PassphraseDialog : public QDialog {
    Q_OBJECT
public:
    PassphraseDialog(const QString& file, const QString& user, const QString& problem, QWidget* parent = nullptr);

    QString user() const;
    QString passphrase() const; // or the recovery key in its letters

private:
    QLineEdit* m_user = nullptr;
    QLineEdit* m_passphrase = nullptr;
};

} // namespace proofstead::desktop
