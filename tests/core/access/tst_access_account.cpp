#include "access/AwsAccountReader.h"
#include "base/Text.h"

#include <QTest>

#include <algorithm>

using namespace proofstead;
using base::Json;

namespace {

struct Item {
    std::string pointer;
    Json value;
};

const std::string kAccount = "arn:aws:iam::111122223333:";

Json document(Json statement) {
    return {{"Version", "2012-10-17"}, {"Statement", std::move(statement)}};
}

Json allow(const char* action, const char* resource = "*") {
    return {{"Effect", "Allow"}, {"Action", action}, {"Resource", resource}};
}

Json user(const std::string& name, Json more = Json::object()) {
    Json item{{"Path", "/"},
              {"UserName", name},
              {"UserId", "AIDA" + name},
              {"Arn", kAccount + "user/" + name},
              {"CreateDate", "2025-01-02T03:04:05+00:00"},
              {"GroupList", Json::array()},
              {"AttachedManagedPolicies", Json::array()}};
    item.update(more);
    return item;
}

Json group(const std::string& name, Json more = Json::object()) {
    Json item{{"Path", "/"},
              {"GroupName", name},
              {"GroupId", "AGPA" + name},
              {"Arn", kAccount + "group/" + name},
              {"GroupPolicyList", Json::array()},
              {"AttachedManagedPolicies", Json::array()}};
    item.update(more);
    return item;
}

Json role(const std::string& name, Json trust, Json more = Json::object()) {
    Json item{{"Path", "/"},
              {"RoleName", name},
              {"RoleId", "AROA" + name},
              {"Arn", kAccount + "role/" + name},
              {"AssumeRolePolicyDocument", std::move(trust)},
              {"InstanceProfileList", Json::array()}};
    item.update(more);
    return item;
}

Json policy(const std::string& name, Json text) {
    return {{"PolicyName", name},
            {"Arn", kAccount + "policy/" + name},
            {"DefaultVersionId", "v1"},
            {"PolicyVersionList",
             Json::array({{{"VersionId", "v1"}, {"IsDefaultVersion", true}, {"Document", std::move(text)}}})}};
}

Json attached(const std::string& name) {
    return Json::array({{{"PolicyName", name}, {"PolicyArn", kAccount + "policy/" + name}}});
}

model::AccessSnapshot read(const std::vector<Item>& items) {
    access::AwsAccountReader reader;
    for (const auto& item : items)
        if (!reader.add(item.pointer, item.value)) qWarning("rejected %s", item.pointer.c_str());
    return reader.finish();
}

std::string describe(const model::Grant& grant) {
    return base::join({grant.principal.substr(kAccount.size()), grant.effect, grant.action, grant.resource,
                       grant.policyName, grant.via},
                      " ");
}

std::vector<std::string> grantsOf(const model::AccessSnapshot& snapshot) {
    std::vector<std::string> out;
    for (const auto& grant : snapshot.grants)
        out.push_back(describe(grant));
    std::sort(out.begin(), out.end());
    return out;
}

bool hasLint(const model::AccessSnapshot& snapshot, const std::string& pointer, const std::string& message) {
    return std::find(snapshot.lint.begin(), snapshot.lint.end(), std::pair{pointer, message}) != snapshot.lint.end();
}

using Texts = std::vector<std::string>;

} // namespace

class TestAccessAccount : public QObject {
    Q_OBJECT
private slots:
    void followsEveryPathToAGrant();
    void readsPrincipals();
    void readsStatementsAsWritten();
    void readsTrustPolicies();
    void keepsTheDefaultVersionOnly();
    void readsEncodedDocuments();
    void notesWhatIsOdd_data();
    void notesWhatIsOdd();
    void notesMissingPolicies();
    void rejectsItemsItCannotName();
    void keepsOneOfTwoItemsWithOneArn();
};

void TestAccessAccount::followsEveryPathToAGrant() {
    const auto snapshot = read({
        {"/UserDetailList/0",
         user("ann", {{"GroupList", {"ops"}},
                      {"UserPolicyList", {{{"PolicyName", "own"}, {"PolicyDocument", document(allow("s3:Get*"))}}}},
                      {"AttachedManagedPolicies", attached("p")}})},
        {"/GroupDetailList/0",
         group("ops", {{"GroupPolicyList", {{{"PolicyName", "gi"}, {"PolicyDocument", document(allow("ec2:*"))}}}},
                       {"AttachedManagedPolicies", attached("q")}})},
        {"/Policies/0",
         policy("p", document(Json::array(
                         {allow("sqs:*"),
                          {{"Effect", "Deny"}, {"NotAction", {"iam:*", "sts:*"}}, {"Resource", {"a", "b"}}}})))},
        {"/Policies/1", policy("q", document(allow("kms:Decrypt")))},
        {"/Policies/2", policy("unused", document(allow("*")))},
    });
    const Texts expected{"user/ann Allow ec2:* * gi group-inline:ops", "user/ann Allow kms:Decrypt * q group:ops",
                         "user/ann Allow s3:Get* * own inline",        "user/ann Allow sqs:* * p direct",
                         "user/ann Deny !iam:*,sts:* a p direct",      "user/ann Deny !iam:*,sts:* b p direct"};
    QCOMPARE(grantsOf(snapshot), expected);
    QVERIFY(snapshot.lint.empty());
    QCOMPARE(snapshot.statements.size(), std::size_t(6));
    for (const auto& statement : snapshot.statements)
        QCOMPARE(statement.attached, statement.policyName != "unused");
}

void TestAccessAccount::readsPrincipals() {
    const auto snapshot = read({
        {"/UserDetailList/0",
         user("ann", {{"Path", "/team/"},
                      {"GroupList", {"ops"}},
                      {"PermissionsBoundary", {{"PermissionsBoundaryArn", kAccount + "policy/edge"}}}})},
        {"/GroupDetailList/0", group("ops")},
        {"/RoleDetailList/0",
         role("app", document(Json::array()),
              {{"RoleLastUsed", {{"LastUsedDate", "2025-02-01T00:00:00Z"}, {"Region", "eu-west-1"}}}})},
    });
    QCOMPARE(snapshot.account, std::string("111122223333"));
    QCOMPARE(snapshot.principals.size(), std::size_t(3));
    const auto& people = snapshot.principals; // sorted by ARN: group, role, user
    QCOMPARE(people[0].kind, std::string("group"));
    QCOMPARE(people[1].kind, std::string("role"));
    QCOMPARE(*people[1].lastUsedAt, *base::parseTime("2025-02-01"));
    QCOMPARE(people[2].name, std::string("ann"));
    QCOMPARE(people[2].path, std::string("/team/"));
    QCOMPARE(people[2].account, std::string("111122223333"));
    QCOMPARE(*people[2].createdAt, *base::parseTime("2025-01-02T03:04:05Z"));
    QCOMPARE(people[2].groups, Texts{"ops"});
    QCOMPARE(people[2].boundary, kAccount + "policy/edge");
    QCOMPARE(people[2].pointer, std::string("/UserDetailList/0"));
    QVERIFY(hasLint(snapshot, "/UserDetailList/0/PermissionsBoundary", "boundary-not-in-export"));
}

void TestAccessAccount::readsStatementsAsWritten() {
    const Json statement{{"Sid", "One"},
                         {"Effect", "Allow"},
                         {"Action", {"s3:Get*", "s3:List*"}},
                         {"NotResource", "arn:aws:s3:::secret/*"},
                         {"Condition", {{"Bool", {{"aws:MultiFactorAuthPresent", "true"}}}}}};
    const auto snapshot = read({{"/UserDetailList/0", user("ann", {{"AttachedManagedPolicies", attached("p")}})},
                                {"/Policies/7", policy("p", document(statement))}});
    QCOMPARE(snapshot.statements.size(), std::size_t(1));
    const auto& read = snapshot.statements.front();
    QCOMPARE(read.sid, std::string("One"));
    QCOMPARE(read.policyKind, std::string("managed"));
    QCOMPARE(read.policy, kAccount + "policy/p");
    QCOMPARE(read.actions, (Texts{"s3:Get*", "s3:List*"}));
    QCOMPARE(read.notResources, Texts{"arn:aws:s3:::secret/*"});
    QCOMPARE(read.condition, std::string("{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}"));
    QCOMPARE(read.pointer, std::string("/Policies/7"));
    QVERIFY(read.attached);
    QCOMPARE(snapshot.grants.size(), std::size_t(2));
    QCOMPARE(snapshot.grants.front().resource, std::string("!arn:aws:s3:::secret/*"));
    QCOMPARE(snapshot.grants.front().condition, read.condition);
    QCOMPARE(snapshot.grants.front().pointer, std::string("/Policies/7"));
}

void TestAccessAccount::readsTrustPolicies() {
    const Json principals{{"AWS", {"arn:aws:iam::444455556666:root", "*"}},
                          {"Service", "ec2.amazonaws.com"},
                          {"Federated", "accounts.example.com"}};
    const auto snapshot = read({
        {"/RoleDetailList/0",
         role("app", document({{"Effect", "Allow"}, {"Principal", principals}, {"Action", "sts:AssumeRole"}}))},
        {"/RoleDetailList/1",
         role("open", document({{"Effect", "Allow"}, {"Principal", "*"}, {"Action", "sts:AssumeRole"}}))},
        {"/RoleDetailList/2",
         role("not", document({{"Effect", "Deny"}, {"NotPrincipal", {{"AWS", "x"}}}, {"Action", "sts:AssumeRole"}}))},
    });
    QCOMPARE(snapshot.statements.size(), std::size_t(3));
    QCOMPARE(snapshot.statements[0].policy, kAccount + "role/app#trust");
    QCOMPARE(snapshot.statements[0].policyKind, std::string("trust"));
    QCOMPARE(snapshot.statements[0].principals, (Texts{"AWS:arn:aws:iam::444455556666:root", "*",
                                                       "Federated:accounts.example.com", "Service:ec2.amazonaws.com"}));
    QCOMPARE(snapshot.statements[1].principals, Texts{"!AWS:x"});
    QCOMPARE(snapshot.statements[2].principals, Texts{"*"});
    QVERIFY(snapshot.grants.empty());
}

void TestAccessAccount::keepsTheDefaultVersionOnly() {
    auto item = policy("p", document(allow("*")));
    item["PolicyVersionList"][0]["IsDefaultVersion"] = false;
    item["PolicyVersionList"].push_back(
        {{"VersionId", "v2"}, {"IsDefaultVersion", true}, {"Document", document(allow("s3:Get*"))}});
    const auto snapshot =
        read({{"/UserDetailList/0", user("ann", {{"AttachedManagedPolicies", attached("p")}})}, {"/Policies/0", item}});
    QCOMPARE(grantsOf(snapshot), Texts{"user/ann Allow s3:Get* * p direct"});
}

void TestAccessAccount::readsEncodedDocuments() {
    const std::string encoded =
        "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2"
        ".amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
    const auto snapshot =
        read({{"/RoleDetailList/0", role("app", encoded)},
              {"/UserDetailList/0",
               user("ann", {{"UserPolicyList",
                             {{{"PolicyName", "own"}, {"PolicyDocument", document(allow("s3:Get+*%20")).dump()}}}}})}});
    QCOMPARE(snapshot.statements.size(), std::size_t(2));
    QCOMPARE(snapshot.statements[0].principals, Texts{"Service:ec2.amazonaws.com"});
    QCOMPARE(snapshot.statements[1].actions, Texts{"s3:Get+*%20"});
}

void TestAccessAccount::notesWhatIsOdd_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("below");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<int>("statements");
    QTest::addColumn<int>("grants");
    const auto row = [](const char* name, const char* text, const char* below, const char* message, int statements,
                        int grants) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(below) << QByteArray(message) << statements << grants;
    };
    row("a document that is cut off", "\"{\\\"Statement\\\": [\"", "", "policy-unreadable", 0, 0);
    row("a document with a key twice", "\"{\\\"Version\\\":\\\"1\\\",\\\"Version\\\":\\\"2\\\"}\"", "",
        "policy-unreadable", 0, 0);
    row("a document that is a number", "7", "", "policy-unreadable", 0, 0);
    row("a document without statements", "{}", "", "statement-missing", 0, 0);
    row("a statement that is text", "{\"Statement\":[\"Allow\"]}", "/Statement/0", "statement-not-object", 0, 0);
    row("an effect in lower case", "{\"Statement\":{\"Effect\":\"allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "/Statement/Effect", "effect-unknown", 1, 0);
    row("an element nobody knows",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Actoin\":\"x\"}]}",
        "/Statement/0/Actoin", "unknown-element", 1, 1);
    row("no action", "{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"*\"}]}", "/Statement/0", "action-missing", 1,
        0);
    row("no resource", "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\"}]}", "/Statement/0", "resource-missing",
        1, 0);
    row("an action that matches nothing",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:Get,Put\",\"Resource\":\"*\"}]}", "/Statement/0/Action",
        "action-pattern-invalid", 1, 1);
    row("a number among the actions",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"*\",1],\"Resource\":\"*\"}]}", "/Statement/0/Action/1",
        "value-not-string", 1, 1);
    row("an empty list", "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[],\"Resource\":\"*\"}]}",
        "/Statement/0/Action", "empty-list", 1, 0);
    row("a principal where none belongs",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":\"*\"}]}",
        "/Statement/0/Principal", "principal-unexpected", 1, 1);
    row("a condition that is a list",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":[1]}]}",
        "/Statement/0/Condition", "condition-not-object", 1, 1);
}

void TestAccessAccount::notesWhatIsOdd() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, below);
    QFETCH(QByteArray, message);
    const auto document = base::parseJson(text.toStdString());
    QVERIFY(document);
    const auto snapshot =
        read({{"/UserDetailList/0",
               user("ann", {{"UserPolicyList", {{{"PolicyName", "own"}, {"PolicyDocument", *document}}}}})}});
    QVERIFY(hasLint(snapshot, "/UserDetailList/0/UserPolicyList/0/PolicyDocument" + below.toStdString(),
                    message.toStdString()));
    QTEST(int(snapshot.statements.size()), "statements");
    QTEST(int(snapshot.grants.size()), "grants");
    QCOMPARE(snapshot.principals.size(), std::size_t(1));
}

void TestAccessAccount::notesMissingPolicies() {
    const auto snapshot = read({
        {"/UserDetailList/3", user("ann", {{"GroupList", {"gone"}},
                                           {"AttachedManagedPolicies",
                                            {{{"PolicyName", "AdministratorAccess"},
                                              {"PolicyArn", "arn:aws:iam::aws:policy/AdministratorAccess"}},
                                             Json::object()}}})},
        {"/Policies/0", {{"PolicyName", "empty"}, {"Arn", kAccount + "policy/empty"}}},
    });
    QVERIFY(hasLint(snapshot, "/UserDetailList/3/AttachedManagedPolicies/0", "policy-not-in-export"));
    QVERIFY(hasLint(snapshot, "/UserDetailList/3/AttachedManagedPolicies/1", "attachment-unreadable"));
    QVERIFY(hasLint(snapshot, "/UserDetailList/3/GroupList", "group-not-in-export"));
    QVERIFY(hasLint(snapshot, "/Policies/0/PolicyVersionList", "default-version-missing"));
    QVERIFY(snapshot.grants.empty());
}

void TestAccessAccount::rejectsItemsItCannotName() {
    access::AwsAccountReader reader;
    QCOMPARE(reader.add("/Other/0", user("ann")).error().code, std::string("access-item-unknown"));
    QCOMPARE(reader.add("", user("ann")).error().code, std::string("access-item-unknown"));
    QCOMPARE(reader.add("/UserDetailList/0", Json("ann")).error().code, std::string("access-item-unreadable"));
    QCOMPARE(reader.add("/UserDetailList/0", Json::object()).error().code, std::string("access-item-unreadable"));
    reader.noteTruncated("/IsTruncated");
    const auto snapshot = reader.finish();
    QVERIFY(hasLint(snapshot, "/IsTruncated", "export-truncated"));
    QVERIFY(snapshot.principals.empty());
    QVERIFY(snapshot.account.empty());
}

void TestAccessAccount::keepsOneOfTwoItemsWithOneArn() {
    const Item first{"/Policies/2", policy("p", document(allow("s3:Get*")))};
    const Item second{"/Policies/10", policy("p", document(allow("*")))};
    const Item holder{"/UserDetailList/0", user("ann", {{"AttachedManagedPolicies", attached("p")}})};
    for (const auto& items : {std::vector{first, second, holder}, std::vector{second, holder, first}}) {
        const auto snapshot = read(items);
        QCOMPARE(grantsOf(snapshot), Texts{"user/ann Allow s3:Get* * p direct"});
        QVERIFY(hasLint(snapshot, "/Policies/10", "item-doubled"));
    }
}

QTEST_APPLESS_MAIN(TestAccessAccount)
#include "tst_access_account.moc"
