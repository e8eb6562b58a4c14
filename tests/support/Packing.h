// Files as they are delivered: packed one way or the other.
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <QByteArray>
#include <utility>
#include <vector>
#include <zstd.h>

namespace proofstead::test {

using Members = std::vector<std::pair<QByteArray, QByteArray>>;

// An archive of these files: "zip", "ustar", "pax".
inline QByteArray packed(const char* format, const Members& members) {
    qsizetype room = 1 << 20;
    for (const auto& member : members)
        room += 2 * member.second.size();
    QByteArray bytes(room, '\0');
    std::size_t used = 0;
    auto* writer = archive_write_new();
    archive_write_set_format_by_name(writer, format);
    archive_write_open_memory(writer, bytes.data(), static_cast<std::size_t>(bytes.size()), &used);
    for (const auto& [name, content] : members) {
        auto* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.constData());
        archive_entry_set_size(entry, content.size());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(writer, entry);
        archive_write_data(writer, content.constData(), static_cast<std::size_t>(content.size()));
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    return bytes.left(static_cast<qsizetype>(used));
}

inline QByteArray zstd(const QByteArray& text) {
    QByteArray bytes(static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(text.size()))), '\0');
    bytes.resize(static_cast<qsizetype>(ZSTD_compress(bytes.data(), static_cast<std::size_t>(bytes.size()),
                                                      text.constData(), static_cast<std::size_t>(text.size()), 3)));
    return bytes;
}

} // namespace proofstead::test
