#include "review/Population.h"

#include "seal/Digest.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace proofstead::review {

namespace {

constexpr const char* kGrants =
    "SELECT record_id, principal, principal_kind, effect, action, resource, condition, policy, policy_name, via, "
    "snapshot_at FROM grant_effective WHERE source = :source AND environment = :environment";

// A snapshot without a single grant is still a snapshot: its principals say so.
constexpr const char* kSnapshot = "SELECT snapshot_at FROM principal WHERE source = :source AND environment = "
                                  ":environment ORDER BY snapshot_at DESC LIMIT 1";

auto keyOf(const ReviewItem& item) {
    return std::tie(item.principal, item.principalKind, item.effect, item.action, item.resource, item.condition,
                    item.policy, item.policyName, item.via);
}

ReviewItem itemOf(const store::Statement& row) {
    ReviewItem item;
    item.record = model::RecordId{row.integer(0)};
    item.principal = row.string(1);
    item.principalKind = row.string(2);
    item.effect = row.string(3);
    item.action = row.string(4);
    item.resource = row.string(5);
    item.condition = row.string(6);
    item.policy = row.string(7);
    item.policyName = row.string(8);
    item.via = row.string(9);
    return item;
}

// Sorted, and each grant once, under the lowest record that says so.
std::vector<ReviewItem> merged(std::vector<ReviewItem> items) {
    std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        return keyOf(a) != keyOf(b) ? keyOf(a) < keyOf(b) : a.record < b.record;
    });
    std::vector<ReviewItem> unique;
    for (auto& item : items) {
        if (!unique.empty() && keyOf(unique.back()) == keyOf(item))
            ++unique.back().paths;
        else
            unique.push_back(std::move(item));
    }
    return unique;
}

base::Json toJson(const ReviewItem& item) {
    return {{"principal", item.principal},
            {"principal_kind", item.principalKind},
            {"effect", item.effect},
            {"action", item.action},
            {"resource", item.resource},
            {"condition", item.condition},
            {"policy", item.policy},
            {"policy_name", item.policyName},
            {"via", item.via},
            {"paths", item.paths}};
}

} // namespace

base::Json populationJson(const Population& population) {
    base::Json json{
        {"source", population.source},
        {"environment", population.environment},
        {"snapshot_at", population.snapshotAt ? base::Json(base::formatTime(*population.snapshotAt)) : nullptr},
        {"items", base::Json::array()}};
    for (const auto& item : population.items)
        json["items"].push_back(toJson(item));
    return json;
}

base::Result<Population> freezePopulation(store::CheckConnection& connection, const std::string& source,
                                          const std::string& environment) {
    const store::SqlParameters parameters{{"source", source}, {"environment", environment}};
    Population population{source, environment, {}, {}, {}, 0};
    bool found = false;
    PS_CHECK(connection.rows(kSnapshot, parameters, [&](const store::Statement& row) {
        found = true;
        population.snapshotAt = row.integerOrNull(0);
        return true;
    }));
    std::vector<ReviewItem> items;
    PS_CHECK(connection.rows(kGrants, parameters, [&](const store::Statement& row) {
        items.push_back(itemOf(row));
        population.snapshotAt = std::max(population.snapshotAt, row.integerOrNull(10));
        return true;
    }));
    if (!found && items.empty()) return base::fail("no-snapshot", environment, source);
    population.items = merged(std::move(items));
    std::set<std::string> principals;
    for (const auto& item : population.items)
        principals.insert(item.principal);
    population.principals = static_cast<std::int64_t>(principals.size());
    population.digest = seal::sha256Hex(base::canonicalJson(populationJson(population)));
    return population;
}

} // namespace proofstead::review
