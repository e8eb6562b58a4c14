// Keys and certificates that sign packs: what is taken, what is refused, and who vouches for whom.
#include "core/seal/People.h"
#include "seal/SigningKey.h"

#include <openssl/bn.h>
#include <openssl/ecdsa.h>
#include <openssl/pem.h>
#include <QtTest>

using namespace proofstead;
using seal::SigningKey;
using test::People;
using test::Person;

namespace {

std::string pemOf(const Person& person) {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, person.certificate.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    std::string result(text, static_cast<std::size_t>(size));
    BIO_free(bio);
    return result;
}

// The other signature that ECDSA takes: s becomes n - s.
std::string mirrored(const std::string& signature) {
    const auto* next = reinterpret_cast<const unsigned char*>(signature.data());
    ECDSA_SIG* parsed = d2i_ECDSA_SIG(nullptr, &next, static_cast<long>(signature.size()));
    EC_GROUP* group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    BIGNUM* r = BN_dup(ECDSA_SIG_get0_r(parsed));
    BIGNUM* s = BN_new();
    BN_sub(s, EC_GROUP_get0_order(group), ECDSA_SIG_get0_s(parsed));
    ECDSA_SIG_set0(parsed, r, s);
    unsigned char* bytes = nullptr;
    const int size = i2d_ECDSA_SIG(parsed, &bytes);
    std::string result(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    ECDSA_SIG_free(parsed);
    EC_GROUP_free(group);
    return result;
}

} // namespace

class TestSealSigner : public QObject {
    Q_OBJECT

private slots:
    void aKeyOfOnesOwnSaysSo();
    void aStoredKeyIsTheSame();
    void aStoredKeyOfAnotherIsRefused();
    void aPkcs12FileGivesKeyAndIssuers();
    void whatIsNoUsableFileIsRefused_data();
    void whatIsNoUsableFileIsRefused();
    void aSignatureHasOneForm();
    void trustLeadsThroughIssuers();
    void trustEndsWithTheCertificate();
    void certificatesAreReadFromPemAndDer();

private:
    const People m_people;
    const base::Millis m_now = base::now();
};

void TestSealSigner::aKeyOfOnesOwnSaysSo() {
    const auto key = SigningKey::make("Zoë Łącka", "Klinik", "self-signed", m_now);
    const auto& certificate = key.certificate();
    QCOMPARE(certificate.subject, std::string("Zoë Łącka, Klinik"));
    QVERIFY(certificate.selfSigned && certificate.maySign);
    QVERIFY(certificate.key == seal::KeyKind::EcP256);
    QVERIFY(certificate.isValidAt(m_now) && !certificate.isValidAt(m_now - base::kDay));
    QVERIFY(certificate.isValidAt(m_now + 3'650 * base::kDay) && !certificate.isValidAt(m_now + 3'660 * base::kDay));
    QVERIFY(key.issuers().empty());
    const auto longest = SigningKey::make(std::string(200, 'x'), "", "self-signed", m_now);
    QVERIFY(longest.certificate().subject.size() < 70);
}

void TestSealSigner::aStoredKeyIsTheSame() {
    const auto key = SigningKey::make("Anna", "Clinic", "self-signed", m_now);
    const auto again = SigningKey::fromStored(key.stored());
    QVERIFY2(again, again ? "" : again.error().toString().c_str());
    QVERIFY(again->certificate() == key.certificate());
    QVERIFY(seal::isSigned(key.certificate(), "text", again->sign("text")));
}

void TestSealSigner::aStoredKeyOfAnotherIsRefused() {
    const auto one = SigningKey::make("Anna", "Clinic", "self-signed", m_now);
    const auto other = SigningKey::make("Anna", "Clinic", "self-signed", m_now);
    const std::string mixed =
        one.stored().substr(0, one.stored().size() - one.certificate().der.size()) + other.certificate().der;
    QCOMPARE(SigningKey::fromStored(mixed).error().code, std::string("bad-key"));
    QVERIFY(!SigningKey::fromStored(""));
    QVERIFY(!SigningKey::fromStored(one.stored() + "x"));
}

void TestSealSigner::aPkcs12FileGivesKeyAndIssuers() {
    const auto key = SigningKey::fromPkcs12(m_people.pkcs12("secret"), "secret");
    QVERIFY2(key, key ? "" : key.error().toString().c_str());
    QCOMPARE(key->certificate().subject, std::string("Anna Meier"));
    QVERIFY(key->certificate().key == seal::KeyKind::Rsa);
    QVERIFY(!key->certificate().selfSigned);
    QCOMPARE(key->issuers().size(), std::size_t{1}); // the root stays at home
    QVERIFY(key->issuers()[0] == m_people.middle.parsed());
    QVERIFY(seal::isSigned(key->certificate(), "text", key->sign("text")));
    QVERIFY(!seal::isSigned(key->certificate(), "text!", key->sign("text")));
    QVERIFY(!seal::isSigned(m_people.root.parsed(), "text", key->sign("text")));
}

void TestSealSigner::whatIsNoUsableFileIsRefused_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("passphrase");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const std::string& file, const char* passphrase, const char* code) {
        QTest::newRow(name) << QByteArray::fromStdString(file) << QByteArray(passphrase) << QByteArray(code);
    };
    const std::string good = m_people.pkcs12("secret");
    row("an empty file", "", "", "p12-malformed");
    row("something else", "hello", "", "p12-malformed");
    row("half a file", good.substr(0, good.size() / 2), "secret", "p12-malformed");
    row("another passphrase", good, "Secret", "p12-passphrase");
    row("no passphrase", good, "", "p12-passphrase");
    const Person weak = test::personOf(EVP_RSA_gen(1024), "Weak", {}, nullptr, 5);
    row("a key that is too short", m_people.pkcs12("x", &weak), "x", "key-unsupported");
    const Person curve = test::personOf(EVP_EC_gen("P-384"), "Curve", {}, nullptr, 6);
    row("a key of another curve", m_people.pkcs12("x", &curve), "x", "key-unsupported");
    const Person server =
        test::personOf(EVP_EC_gen("P-256"), "Server", {{NID_key_usage, "keyEncipherment"}}, nullptr, 7);
    row("a certificate that is not for signing", m_people.pkcs12("x", &server), "x", "certificate-use");
}

void TestSealSigner::whatIsNoUsableFileIsRefused() {
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, passphrase);
    QFETCH(QByteArray, code);
    const auto key = SigningKey::fromPkcs12(file.toStdString(), passphrase.toStdString());
    QVERIFY(!key);
    QCOMPARE(QByteArray::fromStdString(key.error().code), code);
}

void TestSealSigner::aSignatureHasOneForm() {
    const auto key = SigningKey::make("Anna", "Clinic", "self-signed", m_now);
    for (int i = 0; i < 20; ++i) { // half of all signatures come out in the upper form
        const std::string signature = key.sign("text " + std::to_string(i));
        QVERIFY(seal::isSigned(key.certificate(), "text " + std::to_string(i), signature));
        QVERIFY(!seal::isSigned(key.certificate(), "text " + std::to_string(i), mirrored(signature)));
    }
    const std::string signature = key.sign("text");
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        std::string changed = signature;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        QVERIFY2(!seal::isSigned(key.certificate(), "text", changed), std::to_string(bit).c_str());
    }
}

void TestSealSigner::trustLeadsThroughIssuers() {
    const auto officer = m_people.officer.parsed(), middle = m_people.middle.parsed(), root = m_people.root.parsed();
    QVERIFY(seal::leadsTo({root}, officer, {middle}, m_now));
    QVERIFY(seal::leadsTo({middle}, officer, {}, m_now));
    QVERIFY(seal::leadsTo({officer}, officer, {}, m_now));
    QVERIFY(!seal::leadsTo({root}, officer, {}, m_now)); // nobody says what lies between
    QVERIFY(!seal::leadsTo({m_people.clock.parsed()}, officer, {middle}, m_now));
    QVERIFY(!seal::leadsTo({}, officer, {middle, root}, m_now));
    const People others;
    QVERIFY(!seal::leadsTo({others.root.parsed()}, officer, {middle}, m_now)); // the same names, other keys
    QVERIFY(seal::isOneChain(officer, {root, middle}) && seal::isOneChain(officer, {}));
    QVERIFY(!seal::isOneChain(officer, {middle})); // nothing would hold its own signature
    QVERIFY(!seal::isOneChain(officer, {root}) && !seal::isOneChain(officer, {middle, others.root.parsed()}));
}

void TestSealSigner::trustEndsWithTheCertificate() {
    const Person past = test::personOf(EVP_EC_gen("P-256"), "Past", {}, &m_people.middle, 8, -10);
    const auto expired = past.parsed();
    QVERIFY(!seal::leadsTo({m_people.middle.parsed()}, expired, {}, m_now));
    QVERIFY(!seal::leadsTo({expired}, expired, {}, m_now));
    QVERIFY(seal::leadsTo({expired}, expired, {}, expired.notAfter));
}

void TestSealSigner::certificatesAreReadFromPemAndDer() {
    const auto both = seal::readCertificates("for the file\n" + pemOf(m_people.root) + pemOf(m_people.middle));
    QVERIFY(both);
    QCOMPARE(both->size(), std::size_t{2});
    QVERIFY((*both)[1] == m_people.middle.parsed());
    QVERIFY(seal::readCertificates(m_people.root.der()).value()[0] == m_people.root.parsed());
    QVERIFY(seal::readCertificates(seal::pemOf(m_people.root.parsed())).value()[0] == m_people.root.parsed());
    QCOMPARE(seal::pemOf(m_people.root.parsed()), pemOf(m_people.root));
    QCOMPARE(seal::readCertificates("hello").error().code, std::string("certificate-malformed"));
    QCOMPARE(seal::readCertificates("-----BEGIN NOTHING-----\n").error().code, std::string("certificate-missing"));
    QVERIFY(!seal::readCertificates(m_people.root.der() + "x"));
}

QTEST_APPLESS_MAIN(TestSealSigner)
#include "tst_seal_signer.moc"
