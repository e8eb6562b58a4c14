// The words for errors, once, for every front end: what happened, where, and what to do next.
#pragma once

#include "base/Result.h"

#include <QString>
#include <span>
#include <string_view>

namespace proofstead::present {

// "There is no such file: exports/a.json. Check the path." Control characters in places and details become spaces, long
// ones are cut. An unknown code gives a general sentence that names the code.
QString errorText(const base::Error& error);

// Whether a code has words of its own.
bool hasErrorText(std::string_view code);

// Where the detail of an error goes: words for people need it, repeat it, or are told enough without it.
enum class Detail { Shown, Hidden };

// One row of the table in ErrorTable.cpp; texts are English sources of translations, without the closing full stop.
struct ErrorWords {
    const char* code;
    const char* what;
    const char* next;
    Detail detail = Detail::Shown;
};
std::span<const ErrorWords> errorTable();

} // namespace proofstead::present
