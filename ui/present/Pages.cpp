#include "present/Pages.h"

#include "present/Tr.h"

#include <algorithm>
#include <iterator>

namespace proofstead::present {

namespace {

constexpr PageEntry kPages[] = {
    {"overview", QT_TRANSLATE_NOOP("Tr", "Overview"), overviewPage},
    {"gaps", QT_TRANSLATE_NOOP("Tr", "Gaps"), gapsPage},
    {"controls", QT_TRANSLATE_NOOP("Tr", "Controls"), controlsPage},
    {"findings", QT_TRANSLATE_NOOP("Tr", "Findings"), findingsPage},
    {"events", QT_TRANSLATE_NOOP("Tr", "Events"), eventsPage},
    {"coverage", QT_TRANSLATE_NOOP("Tr", "Coverage"), coveragePage},
    {"sources", QT_TRANSLATE_NOOP("Tr", "Sources"), sourcesPage},
    {"reports", QT_TRANSLATE_NOOP("Tr", "Reports"), reportsPage},
};

} // namespace

std::span<const PageEntry> pageEntries() {
    return kPages;
}

QString titleOf(const PageEntry& entry) {
    return Tr::tr(entry.title);
}

Page buildPage(const PageEntry& entry, const PageData& data) {
    Page page = entry.build(data);
    page.id = QString::fromLatin1(entry.id);
    page.title = titleOf(entry);
    return page;
}

const PageEntry* pageEntry(const QString& id) {
    const auto found = std::find_if(std::begin(kPages), std::end(kPages),
                                    [&](const PageEntry& entry) { return id == QLatin1String(entry.id); });
    return found == std::end(kPages) ? nullptr : found;
}

base::Result<Page> buildPlace(const Place& place, const PageData& data, const workspace::Workspace* vault) {
    if (const auto* entry = pageEntry(place.page)) return buildPage(*entry, data);
    const auto about = place.about.toStdString();
    if (place.page == QLatin1String("control")) return controlPage(data, about);
    if (place.page == QLatin1String("pack")) return packPage(data, about);
    if (place.page == QLatin1String("coverage-of")) return sourceCoveragePage(data, place.about);
    if (place.page == QLatin1String("check")) return checkPage(data, about);
    if (place.page != QLatin1String("record") || !vault) return base::fail("page-unknown", place.page.toStdString());
    PS_TRY(const auto record, vault->findRecord(about));
    PS_TRY(const auto trail, vault->trail(record));
    return recordPage(data, trail);
}

} // namespace proofstead::present
