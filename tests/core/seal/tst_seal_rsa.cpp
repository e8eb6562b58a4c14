// RSA signatures of providers: a sound one, and one broken in each way.
#include "seal/RsaSignature.h"
#include "support/DigestChains.h"

#include <QtTest>

using namespace proofstead;

class TestSealRsa : public QObject {
    Q_OBJECT

    static bool holds(const std::string& key, const std::string& message, const std::string& signature) {
        return seal::verifyRsaSha256(base::asBytes(key), base::asBytes(message), base::asBytes(signature));
    }

private slots:
    void aSoundSignatureHolds() {
        const auto& key = test::providerKey();
        QVERIFY(holds(key.publicDer(), "text", key.sign("text")));
        QVERIFY(holds(key.publicDer(), "", key.sign("")));
    }
    void anythingElseDoesNot() {
        const auto& key = test::providerKey();
        const auto signature = key.sign("text"), der = key.publicDer();
        QVERIFY(!holds(der, "texts", signature));
        QVERIFY(!holds(der, "text", signature.substr(1)));
        QVERIFY(!holds(der, "text", signature + '\0'));
        QVERIFY(!holds(der, "text", ""));
        QVERIFY(!holds(test::RsaKey().publicDer(), "text", signature));
        QVERIFY(!holds(der + "x", "text", signature));
        QVERIFY(!holds(der.substr(0, 20), "text", signature));
        QVERIFY(!holds("", "text", signature));
        for (std::size_t i = 0; i < signature.size(); i += 7) {
            auto flipped = signature;
            flipped[i] = static_cast<char>(flipped[i] ^ 1);
            QVERIFY(!holds(der, "text", flipped));
        }
    }
};

QTEST_APPLESS_MAIN(TestSealRsa)
#include "tst_seal_rsa.moc"
