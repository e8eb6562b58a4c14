// Signed PDFs: what holds, what other programs say of it, and that no change passes.
#include "core/seal/People.h"
#include "core/seal/SmallPack.h"
#include "core/seal/SmallPdf.h"
#include "seal/PdfSign.h"
#include "seal/SignedPack.h"
#include "seal/TimeStamp.h"

#include <functional>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace proofstead;
using test::People;
using test::SmallPack;
using test::SmallPdf;

namespace {

using Change = std::function<std::string(const std::string&)>;

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.waitForFinished(60'000);
    return process.readAll();
}

bool has(const char* program) {
    return !QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty();
}

QString describe(const base::Result<seal::SignedPackVerdict>& verdict) {
    if (!verdict) return QString::fromStdString(verdict.error().toString());
    return QString::fromStdString(base::canonicalJson(seal::toJson(*verdict)));
}

// "" holds; else the first step that fails, or the error.
std::string problemOf(const std::string& pdf, const seal::PackTrust& trust = {}) {
    const auto verdict = seal::checkPackFile(base::asBytes(pdf), trust);
    if (!verdict) return verdict.error().code;
    return verdict->pack.holds ? "" : verdict->pack.firstFailure()->what;
}

// The same, without reading the attachments where the signature tells already.
std::string quickProblemOf(const std::string& pdf) {
    const auto signature = seal::readPdfSignature(base::asBytes(pdf));
    if (!signature || !*signature) return problemOf(pdf);
    for (const auto& step : seal::checkSignature(**signature, {}).steps)
        if (!step.holds) return step.what;
    return problemOf(pdf);
}

// Where the hexadecimal digits of the signature lie.
std::pair<std::size_t, std::size_t> digitsOf(const std::string& pdf) {
    const std::size_t from = pdf.rfind("/Contents <") + 11;
    return {from, pdf.find('>', from)};
}

std::string flipped(std::string bytes, std::size_t at, int bit) {
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    return bytes;
}

} // namespace
Q_DECLARE_METATYPE(Change)

class TestSealSignature : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void aSignedPackHolds_data();
    void aSignedPackHolds();
    void everythingBeforeStaysAsItWas();
    void trustMakesTheSignerBinding();
    void anUnsignedPackThatShouldBeSignedIsReported();
    void attachmentsAloneSayNothingAboutTheSignature();
    void tamperingIsReported_data();
    void tamperingIsReported();
    void everyStructuralByteCounts();
    void everyBitOfTheContainerCounts_data();
    void everyBitOfTheContainerCounts();
    void bytesAnywhereCount();
    void whatIsNoPackIsNoCrash_data();
    void whatIsNoPackIsNoCrash();
    void pdfsigFindsItValid();
    void opensslFindsItCades_data();
    void opensslFindsItCades();
    void theContainerHasTheAttributesOfPades();
    void qpdfFindsNoFault();

private:
    std::string packOf(const seal::SigningKey& key, bool named = true, bool withStamp = false) const;
    seal::SigningKey officer() const { return *seal::SigningKey::fromPkcs12(m_people.pkcs12("x"), "x"); }
    seal::TimeStamper stamper() const {
        return [this](const std::string& signature) -> base::Result<std::string> {
            const auto request = seal::TimeStampRequest::about(signature);
            return request.tokenOf(m_people.stamp(request.der));
        };
    }

    const People m_people;
    const seal::SigningKey m_own = seal::SigningKey::make("Anna Müller", "St. Anna Clinic", "self-signed", base::now());
    QTemporaryDir m_folder;
    std::string m_plain, m_signed, m_bought, m_stamped; // own key; officer's; officer's with a time stamp
};

std::string TestSealSignature::packOf(const seal::SigningKey& key, bool named, bool withStamp) const {
    SmallPack pack;
    if (named) pack.signedWith = seal::toHex(key.certificate().digest());
    pack.seal();
    auto pdf = seal::signPdf(test::smallPdf(pack.attachments), key,
                             {"Anna Müller 𝄞", "Evidence pack of Example GmbH", base::now()},
                             withStamp ? stamper() : seal::TimeStamper());
    if (!pdf) qFatal("%s", pdf.error().toString().c_str());
    return *pdf;
}

void TestSealSignature::initTestCase() {
    m_plain = test::smallPdf(SmallPack().attachments);
    m_signed = packOf(m_own);
    m_bought = packOf(officer());
    m_stamped = packOf(officer(), true, true);
}

void TestSealSignature::aSignedPackHolds_data() {
    QTest::addColumn<QByteArray>("pdf");
    QTest::addColumn<bool>("own");
    QTest::addColumn<bool>("stamped");
    QTest::newRow("with a key of one's own") << QByteArray::fromStdString(m_signed) << true << false;
    QTest::newRow("with a key that was bought") << QByteArray::fromStdString(m_bought) << false << false;
    QTest::newRow("with a time stamp") << QByteArray::fromStdString(m_stamped) << false << true;
}

void TestSealSignature::aSignedPackHolds() {
    QFETCH(QByteArray, pdf);
    QFETCH(bool, own);
    QFETCH(bool, stamped);
    const std::string bytes = pdf.toStdString();
    const auto verdict = seal::checkPackFile(base::asBytes(bytes));
    QVERIFY2(verdict && verdict->pack.holds, qPrintable(describe(verdict)));
    QVERIFY(!verdict->pack.signerProven);
    QVERIFY(verdict->signature);
    QCOMPARE(verdict->signature->selfSigned, own);
    QCOMPARE(verdict->signature->timeStampedBy, std::string(stamped ? "Test Clock" : ""));
    QCOMPARE(verdict->pack.proofs, std::int64_t{5});
}

void TestSealSignature::everythingBeforeStaysAsItWas() {
    SmallPack pack;
    pack.signedWith = seal::toHex(m_own.certificate().digest());
    pack.seal();
    QVERIFY(m_signed.starts_with(test::smallPdf(pack.attachments)));
}

void TestSealSignature::trustMakesTheSignerBinding() {
    const auto proven = [](const std::string& pdf, const seal::PackTrust& trust) {
        const auto verdict = seal::checkPackFile(base::asBytes(pdf), trust);
        return verdict && verdict->pack.holds && verdict->pack.signerProven;
    };
    const SmallPack pack;
    QVERIFY(proven(m_signed, {.key = {}, .certificates = {m_own.certificate()}}));
    QVERIFY(proven(m_bought, {.key = {}, .certificates = {m_people.root.parsed()}}));
    QVERIFY(proven(m_stamped, {.key = {}, .certificates = {m_people.root.parsed()}}));
    QVERIFY(proven(m_signed, {.key = pack.verifier(), .certificates = {}}));
    const seal::PackTrust another{.key = {}, .certificates = {m_people.root.parsed()}};
    QCOMPARE(problemOf(m_signed, another), std::string("pdf.signer"));
    // Signed again by somebody who has no key of ours: the manifest still names whose signature it should be.
    const auto thief = seal::SigningKey::make("Anna Müller", "St. Anna Clinic", "self-signed", base::now());
    SmallPack stolen;
    stolen.signedWith = seal::toHex(m_own.certificate().digest());
    stolen.seal();
    const auto again = seal::signPdf(test::smallPdf(stolen.attachments), thief, {"Anna Müller", "", base::now()});
    QCOMPARE(problemOf(*again), std::string("pdf.certificate"));
    // And by somebody who rewrites the manifest, too: only trust tells.
    const std::string rewritten = packOf(thief);
    QCOMPARE(problemOf(rewritten), std::string());
    QCOMPARE(problemOf(rewritten, {.key = {}, .certificates = {m_own.certificate()}}), std::string("pdf.signer"));
}

void TestSealSignature::anUnsignedPackThatShouldBeSignedIsReported() {
    QCOMPARE(problemOf(m_plain), std::string());
    QCOMPARE(problemOf(m_plain, {.key = {}, .certificates = {m_own.certificate()}}), std::string("pdf.unsigned"));
    const std::string stripped = m_signed.substr(0, m_signed.rfind("%%EOF", m_signed.size() - 10) + 6);
    QCOMPARE(problemOf(stripped), std::string("pdf.unsigned"));
}

void TestSealSignature::attachmentsAloneSayNothingAboutTheSignature() {
    const auto whole = seal::checkPackFile(base::asBytes(m_signed));
    const auto parts = seal::checkPackParts(whole->attachments);
    QVERIFY(parts.pack.holds && !parts.pack.signerProven && !parts.signature);
    QCOMPARE(parts.pack.steps.front().what, std::string("pdf.absent"));
    const auto trusting = seal::checkPackParts(whole->attachments, {.key = {}, .certificates = {m_own.certificate()}});
    QVERIFY(!trusting.pack.holds);
}

void TestSealSignature::tamperingIsReported_data() {
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, Change change) { QTest::newRow(name) << change; };
    const auto replaced = [](const char* what, const char* with) {
        return [=](const std::string& pdf) {
            std::string changed = pdf;
            const std::size_t at = changed.rfind(what);
            return at == std::string::npos ? changed : changed.replace(at, std::strlen(what), with);
        };
    };
    row("a byte behind the end", [](const std::string& pdf) { return pdf + "\n"; });
    row("another update behind the end", [](const std::string& pdf) {
        return pdf + "9 0 obj\n<< /Type /Page >>\nendobj\nxref\n9 1\n" +
               QByteArray::number(qulonglong(pdf.size())).rightJustified(10, '0').toStdString() +
               " 00000 n \ntrailer\n<< /Size 99 /Root 1 0 R /Prev 9 >>\nstartxref\n" + std::to_string(pdf.size() + 35) +
               "\n%%EOF\n";
    });
    row("the last byte cut off", [](const std::string& pdf) { return pdf.substr(0, pdf.size() - 1); });
    row("half of the file", [](const std::string& pdf) { return pdf.substr(0, pdf.size() / 2); });
    row("an attachment changed", replaced("/Type /EmbeddedFile", "/Type /Embeddedfile"));
    row("upper-case digits", [](const std::string& pdf) {
        std::string changed = pdf;
        const auto [from, until] = digitsOf(pdf);
        for (std::size_t i = from; i < until; ++i)
            changed[i] = static_cast<char>(std::toupper(changed[i]));
        return changed;
    });
    row("white space among the digits", [](const std::string& pdf) {
        std::string changed = pdf;
        changed[digitsOf(pdf).second - 1] = ' ';
        return changed;
    });
    row("something behind the container", [](const std::string& pdf) {
        std::string changed = pdf;
        changed[digitsOf(pdf).second - 1] = '1';
        return changed;
    });
    row("another kind of signature", replaced("ETSI.CAdES.detached", "adbe.pkcs7.detached"));
    row("a range that begins later", replaced("/ByteRange [0 ", "/ByteRange [1 "));
    row("a second field", replaced("/Fields [", "/Fields [1 0 R "));
    row("no signature at all", replaced("/AcroForm", "/AcroFrom"));
}

void TestSealSignature::tamperingIsReported() {
    QFETCH(Change, change);
    for (const std::string* pdf : {&m_signed, &m_stamped}) {
        const std::string changed = change(*pdf);
        QVERIFY(changed != *pdf);
        QVERIFY(!problemOf(changed).empty());
    }
}

// Tables, trailers, the dictionary, the range: every byte that is neither attachment nor digit of the signature.
void TestSealSignature::everyStructuralByteCounts() {
    const auto [from, until] = digitsOf(m_signed);
    const std::size_t table = m_signed.find("\nxref\n");
    for (std::size_t i = table; i < m_signed.size(); ++i) {
        if (i >= from && i < until) continue;
        QVERIFY2(!quickProblemOf(flipped(m_signed, i, static_cast<int>(i % 8))).empty(), std::to_string(i).c_str());
    }
}

void TestSealSignature::everyBitOfTheContainerCounts_data() {
    QTest::addColumn<QByteArray>("pdf");
    QTest::newRow("with a key of one's own") << QByteArray::fromStdString(m_signed);
    QTest::newRow("with issuers and a time stamp") << QByteArray::fromStdString(m_stamped);
}

// Flips bits of the bytes that the digits stand for; the digits stay in their form.
void TestSealSignature::everyBitOfTheContainerCounts() {
    QFETCH(QByteArray, pdf);
    std::string bytes = pdf.toStdString();
    const auto [from, until] = digitsOf(bytes);
    const std::string digits = bytes.substr(from, until - from);
    const std::size_t used = digits.find_last_not_of('0') / 2 + 1;
    // All of them take a few seconds; the thorough run has a script of its own.
    const std::size_t step = qEnvironmentVariableIsSet("PROOFSTEAD_FLIPS") ? 1 : used > 2'000 ? 31 : 7;
    std::vector<std::size_t> unseen;
    for (std::size_t bit = 0; bit < used * 8; bit += step) {
        const std::string raw = flipped(*base::fromHex(digits.substr(bit / 8 * 2, 2)), 0, static_cast<int>(bit % 8));
        bytes.replace(from + bit / 8 * 2, 2, base::toHex(base::asBytes(raw)));
        if (quickProblemOf(bytes).empty()) unseen.push_back(bit);
        bytes.replace(from + bit / 8 * 2, 2, digits, bit / 8 * 2, 2);
    }
    QStringList list;
    for (const std::size_t bit : unseen)
        list << QString::number(bit);
    QVERIFY2(unseen.empty(), qPrintable(list.join(' ')));
}

void TestSealSignature::bytesAnywhereCount() {
    QRandomGenerator random(20'260'401);
    const int count = std::max(1'000, qEnvironmentVariableIntValue("PROOFSTEAD_FLIPS"));
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(random.bounded(static_cast<quint32>(m_signed.size())));
        const int bit = random.bounded(8);
        QVERIFY2(!quickProblemOf(flipped(m_signed, at, bit)).empty(), std::to_string(at).c_str());
    }
}

void TestSealSignature::whatIsNoPackIsNoCrash_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("an empty file") << QByteArray();
    QTest::newRow("a text") << QByteArray("hello");
    QTest::newRow("only a head") << QByteArray("%PDF-1.7\n");
    QTest::newRow("a foreign PDF") << QByteArray::fromStdString(SmallPdf{}.write());
    for (const int part : {1, 2, 3, 5, 8, 13})
        QTest::newRow(qPrintable(QStringLiteral("cut after %1 of 16").arg(part)))
            << QByteArray::fromStdString(m_stamped.substr(0, m_stamped.size() * static_cast<std::size_t>(part) / 16));
}

void TestSealSignature::whatIsNoPackIsNoCrash() {
    QFETCH(QByteArray, file);
    QVERIFY(!problemOf(file.toStdString()).empty());
}

void TestSealSignature::pdfsigFindsItValid() {
    if (!has("pdfsig")) QSKIP("pdfsig is not installed");
    for (const std::string* pdf : {&m_signed, &m_bought, &m_stamped}) {
        const QString path = m_folder.filePath("pack.pdf");
        QVERIFY(base::writeFile(path.toStdString(), *pdf));
        const QByteArray said = run("pdfsig", {path});
        for (const char* words : {"Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "SHA-256"})
            QVERIFY2(said.contains(words), said.constData());
    }
    QVERIFY(base::writeFile(m_folder.filePath("bad.pdf").toStdString(), flipped(m_signed, 100, 0)));
    QVERIFY(!run("pdfsig", {m_folder.filePath("bad.pdf")}).contains("Signature is Valid"));
}

void TestSealSignature::opensslFindsItCades_data() {
    QTest::addColumn<QByteArray>("pdf");
    QTest::addColumn<QByteArray>("trusted");
    const auto own = QByteArray::fromStdString(m_own.certificate().der);
    const auto root = QByteArray::fromStdString(m_people.root.der());
    QTest::newRow("with a key of one's own") << QByteArray::fromStdString(m_signed) << own;
    QTest::newRow("with a key that was bought") << QByteArray::fromStdString(m_bought) << root;
    QTest::newRow("with a time stamp") << QByteArray::fromStdString(m_stamped) << root;
}

void TestSealSignature::opensslFindsItCades() {
    if (!has("openssl")) QSKIP("openssl is not installed");
    QFETCH(QByteArray, pdf);
    QFETCH(QByteArray, trusted);
    const std::string bytes = pdf.toStdString();
    const auto [from, until] = digitsOf(bytes);
    const auto at = [&](const char* name) { return m_folder.filePath(name); };
    const auto put = [&](const char* name, const std::string& text) {
        QVERIFY(base::writeFile(at(name).toStdString(), text));
    };
    put("content", bytes.substr(0, from - 1) + bytes.substr(until + 1));
    put("signature", *base::fromHex(bytes.substr(from, until - from)));
    put("trusted.pem",
        "-----BEGIN CERTIFICATE-----\n" + trusted.toBase64().toStdString() + "\n-----END CERTIFICATE-----\n");
    const QByteArray said =
        run("openssl", {"cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", at("signature"), "-content",
                        at("content"), "-CAfile", at("trusted.pem"), "-out", at("out")});
    QVERIFY2(said.contains("CAdES Verification successful"), said.constData());
}

void TestSealSignature::theContainerHasTheAttributesOfPades() {
    if (!has("openssl")) QSKIP("openssl is not installed");
    const auto [from, until] = digitsOf(m_bought);
    QVERIFY(base::writeFile(m_folder.filePath("signature").toStdString(),
                            *base::fromHex(m_bought.substr(from, until - from))));
    const QByteArray said =
        run("openssl", {"cms", "-cmsout", "-print", "-noout", "-inform", "DER", "-in", m_folder.filePath("signature")});
    for (const char* wanted : {"contentType", "messageDigest", "signingCertificateV2"})
        QVERIFY2(said.contains(wanted), said.constData());
    QVERIFY(!said.contains("signingTime")); // EN 319 142-1: the time of a PDF signature stands in /M
}

void TestSealSignature::qpdfFindsNoFault() {
    if (!has("qpdf")) QSKIP("qpdf is not installed");
    QVERIFY(base::writeFile(m_folder.filePath("pack.pdf").toStdString(), m_stamped));
    const QByteArray said = run("qpdf", {"--check", m_folder.filePath("pack.pdf")});
    QVERIFY2(said.contains("No syntax or stream encoding errors found") && !said.contains("WARNING"), said.constData());
}

QTEST_APPLESS_MAIN(TestSealSignature)
#include "tst_seal_signature.moc"
