// The main job over real files that others wrote: everything is read, normalised as the truth table says, assessed and
// written into a pack whose records can be hashed again. Skips where the corpora are not present.
#include "Program.h"

#include "seal/Digest.h"

#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

#include <map>

using namespace proofstead::test;

namespace {

const QString kShared = QStringLiteral(PROOFSTEAD_SHARED_DIR);
const QString kAllLogs = kShared + QStringLiteral("/corpora/logs");
const QString kLogs = kAllLogs + QStringLiteral("/aws-cloudtrail");

using Row = QMap<QString, QString>;

// Rows of a table without quoted cells; the truth table has none.
QList<Row> tableOf(const QByteArray& bytes, const QString& separator) {
    QList<Row> rows;
    auto lines = QString::fromUtf8(bytes).split('\n', Qt::SkipEmptyParts);
    const auto names = lines.takeFirst().trimmed().split(separator);
    for (auto& line : lines) {
        if (line.endsWith('\r')) line.chop(1);
        const auto cells = line.split(separator);
        Row row;
        for (int i = 0; i < names.size() && i < cells.size(); ++i)
            row[names[i]] = cells[i];
        rows << row;
    }
    return rows;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A cell of the truth table that is empty is not scored.
bool isRight(const Row& truth, const Row& row, const QString& column) {
    auto wanted = truth[column + "_alt"].split('|');
    wanted << truth[column];
    if (column != "time") return wanted.contains(row[column], Qt::CaseInsensitive);
    const auto at = QDateTime::fromString(row[column], Qt::ISODateWithMs);
    return std::any_of(wanted.begin(), wanted.end(), [&](const auto& text) {
        return at.isValid() && QDateTime::fromString(text, Qt::ISODateWithMs) == at;
    });
}

// Rows of `events` by file (below the named folder) and number; the truth table beside the logs looks like a log, too.
QHash<QString, Row> rowsOf(const QJsonArray& events) {
    QHash<QString, Row> rows;
    for (const auto& item : events) {
        Row row;
        const auto object = item.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            row[it.key()] = it->isDouble() ? QString::number(it->toInteger()) : it->toString();
        const auto file = row["source_file"].section('/', 1);
        if (file != "truth.tsv") rows[file + "#" + row["index"]] = row;
    }
    return rows;
}

// Right and scored cells.
struct Score {
    int right = 0, scored = 0;
    QStringList wrong;
};
using Scores = std::map<QString, Score>;

void score(const QList<Row>& truth, const QHash<QString, Row>& rows, Scores& scores) {
    for (const auto& wanted : truth)
        for (const QString column : {"time", "actor", "action", "outcome", "src_ip", "target"}) {
            if (wanted[column].isEmpty()) continue;
            const auto place = wanted["source_file"] + "#" + wanted["index"];
            auto& one = scores[column];
            ++one.scored;
            const bool right = isRight(wanted, rows.value(place), column);
            one.right += right ? 1 : 0;
            if (!right) one.wrong << place;
        }
}

Ran other(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    Ran ran;
    if (!process.waitForFinished(120'000)) return ran;
    ran.code = process.exitCode();
    ran.bytes = process.readAllStandardOutput();
    ran.out = QString::fromUtf8(ran.bytes);
    return ran;
}

} // namespace

class TestCorpus : public QObject {
    Q_OBJECT

private:
    Program m_program;

    Ran run(const QStringList& arguments) const { return m_program.run(arguments); }

private slots:
    void initTestCase() {
        if (!QFileInfo::exists(kLogs + "/truth.tsv")) QSKIP("the shared corpora are not here");
        QCOMPARE(run({"init", "corpus.vault", "--plain"}).code, 0);
    }

    void everyFileIsReadAndNoRecordIsLost() {
        QCOMPARE(run({"import", kLogs}).code, 0);
        QCOMPARE(run({"import", kShared + "/corpora/access/aws-authz-details/example.json",
                      QStringLiteral(PROOFSTEAD_SOURCE_DIR "/resources/demo/files/registers")})
                     .code,
                 0);
        QCOMPARE(run({"rejects", "--format", "json"}).list().size(), 0);
    }

    void eventsAgreeWithTheTruthTable() {
        const auto truth = tableOf(contentOf(kLogs + "/truth.tsv"), "\t");
        const auto rows = rowsOf(run({"events", "--format", "json", "--columns",
                                      "source_file,index,event_id,time,actor,action,outcome,src_ip,target"})
                                     .list());
        QCOMPARE(rows.size(), truth.size());
        Scores scores;
        score(truth, rows, scores);
        for (const auto& [column, one] : scores)
            QVERIFY2(one.scored > 900 && one.right >= 0.99 * one.scored,
                     qPrintable(QString("%1: %2 of %3").arg(column).arg(one.right).arg(one.scored)));
    }

    void theTruthTablesOfAllKindsTogetherAreMet() {
        Scores scores;
        for (const auto& kind : QDir(kAllLogs).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto folder = kAllLogs + "/" + kind;
            if (!QFileInfo::exists(folder + "/truth.tsv")) continue;
            const auto vault = kind + ".truth"; // no .vault: the other tests name none and so mean the only one
            QCOMPARE(run({"init", vault, "--plain"}).code, 0);
            run({"--vault", vault, "import", folder}); // SOURCES.md is no log: the exit code says so
            score(tableOf(contentOf(folder + "/truth.tsv"), "\t"),
                  rowsOf(run({"--vault", vault, "events", "--format", "json", "--columns",
                              "source_file,index,event_id,time,actor,action,outcome,src_ip,target"})
                             .list()),
                  scores);
        }
        const std::map<QString, double> least{{"time", 0.995},   {"action", 0.99}, {"outcome", 0.99},
                                              {"src_ip", 0.995}, {"actor", 0.97},  {"target", 0.9}};
        for (const auto& [column, share] : least) {
            const auto& one = scores[column];
            QVERIFY2(one.scored > 1'000 && one.right >= share * one.scored,
                     qPrintable(QString("%1: %2 of %3, wrong: %4")
                                    .arg(column)
                                    .arg(one.right)
                                    .arg(one.scored)
                                    .arg(one.wrong.join(' '))));
        }
    }

    void everyControlGetsAVerdict() {
        QCOMPARE(
            run({"scope", "--organisation", "Korpus", "--entity",
                 "k=controller,processor,covered-entity,business-associate,provider,deployer", "--declare-imported"})
                .code,
            0);
        QCOMPARE(run({"assess"}).code, 0);
        QCOMPARE(run({"controls", "--format", "json"}).list().size(), 296);
    }

    void theMaskedPackIsSoundAndNamesEveryControl() {
        QCOMPARE(run({"report", "--format", "pdf", "--out", "masked.pdf"}).code, 0);
        const auto pack = m_program.path("masked.pdf");
        if (QStandardPaths::findExecutable("qpdf").isEmpty() || QStandardPaths::findExecutable("pdftotext").isEmpty())
            QSKIP("qpdf or pdftotext is not installed");
        QCOMPARE(other("qpdf", {"--check", pack}).code, 0);
        const auto text = other("pdftotext", {pack, "-"}).out;
        for (const auto& control : run({"controls", "--format", "json"}).list()) {
            const auto id = control.toObject()["id"].toString();
            QVERIFY2(text.contains(id), qPrintable(id));
        }
    }

    void threeRecordsPickedAtRandomHashToTheirLeaf() {
        QCOMPARE(run({"report", "--format", "pdf", "--out", "open.pdf", "--unmask", "Handed over to the auditor"}).code,
                 0);
        const auto checked = other(QStringLiteral(PROOFSTEAD_BIN_DIR "/proofstead-verify"),
                                   {m_program.path("open.pdf"), "--extract", m_program.path("attachments")});
        QCOMPARE(checked.code, 0);
        const auto proofs =
            QJsonDocument::fromJson(m_program.get("attachments/proofs.json")).object()["proofs"].toArray();
        QVERIFY(proofs.size() >= 3);
        for (int i = 0; i < 3; ++i) {
            const auto proof = proofs[QRandomGenerator::global()->bounded(static_cast<int>(proofs.size()))].toObject();
            const auto record = m_program.get("attachments/" + proof["attachment"].toString());
            QVERIFY(!record.isEmpty());
            const auto leaf = QByteArray(1, '\0') + QByteArray::fromHex(proof["salt"].toString().toLatin1()) + record;
            QCOMPARE(QString::fromStdString(proofstead::seal::sha256Hex(leaf.toStdString())),
                     proof["leaf_hash"].toString());
        }
    }
};

QTEST_GUILESS_MAIN(TestCorpus)
#include "tst_corpus.moc"
