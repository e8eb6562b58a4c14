// The visual language reads: in colour, without colour, and without a screen that knows its characters.
#include "pack/Look.h"

#include <QtTest>
#include <set>

using namespace proofstead;
using namespace pack::look;

class LookTest : public QObject {
    Q_OBJECT
private slots:
    void everyStatusHasItsOwnSignAndLetter();
    void textReadsOnItsGround();
    void neighboursDifferWithoutColour();
    void neutralsRead();
    void barsHoldEveryStatusBestFirst();
    void sharesGrowDarker();
};

void LookTest::everyStatusHasItsOwnSignAndLetter() {
    std::set<std::string_view> signs;
    std::set<char> letters;
    for (const model::Status status : model::kStatuses) {
        const MarkLook& one = lookOf(status);
        QCOMPARE(QString::fromUtf8(one.sign.data(), static_cast<qsizetype>(one.sign.size())).size(), 1);
        QVERIFY(signs.insert(one.sign).second && letters.insert(one.letter).second);
    }
    QCOMPARE(lookOf(model::Outcome::Fail).sign, lookOf(model::Status::Exceptions).sign);
    QCOMPARE(lookOf(model::Outcome::Pass).sign, lookOf(model::Status::Supported).sign);
}

void LookTest::textReadsOnItsGround() {
    constexpr double kEnough = 4.5;
    for (const MarkLook& one : marks())
        for (const Ground ground : {Ground::Light, Ground::Dark, Ground::Paper}) {
            const Colours& colours = one.on(ground);
            QVERIFY2(contrast(colours.ink, neutrals(ground).ground) >= kEnough, one.sign.data());
            QVERIFY2(contrast(colours.onFill, colours.fill) >= kEnough, one.sign.data());
        }
}

// Whichever statuses are missing, two that meet in a bar differ by hatch or by a step of grey.
void LookTest::neighboursDifferWithoutColour() {
    for (const model::Status a : kBarOrder)
        for (const model::Status b : kBarOrder) {
            if (a == b || lookOf(a).hatch != lookOf(b).hatch) continue;
            const double step = contrast(lookOf(a).paper.fill, lookOf(b).paper.fill);
            QVERIFY2(step >= 1.3, lookOf(a).sign.data());
        }
}

void LookTest::neutralsRead() {
    for (const Ground ground : {Ground::Light, Ground::Dark, Ground::Paper}) {
        const Neutrals& colours = neutrals(ground);
        for (const Rgb ink : {colours.ink, colours.muted, colours.accent, colours.caution})
            QVERIFY(contrast(ink, colours.ground) >= 4.5);
        QVERIFY(contrast(colours.muted, colours.panel) >= 4.5);
    }
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(contrast(neutralFill(i), onNeutral(i)) >= 4.5);
}

void LookTest::barsHoldEveryStatusBestFirst() {
    std::set<model::Status> held(kBarOrder.begin(), kBarOrder.end());
    QCOMPARE(held.size(), model::kStatuses.size() - 1);
    for (std::size_t i = 1; i < kBarOrder.size(); ++i)
        QVERIFY(model::rankOf(kBarOrder[i - 1]) >= model::rankOf(kBarOrder[i]));
}

void LookTest::sharesGrowDarker() {
    double last = 0;
    for (const double share : {1.0, 0.8, 0.5, 0.1, 0.0}) {
        const ShareLook& one = lookOfShare(share);
        QVERIFY(contrast(one.lightFill, one.lightInk) >= 4.5 && contrast(one.darkFill, one.darkInk) >= 4.5);
        QVERIFY(luminance(one.lightFill) > last);
        last = luminance(one.lightFill);
    }
}

QTEST_APPLESS_MAIN(LookTest)
#include "tst_look.moc"
