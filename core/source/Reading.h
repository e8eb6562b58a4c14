// How the records of a file are written down: what a reader must know besides the definition of their source.
#pragma once

#include "base/Json.h"
#include "base/Time.h"

#include <string>
#include <vector>

namespace proofstead::source {

enum class Container { Json, Csv, Lines };

// How the records of a file are written; kept with the file, so that its bytes can be read again.
struct Reading {
    Container container = Container::Json;
    char separator = ',';             // of a table
    std::vector<std::string> columns; // of a table
    base::Millis collectedAt = 0;     // lends times without a year theirs; 0: they are not read

    base::Json toJson() const;
    static Reading fromJson(const base::Json& json);
};

} // namespace proofstead::source
