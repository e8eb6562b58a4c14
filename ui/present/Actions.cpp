#include "present/Actions.h"

#include "present/Tr.h"

#include <algorithm>
#include <iterator>

namespace proofstead::present {

namespace {

constexpr ActionEntry kActions[] = {
    {"open", QT_TRANSLATE_NOOP("Tr", "Open vault"), QT_TRANSLATE_NOOP("Tr", "vault"), false},
    {"create", QT_TRANSLATE_NOOP("Tr", "Create vault"), QT_TRANSLATE_NOOP("Tr", "new file"), false, true},
    {"demo", QT_TRANSLATE_NOOP("Tr", "Look around in the demo engagement"), "", false, true},
    {"import", QT_TRANSLATE_NOOP("Tr", "Import files and folders"), QT_TRANSLATE_NOOP("Tr", "files or folders"), true,
     true},
    {"declare", QT_TRANSLATE_NOOP("Tr", "Declare what was imported"), "", true, true},
    {"assess", QT_TRANSLATE_NOOP("Tr", "Assess"), "", true, true},
    {"report", QT_TRANSLATE_NOOP("Tr", "Write the full pack"), QT_TRANSLATE_NOOP("Tr", "PDF file"), true, true},
    {"summary", QT_TRANSLATE_NOOP("Tr", "Write the executive pack"), QT_TRANSLATE_NOOP("Tr", "PDF file"), true, true},
    {"clear", QT_TRANSLATE_NOOP("Tr", "Write a pack in clear"), QT_TRANSLATE_NOOP("Tr", "PDF file, outline and reason"),
     true, true},
    {"verify", QT_TRANSLATE_NOOP("Tr", "Verify the vault"), "", true, true},
    {"reload", QT_TRANSLATE_NOOP("Tr", "Read again"), ""},
    {"find", QT_TRANSLATE_NOOP("Tr", "Find on this page"), QT_TRANSLATE_NOOP("Tr", "text")},
    {"record", QT_TRANSLATE_NOOP("Tr", "Go to record"), QT_TRANSLATE_NOOP("Tr", "number or event id")},
    {"control", QT_TRANSLATE_NOOP("Tr", "Go to control"), QT_TRANSLATE_NOOP("Tr", "id")},
    {"check", QT_TRANSLATE_NOOP("Tr", "Go to test"), QT_TRANSLATE_NOOP("Tr", "id")},
    {"back", QT_TRANSLATE_NOOP("Tr", "Back"), ""},
    {"help", QT_TRANSLATE_NOOP("Tr", "Keys"), "", false},
    {"look", QT_TRANSLATE_NOOP("Tr", "Light or dark"), "", false, false, "desktop",
     QT_TRANSLATE_NOOP("Tr", "A terminal has colours of its own.")},
    {"larger", QT_TRANSLATE_NOOP("Tr", "Larger"), "", false, false, "desktop",
     QT_TRANSLATE_NOOP("Tr", "A terminal has a size of its own.")},
    {"smaller", QT_TRANSLATE_NOOP("Tr", "Smaller"), "", false, false, "desktop",
     QT_TRANSLATE_NOOP("Tr", "A terminal has a size of its own.")},
    {"usual-size", QT_TRANSLATE_NOOP("Tr", "Usual size"), "", false, false, "desktop",
     QT_TRANSLATE_NOOP("Tr", "A terminal has a size of its own.")},
    {"quit", QT_TRANSLATE_NOOP("Tr", "Quit"), "", false},
};

} // namespace

std::span<const ActionEntry> actionEntries() {
    return kActions;
}

const ActionEntry* actionEntry(const QString& id) {
    const auto found = std::find_if(std::begin(kActions), std::end(kActions),
                                    [&](const ActionEntry& entry) { return id == QLatin1String(entry.id); });
    return found == std::end(kActions) ? nullptr : found;
}

QString titleOf(const ActionEntry& entry) {
    return Tr::tr(entry.title);
}

} // namespace proofstead::present
