// Secrets, keys from secrets, and what is sealed with them, against published vectors.
#include "seal/Envelope.h"
#include "seal/RecoveryKey.h"

#include <QtTest>
#include <sys/resource.h>

using namespace proofstead;
using seal::Secret;

namespace {

std::string fromHex(const char* hex) {
    return base::fromHex(hex).value();
}
Secret secretOf(std::string bytes) {
    return Secret::taken(bytes);
}
QByteArray hexOf(base::Bytes bytes) {
    return QByteArray::fromStdString(base::toHex(bytes));
}
QByteArray hexOf(const Secret& secret) {
    return hexOf(secret.bytes());
}
// Lower case, with spaces for dashes.
std::string sloppy(std::string_view text) {
    return base::replaceAll(base::toLower(std::string(text)), "-", " ");
}

} // namespace

class TestSealSecret : public QObject {
    Q_OBJECT

private slots:
    void takesWhatATextHolds() {
        std::string text = "a passphrase of some length";
        const auto secret = Secret::taken(text);
        QCOMPARE(secret.text(), std::string_view("a passphrase of some length"));
        QVERIFY(text.empty());
        QVERIFY(secret.equals(secret.copy().bytes()));
        QVERIFY(!secret.equals(base::asBytes("a passphrase of some LENGTH")));
        QVERIFY(!secret.equals({}));
    }

    void leavesNoCoreBehind() {
        const auto secret = Secret::random(32);
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t{0});
        QCOMPARE(limit.rlim_max, rlim_t{0});
    }

    void derivesAsPublished() {
        // RFC 7914, section 12, the first half of the key.
        QCOMPARE(hexOf(seal::scrypt(secretOf("password"), base::asBytes("NaCl"), {10, 8, 16})),
                 QByteArray("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"));
        // RFC 5869, A.1, the first 32 bytes.
        QCOMPARE(hexOf(seal::hkdf(secretOf(std::string(22, '\x0b')), fromHex("f0f1f2f3f4f5f6f7f8f9"),
                                  base::asBytes(fromHex("000102030405060708090a0b0c")))),
                 QByteArray("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"));
        // RFC 4231, test case 2.
        QCOMPARE(hexOf(seal::hmac(secretOf("Jefe"), base::asBytes("what do ya want for nothing?"))),
                 QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    void givesEveryPurposeItsKey() {
        const auto key = Secret::random(32);
        QCOMPARE(hexOf(seal::hkdf(key, "one")), hexOf(seal::hkdf(key, "one")));
        QVERIFY(hexOf(seal::hkdf(key, "one")) != hexOf(seal::hkdf(key, "two")));
    }

    void sealsAsPublished() {
        // The GCM specification of McGrew and Viega, test case 14.
        seal::Aead aead(Secret(32));
        const std::array<std::uint8_t, 12> nonce{};
        const std::array<std::uint8_t, 16> plain{};
        std::array<std::uint8_t, 16> out{}, tag{};
        aead.seal(nonce, {}, plain, out.data(), tag.data());
        QCOMPARE(hexOf(out), QByteArray("cea7403d4d606b6e074ec5d3baf39d18"));
        QCOMPARE(hexOf(tag), QByteArray("d0d1c8a799996bf0265b98b5d48ab919"));
    }

    void opensNothingThatWasChanged() {
        const auto key = Secret::random(32), other = Secret::random(32);
        const auto bytes = seal::wrapped(key, "here", base::asBytes("evidence"));
        QCOMPARE(seal::unwrapped(key, "here", base::asBytes(bytes))->text(), std::string_view("evidence"));
        QVERIFY(!seal::unwrapped(key, "there", base::asBytes(bytes)));
        QVERIFY(!seal::unwrapped(other, "here", base::asBytes(bytes)));
        QVERIFY(!seal::unwrapped(key, "here", base::asBytes(bytes.substr(1))));
        QVERIFY(!seal::unwrapped(key, "here", {}));
        for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
            auto changed = bytes;
            changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
            QVERIFY(!seal::unwrapped(key, "here", base::asBytes(changed)));
        }
    }

    void opensEnvelopesForTheHolderAlone() {
        const auto holder = Secret::random(32), other = Secret::random(32);
        const auto envelope = seal::sealFor(seal::envelopeKey(holder), "test", base::asBytes("a key"));
        QCOMPARE(envelope.size(), 5 + seal::kEnvelopeSize);
        QCOMPARE(seal::openEnvelope(holder, "test", base::asBytes(envelope))->text(), std::string_view("a key"));
        QVERIFY(!seal::openEnvelope(holder, "another purpose", base::asBytes(envelope)));
        QVERIFY(!seal::openEnvelope(other, "test", base::asBytes(envelope)));
        QVERIFY(!seal::openEnvelope(holder, "test", base::asBytes(envelope.substr(0, 40))));
        for (std::size_t byte = 0; byte < envelope.size(); ++byte) {
            if (byte == 31) continue; // X25519 masks the highest bit of a public key, which then is the same one
            auto changed = envelope;
            changed[byte] = static_cast<char>(changed[byte] ^ 0x80);
            QVERIFY(!seal::openEnvelope(holder, "test", base::asBytes(changed)));
        }
        auto nothing = envelope;
        std::fill_n(nothing.begin(), 32, '\0'); // a public key of low order
        QVERIFY(!seal::openEnvelope(holder, "test", base::asBytes(nothing)));
    }

    void readsRecoveryKeysAsPeopleWriteThem() {
        const auto key = seal::newRecoveryKey();
        const std::string text(key.text.text());
        QCOMPARE(text.size(), std::size_t{47});
        QCOMPARE(hexOf(*seal::readRecoveryKey(text)), hexOf(key.bits));
        QCOMPARE(hexOf(*seal::readRecoveryKey(sloppy(text))), hexOf(key.bits));
        QVERIFY(text != seal::newRecoveryKey().text.text());
    }

    void tellsASlipOfThePenFromARecoveryKey() {
        const std::string text(seal::newRecoveryKey().text.text());
        QVERIFY(!seal::readRecoveryKey(""));
        QVERIFY(!seal::readRecoveryKey("correct horse battery staple"));
        QVERIFY(!seal::readRecoveryKey(text + "A"));
        QVERIFY(!seal::readRecoveryKey(text.substr(1)));
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == '-') continue;
            auto slip = text;
            slip[at] = slip[at] == 'A' ? 'B' : 'A';
            QVERIFY(!seal::readRecoveryKey(slip));
        }
    }
};

QTEST_APPLESS_MAIN(TestSealSecret)
#include "tst_seal_secret.moc"
