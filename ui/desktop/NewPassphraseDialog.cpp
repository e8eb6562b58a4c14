#include "desktop/NewPassphraseDialog.h"

#include "store/VaultKey.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace proofstead::desktop {

NewPassphraseDialog::NewPassphraseDialog(const QString& file, const QString& user, QWidget* parent)
    : QDialog(parent),
      m_user(new QLineEdit(user, this)),
      m_passphrase(new QLineEdit(this)),
      m_again(new QLineEdit(this)) {
    setWindowTitle(tr("Create %1").arg(file));
    auto* fields = new QFormLayout;
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto* create = buttons->addButton(tr("Create encrypted"), QDialogButtonBox::AcceptRole);
    auto* plain = buttons->addButton(tr("Create without encryption"), QDialogButtonBox::DestructiveRole);
    create->setEnabled(false);
    for (auto* field : {m_passphrase, m_again}) {
        field->setEchoMode(QLineEdit::Password);
        field->setMinimumWidth(320);
    }
    fields->addRow(tr("&Name"), m_user);
    fields->addRow(tr("&Passphrase"), m_passphrase);
    fields->addRow(tr("The same once &more"), m_again);
    for (auto* field : {m_user, m_passphrase, m_again})
        connect(field, &QLineEdit::textChanged, this, [this, create] { create->setEnabled(mayAccept()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(plain, &QPushButton::clicked, this, [this] {
        m_plain = true;
        accept();
    });
    auto* hint =
        new QLabel(tr("At least %1 characters. Nobody can open the vault without it, and nobody can restore it.")
                       .arg(store::kShortestPassphrase),
                   this);
    hint->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->addLayout(fields);
    column->addWidget(hint);
    column->addWidget(buttons);
    m_passphrase->setFocus();
}

bool NewPassphraseDialog::mayAccept() const {
    const auto bytes = static_cast<std::size_t>(m_passphrase->text().toUtf8().size());
    return !user().isEmpty() && bytes >= store::kShortestPassphrase && m_passphrase->text() == m_again->text();
}

QString NewPassphraseDialog::user() const {
    return m_user->text().trimmed();
}

QString NewPassphraseDialog::passphrase() const {
    return m_passphrase->text();
}

} // namespace proofstead::desktop
