// What a person can do, once for both front ends: the desktop's menu and palette, the terminal's commands. A test holds
// both to this list.
#pragma once

#include <QString>

#include <span>

namespace proofstead::present {

struct ActionEntry {
    const char* id;           // the terminal's command: ":import"
    const char* title;        // English source of the translation
    const char* argument;     // what it asks for; "" nothing
    bool needsVault = true;   // an open one
    bool isTask = false;      // long work: runTask() does it
    const char* onlyIn = "";  // "desktop" or "terminal"; "" both
    const char* because = ""; // why only there
};
std::span<const ActionEntry> actionEntries();
const ActionEntry* actionEntry(const QString& id); // nullptr when there is none
QString titleOf(const ActionEntry& entry);

} // namespace proofstead::present
