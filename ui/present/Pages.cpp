#include "present/Pages.h"

#include "present/Tr.h"

namespace proofstead::present {

namespace {

constexpr PageEntry kPages[] = {
    {"overview", QT_TRANSLATE_NOOP("Tr", "Overview"), overviewPage},
    {"gaps", QT_TRANSLATE_NOOP("Tr", "Gaps"), gapsPage},
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

} // namespace proofstead::present
