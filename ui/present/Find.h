// Finding on a page: the rows that hold a text, with the branches they stand on.
#pragma once

#include "present/Page.h"

namespace proofstead::present {

// Every word of the text: in a cell, in the detail, or, with a colon, as the beginning of a tag ("status:part"),
// whatever the case.
bool holds(const Table::Row& row, const QString& text);
// What stands in place of rows when none holds the text.
QString nothingFound();
Page found(const Page& page, const QString& text); // all of it for ""

} // namespace proofstead::present
