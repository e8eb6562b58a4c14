// Power goes at any write: what was committed is there afterwards and everything reads, encrypted or not.
#include "store/KeyHolders.h"
#include "support/Forked.h"
#include "support/PowerLoss.h"
#include "support/StoreCase.h"

#include <filesystem>
#include <QtTest>

using namespace proofstead;
using test::Kept;
using test::must;
using test::PowerLoss;
using test::StoreCase;

Q_DECLARE_METATYPE(proofstead::test::Kept)

namespace {

// Commits numbers, and says through a pipe which one was the last.
int commitUntilItEnds(StoreCase& kept, int pipe) {
    kept.reopen();
    for (std::int64_t number = 1; number < 400; ++number) {
        must(kept.vault().setSetting("number", std::to_string(number)));
        must(kept.vault().setSetting("text-" + std::to_string(number % 40), std::string(3'000, 'x')));
        if (number % 9 == 0) kept.number("PRAGMA wal_checkpoint(RESTART)");
        if (::write(pipe, &number, sizeof(number)) != sizeof(number)) return 1;
    }
    kept.close();
    return 0;
}

} // namespace

class TestStorePower : public QObject {
    Q_OBJECT

private slots:
    void losesNothingThatWasCommitted_data() {
        QTest::addColumn<Kept>("how");
        QTest::addColumn<int>("rounds");
        QTest::newRow("a plain vault") << Kept::Plain << 4;
        QTest::newRow("an encrypted vault") << Kept::Encrypted << 16;
    }
    void losesNothingThatWasCommitted();
    void opensWithOneOfTwoPassphrases();
};

void TestStorePower::losesNothingThatWasCommitted() {
    QFETCH(Kept, how);
    QFETCH(int, rounds);
    for (int round = 1; round <= rounds; ++round) {
        StoreCase kept(how);
        must(kept.vault().setSetting("number", "0"));
        kept.close();
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        const int ended = test::inChild([&] {
            PowerLoss::install(round * 13, static_cast<unsigned>(round));
            return commitUntilItEnds(kept, ends[1]);
        });
        ::close(ends[1]);
        QCOMPARE(ended, PowerLoss::kExitCode);
        std::int64_t committed = 0;
        for (std::int64_t number = 0; ::read(ends[0], &number, sizeof(number)) == sizeof(number);)
            committed = number;
        ::close(ends[0]);
        std::filesystem::remove(kept.path("-shm")); // memory, which no power loss leaves
        kept.reopen();
        const auto number = std::stoll(must(kept.vault().setting("number")));
        QVERIFY2(number == committed || number == committed + 1, qPrintable(QString::number(number)));
        QCOMPARE(kept.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"), 1);
    }
}

// It goes while the first slot is written, or the second.
void TestStorePower::opensWithOneOfTwoPassphrases() {
    std::string before = "correct horse battery", after = "a new passphrase";
    int opened[2] = {0, 0};
    for (int round = 0; round < 12; ++round) {
        StoreCase kept(Kept::Encrypted);
        kept.close();
        const int ended = test::inChild([&] {
            kept.reopen();
            kept.close();
            PowerLoss::install(1 + round % 2, static_cast<unsigned>(round));
            kept.reopen();
            auto text = after;
            must(store::setPassphrase(kept.vault(), "nora", seal::Secret::taken(text)));
            return 0;
        });
        QCOMPARE(ended, PowerLoss::kExitCode);
        std::filesystem::remove(kept.path("-shm"));
        const auto opens = [&](std::string text) {
            const auto key = store::unlock(kept.path(), {"nora", seal::Secret::taken(text)});
            return key && store::Vault::open(kept.path(), store::OpenMode::Write, *key) ? 1 : 0;
        };
        const int old = opens(before), fresh = opens(after);
        QCOMPARE(old + fresh, 1);
        opened[0] += old;
        opened[1] += fresh;
    }
    QVERIFY(opened[0] > 0 && opened[1] > 0);
}

QTEST_APPLESS_MAIN(TestStorePower)
#include "tst_store_power.moc"
