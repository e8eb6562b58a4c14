// A verifier of C2SP signed notes and checkpoints written from the specifications (c2sp.org/signed-note,
// c2sp.org/tlog-checkpoint) and nothing of ours: what we sign must be what anybody else can read.
#include "core/seal/SmallPack.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <optional>
#include <QCryptographicHash>
#include <QtTest>

using namespace proofstead;

namespace {

struct Note {
    QByteArray text;
    QList<QPair<QByteArray, QByteArray>> signatures; // name, key hash and signature
};

// "A note consists of text, which must end in a newline, followed by a blank line, followed by signature lines."
std::optional<Note> read(const QByteArray& bytes) {
    const auto blank = bytes.lastIndexOf("\n\n");
    if (blank < 0 || !bytes.endsWith('\n')) return std::nullopt;
    Note note{bytes.left(blank + 1), {}};
    for (const QByteArray& line : bytes.mid(blank + 2).chopped(1).split('\n')) {
        const QByteArray dash = QByteArray("\xE2\x80\x94 ", 4); // an em dash, U+2014, and a space
        const auto space = line.lastIndexOf(' ');
        if (!line.startsWith(dash) || space <= dash.size()) return std::nullopt;
        const auto blob = QByteArray::fromBase64Encoding(line.mid(space + 1));
        // "Standard base64": one text for one run of bytes.
        if (!blob || blob.decoded.size() < 5 || blob.decoded.toBase64() != line.mid(space + 1)) return std::nullopt;
        note.signatures << qMakePair(line.mid(dash.size(), space - dash.size()), blob.decoded);
    }
    return note;
}

struct Key {
    QByteArray name, hash, bytes;
};

// "<name>+<hash>+<keydata>"; the hash is the start of SHA-256(name, newline, type, key), the type of Ed25519 is 0x01.
std::optional<Key> readKey(const QByteArray& text) {
    // The key's base64 may hold a plus sign of its own.
    const auto first = text.indexOf('+'), second = text.indexOf('+', first + 1);
    if (first < 1 || second < 0) return std::nullopt;
    const QByteArray parts[] = {text.left(first), text.mid(first + 1, second - first - 1), text.mid(second + 1)};
    const QByteArray data = QByteArray::fromBase64(parts[2]);
    if (data.size() != 33 || data[0] != 1) return std::nullopt;
    const QByteArray hashed = parts[0] + '\n' + data;
    unsigned char digest[32];
    SHA256(reinterpret_cast<const unsigned char*>(hashed.data()), static_cast<size_t>(hashed.size()), digest);
    const QByteArray hash(reinterpret_cast<char*>(digest), 4);
    if (hash.toHex() != parts[1]) return std::nullopt;
    return Key{parts[0], hash, data.mid(1)};
}

bool holds(const QByteArray& bytes, const Key& key) {
    const auto note = read(bytes);
    if (!note) return false;
    EVP_PKEY* handle = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                                   reinterpret_cast<const unsigned char*>(key.bytes.data()), 32);
    bool known = false, sound = true;
    for (const auto& [name, blob] : note->signatures) {
        if (name != key.name || blob.left(4) != key.hash) continue; // of a key that we do not know: ignored
        EVP_MD_CTX* context = EVP_MD_CTX_new();
        EVP_DigestVerifyInit(context, nullptr, nullptr, nullptr, handle);
        known = true;
        sound = sound && EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(blob.data()) + 4,
                                          static_cast<size_t>(blob.size() - 4),
                                          reinterpret_cast<const unsigned char*>(note->text.data()),
                                          static_cast<size_t>(note->text.size())) == 1;
        EVP_MD_CTX_free(context);
    }
    EVP_PKEY_free(handle);
    return known && sound;
}

} // namespace

class TestSealNote : public QObject {
    Q_OBJECT

private slots:
    void checkpointsHold();
    void manifestSignaturesHold();
    void everyChangedByteIsSeen();
    void anotherKeyIsNotThis();

private:
    QByteArray attachment(const char* name) const { return QByteArray::fromStdString(m_pack.attachments.at(name)); }
    Key key() const { return *readKey(QByteArray::fromStdString(m_pack.verifier().toString())); }

    const test::SmallPack m_pack;
};

void TestSealNote::checkpointsHold() {
    const QByteArray checkpoint = attachment(seal::kCheckpointName);
    QVERIFY(holds(checkpoint, key()));
    // "origin, tree size in decimal without leading zeros, root hash in base64", a line each.
    const auto lines = read(checkpoint)->text.split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0], QByteArray::fromStdString(m_pack.origin));
    QCOMPARE(lines[1], QByteArray("6"));
    QCOMPARE(QByteArray::fromBase64(lines[2]).size(), 32);
    QVERIFY(lines[3].isEmpty());
}

void TestSealNote::manifestSignaturesHold() {
    const QByteArray note = attachment(seal::kManifestSignatureName);
    QVERIFY(holds(note, key()));
    const QByteArray digest = QCryptographicHash::hash(attachment(seal::kManifestName), QCryptographicHash::Sha256);
    QCOMPARE(read(note)->text, "proofstead-pack/1\n" + digest.toHex() + "\n");
}

void TestSealNote::everyChangedByteIsSeen() {
    const QByteArray checkpoint = attachment(seal::kCheckpointName);
    for (qsizetype i = 0; i < checkpoint.size(); ++i) {
        QByteArray changed = checkpoint;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        QVERIFY2(!holds(changed, key()), QByteArray::number(i).constData());
    }
}

void TestSealNote::anotherKeyIsNotThis() {
    const seal::VerifierKey other{m_pack.origin, seal::LogKey::generate().publicKey()};
    QVERIFY(!holds(attachment(seal::kCheckpointName), *readKey(QByteArray::fromStdString(other.toString()))));
}

QTEST_APPLESS_MAIN(TestSealNote)
#include "tst_seal_note.moc"
