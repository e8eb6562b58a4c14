// Packs that are signed, signed off, time stamped, and opened mask by mask.
#include "core/seal/People.h"
#include "core/seal/SmallPdf.h"
#include "seal/LogProof.h"
#include "seal/SignedPack.h"
#include "seal/TimeStamp.h"
#include "seal/Zip.h"
#include "WorkspaceCase.h"

#include <QRegularExpression>
#include <QtTest>

using namespace proofstead;
using test::must;

namespace {

// Stands for the printer: the attachments are what counts here.
base::Status draw(const pack::Document&, const std::map<std::string, std::string>& attachments,
                  const std::string& path) {
    return base::writeFile(path, test::smallPdf(attachments));
}

std::string firstFailure(const seal::SignedPackVerdict& verdict) {
    const auto* step = verdict.pack.firstFailure();
    return step ? step->what + ": " + step->detail : std::string();
}

} // namespace

class TestWorkspaceSigning : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aPackIsSignedWithTheActorsOwnKey();
    void theOwnKeyStaysTheSameAndIsInTheLog();
    void everybodyHasAnOwnKey();
    void aKeyFromElsewhereSigns();
    void aCertificateThatEndedIsRefused();
    void aSignOffIsPrintedLoggedAndProven();
    void halfASignOffIsRefused_data();
    void halfASignOffIsRefused();
    void aTimeStampIsPutIn();
    void nothingIsLeftBehindWhenTheServiceFails();
    void theTwinSaysWhoSignsThePdf();
    void aMaskOpensAndIsChecked();
    void openingNeedsAReasonAndAMask_data();
    void openingNeedsAReasonAndAMask();
    void everyMaskOnPaperHasItsCommitment();
    void aFileNamedAfterAPersonIsMasked();

private:
    std::string out(const char* name = "pack.pdf") const {
        return m_case.path(QString::fromLatin1(name)).toStdString();
    }
    base::Result<workspace::WrittenReport> write(const workspace::SigningOptions& signing,
                                                 const char* actor = "tester");
    seal::SignedPackVerdict check(const seal::PackTrust& trust = {}) const {
        return must(seal::checkPackFile(base::asBytes(must(base::readFile(out()))), trust));
    }
    std::vector<model::LogEntry> logged(const char* kind) const {
        const auto place = m_case.open(false);
        return must(place.vault().logOfKind(kind, 0));
    }

    const test::WorkspaceCase m_case;
    const test::People m_people;
};

void TestWorkspaceSigning::initTestCase() {
    auto place = m_case.open();
    const auto calls = m_case.put("calls.json", test::aDayOfCalls(3));
    const auto persons =
        m_case.put("zofia@example.org.json", test::records({test::record("p-1", "2026-01-05T02:10:00Z", "StopLogging")
                                                                .replace("ec2.amazonaws", "cloudtrail.amazonaws")}));
    const auto roster = m_case.put("roster.csv", "person_id,name,status,email,employment,start_date\n"
                                                 "p-1,Zofia Łukasik,active,zofia@example.org,employee,2020-01-01\n");
    test::import(place, {calls, persons, roster});
    test::declareTheDay(place);
    must(place.assess({}, {}));
}

base::Result<workspace::WrittenReport> TestWorkspaceSigning::write(const workspace::SigningOptions& signing,
                                                                   const char* actor) {
    auto options = m_case.options();
    options.actor = actor;
    auto place = must(workspace::Workspace::open(options));
    workspace::ReportOptions report;
    report.signing = signing;
    return place.writeReport(report, workspace::ReportFormat::Pdf, out(), draw, {});
}

void TestWorkspaceSigning::aPackIsSignedWithTheActorsOwnKey() {
    const auto written = must(write({}));
    QCOMPARE(written.signer, std::string("tester, St. Anna Clinic"));
    QVERIFY(written.ownCertificate);
    QCOMPARE(written.sha256, seal::sha256Hex(must(base::readFile(out()))));
    const auto verdict = check();
    QVERIFY2(verdict.pack.holds, firstFailure(verdict).c_str());
    QVERIFY(!verdict.pack.signerProven && verdict.signature->selfSigned);
    QCOMPARE(verdict.pack.signedWith, verdict.signature->certificateSha256);
    QCOMPARE(verdict.pack.tool, std::string("test"));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(QString::fromStdString(out())) & others));
}

void TestWorkspaceSigning::theOwnKeyStaysTheSameAndIsInTheLog() {
    must(write({}));
    const auto first = check().pack.signedWith;
    must(write({}));
    QCOMPARE(check().pack.signedWith, first);
    const auto entries = logged("signing-key");
    QCOMPARE(entries.size(), std::size_t{1});
    const auto body = must(base::parseJson(entries[0].body)).at("body");
    QCOMPARE(base::stringAt(body, "certificate_sha256"), first);
    QVERIFY(base::boolAt(body, "self_signed"));
    QCOMPARE(body.size(), std::size_t{3}); // and no key
}

void TestWorkspaceSigning::everybodyHasAnOwnKey() {
    must(write({}));
    const auto tester = check().pack.signedWith;
    must(write({}, "another"));
    QVERIFY(check().pack.signedWith != tester);
    QCOMPARE(check().signature->subject, std::string("another, St. Anna Clinic"));
}

void TestWorkspaceSigning::aKeyFromElsewhereSigns() {
    auto key = std::make_shared<const seal::SigningKey>(
        must(seal::SigningKey::fromPkcs12(m_people.pkcs12("secret"), "secret")));
    const auto written = must(write({.key = key, .stamper = {}, .officer = {}}));
    QCOMPARE(written.signer, std::string("Anna Meier"));
    QVERIFY(!written.ownCertificate);
    QVERIFY(check({.key = {}, .certificates = {m_people.root.parsed()}}).pack.signerProven);
}

void TestWorkspaceSigning::aCertificateThatEndedIsRefused() {
    const auto past = test::personOf(EVP_EC_gen("P-256"), "Past", {}, nullptr, 9, -10);
    auto key =
        std::make_shared<const seal::SigningKey>(must(seal::SigningKey::fromPkcs12(m_people.pkcs12("x", &past), "x")));
    QCOMPARE(write({.key = key, .stamper = {}, .officer = {}}).error().code, std::string("certificate-expired"));
}

void TestWorkspaceSigning::aSignOffIsPrintedLoggedAndProven() {
    std::string printed;
    auto place = m_case.open();
    workspace::ReportOptions options;
    options.signing.officer = "Anna Meier, Head of compliance, Europe";
    must(place.writeReport(options, workspace::ReportFormat::Pdf, out(),
                           [&](const pack::Document& document, const auto& attachments, const std::string& path) {
                               printed = pack::plainText(document);
                               return draw(document, attachments, path);
                           },
                           {}));
    const auto verdict = check();
    QVERIFY2(verdict.pack.holds, firstFailure(verdict).c_str());
    const auto proof = must(seal::LogProof::read(verdict.attachments.at(seal::kSignOffName)));
    const auto signOff = seal::SignOff::of(proof);
    QCOMPARE(signOff.name, std::string("Anna Meier"));
    QCOMPARE(signOff.role, std::string("Head of compliance, Europe"));
    QCOMPARE(signOff.run, verdict.pack.run);
    for (const auto& words : {signOff.statement, signOff.name, signOff.role, verdict.pack.signedWith})
        QVERIFY2(!words.empty() && printed.find(words) != std::string::npos, words.c_str());
    QVERIFY(std::any_of(verdict.pack.steps.begin(), verdict.pack.steps.end(),
                        [](const auto& step) { return step.what == "pack.sign-off" && step.holds; }));
    QCOMPARE(logged("sign-off").back().seq, proof.seq);
}

void TestWorkspaceSigning::halfASignOffIsRefused_data() {
    QTest::addColumn<QByteArray>("officer");
    for (const char* text : {"Anna Meier", "Anna Meier,", ", DPO", " , "})
        QTest::newRow(text) << QByteArray(text);
}

void TestWorkspaceSigning::halfASignOffIsRefused() {
    QFETCH(QByteArray, officer);
    const auto before = logged("sign-off").size();
    const auto written = write({.key = {}, .stamper = {}, .officer = officer.toStdString()});
    QCOMPARE(written.error().code, std::string("sign-off-incomplete"));
    QCOMPARE(logged("sign-off").size(), before);
}

void TestWorkspaceSigning::aTimeStampIsPutIn() {
    const auto stamper = [&](const std::string& signature) -> base::Result<std::string> {
        const auto request = seal::TimeStampRequest::about(signature);
        return request.tokenOf(m_people.stamp(request.der));
    };
    must(write({.key = {}, .stamper = stamper, .officer = {}}));
    const auto verdict = check();
    QVERIFY2(verdict.pack.holds, firstFailure(verdict).c_str());
    QCOMPARE(verdict.signature->timeStampedBy, std::string("Test Clock"));
}

void TestWorkspaceSigning::nothingIsLeftBehindWhenTheServiceFails() {
    QFile::remove(QString::fromStdString(out()));
    const auto files = [&] { return QDir(m_case.path("")).entryList(QDir::AllEntries | QDir::Hidden); };
    const auto before = files();
    const auto failing = [](const std::string&) -> base::Result<std::string> {
        return base::fail("timestamp-unreachable", "connect timeout");
    };
    const auto exports = logged("export").size();
    QCOMPARE(write({.key = {}, .stamper = failing, .officer = {}}).error().code, std::string("timestamp-unreachable"));
    QCOMPARE(files(), before);
    QCOMPARE(logged("export").size(), exports);
}

void TestWorkspaceSigning::theTwinSaysWhoSignsThePdf() {
    auto place = m_case.open();
    const auto pair = must(place.writePair({}, out(), out("pack.zip"), draw, {}));
    const auto twin = must(seal::readTwin(base::asBytes(must(base::readFile(out("pack.zip"))))));
    const auto verdict = check();
    QVERIFY(twin == verdict.attachments);
    const auto parts = seal::checkPackParts(twin);
    QVERIFY(parts.pack.holds);
    QCOMPARE(parts.pack.steps.front().what, std::string("pdf.absent"));
    QCOMPARE(pair.pdf.sha256, seal::sha256Hex(must(base::readFile(out()))));
}

void TestWorkspaceSigning::aMaskOpensAndIsChecked() {
    must(write({}));
    auto verdict = check();
    const auto findings = must(base::parseJson(verdict.attachments.at(seal::kFindingsName)));
    const auto& commitments = findings.at("commitments");
    QVERIFY(!commitments.empty());
    const std::string mask = commitments.begin().key();
    auto place = m_case.open();
    const auto opening = must(place.reveal(mask, "asked for by the auditor", {}, {}));
    QCOMPARE(opening.shown, mask);
    QVERIFY(seal::checkOpening(opening, verdict.attachments).holds);
    QCOMPARE(must(place.reveal(opening.commitment.substr(0, 8), "again", {}, {})).value, opening.value);
    const auto again = must(seal::Opening::read(opening.write()));
    seal::addOpenings({again}, verdict);
    QVERIFY(verdict.pack.holds);
    auto forged = opening;
    forged.value += "x";
    QVERIFY(!seal::checkOpening(forged, verdict.attachments).holds);
    forged.commitment = forged.computed();
    QVERIFY(!seal::checkOpening(forged, verdict.attachments).holds);
    seal::addOpenings({forged}, verdict);
    QVERIFY(!verdict.pack.holds && !verdict.pack.signerProven);
    const auto entry = must(place.vault().logOfKind("reveal", 0)).front().body;
    QVERIFY(entry.find(opening.commitment) != std::string::npos && entry.find("asked for") != std::string::npos);
    QVERIFY(entry.find(opening.value) == std::string::npos && entry.find(opening.salt) == std::string::npos);
}

void TestWorkspaceSigning::openingNeedsAReasonAndAMask_data() {
    QTest::addColumn<QByteArray>("mask");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("no reason") << QByteArray("12345678") << QByteArray(" ") << QByteArray("reveal-reason-missing");
    QTest::newRow("a mask that no pack shows")
        << QByteArray("‹masked:user:00000000›") << QByteArray("why") << QByteArray("mask-unknown");
    QTest::newRow("too few digits") << QByteArray("1") << QByteArray("why") << QByteArray("mask-unknown");
}

void TestWorkspaceSigning::openingNeedsAReasonAndAMask() {
    QFETCH(QByteArray, mask);
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, code);
    auto place = m_case.open();
    const auto opened = place.reveal(mask.toStdString(), reason.toStdString(), {}, {});
    QCOMPARE(QByteArray::fromStdString(opened.error().code), code);
}

void TestWorkspaceSigning::everyMaskOnPaperHasItsCommitment() {
    auto place = m_case.open();
    const auto report = must(place.report({}, {}));
    const auto findings = must(base::parseJson(report.attachments.at(seal::kFindingsName)));
    const QString paper = QString::fromStdString(pack::plainText(report.document));
    static const QRegularExpression pattern("‹masked:[a-z]+:[0-9a-f]+›");
    int count = 0;
    for (auto masks = pattern.globalMatch(paper); masks.hasNext(); ++count) {
        const std::string mask = masks.next().captured().toStdString();
        QVERIFY2(base::find(findings.at("commitments"), mask.c_str()), mask.c_str());
    }
    QVERIFY(count > 0);
}

void TestWorkspaceSigning::aFileNamedAfterAPersonIsMasked() {
    const auto report = must(m_case.open(false).report({}, {}));
    const std::string paper = pack::plainText(report.document);
    QVERIFY(paper.find("‹masked:email:") != std::string::npos);
    for (const char* value : {"zofia@example.org", "Zofia Łukasik"}) {
        QVERIFY(paper.find(value) == std::string::npos);
        for (const auto& [name, bytes] : report.attachments)
            QVERIFY2(bytes.find(value) == std::string::npos, (name + " holds " + value).c_str());
    }
    must(write({}));
    const auto verdict = check();
    QVERIFY2(verdict.pack.holds, firstFailure(verdict).c_str());
    QVERIFY(std::any_of(verdict.pack.steps.begin(), verdict.pack.steps.end(),
                        [](const auto& step) { return step.what == "pack.withheld" && step.note; }));
}

QTEST_APPLESS_MAIN(TestWorkspaceSigning)
#include "tst_workspace_signing.moc"
