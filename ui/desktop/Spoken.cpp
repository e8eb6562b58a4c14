#include "desktop/Spoken.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QVariant>
#include <QWidget>

namespace proofstead::desktop {

namespace {

constexpr const char* kValue = "spokenValue";

class Spoken : public QAccessibleWidget {
public:
    explicit Spoken(QWidget* widget) : QAccessibleWidget(widget, QAccessible::Chart) {}
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? object()->property(kValue).toString() : QAccessibleWidget::text(kind);
    }
};

QAccessibleInterface* interfaceOf(const QString&, QObject* object) {
    auto* widget = qobject_cast<QWidget*>(object);
    return widget && widget->property(kValue).isValid() ? new Spoken(widget) : nullptr;
}

} // namespace

void setSpokenValue(QWidget& widget, const QString& value, bool changed) {
    static const bool kInstalled = (QAccessible::installFactory(interfaceOf), true);
    Q_UNUSED(kInstalled);
    widget.setProperty(kValue, value.isNull() ? QString(QLatin1String("")) : value);
    if (!changed) return;
    QAccessibleValueChangeEvent event(&widget, value);
    QAccessible::updateAccessibility(&event);
}

} // namespace proofstead::desktop
