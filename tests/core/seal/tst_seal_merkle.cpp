// Merkle trees against the published roots, and every proof of every small tree, good and bad.
#include "seal/Merkle.h"

#include <QtTest>

using namespace proofstead;
using seal::Hash;

namespace {

// Leaves and roots of the test vectors that Certificate Transparency implementations share.
const std::vector<std::string> kInputs{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots{"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> hashes;
    for (std::size_t i = 0; i < count; ++i)
        hashes.push_back(seal::leafHash({}, base::asBytes(std::to_string(i))));
    return hashes;
}

// The definition of RFC 6962 section 2.1, written down literally.
Hash rootByDefinition(const std::vector<Hash>& hashes, std::size_t from, std::size_t until) {
    if (until == from) return seal::sha256({});
    if (until - from == 1) return hashes[from];
    std::size_t k = 1;
    while (k * 2 < until - from)
        k *= 2;
    return seal::nodeHash(rootByDefinition(hashes, from, from + k), rootByDefinition(hashes, from + k, until));
}

} // namespace

class TestSealMerkle : public QObject {
    Q_OBJECT

private slots:
    void rootsAreThePublishedOnes();
    void builderTreeAndDefinitionAgree();
    void everyInclusionProofHolds();
    void noForgedInclusionProofHolds();
    void everyConsistencyProofHolds();
    void noForgedConsistencyProofHolds();
    void thePublishedConsistencyProofs();
    void outOfRangeIsAnError();
    void stateSurvivesStorage();
};

void TestSealMerkle::rootsAreThePublishedOnes() {
    seal::MerkleBuilder builder;
    QCOMPARE(seal::toHex(builder.root()),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    for (std::size_t i = 0; i < kInputs.size(); ++i) {
        builder.add(seal::leafHash({}, base::asBytes(*base::fromHex(kInputs[i]))));
        QCOMPARE(seal::toHex(builder.root()), kRoots[i]);
        QCOMPARE(builder.size(), static_cast<std::uint64_t>(i + 1));
    }
}

void TestSealMerkle::builderTreeAndDefinitionAgree() {
    for (std::size_t n = 0; n <= 70; ++n) {
        const auto hashes = leaves(n);
        const Hash expected = rootByDefinition(hashes, 0, n);
        QCOMPARE(seal::merkleRoot(hashes), expected);
        const seal::MerkleTree tree(hashes);
        QCOMPARE(tree.root(), expected);
        for (std::size_t m = 0; m <= n; ++m)
            QCOMPARE(tree.rootAt(m).value(), rootByDefinition(hashes, 0, m));
    }
}

void TestSealMerkle::everyInclusionProofHolds() {
    for (std::size_t n = 1; n <= 70; ++n) {
        const auto hashes = leaves(n);
        const seal::MerkleTree tree(hashes);
        for (std::size_t i = 0; i < n; ++i) {
            const auto path = tree.auditPath(i).value();
            QVERIFY(seal::verifyInclusion(hashes[i], i, n, path, tree.root()));
            QCOMPARE(seal::auditPath(hashes, i).value(), path);
        }
    }
}

void TestSealMerkle::noForgedInclusionProofHolds() {
    const std::size_t n = 13;
    const auto hashes = leaves(n);
    const seal::MerkleTree tree(hashes);
    for (std::size_t i = 0; i < n; ++i) {
        const auto path = tree.auditPath(i).value();
        for (std::size_t other = 0; other < n + 3; ++other)
            if (other != i) QVERIFY(!seal::verifyInclusion(hashes[i], other, n, path, tree.root()));
        for (std::size_t k = 0; k < path.size(); ++k) {
            auto bent = path;
            bent[k][7] ^= 1U;
            QVERIFY(!seal::verifyInclusion(hashes[i], i, n, bent, tree.root()));
        }
        auto shorter = path;
        shorter.pop_back();
        QVERIFY(!seal::verifyInclusion(hashes[i], i, n, shorter, tree.root()));
        auto longer = path;
        longer.push_back(hashes[0]);
        QVERIFY(!seal::verifyInclusion(hashes[i], i, n, longer, tree.root()));
        Hash bent = hashes[i];
        bent[0] ^= 0x80U;
        QVERIFY(!seal::verifyInclusion(bent, i, n, path, tree.root()));
    }
}

void TestSealMerkle::everyConsistencyProofHolds() {
    for (std::size_t n = 0; n <= 40; ++n) {
        const seal::MerkleTree tree(leaves(n));
        for (std::size_t m = 0; m <= n; ++m) {
            const auto proof = tree.consistency(m).value();
            QVERIFY(seal::verifyConsistency(m, tree.rootAt(m).value(), n, tree.root(), proof));
        }
    }
}

void TestSealMerkle::noForgedConsistencyProofHolds() {
    const std::size_t n = 21;
    const seal::MerkleTree tree(leaves(n));
    for (std::size_t m = 0; m <= n; ++m) {
        const auto proof = tree.consistency(m).value();
        const Hash old = tree.rootAt(m).value();
        Hash bentOld = old;
        bentOld[3] ^= 4U;
        QVERIFY(!seal::verifyConsistency(m, bentOld, n, tree.root(), proof));
        if (m > 0) {
            Hash bentNew = tree.root();
            bentNew[31] ^= 1U;
            QVERIFY(!seal::verifyConsistency(m, old, n, bentNew, proof));
        }
        for (std::size_t k = 0; k < proof.size(); ++k) {
            auto bent = proof;
            bent[k][0] ^= 1U;
            QVERIFY(!seal::verifyConsistency(m, old, n, tree.root(), bent));
        }
        auto longer = proof;
        longer.push_back(old);
        QVERIFY(!seal::verifyConsistency(m, old, n, tree.root(), longer));
        if (!proof.empty()) {
            auto shorter = proof;
            shorter.pop_back();
            QVERIFY(!seal::verifyConsistency(m, old, n, tree.root(), shorter));
        }
    }
    QVERIFY(!seal::verifyConsistency(n + 1, tree.root(), n, tree.root(), {}));
}

void TestSealMerkle::thePublishedConsistencyProofs() {
    std::vector<Hash> hashes;
    for (const auto& input : kInputs)
        hashes.push_back(seal::leafHash({}, base::asBytes(*base::fromHex(input))));
    const seal::MerkleTree tree(hashes);
    QCOMPARE(tree.consistency(8).value().size(), std::size_t{0});
    const auto one = tree.consistency(1).value();
    QCOMPARE(one.size(), std::size_t{3});
    QCOMPARE(seal::toHex(one[0]), std::string("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"));
    QCOMPARE(seal::toHex(one[1]), std::string("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"));
    QCOMPARE(seal::toHex(one[2]), std::string("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
    const auto six = tree.consistency(6).value();
    QCOMPARE(six.size(), std::size_t{3});
    QCOMPARE(seal::toHex(six[0]), std::string("0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"));
    QCOMPARE(seal::toHex(six[1]), std::string("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"));
    QCOMPARE(seal::toHex(six[2]), std::string("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
}

void TestSealMerkle::outOfRangeIsAnError() {
    const seal::MerkleTree tree(leaves(5));
    QCOMPARE(tree.auditPath(5).error().code, std::string("merkle-range"));
    QCOMPARE(tree.rootAt(6).error().code, std::string("merkle-range"));
    QCOMPARE(tree.consistency(6).error().code, std::string("merkle-range"));
    QVERIFY(!seal::MerkleTree({}).auditPath(0));
    QVERIFY(!seal::verifyInclusion(seal::emptyRoot(), 0, 0, {}, seal::emptyRoot()));
}

void TestSealMerkle::stateSurvivesStorage() {
    const auto hashes = leaves(45);
    seal::MerkleBuilder builder;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        auto restored = seal::MerkleBuilder::fromState(builder.state());
        QVERIFY(restored);
        builder = *restored;
        builder.add(hashes[i]);
    }
    QCOMPARE(builder.root(), seal::merkleRoot(hashes));
    const std::string state = builder.state();
    QCOMPARE(seal::MerkleBuilder::fromState(state.substr(1)).error().code, std::string("merkle-state"));
    QVERIFY(!seal::MerkleBuilder::fromState(state + "x"));
    QVERIFY(!seal::MerkleBuilder::fromState("short"));
}

QTEST_APPLESS_MAIN(TestSealMerkle)
#include "tst_seal_merkle.moc"
