// Keys, signed notes and checkpoints: published answers, round trips, and that no changed byte passes.
#include "seal/Checkpoint.h"
#include "seal/Keys.h"

#include <QtTest>

using namespace proofstead;
using seal::VerifierKey;

namespace {

const std::string kOrigin = "proofstead/7d9e6679-7425-40de-944b-e07fc1f90ae7";

seal::LogKey fixedKey() {
    return *seal::LogKey::fromPrivateBytes(base::asBytes(std::string(32, '\x11')));
}

} // namespace

class TestSealCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void ed25519GivesThePublishedSignature();
    void keysSurviveStorage();
    void badKeysAreRefused();
    void thePublishedNoteOpens();
    void verifierKeysHaveOneForm();
    void checkpointsOpenAgain();
    void everyChangedByteIsRejected();
    void otherFormsAreRefused_data();
    void otherFormsAreRefused();
    void anotherKeyIsRefused();
};

void TestSealCheckpoint::ed25519GivesThePublishedSignature() {
    // RFC 8032 section 7.1, test 1.
    const auto secret = *base::fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const auto key = seal::LogKey::fromPrivateBytes(base::asBytes(secret));
    QVERIFY(key);
    QCOMPARE(base::toHex(seal::Bytes(key->publicKey())),
             std::string("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    const auto signature = key->sign({});
    QCOMPARE(
        base::toHex(seal::Bytes(signature)),
        std::string("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                    "d25bf5f0595bbe24655141438e7a100b"));
    QVERIFY(seal::verifySignature(key->publicKey(), {}, signature));
    QVERIFY(!seal::verifySignature(key->publicKey(), base::asBytes("x"), signature));
}

void TestSealCheckpoint::keysSurviveStorage() {
    const auto key = seal::LogKey::generate();
    const auto again = seal::LogKey::fromPrivateBytes(base::asBytes(key.privateBytes()));
    QVERIFY(again);
    QCOMPARE(again->publicKey(), key.publicKey());
    QVERIFY(seal::LogKey::generate().publicKey() != key.publicKey());
}

void TestSealCheckpoint::badKeysAreRefused() {
    QCOMPARE(seal::LogKey::fromPrivateBytes(base::asBytes("short")).error().code, std::string("bad-key"));
    for (const char* text :
         {"", "name", "name+c74f20a3", "name+c74f20a3+", "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/"})
        QCOMPARE(VerifierKey::parse(text).error().code, std::string("bad-key"));
}

void TestSealCheckpoint::thePublishedNoteOpens() {
    // The example that note implementations share (golang.org/x/mod/sumdb/note).
    const auto key = VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    QVERIFY(key);
    const std::string text = "If you think cryptography is the answer to your problem,\n"
                             "then you don't know what your problem is.\n";
    const std::string note =
        text +
        "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBw"
        "JnAM=\n";
    QCOMPARE(seal::openNote(note, *key).value(), text);
    QCOMPARE(seal::signerOf(note).value(), std::string("PeterNeumann"));
    const auto secret = *base::fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
    const auto signer = seal::LogKey::fromPrivateBytes(base::asBytes(std::string_view(secret).substr(1)));
    QCOMPARE(seal::signNote(text, "PeterNeumann", *signer), note);
}

void TestSealCheckpoint::verifierKeysHaveOneForm() {
    const VerifierKey key{kOrigin, fixedKey().publicKey()};
    const std::string text = key.toString();
    QCOMPARE(VerifierKey::parse(text).value(), key);
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            std::string changed = text;
            changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
            QVERIFY2(!VerifierKey::parse(changed), changed.c_str());
        }
    }
    QVERIFY(!VerifierKey::parse(text + "\n"));
    QVERIFY(!seal::isSignerName("a b"));
    QVERIFY(!seal::isSignerName("a+b"));
    QVERIFY(!seal::isSignerName("a\xFF"));
    QVERIFY(!seal::isSignerName(""));
}

void TestSealCheckpoint::checkpointsOpenAgain() {
    const auto key = fixedKey();
    for (const std::int64_t size : {std::int64_t{0}, std::int64_t{1}, std::int64_t{1} << 40}) {
        const seal::Checkpoint checkpoint{kOrigin, size, seal::sha256({})};
        const std::string note = seal::signCheckpoint(checkpoint, key);
        QCOMPARE(seal::openCheckpoint(note, {kOrigin, key.publicKey()}).value(), checkpoint);
        QVERIFY(note.starts_with(kOrigin + "\n" + std::to_string(size) +
                                 "\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— " + kOrigin + " "));
    }
}

void TestSealCheckpoint::everyChangedByteIsRejected() {
    const auto key = fixedKey();
    const VerifierKey verifier{kOrigin, key.publicKey()};
    const std::string note = seal::signCheckpoint({kOrigin, 4711, seal::sha256({})}, key);
    for (std::size_t i = 0; i < note.size(); ++i) {
        for (int value = 0; value < 256; ++value) {
            std::string changed = note;
            changed[i] = static_cast<char>(value);
            if (changed == note) continue;
            QVERIFY2(!seal::openCheckpoint(changed, verifier), changed.c_str());
        }
        std::string shorter = note;
        shorter.erase(i, 1);
        QVERIFY(!seal::openCheckpoint(shorter, verifier));
    }
}

void TestSealCheckpoint::otherFormsAreRefused_data() {
    QTest::addColumn<QByteArray>("note");
    const auto key = fixedKey();
    const std::string root = base::toBase64(seal::Bytes(seal::sha256({})));
    // Each is signed properly: only the form is wrong.
    const auto row = [&](const char* name, const std::string& text, const std::string& tail = {}) {
        QTest::newRow(name) << QByteArray::fromStdString(seal::signNote(text, kOrigin, key) + tail);
    };
    row("leading zero in the size", kOrigin + "\n01\n" + root + "\n");
    row("a sign before the size", kOrigin + "\n+1\n" + root + "\n");
    row("a negative size", kOrigin + "\n-1\n" + root + "\n");
    row("a size past 64 bits", kOrigin + "\n99999999999999999999\n" + root + "\n");
    row("no size", kOrigin + "\n\n" + root + "\n");
    row("a root that is too short", kOrigin + "\n1\nAAAA\n");
    row("a root without padding", kOrigin + "\n1\n" + root.substr(0, root.size() - 1) + "\n");
    row("an extension line", kOrigin + "\n1\n" + root + "\nextra\n");
    row("a missing root", kOrigin + "\n1\n");
    row("another origin", "proofstead/other\n1\n" + root + "\n");
    row("a carriage return", kOrigin + "\r\n1\n" + root + "\n");
    row("a second signature line", kOrigin + "\n1\n" + root + "\n", "— other AAAA\n");
    row("text behind the signature", kOrigin + "\n1\n" + root + "\n", "x");
    row("an empty line behind the signature", kOrigin + "\n1\n" + root + "\n", "\n");
    QTest::newRow("nothing at all") << QByteArray();
    QTest::newRow("only line feeds") << QByteArray("\n\n\n");
    QTest::newRow("far too long") << QByteArray(1'000'000, 'x');
}

void TestSealCheckpoint::otherFormsAreRefused() {
    QFETCH(QByteArray, note);
    QVERIFY(!seal::openCheckpoint(note.toStdString(), {kOrigin, fixedKey().publicKey()}));
}

void TestSealCheckpoint::anotherKeyIsRefused() {
    const std::string note = seal::signCheckpoint({kOrigin, 1, seal::sha256({})}, fixedKey());
    const auto other = seal::LogKey::generate();
    QCOMPARE(seal::openCheckpoint(note, {kOrigin, other.publicKey()}).error().code, std::string("note-signer"));
    QCOMPARE(seal::openCheckpoint(note, {"proofstead/other", fixedKey().publicKey()}).error().code,
             std::string("note-signer"));
}

QTEST_APPLESS_MAIN(TestSealCheckpoint)
#include "tst_seal_checkpoint.moc"
