// Checking a pack: what holds, and that every kind of tampering is named.
#include "core/seal/SmallPack.h"

#include <functional>
#include <QtTest>
#include <set>

using namespace proofstead;
using test::SmallPack;

namespace {

QString describe(const seal::PackVerdict& verdict) {
    return QString::fromStdString(base::canonicalJson(seal::toJson(verdict)));
}

const seal::PackStep* stepOf(const seal::PackVerdict& verdict, const std::string& what) {
    for (const auto& step : verdict.steps)
        if (step.what == what) return &step;
    return nullptr;
}

using Change = std::function<void(SmallPack&)>;

} // namespace
Q_DECLARE_METATYPE(Change)

class TestSealPack : public QObject {
    Q_OBJECT

private slots:
    void aPackHolds_data();
    void aPackHolds();
    void theSignerIsProvenByAKeyFromElsewhere();
    void aMissingManifestSignatureCountsOnceAKeyIsGiven();
    void tamperingIsNamed_data();
    void tamperingIsNamed();
    void everyChangedByteIsReported();
    void everyMemberOfAProofMatters();
    void manyFailuresAreCut();
    void namesThatLeaveTheFolderAreRefused_data();
    void namesThatLeaveTheFolderAreRefused();
};

void TestSealPack::aPackHolds_data() {
    QTest::addColumn<bool>("masked");
    QTest::newRow("with the records") << false;
    QTest::newRow("masked") << true;
}

void TestSealPack::aPackHolds() {
    QFETCH(bool, masked);
    const SmallPack pack(masked);
    const auto verdict = seal::checkPack(pack.attachments);
    QVERIFY2(verdict.holds, qPrintable(describe(verdict)));
    QVERIFY(!verdict.signerProven);
    QCOMPARE(verdict.masked, masked);
    QCOMPARE(verdict.proofs, std::int64_t{5});
    QCOMPARE(verdict.logSize, std::int64_t{6});
    QVERIFY(stepOf(verdict, "pack.signer")->note);
    QCOMPARE(stepOf(verdict, "pack.leaf") == nullptr, masked);
    if (!masked) QCOMPARE(stepOf(verdict, "pack.leaf")->detail, std::string("5"));
    QCOMPARE(stepOf(verdict, "pack.masked") != nullptr, masked);
    QVERIFY(!verdict.firstFailure());
}

void TestSealPack::theSignerIsProvenByAKeyFromElsewhere() {
    const SmallPack pack;
    const auto verdict = seal::checkPack(pack.attachments, pack.verifier());
    QVERIFY2(verdict.holds && verdict.signerProven, qPrintable(describe(verdict)));
    const seal::VerifierKey other{pack.origin, seal::LogKey::generate().publicKey()};
    const auto refused = seal::checkPack(pack.attachments, other);
    QVERIFY(!refused.holds && !refused.signerProven);
    QCOMPARE(refused.firstFailure()->what, std::string("pack.signer"));
}

void TestSealPack::aMissingManifestSignatureCountsOnceAKeyIsGiven() {
    SmallPack pack;
    pack.seal(false);
    const auto verdict = seal::checkPack(pack.attachments);
    QVERIFY(verdict.holds);
    QVERIFY(stepOf(verdict, "pack.manifest-signature")->note);
    const auto strict = seal::checkPack(pack.attachments, pack.verifier());
    QVERIFY(!strict.holds);
    QCOMPARE(strict.firstFailure()->what, std::string("pack.manifest-signature"));
}

void TestSealPack::tamperingIsNamed_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("what");
    const auto row = [](const char* name, const char* what, Change change) {
        QTest::newRow(name) << change << QByteArray(what);
    };
    row("no manifest", "pack.manifest", [](SmallPack& p) { p.attachments.erase(seal::kManifestName); });
    row("a manifest that is no JSON", "pack.manifest", [](SmallPack& p) { p.attachments[seal::kManifestName] = "{"; });
    row("an unknown format", "pack.manifest", [](SmallPack& p) {
        auto& text = p.attachments[seal::kManifestName];
        text = base::replaceAll(text, "proofstead-pack/1", "proofstead-pack/2");
    });
    row("a changed manifest", "pack.manifest-signature", [](SmallPack& p) {
        auto& text = p.attachments[seal::kManifestName];
        text = base::replaceAll(text, "Example GmbH", "Another GmbH");
    });
    row("an attachment removed", "pack.attachments", [](SmallPack& p) { p.attachments.erase("report.json"); });
    row("an attachment changed", "pack.attachments", [](SmallPack& p) { p.attachments["report.json"][0] = 'x'; });
    row("an attachment lengthened", "pack.attachments", [](SmallPack& p) { p.attachments["report.json"] += ' '; });
    row("an attachment added", "pack.unlisted", [](SmallPack& p) { p.attachments["extra.txt"] = "more"; });
    row("no proofs", "pack.attachments", [](SmallPack& p) { p.attachments.erase(seal::kProofsName); });
    // From here on the manifest is written anew, as somebody would who holds the log key.
    row("a record exchanged", "pack.leaf", [](SmallPack& p) {
        p.attachments["records/101.bin"] = "{\"a\":9}";
        p.seal();
    });
    row("a record without a proof", "pack.leaf", [](SmallPack& p) {
        p.attachments["records/999.bin"] = "{\"a\":9}";
        p.seal();
    });
    row("a record of another leaf", "pack.leaf", [](SmallPack& p) {
        p.proofs[0]["attachment"] = "records/102.bin";
        p.seal();
    });
    row("a salt of another leaf", "pack.leaf", [](SmallPack& p) {
        p.proofs[0]["salt"] = p.proofs[1]["salt"];
        p.seal();
    });
    row("a leaf at another place", "pack.file-root", [](SmallPack& p) {
        p.proofs[0]["origin"]["leaf"] = 1;
        p.seal();
    });
    row("a custody entry of another file", "pack.custody", [](SmallPack& p) {
        p.proofs[0]["custody"] = p.proofs[4]["custody"];
        p.proofs[0]["log"] = p.proofs[4]["log"];
        p.seal();
    });
    row("a custody entry with another path", "pack.custody", [](SmallPack& p) {
        p.proofs[0]["origin"]["path"] = "other.json";
        p.seal();
    });
    row("a custody entry with another digest", "pack.custody", [](SmallPack& p) {
        p.proofs[0]["origin"]["file_sha256"] = p.proofs[4]["origin"]["file_sha256"];
        p.seal();
    });
    row("a custody entry at another place of the log", "pack.custody", [](SmallPack& p) {
        p.proofs[0]["custody"]["seq"] = 3;
        p.seal();
    });
    row("a log path bent", "pack.log-root", [](SmallPack& p) {
        p.proofs[0]["log"]["path"][0] = std::string(64, '0');
        p.seal();
    });
    row("a proof for another checkpoint", "pack.log-root", [](SmallPack& p) {
        p.proofs[0]["log"]["size"] = 5;
        p.seal();
    });
    row("a checkpoint of another key", "pack.checkpoint", [](SmallPack& p) {
        p.attachments[seal::kCheckpointName] =
            seal::signCheckpoint({p.origin, 6, seal::sha256({})}, seal::LogKey::generate());
        p.seal();
    });
    row("a checkpoint over another log", "pack.log-root", [](SmallPack& p) {
        p.attachments[seal::kCheckpointName] = seal::signCheckpoint({p.origin, 6, seal::sha256({})}, p.key);
        p.seal();
    });
    row("a proof without a salt beside its record", "pack.proofs", [](SmallPack& p) {
        p.proofs[0]["salt"] = nullptr;
        p.seal();
    });
    row("a hash in capitals", "pack.proofs", [](SmallPack& p) {
        p.proofs[0]["leaf_hash"] = "A" + p.proofs[0]["leaf_hash"].get<std::string>().substr(1);
        p.seal();
    });
    row("a signature over another manifest", "pack.manifest-signature",
        [](SmallPack& p) { p.attachments[seal::kManifestSignatureName] = seal::signManifest("{}", p.origin, p.key); });
}

void TestSealPack::tamperingIsNamed() {
    QFETCH(Change, change);
    QFETCH(QByteArray, what);
    SmallPack pack;
    change(pack);
    const auto verdict = seal::checkPack(pack.attachments);
    QVERIFY(!verdict.holds);
    QVERIFY2(verdict.firstFailure(), qPrintable(describe(verdict)));
    QCOMPARE(QByteArray::fromStdString(verdict.firstFailure()->what), what);
}

void TestSealPack::everyChangedByteIsReported() {
    const SmallPack pack;
    for (const auto& [name, bytes] : pack.attachments) {
        for (std::size_t i = 0; i < bytes.size(); i += name == seal::kProofsName ? 37 : 1) {
            auto changed = pack.attachments;
            changed[name][i] = static_cast<char>(changed[name][i] ^ 0x01);
            const auto verdict = seal::checkPack(changed, pack.verifier());
            QVERIFY2(!verdict.holds, (name + " at " + std::to_string(i)).c_str());
        }
    }
}

// Somebody who holds the log key changes one member at a time; what no check reads is listed here on purpose.
void TestSealPack::everyMemberOfAProofMatters() {
    const std::set<std::string> unread{"/record", "/origin/pointer", "/origin/index", "/origin/offset",
                                       "/origin/length"};
    const SmallPack whole;
    const auto flat = whole.proofs[0].flatten();
    for (const auto& [pointer, value] : flat.items()) {
        if (unread.contains(pointer)) continue;
        SmallPack pack;
        auto& member = pack.proofs[0][base::Json::json_pointer(pointer)];
        if (member.is_number())
            member = member.get<std::int64_t>() + 1;
        else if (member.is_string() && !member.get_ref<const std::string&>().empty())
            member.get_ref<std::string&>().back() = member.get_ref<const std::string&>().back() == '0' ? '1' : '0';
        else
            member = "x";
        pack.seal();
        QVERIFY2(!seal::checkPack(pack.attachments).holds, pointer.c_str());
    }
}

void TestSealPack::manyFailuresAreCut() {
    SmallPack pack;
    for (int i = 0; i < 150; ++i)
        pack.attachments["extra/" + std::to_string(i)] = "x";
    const auto verdict = seal::checkPack(pack.attachments);
    const auto& steps = verdict.steps;
    const auto count =
        std::count_if(steps.begin(), steps.end(), [](const auto& s) { return s.what == "pack.unlisted"; });
    QCOMPARE(static_cast<int>(count), 101);
}

void TestSealPack::namesThatLeaveTheFolderAreRefused_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"", "/etc/passwd", "../x", "a/../x", "a//b", "./a", "a/", "C:x", "a\\b", "a\nb", "\xFF"})
        QTest::newRow("the name '" + QByteArray(name).toPercentEncoding() + "'") << QByteArray(name);
    QTest::newRow("a very long name") << QByteArray(201, 'x');
}

void TestSealPack::namesThatLeaveTheFolderAreRefused() {
    QFETCH(QByteArray, name);
    QVERIFY(!seal::isSafeName(name.toStdString()));
    QVERIFY(seal::isSafeName("records/12.bin"));
    QVERIFY(seal::isSafeName("größe.csv"));
}

QTEST_APPLESS_MAIN(TestSealPack)
#include "tst_seal_pack.moc"
