// What lies between the bytes of a file as delivered and its text: gzip, zstd, UTF-16, one inside the other. Bounded,
// so that a small file cannot unpack without end.
#pragma once

#include "ingest/FileStream.h"
#include "source/ByteStream.h"

#include <memory>
#include <string>
#include <vector>

namespace proofstead::ingest {

// Bytes unpacked from one delivered file, all members of an archive together: as many as this, or as many times what
// was delivered. Logs pack ten to fifty times; beyond a thousand it is no log.
inline constexpr std::int64_t kUnpackedAlways = std::int64_t{1} << 30;
inline constexpr std::int64_t kUnpackedTimes = 1'000;

// Counts what was unpacked of a file and ends the stream when it is too much.
class BoundedStream : public source::ByteStream {
public:
    BoundedStream(source::ByteStream& inner, const FileStream& file, std::int64_t& unpacked)
        : m_inner(inner), m_file(file), m_unpacked(unpacked) {}
    base::Result<std::size_t> read(char* target, std::size_t size) override;
    std::string problem() const override { return m_problem.empty() ? m_inner.problem() : m_problem; }

private:
    source::ByteStream& m_inner;
    const FileStream& m_file;
    std::int64_t& m_unpacked;
    std::string m_problem; // "unpacks-too-large"
};

// The text inside a delivered stream; keeps all readers between them.
class Unpacking {
public:
    // `unpacked`: bytes of this file so far. Error codes of the stream.
    static base::Result<Unpacking> of(HashingStream& delivered, const FileStream& file, std::int64_t& unpacked);
    HashingStream& text() { return *m_text; }
    bool plain() const { return m_layers.empty(); }            // the text is the delivered bytes
    const std::string& encoding() const { return m_encoding; } // "utf-16le", "utf-16be", "" UTF-8

private:
    std::vector<std::unique_ptr<source::ByteStream>> m_layers;
    std::unique_ptr<HashingStream> m_text;
    std::string m_encoding;
};

} // namespace proofstead::ingest
