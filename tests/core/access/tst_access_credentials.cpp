#include "access/AwsCredentialReport.h"

#include <QTest>

using namespace proofstead;

namespace {

using Row = std::map<std::string, std::string>;

Row row(Row changes = {}) {
    Row out{{"user", "ann"},
            {"arn", "arn:aws:iam::111122223333:user/ann"},
            {"user_creation_time", "2024-01-01T00:00:00+00:00"},
            {"password_enabled", "true"},
            {"password_last_used", "2025-01-02T03:04:05+00:00"},
            {"password_last_changed", "2024-06-01T00:00:00+00:00"},
            {"password_next_rotation", "N/A"},
            {"mfa_active", "false"},
            {"access_key_1_active", "true"},
            {"access_key_1_last_rotated", "2024-02-01T00:00:00+00:00"},
            {"access_key_1_last_used_date", "N/A"},
            {"access_key_2_active", "false"},
            {"access_key_2_last_rotated", "N/A"},
            {"access_key_2_last_used_date", "N/A"},
            {"cert_1_active", "false"},
            {"cert_1_last_rotated", "N/A"},
            {"cert_2_active", "false"},
            {"cert_2_last_rotated", "N/A"}};
    for (auto& [name, value] : changes)
        out[name] = value;
    return out;
}

} // namespace

class TestAccessCredentials : public QObject {
    Q_OBJECT
private slots:
    void readsAUser();
    void readsTheRootUser();
    void tellsUnknownFromNever();
    void refuses_data();
    void refuses();
};

void TestAccessCredentials::readsAUser() {
    const auto result = access::credentialsFromReportRow(row());
    QVERIFY(result);
    QVERIFY(!result->root);
    QCOMPARE(result->credentials.size(), std::size_t(6));
    const auto& password = result->credentials[0];
    QCOMPARE(password.kind, std::string("password"));
    QCOMPARE(password.principal, std::string("arn:aws:iam::111122223333:user/ann"));
    QCOMPARE(password.account, std::string("111122223333"));
    QVERIFY(password.active);
    QCOMPARE(*password.rotatedAt, *base::parseTime("2024-06-01"));
    QCOMPARE(*password.lastUsedAt, *base::parseTime("2025-01-02T03:04:05Z"));
    QVERIFY(password.lastUsedNote.empty());
    QCOMPARE(result->credentials[1].kind, std::string("mfa"));
    QVERIFY(!result->credentials[1].active);
    QVERIFY(result->credentials[2].active);
    QCOMPARE(result->credentials[2].lastUsedNote, std::string("never"));
    QVERIFY(!result->credentials[3].active);
    QVERIFY(!result->credentials[3].rotatedAt);
    QCOMPARE(result->credentials[4].kind, std::string("certificate_1"));
}

void TestAccessCredentials::readsTheRootUser() {
    const auto result = access::credentialsFromReportRow(row({{"user", "<root_account>"},
                                                              {"arn", "arn:aws:iam::111122223333:root"},
                                                              {"password_enabled", "not_supported"},
                                                              {"password_last_changed", "not_supported"},
                                                              {"password_last_used", "no_information"}}));
    QVERIFY(result);
    QVERIFY(result->root.has_value());
    QCOMPARE(result->root->kind, std::string("root"));
    QCOMPARE(result->root->account, std::string("111122223333"));
    QCOMPARE(*result->root->createdAt, *base::parseTime("2024-01-01"));
    QVERIFY(result->credentials[0].active);
    QCOMPARE(result->credentials[0].lastUsedNote, std::string("no_information"));
}

void TestAccessCredentials::tellsUnknownFromNever() {
    const auto result = access::credentialsFromReportRow(row({{"password_last_used", "no_information"}}));
    QVERIFY(result);
    QCOMPARE(result->credentials[0].lastUsedNote, std::string("no_information"));
    QVERIFY(!result->credentials[0].lastUsedAt);
}

void TestAccessCredentials::refuses_data() {
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a missing column") << QByteArray("mfa_active") << QByteArray()
                                      << QByteArray("credential-report-column");
    QTest::newRow("a flag that is neither true nor false")
        << QByteArray("mfa_active") << QByteArray("maybe") << QByteArray("credential-report-value");
    QTest::newRow("a date that is none") << QByteArray("password_last_changed") << QByteArray("2025-13-01")
                                         << QByteArray("credential-report-value");
    QTest::newRow("an ARN that is none") << QByteArray("arn") << QByteArray("ann")
                                         << QByteArray("credential-report-value");
}

void TestAccessCredentials::refuses() {
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, value);
    auto input = row();
    if (value.isEmpty())
        input.erase(column.toStdString());
    else
        input[column.toStdString()] = value.toStdString();
    const auto result = access::credentialsFromReportRow(input);
    QVERIFY(!result);
    QTEST(QByteArray::fromStdString(result.error().code), "code");
    QCOMPARE(result.error().detail, column.toStdString());
}

QTEST_APPLESS_MAIN(TestAccessCredentials)
#include "tst_access_credentials.moc"
