// A file system that loses power: until a file is synced, each of its writes may be missing or torn afterwards, in any
// order. It lies below every other VFS of the process, and ends the process at the write that was asked for.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <random>
#include <sqlite3.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace proofstead::test {

class PowerLoss {
public:
    static constexpr int kExitCode = 42;

    // Becomes the default VFS of this process, which ends with kExitCode at its `write`th write.
    static void install(int write, unsigned seed) {
        s_left = write;
        s_random.seed(seed);
        s_below = sqlite3_vfs_find(nullptr);
        static sqlite3_vfs vfs;
        vfs = *s_below;
        vfs.zName = "power-loss";
        vfs.xOpen = open;
        sqlite3_vfs_register(&vfs, 1);
    }

private:
    struct File {
        std::string name;
        const sqlite3_io_methods* real = nullptr;
    };
    // What lay in a place before it was written; shorter where the file ended.
    struct Write {
        sqlite3_int64 offset;
        std::string before;
        std::size_t size;
    };

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        const int code = s_below->xOpen(s_below, name, file, flags, out);
        if (code != SQLITE_OK || !file->pMethods || !name) return code;
        // Files that are locked and files that are not have other methods.
        auto& methods = s_methods[file->pMethods];
        methods = *file->pMethods;
        methods.xWrite = write;
        methods.xSync = sync;
        methods.xClose = close;
        s_files[file] = {name, file->pMethods};
        file->pMethods = &methods;
        return code;
    }

    static int close(sqlite3_file* file) {
        const auto* real = s_files[file].real;
        s_files.erase(file);
        return real->xClose(file);
    }

    static int sync(sqlite3_file* file, int flags) {
        s_unsynced.erase(s_files[file].name);
        return s_files[file].real->xSync(file, flags);
    }

    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
        const auto& [name, real] = s_files[file];
        sqlite3_int64 fileSize = 0;
        real->xFileSize(file, &fileSize);
        const auto there = std::clamp<sqlite3_int64>(fileSize - offset, 0, size);
        Write undo{offset, std::string(static_cast<std::size_t>(there), '\0'), static_cast<std::size_t>(size)};
        if (there > 0) real->xRead(file, undo.before.data(), static_cast<int>(there), offset);
        s_unsynced[name].push_back(std::move(undo));
        const int code = real->xWrite(file, bytes, size, offset);
        if (--s_left == 0) lose();
        return code;
    }

    // Newest first, so that what a place held before several writes comes back in the right order.
    [[noreturn]] static void lose() {
        for (auto& [name, writes] : s_unsynced) {
            const int file = ::open(name.c_str(), O_RDWR);
            for (auto write = writes.rbegin(); file >= 0 && write != writes.rend(); ++write)
                undo(file, *write);
            if (file >= 0) ::close(file);
        }
        ::_exit(kExitCode);
    }

    // The write is there, or missing, or ends after a sector; what was never there is zeros.
    static void undo(int file, const Write& write) {
        const auto fate = s_random() % 3;
        if (fate == 0) return;
        const std::size_t kept = fate == 1 ? 0 : s_random() % (write.size / 512 + 1) * 512;
        auto before = write.before;
        before.resize(write.size, '\0');
        if (kept < write.size &&
            ::pwrite(file, before.data() + kept, write.size - kept, write.offset + static_cast<off_t>(kept)) < 0)
            ::_exit(1);
    }

    inline static int s_left = 0;
    inline static std::mt19937 s_random;
    inline static sqlite3_vfs* s_below = nullptr;
    inline static std::map<const sqlite3_io_methods*, sqlite3_io_methods> s_methods;
    inline static std::map<sqlite3_file*, File> s_files;
    inline static std::map<std::string, std::vector<Write>> s_unsynced;
};

} // namespace proofstead::test
