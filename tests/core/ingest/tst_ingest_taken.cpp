// Files that change or go away while they are read: the import ends in order, what is stored of them is sound, and once
// they are back every event is there.
#include "support/Forked.h"
#include "support/ImportRows.h"

#include <fcntl.h>
#include <filesystem>
#include <QtTest>
#include <unistd.h>

using namespace proofstead;
using test::ImportCase;
using test::manyRecords;
using test::must;

namespace {

constexpr int kRecords = 9'000; // some megabytes: read in several pieces
constexpr const char* kName = "b.jsonl";

QByteArray content() {
    return manyRecords(10, kRecords).join('\n') + '\n';
}

void fillFolder(const ImportCase& filled) {
    filled.put("a.json", test::records(manyRecords(0, 10)));
    filled.put(kName, content());
    filled.put("c.json", test::records(manyRecords(20'000, 10)));
}

using Change = void (*)(const std::string& path);

void cutShort(const std::string& path) {
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 3 + 7);
}
void empty(const std::string& path) {
    std::filesystem::resize_file(path, 0);
}
void remove(const std::string& path) {
    std::filesystem::remove(path);
}
void becomeFolder(const std::string& path) {
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
}
void removeAllRights(const std::string& path) {
    std::filesystem::permissions(path, std::filesystem::perms::none);
}
void overwrite(const std::string& path) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const std::string zeros(100'000, '\0');
    const auto size = static_cast<off_t>(std::filesystem::file_size(path));
    for (const off_t at : {size / 2, size - 200'000})
        if (::pwrite(fd, zeros.data(), zeros.size(), at) < 0) qFatal("pwrite");
    ::close(fd);
}
void grow(const std::string& path) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    const auto more = manyRecords(40'000, 2'000).join('\n') + "\n{\"eventID\":\"not finis";
    if (::write(fd, more.constData(), static_cast<std::size_t>(more.size())) < 0) qFatal("write");
    ::close(fd);
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestIngestTaken : public QObject {
    Q_OBJECT

private slots:
    void theImportEndsInOrder_data();
    void theImportEndsInOrder();
    void whatMayNotBeReadIsSaid();
};

void TestIngestTaken::theImportEndsInOrder_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("batches"); // that were read of the file before
    const std::pair<const char*, Change> changes[] = {
        {"cut short", cutShort},
        {"emptied", empty},
        {"deleted", remove},
        {"replaced by a folder", becomeFolder},
        {"without rights", removeAllRights},
        {"overwritten in part", overwrite},
        {"grown", grow},
    };
    for (const auto& [name, change] : changes) {
        QTest::addRow("%s before it is opened", name) << change << 0;
        QTest::addRow("%s while it is read", name) << change << 2;
    }
}

void TestIngestTaken::theImportEndsInOrder() {
    QFETCH(Change, change);
    QFETCH(int, batches);
    ImportCase taken;
    fillFolder(taken);
    const auto path = taken.in(kName).toStdString();
    ingest::ImportJob job;
    job.progress = [&, calls = 0](const std::string& at, std::int64_t, std::int64_t) mutable {
        if (at == path && calls++ == batches) change(path);
        return true;
    };
    const auto report = must(taken.tryImport(job));
    QVERIFY(!report.cancelled);
    for (const auto& file : report.files)
        QCOMPARE(file.records, file.accepted + file.duplicate + file.rejected);
    QVERIFY(taken.rootsHold());
    QCOMPARE(test::rollupDifferences(taken.vault()), 0);
    QCOMPARE(taken.seen("SELECT count(*) FROM event WHERE native_id IN ('e-0', 'e-20009')"), 2); // the others are whole

    std::filesystem::remove(path);
    taken.put(kName, content());
    taken.import();
    QVERIFY(taken.rootsHold());
    QCOMPARE(test::rollupDifferences(taken.vault()), 0);
    // Each once, whether it was read of the changed file, of the whole one or of both.
    QCOMPARE(taken.seen("SELECT count(*) FROM event WHERE substr(native_id, 3) + 0 < 40000"), kRecords + 20);
    QCOMPARE(taken.seen("SELECT count(DISTINCT native_id) FROM event WHERE substr(native_id, 3) + 0 < 40000"),
             kRecords + 20);
}

void TestIngestTaken::whatMayNotBeReadIsSaid() {
    ImportCase taken;
    fillFolder(taken);
    removeAllRights(taken.in(kName).toStdString());
    QFile::setPermissions(taken.folder(), QFile::Permissions(0x7777));
    taken.close();
    const int ended = test::inChild([&] {
        std::filesystem::permissions(taken.path(), std::filesystem::perms::all);
        if (!test::becomeNobody()) return 3;
        store::Vault other = must(store::Vault::create(taken.path(".other"), "nobody"));
        ingest::ImportJob job;
        job.paths = {taken.in().toStdString()};
        const auto report = must(ingest::importInto(other, test::shippedSources(), job));
        if (report.files.size() != 2 || report.problems.size() != 1) return 1;
        return report.problems[0].code == "permission-denied" ? 0 : 2;
    });
    QCOMPARE(ended, 0);
}

QTEST_APPLESS_MAIN(TestIngestTaken)
#include "tst_ingest_taken.moc"
