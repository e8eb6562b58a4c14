// The widgets for the blocks of a page, one function each.
#pragma once

#include "present/Page.h"

class QLabel;
class QWidget;

namespace proofstead::desktop {

enum class TextRole { Title, Lead, Heading, Body, Muted };
// Plain text that wraps and can be selected; never read as markup.
QLabel* label(const QString& text, TextRole role, QWidget* parent);

QWidget* factsBlock(const present::Facts& facts, QWidget* parent);
QWidget* sharesBlock(const present::Shares& shares, QWidget* parent);
QWidget* noticeBlock(const present::Notice& notice, QWidget* parent);
// `fills`: the table takes the height there is and scrolls; otherwise it shows all its rows.
QWidget* tableBlock(const present::Table& table, const QString& name, bool fills, QWidget* parent);

} // namespace proofstead::desktop
