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

const PageEntry* pageEntry(const QString& id); // nullptr when there is none

// A page of the menu, or one about a control, a test ("check"), a source ("coverage-of") or a record. Only records need
// the vault, and walk it: call that from a worker. Error codes "page-unknown" and those of Workspace::trail().
base::Result<Page> buildPlace(const Place& place, const PageData& data, const workspace::Workspace* vault);

Page overviewPage(const PageData& data);
Page gapsPage(const PageData& data);
Page controlsPage(const PageData& data);
Page findingsPage(const PageData& data);
Page eventsPage(const PageData& data);
Page coveragePage(const PageData& data);
// One source by the month; `source` as its rows name it.
Page sourceCoveragePage(const PageData& data, const QString& source);
Page sourcesPage(const PageData& data);
Page reportsPage(const PageData& data);
// A pack before it is written; `chapters` where they are known.
Page packPage(const PageData& data, const std::string& outline, std::vector<Preview::Chapter> chapters = {});
Page controlPage(const PageData& data, const std::string& id);
Page checkPage(const PageData& data, const std::string& id);
Page recordPage(const PageData& data, const model::Trail& trail);
// What there is to do while no vault is open: `problem` says why the last one was not; may be empty.
Page startPage(const QString& problem, const QStringList& recent);

// What stands where verdicts would when the scope names no role.
Notice nothingAppliesNotice();
// A table of gaps; at most `limit` rows, -1 for all.
Table gapTable(const PageData& data, int limit);
// What came of what was expected, in words: "2,160 of 2,208 hours".
QString deliveredText(const model::Coverage& coverage);
// The declared sources with what they delivered.
Section deliveredSection(const PageData& data);
// What stands where an assessment would: what to do first.
Section nothingAssessed(const PageData& data);
Section nothingImported();

} // namespace proofstead::present
