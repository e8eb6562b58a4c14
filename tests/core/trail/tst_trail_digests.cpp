// CloudTrail digest chains: a good one, and one broken in each way.
#include "support/DigestChains.h"
#include "trail/DigestChain.h"

#include <QtTest>

#include <algorithm>
#include <functional>

using namespace proofstead;
using test::DigestChain;

namespace {

struct Folder {
    DigestChain chain{4};
    trail::DigestEvidence evidence;
    std::vector<std::size_t> left; // digests that were not handed over

    store::SourceDigests check() {
        for (std::size_t i = 0; i < chain.documents.size(); ++i) {
            if (std::find(left.begin(), left.end(), i) != left.end()) continue;
            auto digest = trail::digestFromJson(chain.documents[i]);
            if (!digest) qFatal("no digest");
            digest->hash = seal::sha256Hex(chain.documents[i].dump());
            digest->record = {static_cast<std::int64_t>(i + 1)};
            evidence.digests.push_back(*digest);
        }
        return trail::checkDigests(evidence);
    }
    Folder() {
        evidence.keys = trail::keysFromJson(test::providerKey().list());
        for (std::size_t i = 0; i < chain.logFiles.size(); ++i) {
            const auto at = DigestChain::kBegin + static_cast<base::Millis>(i) * base::kHour;
            evidence.logFiles.push_back({{static_cast<std::int64_t>(i + 1)},
                                         "in/" + DigestChain::logName(static_cast<int>(i)),
                                         seal::sha256Hex(chain.logFiles[i]),
                                         "111122223333",
                                         at,
                                         at});
        }
    }
};

// "signature/link" of each digest, then the state of each file that is not as named.
QStringList said(const store::SourceDigests& found) {
    QStringList list;
    for (const auto& digest : found.digests)
        list << QString::fromStdString(digest.signature + "/" + digest.link);
    for (const auto& file : found.files)
        list << QString::fromStdString(file.state);
    return list;
}

} // namespace

class TestTrailDigests : public QObject {
    Q_OBJECT

private slots:
    void whatIsSaidOfAFolder_data();
    void whatIsSaidOfAFolder();
    void namesItsTrail();
    void theHoleIsNamed();
    void theSignatureOfTheNewestMayLieBesideIt();
};

void TestTrailDigests::whatIsSaidOfAFolder_data() {
    QTest::addColumn<std::function<void(Folder&)>>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, std::function<void(Folder&)> change, const QStringList& expected) {
        QTest::newRow(name) << std::move(change) << expected;
    };
    const QString first = "signed/first", holds = "signed/holds", last = "not-exported/holds";
    row("a good chain", [](Folder&) {}, {first, holds, holds, last});
    row("a digest was rewritten after it was signed",
        [](Folder& f) { f.chain.documents[1]["newestEventTime"] = "2026-01-05T01:30:00Z"; },
        {first, "broken/holds", "signed/hash-differs", last});
    row("a signature was changed and everything after it signed by somebody else",
        [](Folder& f) {
            auto& text = f.chain.documents[2]["previousDigestSignature"].get_ref<std::string&>();
            text[10] = text[10] == '0' ? '1' : '0';
        },
        {first, "broken/holds", "broken/holds", "not-exported/hash-differs"});
    row("no signature is hex", [](Folder& f) { f.chain.documents[1]["previousDigestSignature"] = "no hex"; },
        {"broken/first", "broken/holds", "signed/hash-differs", last});
    row("nobody has the key", [](Folder& f) { f.evidence.keys.clear(); },
        {"unknown-key/first", "unknown-key/holds", "unknown-key/holds", last});
    row("the key bears the fingerprint and is another",
        [](Folder& f) { f.evidence.keys[0].der = test::RsaKey().publicDer(); },
        {"broken/first", "broken/holds", "broken/holds", last});
    row("the key was not in use then", [](Folder& f) { f.evidence.keys[0].until = DigestChain::kBegin; },
        {"unknown-key/first", "unknown-key/holds", "unknown-key/holds", last});
    row("a digest begins later than the one before ends",
        [](Folder& f) {
            f.chain.documents[2]["digestStartTime"] = "2026-01-05T02:20:00Z";
            f.chain.sign(2);
        },
        {first, holds, "signed/time-hole", last});
    row("a chain begins anew after a while",
        [](Folder& f) {
            f.chain.documents[2]["digestStartTime"] = "2026-01-05T02:20:00Z";
            f.chain.documents[2]["previousDigestS3Object"] = nullptr;
            f.chain.documents[2]["previousDigestSignature"] = nullptr;
            f.chain.sign(2);
        },
        {first, "not-exported/holds", "signed/time-hole", last});
    row("a digest was not handed over", [](Folder& f) { f.left = {1}; },
        {"not-exported/first", "signed/previous-missing", last, "not-named"});
    row("the first ones were not handed over", [](Folder& f) { f.left = {0, 1}; }, {"signed/previous-missing", last});
    row("a log file was not handed over", [](Folder& f) { f.evidence.logFiles.erase(f.evidence.logFiles.begin() + 1); },
        {first, holds, holds, last, "not-imported"});
    row("a log file was changed", [](Folder& f) { f.evidence.logFiles[1].hash = std::string(64, '0'); },
        {first, holds, holds, last, "other-hash"});
    row("a log file under another name is the same", [](Folder& f) { f.evidence.logFiles[1].path = "renamed"; },
        {first, holds, holds, last});
    row("a log file was slipped in",
        [](Folder& f) {
            auto extra = f.evidence.logFiles[1];
            extra.file = {9};
            extra.hash = std::string(64, '1');
            extra.path = "extra.json";
            f.evidence.logFiles.push_back(extra);
        },
        {first, holds, holds, last, "not-named"});
    row("a log file that is too new to be named yet",
        [](Folder& f) {
            auto extra = f.evidence.logFiles[3];
            extra.file = {9};
            extra.hash = std::string(64, '1');
            extra.path = "extra.json";
            extra.until = DigestChain::kBegin + 4 * base::kHour - base::kMinute;
            f.evidence.logFiles.push_back(extra);
        },
        {first, holds, holds, last});
}

void TestTrailDigests::whatIsSaidOfAFolder() {
    QFETCH(std::function<void(Folder&)>, change);
    QFETCH(QStringList, expected);
    Folder folder;
    change(folder);
    QCOMPARE(said(folder.check()), expected);
}

void TestTrailDigests::namesItsTrail() {
    Folder folder;
    const auto found = folder.check();
    QCOMPARE(found.digests[0].environment, std::string("111122223333"));
    QCOMPARE(found.digests[0].region, std::string("eu-central-1"));
    QCOMPARE(found.digests[0].trail, std::string("my_trail"));
    QVERIFY(found.digests[3].newest && !found.digests[2].newest);
}

void TestTrailDigests::theHoleIsNamed() {
    Folder folder;
    folder.chain.documents[2]["digestStartTime"] = "2026-01-05T02:20:00Z";
    folder.chain.sign(2);
    const auto found = folder.check();
    QCOMPARE(found.digests[2].linkFrom.value_or(0), DigestChain::kBegin + 2 * base::kHour);
    QCOMPARE(found.digests[2].from, DigestChain::kBegin + 2 * base::kHour + 20 * base::kMinute);
}

void TestTrailDigests::theSignatureOfTheNewestMayLieBesideIt() {
    for (const char* path : {"in/111122223333_CloudTrail-Digest_eu-central-1_my_trail_eu-central-1_3.json.head.json",
                             "in/another name.json"}) {
        Folder folder;
        folder.evidence.signatures.push_back({path, folder.chain.signatures[3]});
        QCOMPARE(folder.check().digests[3].signature, std::string("signed"));
        Folder broken;
        broken.evidence.signatures.push_back({path, folder.chain.signatures[2]});
        const bool named = std::string_view(path).ends_with(".head.json");
        QCOMPARE(broken.check().digests[3].signature, std::string(named ? "broken" : "not-exported"));
    }
}

QTEST_APPLESS_MAIN(TestTrailDigests)
#include "tst_trail_digests.moc"
