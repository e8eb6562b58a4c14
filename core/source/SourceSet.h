// All source definitions, compiled once, and the question which of them a file is: told from its content, never from
// its name.
#pragma once

#include "base/Json.h"
#include "base/Result.h"
#include "source/LogDefinition.h"
#include "source/LogReader.h"
#include "source/readers/RecordSplitter.h"
#include "source/RegisterDefinition.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace proofstead::source {

using Names = std::set<std::string, std::less<>>;

// Documents that are kept whole, one record each: what a provider says about its own files.
struct DocumentShape {
    std::vector<std::string> members;     // paths of members that must be there
    std::string environment, from, until; // paths of the account and of the time it speaks about; "" not said
};

// Exports of access policies; core/ingest hands their items to core/access. And documents.
struct AccessDefinition {
    std::string id, title, digest;
    std::string reader;               // "aws-authorization-details", "aws-credential-report", "document"
    Names lists;                      // JSON: members that hold the items
    std::vector<std::string> columns; // CSV: columns that must be there
    DocumentShape document;           // reader "document"
    bool isDocument() const { return !document.members.empty(); }
    bool fits(const base::Json& record) const; // of documents: every member is there
};

// The value at a path of member names joined by dots; nullptr: it is not there.
const base::Json* memberAt(const base::Json& record, std::string_view path);

// What a file turned out to be; exactly one of the three is set.
struct Recognised {
    Reading reading;
    Names lists; // members that wrap its records
    const LogDefinition* log = nullptr;
    const RegisterDefinition* registers = nullptr;
    const AccessDefinition* access = nullptr;
    const std::string& id() const;
    const std::string& digest() const;
};

// Cuts the records of such a file out of its stream; `what` must outlive it.
std::unique_ptr<RecordSplitter> splitterFor(const Recognised& what, ByteStream& stream);

class SourceSet {
public:
    // From the parsed files of resources/sources with their digests; error code "invalid-definition".
    base::Status add(const base::Json& document, const std::string& digest);

    // By the beginning of a file, decompressed: enough of it to hold one whole record (or all of a small file).
    // `as`: id that the user names instead. Error codes "unrecognised-source", "source-unknown", "file-empty",
    // "file-binary".
    base::Result<Recognised> recognise(std::string_view beginning, const std::string& as = {}) const;

    // Members that wrap records in any of the definitions.
    const Names& lists() const { return m_lists; }
    const std::vector<std::unique_ptr<RegisterDefinition>>& registers() const { return m_registers; }
    const LogDefinition* log(std::string_view id) const;
    bool knows(std::string_view id) const; // of any kind
    const RegisterDefinition* registerNamed(std::string_view nameOrId) const;

private:
    base::Result<Recognised> byId(std::string_view beginning, const std::string& as) const;
    base::Result<Recognised> recogniseJson(std::string_view beginning) const;
    std::optional<Recognised> among(std::string_view beginning, const Names& lists) const;
    const LogDefinition* logOf(const base::Json& record) const;
    std::optional<Recognised> recogniseCsv(std::string_view beginning) const;
    std::optional<Recognised> recogniseLines(std::string_view beginning) const;
    std::optional<Recognised> guess(std::string_view beginning, Recognised what) const;
    const RegisterDefinition* bestRegister(const std::vector<std::string>& header) const;
    const LogDefinition* unmapped() const;

    std::vector<std::unique_ptr<LogDefinition>> m_logs;
    std::vector<std::unique_ptr<RegisterDefinition>> m_registers;
    std::vector<std::unique_ptr<AccessDefinition>> m_access;
    Names m_lists{"Records", "records", "rows", "items", "value"};
};

} // namespace proofstead::source
