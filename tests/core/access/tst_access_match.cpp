#include "access/AwsMatch.h"
#include "base/Json.h"
#include "base/Text.h"

#include <QTest>

#include <algorithm>

using namespace proofstead;

class TestAccessMatch : public QObject {
    Q_OBJECT
private slots:
    void comparesActions_data();
    void comparesActions();
    void comparesResources_data();
    void comparesResources();
    void readsPartsOfAnArn();
    void expandsTheSharedPolicies();
};

void TestAccessMatch::comparesActions_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* pattern, const char* action, bool expected) {
        QTest::newRow(name) << QByteArray(pattern) << QByteArray(action) << expected;
    };
    row("a star matches every action", "*", "s3:GetObject", true);
    row("two stars around the colon match every action", "*:*", "s3:GetObject", true);
    row("case does not matter", "S3:getobject", "s3:GetObject", true);
    row("a star inside a name is any run", "iam:*AccessKey*", "iam:CreateAccessKey", true);
    row("a star is also the empty run", "s3:GetObject*", "s3:GetObject", true);
    row("a question mark is exactly one character", "s3:GetObjec?", "s3:GetObject", true);
    row("a question mark is not the empty run", "s3:GetObject?", "s3:GetObject", false);
    row("another service does not match", "s3:*", "sqs:SendMessage", false);
    row("a wildcard in the service matches nothing", "s*:GetObject", "s3:GetObject", false);
    row("a service without a name matches nothing", "s3:", "s3:GetObject", false);
    row("a space matches nothing", "s3: Get*", "s3:GetObject", false);
    row("a list in one text matches nothing", "s3:GetObject,PutObject", "s3:GetObject", false);
    row("a name without a service matches nothing", "GetObject", "s3:GetObject", false);
}

void TestAccessMatch::comparesActions() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, action);
    QTEST(access::actionMatches(pattern.toStdString(), action.toStdString()), "expected");
}

void TestAccessMatch::comparesResources_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* name, const char* pattern, const char* resource, bool expected) {
        QTest::newRow(name) << QByteArray(pattern) << QByteArray(resource) << expected;
    };
    row("a star matches everything", "*", "arn:aws:s3:::b/k", true);
    row("a star in the rest crosses slashes", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b", true);
    row("a star in the rest crosses colons", "arn:aws:logs:*:*:log-group:*",
        "arn:aws:logs:eu-west-1:111122223333:log-group:x:y", true);
    row("a star in the middle stays in its segment", "arn:aws:*:queue", "arn:aws:sqs:eu-west-1:1:queue", false);
    row("a trailing star runs past segments", "arn:aws:s3:*", "arn:aws:s3:::b/k", true);
    row("missing segments count as a star", "arn:aws:s3", "arn:aws:s3:::b", true);
    row("the rest is case-sensitive", "arn:aws:s3:::Bucket", "arn:aws:s3:::bucket", false);
    row("the service is not case-sensitive", "arn:aws:S3:::b", "arn:aws:s3:::b", true);
    row("the account must be the same", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::444455556666:role/a", false);
}

void TestAccessMatch::comparesResources() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, resource);
    QTEST(access::resourceMatches(pattern.toStdString(), resource.toStdString()), "expected");
}

void TestAccessMatch::readsPartsOfAnArn() {
    QVERIFY(access::accountOfArn("arn:aws:iam::111122223333:user/team/alice") == "111122223333");
    QVERIFY(access::resourceOfArn("arn:aws:iam::111122223333:user/team/alice") == "user/team/alice");
    QVERIFY(access::accountOfArn("arn:aws:iam::aws:policy/ReadOnlyAccess") == "aws");
    QVERIFY(access::accountOfArn("arn:aws:s3:::bucket").empty());
    QVERIFY(access::accountOfArn("alice").empty());
    QVERIFY(access::accountOfArn("").empty());
    QVERIFY(!access::resourceMatches("arn:aws:s3", "arn:aws:s3:::b", access::PolicyPosition::Resource));
}

struct ActionSet {
    bool negated = false;
    std::vector<std::string> patterns;
};

std::vector<base::Json> itemsOf(const base::Json& value) {
    return value.is_array() ? value.get<std::vector<base::Json>>() : std::vector<base::Json>{value};
}

// The action patterns of the Allow statements; Deny does not count in these cases.
std::vector<ActionSet> allowedSets(const base::Json& policies) {
    std::vector<ActionSet> sets;
    for (const auto& policy : policies)
        for (const auto& statement : itemsOf(policy.at("Statement")))
            if (base::stringAt(statement, "Effect") == "Allow") {
                ActionSet set{statement.contains("NotAction"), {}};
                for (const auto& pattern : itemsOf(statement.at(set.negated ? "NotAction" : "Action")))
                    set.patterns.push_back(pattern.get<std::string>());
                sets.push_back(std::move(set));
            }
    return sets;
}

bool reaches(const ActionSet& set, const std::string& action) {
    const bool any = std::any_of(set.patterns.begin(), set.patterns.end(),
                                 [&](const std::string& pattern) { return access::actionMatches(pattern, action); });
    return any != set.negated;
}

void TestAccessMatch::expandsTheSharedPolicies() {
    const auto text = base::readFile(std::string(PROOFSTEAD_SHARED_DIR) + "/cases/aws_expansion_cases.json");
    const auto table = base::readFile(std::string(PROOFSTEAD_SHARED_DIR) + "/content/aws_actions.csv");
    if (!text || !table) QSKIP("the shared cases are not here");
    const auto document = base::parseJson(*text);
    QVERIFY(document);
    std::vector<std::string> universe;
    for (const auto line : base::split(*table, '\n'))
        if (line.find(':') != std::string_view::npos) universe.emplace_back(line.substr(0, line.find(',')));
    for (const auto& item : document->at("cases")) {
        const auto sets = allowedSets(item.at("identity_policies"));
        const auto count = std::count_if(universe.begin(), universe.end(), [&](const std::string& action) {
            return std::any_of(sets.begin(), sets.end(), [&](const ActionSet& set) { return reaches(set, action); });
        });
        QVERIFY2(count == base::intAt(item, "expected_allow_count"), base::stringAt(item, "id").c_str());
    }
}

QTEST_APPLESS_MAIN(TestAccessMatch)
#include "tst_access_match.moc"
