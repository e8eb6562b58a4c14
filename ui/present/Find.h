// Finding on a page: the rows that hold a text, with the branches they stand on.
#pragma once

#include "present/Page.h"

namespace proofstead::present {

bool holds(const Table::Row& row, const QString& text); // in a cell or in its detail, whatever the case
// What stands in place of rows when none holds the text.
QString nothingFound();
Page found(const Page& page, const QString& text); // all of it for ""

} // namespace proofstead::present
