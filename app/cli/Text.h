// Text for people, laid out for the terminal: wrapped at its width, names and values in two columns.
#pragma once

#include "cli/Terminal.h"

#include <string>
#include <string_view>
#include <vector>

namespace proofstead::cli {

// Lines of at most `width` columns, broken at spaces; a word that is longer is broken where the line ends, never
// shortened. One line where `width` is 0.
std::vector<std::string> wrap(std::string_view text, int width);

// A paragraph, each line behind `indent`, the first behind `first` where it is given (as wide as `indent` or
// narrower); 100 columns where there is no terminal.
void sayWrapped(const Terminal& terminal, const std::string& text, const std::string& indent = {},
                const std::string& first = {});

// "  name            value"; a value that does not fit goes on below, indented. Nothing when it is empty.
void sayField(const Terminal& terminal, const std::string& name, const std::string& value);

} // namespace proofstead::cli
