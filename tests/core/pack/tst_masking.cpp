// Masking: what is replaced, what stays, and that a mask can be opened.
#include "pack/Masking.h"
#include "seal/Digest.h"

#include <QtTest>

using namespace proofstead;
using pack::FieldClass;

namespace {

// "‹masked:user:0123abcd›" -> "<user>", so that rows can be read.
std::string classesOnly(std::string text) {
    for (std::size_t at = text.find("‹masked:"); at != std::string::npos; at = text.find("‹masked:")) {
        const std::size_t colon = text.find(':', at + 11), end = text.find("›", at);
        const std::size_t start = at + std::string_view("‹masked:").size();
        text = text.substr(0, at) + "<" + text.substr(start, colon - start) + ">" + text.substr(end + 3);
    }
    return text;
}

} // namespace

class MaskingTest : public QObject {
    Q_OBJECT
private slots:
    void text_data();
    void text();
    void sameValueSameMask();
    void maskOpens();
    void inactivePassesEverything();
    void classes();
    void bareNamesWhereAnArnMightStand();
    void membersOfFlatJson();
    void learntNamesAreMaskedEverywhere();
};

void MaskingTest::text_data() {
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out");
    const auto row = [](const char* name, const char* in, const char* out) {
        QTest::newRow(name) << QString::fromUtf8(in) << QString::fromUtf8(out);
    };
    row("A user's ARN keeps account and path", "arn:aws:iam::1111:user/office/anna",
        "arn:aws:iam::1111:user/office/<user>");
    row("A session keeps its role", "arn:aws:sts::1111:assumed-role/Admin/anna@example.org",
        "arn:aws:sts::1111:assumed-role/Admin/<user>");
    row("A role is no person", "arn:aws:iam::1111:role/service-role/Lambda",
        "arn:aws:iam::1111:role/service-role/Lambda");
    row("Root is no name", "arn:aws:iam::1111:root", "arn:aws:iam::1111:root");
    row("A bucket is no person", "arn:aws:s3:::payroll/a.csv", "arn:aws:s3:::payroll/a.csv");
    row("An e-mail address", "asked anna@example.org, twice.", "asked <email>, twice.");
    row("An IPv4 address", "from 203.0.113.9.", "from <ip>.");
    row("An address with a port", "203.0.113.9:443", "<ip>:443");
    row("A network", "10.0.0.0/8", "<ip>/8");
    row("An IPv6 address", "from 2001:db8::1", "from <ip>");
    row("A full IPv6 address", "2001:db8:0:0:0:0:0:1", "<ip>");
    row("A time of day stays", "at 10:20:30", "at 10:20:30");
    row("A date with time stays", "2025-01-05T02:10:00Z", "2025-01-05T02:10:00Z");
    row("A version number stays", "1.2.3", "1.2.3");
    row("A service stays", "cloudtrail.amazonaws.com", "cloudtrail.amazonaws.com");
    row("A session behind a unique id", "AROAEXAMPLEID1234567:anna", "AROAEXAMPLEID1234567:<user>");
    row("A known user name anywhere", "user zofia signed in", "user <user> signed in");
    row("A known name inside JSON", "{\"user_name\":\"zofia\"}", "{\"user_name\":\"<user>\"}");
    row("A known name is a word, not a piece of one", "zofiaburg", "zofiaburg");
    row("A known name of two words", "by Anna Müller, office", "by <person>, office");
    row("A known name behind a slash", "user/zofia", "user/<user>");
    row("Empty stays empty", "", "");
}

void MaskingTest::text() {
    QFETCH(QString, in);
    QFETCH(QString, out);
    pack::Masker masker(true, std::string(32, 'k'),
                        {{"zofia", FieldClass::UserName}, {"Anna Müller", FieldClass::PersonName}});
    QCOMPARE(QString::fromStdString(classesOnly(masker.text(in.toStdString()))), out);
}

void MaskingTest::sameValueSameMask() {
    pack::Masker a(true, std::string(32, 'k')), b(true, std::string(32, 'k')), other(true, std::string(32, 'x'));
    QCOMPARE(a.value("anna", FieldClass::UserName), b.value("anna", FieldClass::UserName));
    QVERIFY(a.value("anna", FieldClass::UserName) != a.value("berta", FieldClass::UserName));
    QVERIFY(a.value("anna", FieldClass::UserName) != other.value("anna", FieldClass::UserName));
    QVERIFY(a.value("anna", FieldClass::UserName).starts_with("‹masked:user:"));
}

void MaskingTest::maskOpens() {
    pack::Masker masker(true, std::string(32, 'k'));
    const std::string mask = masker.value("Mozilla/5.0", FieldClass::UserAgent);
    const pack::Commitment& made = masker.commitments().at(mask);
    const auto salt = base::fromHex(made.salt);
    QVERIFY(salt && salt->size() == seal::kSaltSize);
    QCOMPARE(seal::toHex(seal::leafHash(base::asBytes(*salt), base::asBytes("Mozilla/5.0"))), made.commitment);
    QCOMPARE(mask, "‹masked:agent:" + made.commitment.substr(0, 8) + "›");
}

void MaskingTest::inactivePassesEverything() {
    pack::Masker masker(false, "");
    QCOMPARE(masker.text("anna@example.org 203.0.113.9"), std::string("anna@example.org 203.0.113.9"));
    QCOMPARE(masker.value("anna", FieldClass::UserName), std::string("anna"));
}

void MaskingTest::classes() {
    QCOMPARE(pack::classOfField("src_ip"), FieldClass::IpAddress);
    QCOMPARE(pack::classOfField("actor"), FieldClass::Arn);
    QCOMPARE(pack::classOfField("region"), FieldClass::Plain);
}

void MaskingTest::bareNamesWhereAnArnMightStand() {
    pack::Masker masker(true, std::string(32, 'k'));
    QCOMPARE(classesOnly(masker.value("anna", FieldClass::Arn)), std::string("<user>"));
    QCOMPARE(masker.value("111122223333", FieldClass::Arn), std::string("111122223333"));
    QCOMPARE(masker.value("autoscaling.amazonaws.com", FieldClass::Arn), std::string("autoscaling.amazonaws.com"));
    QCOMPARE(masker.value("arn:aws:iam::1111:role/release", FieldClass::PersonName),
             std::string("arn:aws:iam::1111:role/release"));
}

void MaskingTest::membersOfFlatJson() {
    pack::Masker masker(true, std::string(32, 'k'));
    const std::string in = R"({"user_name":"anna","mfa":"true","bucket":"payroll","approver":"p-17"})";
    QCOMPARE(classesOnly(masker.value(in, FieldClass::FlatJson)),
             std::string(R"({"approver":"<person>","bucket":"payroll","mfa":"true","user_name":"<user>"})"));
}

void MaskingTest::learntNamesAreMaskedEverywhere() {
    pack::Masker masker(true, std::string(32, 'k'));
    masker.learn("arn:aws:iam::1111:user/office/anna", FieldClass::Plain);
    masker.learn("arn:aws:iam::1111:role/release", FieldClass::Plain);
    masker.learn("berta", FieldClass::UserName);
    masker.learn("something said", FieldClass::FreeText);
    QCOMPARE(classesOnly(masker.text("anna told berta, release said: something said")),
             std::string("<user> told <user>, release said: something said"));
}

QTEST_APPLESS_MAIN(MaskingTest)
#include "tst_masking.moc"
