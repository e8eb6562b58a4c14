#include "workspace/Parts.h"

#include "store/RegisterRows.h"
#include "trail/LogHead.h"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace proofstead::workspace {

namespace {

std::optional<base::Millis> timeAt(const base::Json& data, const char* column) {
    const auto* value = base::find(data, column);
    return value && value->is_number_integer() ? std::optional<base::Millis>(value->get<base::Millis>()) : std::nullopt;
}

std::optional<model::Decision> decisionOf(const store::RegisterRowValue& row) {
    const auto kind = model::decisionKindFromId(base::stringAt(row.data, "kind"));
    if (!kind) return std::nullopt;
    model::Decision d;
    d.record = row.record;
    d.id = row.key;
    d.kind = *kind;
    struct Text {
        const char* column;
        std::string* target;
    };
    const Text texts[] = {{"control", &d.control},
                          {"check", &d.check},
                          {"subject", &d.subject},
                          {"answer", &d.answer},
                          {"part", &d.part},
                          {"by", &d.by},
                          {"role", &d.role},
                          {"requested_by", &d.requestedBy},
                          {"second_approver", &d.secondApprover},
                          {"rationale", &d.rationale},
                          {"basis", &d.basis},
                          {"compensating", &d.compensating}};
    for (const auto& text : texts)
        *text.target = base::stringAt(row.data, text.column);
    d.decidedAt = timeAt(row.data, "decided_at");
    d.periodFrom = timeAt(row.data, "period_from");
    d.periodUntil = timeAt(row.data, "period_until");
    d.expiresAt = timeAt(row.data, "expires_at");
    d.reviewBy = timeAt(row.data, "review_by");
    return d;
}

} // namespace

base::Result<source::SourceSet> compileSources(const catalog::Catalog& content) {
    source::SourceSet set;
    for (const auto& definition : content.sources)
        if (auto added = set.add(definition.document, definition.digest); !added)
            return base::climb(added.error(), definition.origin);
    return set;
}

base::Result<std::vector<model::Decision>> readDecisions(const store::Vault& vault) {
    PS_TRY(const auto rows, store::registerRows(vault, "decision"));
    std::vector<model::Decision> decisions;
    for (const auto& row : rows)
        if (auto decision = decisionOf(row)) decisions.push_back(std::move(*decision));
    return decisions;
}

base::Status logged(store::Vault& vault, const std::function<base::Status()>& change) {
    PS_CHECK(vault.begin());
    auto done = change();
    if (done) {
        const auto note = trail::addCheckpoint(vault);
        if (!note) done = tl::unexpected<base::Error>(note.error());
    }
    if (!done) {
        vault.rollback();
        return done;
    }
    return vault.commit();
}

std::string operatingSystemUser() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found) return found->pw_name;
    return "uid " + std::to_string(::geteuid());
}

std::string actorOf(const OpenOptions& options) {
    if (!options.actor.empty()) return options.actor;
    if (options.key.byRecovery()) return "recovery key";
    return options.key ? options.key.user() : operatingSystemUser();
}

} // namespace proofstead::workspace
