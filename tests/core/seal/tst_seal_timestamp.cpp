// Time stamps of a service that lives in this process: what is taken, and what is refused.
#include "core/seal/People.h"
#include "seal/TimeStamp.h"
#include "seal/TimeStampService.h"

#include <QtTest>

using namespace proofstead;
using seal::TimeStampRequest;
using test::People;

class TestSealTimeStamp : public QObject {
    Q_OBJECT

private slots:
    void aTokenSaysWhenAndByWhom();
    void aTokenForSomethingElseIsRefused();
    void aReplyToAnotherRequestIsRefused();
    void aRefusalIsSaid();
    void aCertificateThatIsNotForTimeStampsIsRefused();
    void everyBitOfATokenCounts_data();
    void everyBitOfATokenCounts();
    void addressesThatCannotBeAskedAreRefused_data();
    void addressesThatCannotBeAskedAreRefused();

private:
    const People m_people;
    const TimeStampRequest m_request = TimeStampRequest::about("a signature");
};

void TestSealTimeStamp::aTokenSaysWhenAndByWhom() {
    const auto token = m_request.tokenOf(m_people.stamp(m_request.der));
    QVERIFY2(token, token ? "" : token.error().toString().c_str());
    const auto stamp = seal::checkTimeStamp(*token, "a signature");
    QVERIFY(stamp);
    QVERIFY(std::abs(stamp->at - base::now()) < base::kMinute);
    QVERIFY(stamp->authority == m_people.clock.parsed());
    QVERIFY(seal::leadsTo({m_people.root.parsed()}, stamp->authority, stamp->issuers, stamp->at));
    QVERIFY(!seal::leadsTo({m_people.middle.parsed()}, stamp->authority, stamp->issuers, stamp->at));
}

void TestSealTimeStamp::aTokenForSomethingElseIsRefused() {
    const auto token = m_request.tokenOf(m_people.stamp(m_request.der));
    QCOMPARE(seal::checkTimeStamp(*token, "another signature").error().code, std::string("timestamp-mismatch"));
    QCOMPARE(seal::checkTimeStamp("", "a signature").error().code, std::string("timestamp-malformed"));
    QVERIFY(!seal::checkTimeStamp(*token + "x", "a signature"));
}

void TestSealTimeStamp::aReplyToAnotherRequestIsRefused() {
    const auto other = TimeStampRequest::about("a signature"); // another nonce
    QCOMPARE(m_request.tokenOf(m_people.stamp(other.der)).error().code, std::string("timestamp-mismatch"));
    QCOMPARE(m_request.tokenOf("hello").error().code, std::string("timestamp-malformed"));
    QCOMPARE(m_request.tokenOf("").error().code, std::string("timestamp-malformed"));
}

void TestSealTimeStamp::aRefusalIsSaid() {
    const auto refused = m_request.tokenOf(m_people.stamp("no request"));
    QCOMPARE(refused.error().code, std::string("timestamp-refused"));
    QVERIFY2(refused.error().detail.starts_with("status 2"), refused.error().detail.c_str());
}

void TestSealTimeStamp::aCertificateThatIsNotForTimeStampsIsRefused() {
    const People people;
    // OpenSSL's own service refuses such a certificate, so the token is taken apart and given another signer's name.
    const auto token = m_request.tokenOf(people.stamp(m_request.der));
    const std::string officer = people.officer.der();
    QVERIFY(token && token->find(officer) == std::string::npos);
    QVERIFY(token->find(people.clock.der()) != std::string::npos);
    QVERIFY(!seal::checkTimeStamp(base::replaceAll(*token, people.clock.der(), people.middle.der()), "a signature"));
}

void TestSealTimeStamp::everyBitOfATokenCounts_data() {
    QTest::addColumn<bool>("withRoot");
    QTest::newRow("with the certificates above") << true;
    QTest::newRow("with its own certificate alone") << false;
}

void TestSealTimeStamp::everyBitOfATokenCounts() {
    QFETCH(bool, withRoot);
    const auto token = m_request.tokenOf(m_people.stamp(m_request.der, withRoot));
    QVERIFY(token);
    const std::size_t step = qEnvironmentVariableIsSet("PROOFSTEAD_FLIPS") ? 1 : 11;
    QStringList unseen;
    for (std::size_t bit = 0; bit < token->size() * 8; bit += step) {
        std::string changed = *token;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
        if (seal::checkTimeStamp(changed, "a signature")) unseen << QString::number(bit);
    }
    QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(' ')));
}

void TestSealTimeStamp::addressesThatCannotBeAskedAreRefused_data() {
    QTest::addColumn<QByteArray>("url");
    for (const char* url : {"", "tsa.example", "ftp://tsa.example/", "https://tsa.example/", "http://", "http:///path"})
        QTest::newRow(*url ? url : "nothing") << QByteArray(url);
}

void TestSealTimeStamp::addressesThatCannotBeAskedAreRefused() {
    QFETCH(QByteArray, url);
    QCOMPARE(seal::timeStamper(url.toStdString()).error().code, std::string("timestamp-url"));
}

QTEST_APPLESS_MAIN(TestSealTimeStamp)
#include "tst_seal_timestamp.moc"
