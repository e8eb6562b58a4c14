// The widgets for the blocks of a page, one function each.
#pragma once

#include "present/Page.h"

#include <functional>

class QLabel;
class QWidget;

namespace proofstead::desktop {

enum class TextRole { Title, Lead, Heading, Body, Muted };
// Plain text that wraps and can be selected; never read as markup.
QLabel* label(const QString& text, TextRole role, QWidget* parent);

QWidget* factsBlock(const present::Facts& facts, QWidget* parent);
QWidget* sharesBlock(const present::Shares& shares, QWidget* parent);
// `follow` is called with the place of a button; for actions {"do", id}.
QWidget* noticeBlock(const present::Notice& notice, const std::function<void(const present::Place&)>& follow,
                     QWidget* parent);
// `follow` is called with the place of a source.
QWidget* heatBlock(const present::Heat& heat, const std::function<void(const present::Place&)>& follow,
                   QWidget* parent);
QWidget* textBlock(const present::Text& text, QWidget* parent);

} // namespace proofstead::desktop
