#include "access/AwsAccountReader.h"
#include "base/Text.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <set>

using namespace proofstead;
using base::Json;

namespace {

struct Item {
    std::string pointer;
    Json value;
};

model::AccessSnapshot read(const std::vector<Item>& items) {
    access::AwsAccountReader reader;
    for (const auto& item : items)
        if (!reader.add(item.pointer, item.value)) qWarning("rejected %s", item.pointer.c_str());
    return reader.finish();
}

std::vector<Item> itemsOf(const Json& dump) {
    std::vector<Item> items;
    for (const char* list : {"UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"})
        for (std::size_t i = 0; i < dump.at(list).size(); ++i)
            items.push_back({std::string("/") + list + "/" + std::to_string(i), dump.at(list)[i]});
    return items;
}

Json sharedExample() {
    const auto text =
        base::readFile(std::string(PROOFSTEAD_SHARED_DIR) + "/corpora/access/aws-authz-details/example.json");
    return text ? base::parseJson(*text).value_or(Json()) : Json();
}

std::string digestOf(const model::AccessSnapshot& snapshot) {
    std::string out = snapshot.account;
    for (const auto& grant : snapshot.grants)
        out += grant.principal + grant.action + grant.resource + grant.via + grant.pointer + "\n";
    for (const auto& statement : snapshot.statements)
        out += statement.policy + std::to_string(statement.index) + (statement.attached ? "+" : "-") + "\n";
    for (const auto& principal : snapshot.principals)
        out += principal.nativeId + "\n";
    for (const auto& [pointer, message] : snapshot.lint)
        out += pointer + message + "\n";
    return out;
}

} // namespace

class TestAccessCorpus : public QObject {
    Q_OBJECT
private slots:
    void doesNotDependOnOrder();
    void readsTheSharedExample();
};

void TestAccessCorpus::doesNotDependOnOrder() {
    const Json dump = sharedExample();
    if (dump.is_null()) QSKIP("the shared corpus is not here");
    auto items = itemsOf(dump);
    const auto expected = digestOf(read(items));
    std::mt19937 random(7);
    for (int round = 0; round < 3; ++round) {
        std::shuffle(items.begin(), items.end(), random);
        QVERIFY(digestOf(read(items)) == expected);
    }
}

void TestAccessCorpus::readsTheSharedExample() {
    const Json dump = sharedExample();
    if (dump.is_null()) QSKIP("the shared corpus is not here");
    const auto snapshot = read(itemsOf(dump));
    const auto count = [&](const char* kind) {
        return std::count_if(snapshot.principals.begin(), snapshot.principals.end(),
                             [&](const auto& p) { return p.kind == kind; });
    };
    QCOMPARE(count("user"), 44);
    QCOMPARE(count("group"), 5);
    QCOMPARE(count("role"), 78);
    std::set<std::string> inlineUsers;
    std::set<std::string> administrators;
    std::set<std::string> managed;
    for (const auto& grant : snapshot.grants) {
        if (grant.via == "inline" && grant.principalKind == "user") inlineUsers.insert(grant.principal);
        if (grant.policyName == "AdministratorAccess") administrators.insert(grant.principal);
    }
    for (const auto& statement : snapshot.statements)
        if (statement.policyKind == "managed") managed.insert(statement.policy);
    QCOMPARE(inlineUsers.size(), std::size_t(2));
    QCOMPARE(administrators.size(), std::size_t(6));
    QCOMPARE(managed.size(), std::size_t(84));
    QVERIFY(snapshot.lint.empty());
}

QTEST_APPLESS_MAIN(TestAccessCorpus)
#include "tst_access_corpus.moc"
