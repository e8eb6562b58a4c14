// Blocks of events: what was put in comes out, a damaged block is noticed or gives other values, and nothing crashes.
#include "model/Event.h"
#include "store/EventBlock.h"
#include "store/Varint.h"
#include "support/Must.h"

#include <QtTest>
#include <random>

using namespace proofstead;
using store::BlockColumns;
using store::EventEntry;
using store::Term;
using test::codeOf;
using test::must;

namespace {

constexpr base::Millis kStart = 1'772'323'200'000; // 2026-03-01

struct Made {
    EventEntry entry;
    std::string target, nativeId, attributes;
};

std::string uuid(std::size_t i) {
    return QString("%1-0000-4000-8000-0123456789ab").arg(qulonglong(i), 8, 16, QChar('0')).toStdString();
}

// `kinds`: how many different actors there are.
std::vector<Made> events(std::size_t count, std::int64_t kinds, bool named) {
    std::vector<Made> list(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto& made = list[i];
        auto& e = made.entry;
        const auto number = static_cast<std::int64_t>(i);
        e.leaf = number * 2;
        e.index = number;
        e.offset = number * 500 + (i % 7);
        e.length = 400 + number % 90;
        e.term(Term::Action) = 5;
        e.term(Term::Actor) = 1 + number % kinds;
        e.at = kStart + (i % 3 == 0 ? -number : number) * 1'000;
        e.recordedAt = i % 2 == 0 ? 0 : e.at + 5;
        e.flags = i % 11 == 0 ? std::uint32_t{model::kNoTime} : 0U;
        e.outcome = i % 5 == 0 ? store::StoredOutcome::Failure : store::StoredOutcome::Success;
        e.content = 0x9E3779B97F4A7C15ULL * (i + 1);
        made.target = i % 4 == 0 ? "" : "arn:aws:s3:::bucket-" + std::to_string(i % 9);
        made.nativeId = named ? uuid(i) : i % 2 == 0 ? "" : "id-" + std::to_string(i);
        made.attributes = i % 6 == 0 ? "" : R"({"mfa":"false"})";
    }
    for (auto& made : list) {
        made.entry.target = made.target;
        made.entry.nativeId = made.nativeId;
        made.entry.attributes = made.attributes;
    }
    return list;
}

store::PackedBlock packed(const std::vector<Made>& list) {
    store::BlockBuilder builder;
    store::Packer packer;
    for (const auto& made : list)
        builder.add(made.entry);
    return builder.finish(packer);
}

// Reads everything; whether it could be read to the end.
bool readAll(const store::PackedBlock& block) {
    store::Unpacker unpacker;
    const auto columns = BlockColumns::open(block.columns, block.count, unpacker);
    if (!columns) return false;
    std::int64_t sum = 0;
    for (std::size_t row = 0; row < columns->count(); ++row) {
        for (std::size_t t = 0; t < store::kTermCount; ++t)
            sum ^= columns->terms(static_cast<Term>(t)).at(row);
        for (const auto* numbers : {&columns->times(), &columns->recordedTimes(), &columns->leaves(),
                                    &columns->indexes(), &columns->offsets(), &columns->lengths()})
            sum ^= (*numbers)[row];
        sum ^= columns->outcomes().at(row) ^ columns->flags().at(row);
    }
    bool sound = columns->check().has_value();
    for (const auto* part : {&block.targets, &block.nativeIds, &block.attributes}) {
        const auto texts = store::readTexts(*part, block.count, unpacker);
        sound = sound && texts.has_value();
        for (std::size_t row = 0; texts && row < columns->count(); ++row)
            sum ^= static_cast<std::int64_t>(texts->at(row).size());
    }
    return sound && store::readContents(block.contents, block.count).has_value() && sum != -1;
}

} // namespace

class TestStoreBlocks : public QObject {
    Q_OBJECT

private slots:
    void givesBackWhatWasPutIn_data();
    void givesBackWhatWasPutIn();
    void tellsItsBounds();
    void isEmptyAfterItWasPacked();
    void takesLittleRoomForWhatRepeats();
    void refusesAnotherCount();
    void refusesTextsWhoseLengthsWrap();
    void refusesAFrameThatClaimsToBeLarge();
    void survivesFlippedBits();
    void survivesCutParts();
};

void TestStoreBlocks::givesBackWhatWasPutIn_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("kinds");
    QTest::addColumn<bool>("named");
    QTest::newRow("one event") << 1 << 1 << true;
    QTest::newRow("few actors, UUIDs as ids") << 800 << 3 << true;
    QTest::newRow("more actors than a byte can tell") << 3'000 << 700 << true;
    QTest::newRow("ids of other kinds and without") << 500 << 20 << false;
}

void TestStoreBlocks::givesBackWhatWasPutIn() {
    QFETCH(int, count);
    QFETCH(int, kinds);
    QFETCH(bool, named);
    const auto list = events(static_cast<std::size_t>(count), kinds, named);
    const auto block = packed(list);
    QCOMPARE(block.count, std::int64_t{count});
    store::Unpacker unpacker;
    const auto columns = must(BlockColumns::open(block.columns, block.count, unpacker));
    const auto targets = must(store::readTexts(block.targets, block.count, unpacker));
    const auto ids = must(store::readTexts(block.nativeIds, block.count, unpacker));
    const auto attributes = must(store::readTexts(block.attributes, block.count, unpacker));
    const auto contents = must(store::readContents(block.contents, block.count));
    for (std::size_t row = 0; row < list.size(); ++row) {
        const auto& e = list[row].entry;
        QCOMPARE(columns.terms(Term::Actor).at(row), e.term(Term::Actor));
        QCOMPARE(columns.terms(Term::Action).at(row), std::int64_t{5});
        QCOMPARE(columns.terms(Term::Region).at(row), std::int64_t{0});
        if (!(e.flags & model::kNoTime)) QCOMPARE(columns.times()[row], e.at);
        if (!(e.flags & model::kNoTime)) QCOMPARE(columns.recordedTimes()[row], e.recordedAt);
        QCOMPARE(columns.leaves()[row], e.leaf);
        QCOMPARE(columns.indexes()[row], e.index);
        QCOMPARE(columns.offsets()[row], e.offset);
        QCOMPARE(columns.lengths()[row], e.length);
        QCOMPARE(columns.flags().at(row), std::int64_t{e.flags});
        QCOMPARE(columns.outcomes().at(row), static_cast<std::int64_t>(e.outcome));
        QCOMPARE(targets.at(row), e.target);
        QCOMPARE(ids.at(row), e.nativeId);
        QCOMPARE(attributes.at(row), e.attributes);
        QCOMPARE(contents[row], e.content);
    }
    must(columns.check());
}

void TestStoreBlocks::tellsItsBounds() {
    auto list = events(3, 1, true);
    list[0].entry.flags = 0;
    const auto block = packed(list);
    QCOMPARE(block.from.value(), kStart);
    QCOMPARE(block.to.value(), kStart + 2'000);
    QCOMPARE(block.flags, 0U);
    list = events(1, 1, true);
    const auto undated = packed(list);
    QVERIFY(!undated.from && !undated.to);
    QCOMPARE(undated.flags, std::uint32_t{model::kNoTime});
}

void TestStoreBlocks::isEmptyAfterItWasPacked() {
    store::BlockBuilder builder;
    store::Packer packer;
    const auto list = events(50, 4, true);
    for (const auto& made : list)
        builder.add(made.entry);
    QCOMPARE(builder.nativeId(7), std::string_view(list[7].nativeId));
    QCOMPARE(builder.content(7), list[7].entry.content);
    QCOMPARE(builder.values(Term::Actor).size(), std::size_t{4});
    const auto first = builder.finish(packer);
    QCOMPARE(builder.size(), std::size_t{0});
    for (const auto& made : list)
        builder.add(made.entry);
    const auto second = builder.finish(packer);
    QCOMPARE(second.columns, first.columns);
    QCOMPARE(second.nativeIds, first.nativeIds);
}

void TestStoreBlocks::takesLittleRoomForWhatRepeats() {
    const auto block = packed(events(2'000, 3, true));
    QVERIFY2(block.columns.size() < 2'000 * 8, qPrintable(QString::number(block.columns.size())));
    QCOMPARE(block.nativeIds.size(), 2'000 * store::kUuidSize + 1);
}

void TestStoreBlocks::refusesAnotherCount() {
    auto block = packed(events(100, 3, true));
    for (const std::int64_t count :
         {std::int64_t{-1}, std::int64_t{0}, std::int64_t{99}, std::int64_t{101}, std::int64_t{1} << 40}) {
        block.count = count;
        QVERIFY(!readAll(block));
    }
}

// Two texts whose ends add up to less than the first one's.
void TestStoreBlocks::refusesTextsWhoseLengthsWrap() {
    std::string bytes;
    store::appendVarint(bytes, 5);
    store::appendVarint(bytes, ~std::uint64_t{0} - 3);
    bytes += "a";
    store::Packer packer;
    store::Unpacker unpacker;
    QCOMPARE(codeOf(store::readTexts(packer.pack(bytes, 1), 2, unpacker)), std::string("vault-damaged"));
}

// Fifteen bytes that ask for 550 MB, found by fuzzing; and the densest frame there is, which is honest.
void TestStoreBlocks::refusesAFrameThatClaimsToBeLarge() {
    store::Unpacker unpacker;
    const auto claims = QByteArray::fromHex("28b52ffdb3746700340022003a59").toStdString();
    QCOMPARE(codeOf(unpacker.unpack(claims, std::size_t{1} << 30)), std::string("vault-damaged"));
    const std::string zeros(std::size_t{8} << 20, '\0');
    store::Packer packer;
    QVERIFY(must(unpacker.unpack(packer.pack(zeros, 19), zeros.size())) == zeros);
}

void TestStoreBlocks::survivesFlippedBits() {
    const auto block = packed(events(120, 7, false));
    std::mt19937 random(7);
    int noticed = 0;
    for (int i = 0; i < 3'000; ++i) {
        auto damaged = block;
        std::string* const parts[] = {&damaged.columns, &damaged.targets, &damaged.nativeIds, &damaged.attributes,
                                      &damaged.contents};
        auto& part = *parts[random() % std::size(parts)];
        part[random() % part.size()] ^= static_cast<char>(1U << (random() % 8));
        noticed += readAll(damaged) ? 0 : 1;
    }
    QVERIFY2(noticed > 1'000, qPrintable(QString::number(noticed)));
}

void TestStoreBlocks::survivesCutParts() {
    const auto block = packed(events(60, 5, true));
    for (std::size_t size = 0; size < block.columns.size(); ++size) {
        auto cut = block;
        cut.columns.resize(size);
        QVERIFY(!readAll(cut));
    }
    for (std::size_t size = 1; size < block.nativeIds.size(); ++size) {
        auto cut = block;
        cut.nativeIds.resize(size);
        QVERIFY(!readAll(cut));
    }
}

QTEST_APPLESS_MAIN(TestStoreBlocks)
#include "tst_store_blocks.moc"
