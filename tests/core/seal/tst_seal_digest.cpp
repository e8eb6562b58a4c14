// Known answers for digests, and that one hasher can be used over and over.
#include "seal/Digest.h"

#include <QtTest>

using namespace proofstead;

class TestSealDigest : public QObject {
    Q_OBJECT

private slots:
    void sha256GivesThePublishedAnswers_data();
    void sha256GivesThePublishedAnswers();
    void oneHasherServesManyMessages();
    void aMovedHasherGoesOn();
    void leafAndNodeHashesCarryTheirPrefix();
    void hexIsExact();
    void randomBytesDiffer();
    void leafHashesAreCheap();
};

void TestSealDigest::sha256GivesThePublishedAnswers_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("digest");
    QTest::newRow("the empty message (FIPS 180-4)")
        << QByteArray() << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc (FIPS 180-4)") << QByteArray("abc")
                                      << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks (FIPS 180-4)")
        << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    QTest::newRow("a million letters a") << QByteArray(1'000'000, 'a')
                                         << QByteArray(
                                                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TestSealDigest::sha256GivesThePublishedAnswers() {
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, digest);
    QCOMPARE(seal::sha256Hex(message.toStdString()), digest.toStdString());
}

void TestSealDigest::oneHasherServesManyMessages() {
    seal::Sha256 hasher;
    for (int i = 0; i < 300; ++i) {
        const std::string message(static_cast<std::size_t>(i), 'x');
        hasher.update(std::string_view(message).substr(0, message.size() / 2));
        hasher.update(std::string_view(message).substr(message.size() / 2));
        QCOMPARE(seal::toHex(hasher.finish()), seal::sha256Hex(message));
    }
    QCOMPARE(hasher.finish(), seal::sha256({}));
    QCOMPARE(hasher.finish(), seal::sha256({}));
}

void TestSealDigest::aMovedHasherGoesOn() {
    seal::Sha256 first;
    first.update("a");
    seal::Sha256 second = std::move(first);
    second.update("bc");
    QCOMPARE(second.finish(), seal::sha256(base::asBytes("abc")));
}

void TestSealDigest::leafAndNodeHashesCarryTheirPrefix() {
    const std::string salt = "0123456789abcdef", record = "{\"a\":1}";
    QCOMPARE(seal::leafHash(base::asBytes(salt), base::asBytes(record)),
             seal::sha256(base::asBytes(std::string(1, '\0') + salt + record)));
    QCOMPARE(seal::leafHash({}, base::asBytes(record)), seal::sha256(base::asBytes(std::string(1, '\0') + record)));
    const std::string longSalt(40, 's');
    QCOMPARE(seal::leafHash(base::asBytes(longSalt), base::asBytes(record)),
             seal::sha256(base::asBytes(std::string(1, '\0') + longSalt + record)));
    const seal::Hash left = seal::sha256(base::asBytes("l")), right = seal::sha256(base::asBytes("r"));
    std::string node = "\x01";
    node.append(left.begin(), left.end()).append(right.begin(), right.end());
    QCOMPARE(seal::nodeHash(left, right), seal::sha256(base::asBytes(node)));
}

void TestSealDigest::hexIsExact() {
    const seal::Hash hash = seal::sha256({});
    const std::string hex = seal::toHex(hash);
    QCOMPARE(seal::hashFromHex(hex).value(), hash);
    QVERIFY(!seal::hashFromHex(hex.substr(1)));
    QVERIFY(!seal::hashFromHex(hex + "00"));
    QVERIFY(!seal::hashFromHex("E" + hex.substr(1)));
    QVERIFY(!seal::hashFromHex("g" + hex.substr(1)));
}

void TestSealDigest::randomBytesDiffer() {
    const std::string a = seal::randomBytes(16), b = seal::randomBytes(16);
    QCOMPARE(a.size(), std::size_t{16});
    QVERIFY(a != b);
    std::string secret = a;
    seal::cleanse(secret);
    QVERIFY(secret.empty());
}

void TestSealDigest::leafHashesAreCheap() {
    const std::string salt(16, 's'), record(400, 'r');
    QBENCHMARK {
        for (int i = 0; i < 1'000; ++i)
            static_cast<void>(seal::leafHash(base::asBytes(salt), base::asBytes(record)));
    }
}

QTEST_APPLESS_MAIN(TestSealDigest)
#include "tst_seal_digest.moc"
