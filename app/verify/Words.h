// The verdict of proofstead-verify in plain sentences, one page.
#pragma once

#include "base/Result.h"
#include "seal/SignedPack.h"

#include <string>

namespace proofstead::verify {

// `name`: the pack as the user gave it; `digest`: SHA-256 of the file, "" for a folder.
std::string pageOf(const seal::SignedPackVerdict& verdict, const std::string& name, const std::string& digest);

// Two or three lines on why a pack could not be read, and what to do next.
std::string sentenceOf(const base::Error& error, const std::string& name);

} // namespace proofstead::verify
