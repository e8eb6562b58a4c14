// The choices above a table: framework, status, role, severity. Each value is a tag of its rows ("status:partial"), and
// the text that looks for it can be typed as well.
#pragma once

#include "present/Page.h"
#include "present/PageData.h"

#include <initializer_list>

namespace proofstead::present {

// Only values that some row has are offered, and no choice of one.
Table withFilters(Table table, const PageData& data, std::initializer_list<const char*> keys);

// The text with the tag of `key` set to `value`, or gone for "".
// What `key` is set to in a text; "" nothing.
QString tagIn(const QString& text, const QString& key);
QString withTag(const QString& text, const QString& key, const QString& value);

} // namespace proofstead::present
