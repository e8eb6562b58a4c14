// Whatever happens to a log on its way: the samples of every shipped source in every container that fits, changed at
// random from a fixed seed. Each file is read or said to be unreadable, its counts add up, its roots hold, and a change
// to one record costs that record only. PROOFSTEAD_MUTATIONS: changed files of each kind (default 10).
#include "support/ImportCase.h"
#include "support/Mutations.h"
#include "support/Packing.h"

#include <QtTest>

using namespace proofstead;
using test::ImportCase;
using test::must;
using test::Mutation;
using test::Random;

namespace {

constexpr int kRecords = 12;

int rounds() {
    const int wanted = qEnvironmentVariableIntValue("PROOFSTEAD_MUTATIONS");
    return wanted > 0 ? wanted : 10;
}

// A way of writing records one after the other.
struct Shape {
    const char* name;
    const char* before;
    const char* between;
    const char* after;
    bool pretty = false;
};
constexpr Shape kShapes[] = {
    {"one a line", "", "\n", "\n"},
    {"a list, one a line", "[\n", ",\n", "\n]\n"},
    {"a list inside an object", R"({"Records":[)", ",\n", "]}"},
    {"over several lines", "", "\n", "\n", true},
};

struct Packing {
    const char* name;
    QByteArray (*pack)(const QByteArray&);
};
const Packing kPackings[] = {
    {"", [](const QByteArray& text) { return text; }},
    {", gzip", [](const QByteArray& text) { return test::gzip(text); }},
    {", zstd", [](const QByteArray& text) { return test::zstd(text); }},
    {", zip",
     [](const QByteArray& text) {
         return test::packed("zip", {{"a/log", text}});
     }},
    {", tar and gzip",
     [](const QByteArray& text) {
         return test::gzip(test::packed("ustar", {{"a/log", text}}));
     }},
};

QString nameOf(std::size_t number) {
    return QString("%1.log").arg(number, 6, 10, QChar('0'));
}

// What a source's samples give: the header of a table, and records.
struct Seed {
    QByteArray header;
    QByteArrayList records;
    bool json = false;
};

// Records of JSON, or lines of the first sample that is text.
Seed seedOf(const base::Json& samples, bool json, bool pretty) {
    Seed seed;
    seed.json = json;
    for (const auto& sample : samples) {
        const auto* record = base::find(sample, "record");
        if (json && record) seed.records << QByteArray::fromStdString(pretty ? record->dump(2) : record->dump());
        const auto text = QByteArray::fromStdString(base::stringAt(sample, "text"));
        if (json || record || text.startsWith('[') || text.startsWith('{') || !seed.records.isEmpty()) continue;
        seed.records = QByteArray(text).replace("\r\n", "\n").trimmed().split('\n');
        // More than one line: a table with a header.
        if (seed.records.size() > 1) seed.header = seed.records.takeFirst();
    }
    return seed;
}

// The records over and over, until there are enough to see what lies behind a broken one.
QByteArrayList enough(const QByteArrayList& few) {
    QByteArrayList list;
    while (list.size() < kRecords)
        list << few[list.size() % few.size()];
    return list;
}

// Records of the file at hand that were read, with how often.
QMap<QByteArray, int> readOf(ImportCase& of, model::FileId file) {
    QMap<QByteArray, int> read;
    must(store::EvidenceStore(of.vault()).leaves(file, [&](const store::StoredLeaf& leaf) {
        if (leaf.kind != store::LeafKind::Rejected)
            ++read[QByteArray(leaf.bytes.data(), static_cast<qsizetype>(leaf.bytes.size()))];
        return true;
    }));
    return read;
}

} // namespace

// Everything that can be made of one source.
struct Written {
    Seed seed;
    const Shape& shape;
    const Packing& packing;
    QByteArray fileOf(const QByteArrayList& records) const {
        const auto header = seed.header.isEmpty() ? QByteArray() : seed.header + '\n';
        return header + shape.before + records.join(shape.between) + shape.after;
    }
};

std::vector<Written> writings(const base::Json& samples) {
    std::vector<Written> list;
    for (const bool json : {true, false})
        for (const auto& shape : kShapes)
            for (const auto& packing : kPackings) {
                // Every shape of JSON, one of text, and every packing of the first one.
                if (&shape != kShapes && (!json || &packing != kPackings)) continue;
                auto seed = seedOf(samples, json, shape.pretty);
                if (!seed.records.isEmpty()) list.push_back({std::move(seed), shape, packing});
            }
    return list;
}

class TestIngestMutations : public QObject {
    Q_OBJECT

private slots:
    void aChangedRecordCostsItselfOnly_data() { rows(); }
    void aChangedRecordCostsItselfOnly();
    void anyChangedByteIsSurvived_data() { rows(); }
    void anyChangedByteIsSurvived();

private:
    static void rows();
    static QString problemOf(ImportCase& of, const model::ImportReport& report);
    static QString lostOf(ImportCase& of, model::FileId file, const Mutation& mutation);
};

void TestIngestMutations::rows() {
    QTest::addColumn<QByteArray>("samples");
    const QDir folder(QStringLiteral(PROOFSTEAD_SOURCE_DIR "/resources/sources"));
    for (const auto& name : folder.entryList({"*.json"}, QDir::Files, QDir::Name)) {
        const auto definition = must(base::parseJson(must(base::readFile(folder.filePath(name).toStdString()))));
        if (const auto& samples = definition.at("samples"); !writings(samples).empty())
            QTest::newRow(qPrintable(name.chopped(5))) << QByteArray::fromStdString(samples.dump());
    }
}

// What must hold after any import; "" when it does.
QString TestIngestMutations::problemOf(ImportCase& of, const model::ImportReport& report) {
    for (const auto& file : of.files())
        if (file.records != file.accepted + file.duplicate + file.rejected)
            return QString::fromStdString(file.path + ": counts do not add up");
    for (const auto& name : QDir(of.in()).entryList(QDir::Files)) {
        const auto end = ("in/" + name).toStdString();
        const auto named = [&](const std::string& path) { return path.find(end) != path.npos; };
        if (std::none_of(report.files.begin(), report.files.end(), [&](const auto& f) { return named(f.path); }) &&
            std::none_of(report.problems.begin(), report.problems.end(), [&](const auto& p) { return named(p.path); }))
            return name + ": not a word about it";
    }
    if (of.number("SELECT count(*) FROM reject_row") != of.number("SELECT coalesce(sum(rejected), 0) FROM file"))
        return "not every rejected record has its reason";
    if (test::rollupDifferences(of.vault()) != 0) return "counts per hour or day are not those of the events";
    return of.rootsHold() ? QString() : "a root does not hold";
}

// What should have been read and was not; "" nothing.
QString TestIngestMutations::lostOf(ImportCase& of, model::FileId file, const Mutation& mutation) {
    const auto read = readOf(of, file);
    QMap<QByteArray, int> untouched;
    for (const auto& record : mutation.untouched)
        ++untouched[record];
    for (auto it = untouched.begin(); it != untouched.end(); ++it)
        if (read.value(it.key()) < it.value())
            return QString("%1: %2 of %3 read of %4\nIt was\n%5")
                .arg(mutation.what)
                .arg(read.value(it.key()))
                .arg(it.value())
                .arg(QString::fromUtf8(it.key()), QString::fromUtf8(mutation.changed));
    return {};
}

void TestIngestMutations::aChangedRecordCostsItselfOnly() {
    QFETCH(QByteArray, samples);
    Random random(QTest::currentDataTag());
    ImportCase changed;
    std::vector<std::pair<Mutation, QString>> mutations;
    for (const auto& written : writings(must(base::parseJson(samples.toStdString()))))
        for (int i = 0; i < rounds(); ++i) {
            auto mutation = test::mutateRecords(enough(written.seed.records), random, written.seed.json);
            if (!written.seed.header.isEmpty()) test::allowForQuotes(mutation);
            changed.put(nameOf(mutations.size()), written.packing.pack(written.fileOf(mutation.records)));
            mutations.emplace_back(std::move(mutation), QString(written.shape.name) + written.packing.name);
        }
    const auto report = changed.import();
    QCOMPARE(problemOf(changed, report), QString());
    for (const auto& file : report.files) {
        const auto& [mutation, how] = mutations[QString::fromStdString(file.path).section("in/", 1).left(6).toUInt()];
        const auto lost = lostOf(changed, file.file, mutation);
        QVERIFY2(lost.isEmpty(),
                 qPrintable(QString::fromStdString(file.path + " " + file.source) + ", " + how + ", " + lost));
    }
    // A file that ends too early is read all the same.
    for (const auto& refused : report.problems)
        QVERIFY2(refused.code == "truncated", qPrintable(QString::fromStdString(refused.path + ": " + refused.code)));
    QCOMPARE(report.files.size(), mutations.size());
}

void TestIngestMutations::anyChangedByteIsSurvived() {
    QFETCH(QByteArray, samples);
    Random random(QTest::currentDataTag());
    ImportCase changed;
    std::size_t number = 0;
    for (const auto& written : writings(must(base::parseJson(samples.toStdString())))) {
        const auto whole = written.fileOf(enough(written.seed.records));
        for (int i = 0; i < rounds(); ++i)
            // Every other time what is packed is broken, instead of the packing.
            changed.put(nameOf(number++), i % 2 == 0 ? test::mutateBytes(written.packing.pack(whole), random)
                                                     : written.packing.pack(test::mutateBytes(whole, random)));
    }
    const auto report = changed.import();
    QCOMPARE(problemOf(changed, report), QString());
}

QTEST_APPLESS_MAIN(TestIngestMutations)
#include "tst_ingest_mutations.moc"
