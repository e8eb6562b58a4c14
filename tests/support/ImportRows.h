// The events of a vault as an import wrote them, one row an origin, so that two vaults can be compared. Numbers of
// records and files are left out: they say in which order things came.
#pragma once

#include "store/EventQuery.h"
#include "support/ImportCase.h"

namespace proofstead::test {

inline QByteArrayList originRows(ImportCase& of) {
    QByteArrayList list;
    store::EventQuery query;
    query.limit = -1;
    query.perOrigin = true;
    must(store::listEvents(of.vault(), query,
                           {"index", "leaf", "offset", "length", "time", "action", "event_id", "flags"},
                           [&](const std::vector<std::string>& row) {
                               QByteArray text;
                               for (const auto& value : row)
                                   text += QByteArray::fromStdString(value) + ' ';
                               list << text;
                               return true;
                           }));
    return list;
}

} // namespace proofstead::test
