// The pages that there are, in the order of the menu. A new page is one function and one row in Pages.cpp; desktop and
// terminal draw it without knowing it.
#pragma once

#include "present/Page.h"
#include "present/PageData.h"

#include <span>

namespace proofstead::present {

struct PageEntry {
    const char* id;
    const char* title; // English source of the translation
    Page (*build)(const PageData&);
};
std::span<const PageEntry> pageEntries();

// The page with its id and title filled in.
Page buildPage(const PageEntry& entry, const PageData& data);
QString titleOf(const PageEntry& entry);

Page overviewPage(const PageData& data);
Page gapsPage(const PageData& data);

// A table of gaps; at most `limit` rows, -1 for all.
Table gapTable(const PageData& data, int limit);
// What stands where an assessment would: what to do first.
Section nothingAssessed(const PageData& data);

} // namespace proofstead::present
