#include "source/readers/ArchiveReader.h"

#include "base/Text.h"
#include "base/Time.h"

#include <archive.h>
#include <archive_entry.h>
#include <array>

namespace proofstead::source {

namespace {

constexpr base::Millis kNoTimeUntil = 3'654 * base::kDay; // 1980-01-03

} // namespace

struct ArchiveReader::Private {
    explicit Private(ByteStream& stream) : packed(stream), archive(archive_read_new()) {
        archive_read_support_format_zip_streamable(archive);
        archive_read_support_format_tar(archive);
        archive_read_support_filter_none(archive);
    }
    ~Private() { archive_read_free(archive); }

    static la_ssize_t readMore(struct archive*, void* self, const void** bytes) {
        auto& d = *static_cast<Private*>(self);
        const auto count = d.packed.read(d.input.data(), d.input.size());
        if (!count) {
            d.error = count.error();
            return -1;
        }
        *bytes = d.input.data();
        return static_cast<la_ssize_t>(*count);
    }

    ByteStream& packed;
    struct archive* archive;
    std::array<char, 131'072> input{};
    std::optional<base::Error> error; // of the stream beneath
    bool opened = false;
};

ArchiveReader::ArchiveReader(ByteStream& packed) : m_d(std::make_unique<Private>(packed)) {}
ArchiveReader::~ArchiveReader() = default;

base::Result<bool> ArchiveReader::next() {
    auto& d = *m_d;
    const auto failed = [&]() -> tl::unexpected<base::Error> {
        return d.error ? tl::unexpected<base::Error>(*d.error) : base::fail("archive-damaged");
    };
    if (!d.opened) {
        d.opened = true;
        if (archive_read_open(d.archive, &d, nullptr, &Private::readMore, nullptr) != ARCHIVE_OK) return failed();
    }
    for (;;) {
        archive_entry* entry = nullptr;
        const int code = archive_read_next_header(d.archive, &entry);
        if (code == ARCHIVE_EOF) return false;
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN) return failed();
        if (archive_entry_filetype(entry) != AE_IFREG) continue;
        if (archive_entry_is_encrypted(entry)) return base::fail("archive-encrypted");
        const char* name = archive_entry_pathname_utf8(entry);
        if (!name) name = archive_entry_pathname(entry);
        m_member = base::printable(name ? name : "member");
        // Tools that keep no time write the beginning of theirs: 1970, or 1980 in a zip.
        const base::Millis modified = std::int64_t{archive_entry_mtime(entry)} * base::kSecond;
        m_modified = modified > kNoTimeUntil ? std::optional(modified) : std::nullopt;
        m_problem.clear();
        return true;
    }
}

base::Result<std::size_t> ArchiveReader::read(char* target, std::size_t size) {
    const auto count = archive_read_data(m_d->archive, target, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (m_d->error) return tl::unexpected<base::Error>(*m_d->error);
    m_problem = "archive-damaged";
    return std::size_t{0};
}

bool looksLikeArchive(std::string_view beginning) {
    return beginning.starts_with("PK\x03\x04") || beginning.starts_with("PK\x05\x06") ||
           (beginning.size() >= 265 && beginning.substr(257, 5) == "ustar");
}

} // namespace proofstead::source
