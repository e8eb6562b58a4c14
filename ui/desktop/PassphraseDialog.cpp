#include "desktop/PassphraseDialog.h"

#include "desktop/TonedLabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace proofstead::desktop {

PassphraseDialog::PassphraseDialog(const QString& file, const QString& user, const QString& problem, QWidget* parent)
    : QDialog(parent), m_user(new QLineEdit(user, this)), m_passphrase(new QLineEdit(this)) {
    setWindowTitle(tr("Open %1").arg(file));
    setAccessibleDescription(problem);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_passphrase->setMinimumWidth(320);
    auto* fields = new QFormLayout;
    fields->addRow(tr("&Name"), m_user);
    fields->addRow(tr("&Passphrase or recovery key"), m_passphrase);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* open = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    open->setEnabled(false);
    connect(m_passphrase, &QLineEdit::textChanged, open,
            [open](const QString& text) { open->setEnabled(!text.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    if (!problem.isEmpty()) {
        auto* said = new TonedLabel(this);
        said->setText(problem);
        said->setTone(present::Tone::Bad);
        said->setWordWrap(true);
        column->addWidget(said);
    }
    column->addLayout(fields);
    column->addWidget(buttons);
    m_passphrase->setFocus();
}

QString PassphraseDialog::user() const {
    return m_user->text().trimmed();
}

QString PassphraseDialog::passphrase() const {
    return m_passphrase->text();
}

} // namespace proofstead::desktop
