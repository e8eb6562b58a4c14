// Who signs a pack, who stands for it, and what stands behind a mask of it.

#include "pack/Pack.h"
#include "seal/Digest.h"
#include "store/VaultSecrets.h"
#include "trail/LogHead.h"
#include "workspace/Parts.h"

#include <algorithm>

namespace proofstead::workspace {

namespace {

// On the face of the certificate: whoever sees only that must not take it for more than it is.
constexpr const char* kOwnCertificate = "self-signed, identity not proven";

std::string secretName(const std::string& actor) {
    return "signing-key/" + actor;
}

base::Status keep(store::Vault& vault, const std::string& actor, const seal::SigningKey& key) {
    std::string secret = key.stored();
    const auto kept = store::keepSecret(vault, secretName(actor), base::asBytes(secret));
    seal::cleanse(secret);
    PS_CHECK(kept);
    const auto& certificate = key.certificate();
    PS_CHECK(vault.append("signing-key", actor,
                          base::Json{{"subject", certificate.subject},
                                     {"certificate_sha256", seal::toHex(certificate.digest())},
                                     {"self_signed", true}}));
    return {};
}

// The actor's own key: the kept one while its certificate is valid, else a new one, which the evidence log names.
base::Result<std::shared_ptr<const seal::SigningKey>> ownKey(store::Vault& vault, const std::string& actor,
                                                             const std::string& organisation, base::Millis now) {
    PS_TRY(std::string secret, store::secretOf(vault, secretName(actor)));
    if (!secret.empty()) {
        auto key = seal::SigningKey::fromStored(secret);
        seal::cleanse(secret);
        if (!key) return base::fail("bad-key", key.error().detail);
        if (key->certificate().isValidAt(now)) return std::make_shared<const seal::SigningKey>(std::move(*key));
    }
    auto key = seal::SigningKey::make(actor, organisation, kOwnCertificate, now);
    PS_CHECK(logged(vault, [&] { return keep(vault, actor, key); }));
    return std::make_shared<const seal::SigningKey>(std::move(key));
}

// "Anna Meier, Data protection officer": the name ends at the first comma.
base::Result<pack::SignOff> officerOf(const std::string& text) {
    const auto comma = text.find(',');
    if (comma == std::string::npos) return base::fail("sign-off-incomplete");
    pack::SignOff signOff;
    signOff.name = base::printable(base::trim(text.substr(0, comma)));
    signOff.role = base::printable(base::trim(text.substr(comma + 1)));
    if (signOff.name.empty() || signOff.role.empty()) return base::fail("sign-off-incomplete");
    return signOff;
}

base::Result<model::LogSeq> logSignOff(store::Vault& vault, const std::string& actor, const std::string& run,
                                       const pack::SignOff& signOff) {
    model::LogSeq seq = -1;
    const base::Json body{
        {"name", signOff.name}, {"role", signOff.role}, {"run", run}, {"statement", signOff.statement}};
    PS_CHECK(logged(vault, [&]() -> base::Status {
        PS_TRY(seq, vault.append("sign-off", actor, body));
        return {};
    }));
    return seq;
}

// Masks that the text names: whole, without its brackets, or by the first digits of the commitment.
std::vector<const pack::Commitment*> named(const std::map<std::string, pack::Commitment>& all,
                                           const std::string& text) {
    std::vector<const pack::Commitment*> found;
    for (const auto& [shown, one] : all) {
        const bool whole = shown == text || shown == "‹masked:" + text + "›" || shown == "‹" + text + "›";
        if (whole || (text.size() >= 8 && one.commitment.starts_with(text))) found.push_back(&one);
    }
    return found;
}

} // namespace

// The run and the time are settled first, so that sign-off, signature and pages speak of the same.
base::Result<ReportResult> Workspace::signedReport(ReportOptions& options, const Progress& progress) {
    const std::string& actor = m_d->options.actor;
    auto& signing = options.signing;
    if (options.generatedAt == 0) options.generatedAt = base::now();
    PS_TRY(const auto run, this->run(options.run));
    options.run = run.id;
    std::optional<pack::SignOff> signOff;
    if (!signing.officer.empty()) {
        PS_TRY(signOff, officerOf(signing.officer));
    }
    if (!signing.key) {
        PS_TRY(signing.key, ownKey(*m_d->vault, actor, run.scope.organisation, options.generatedAt));
    }
    const auto& certificate = signing.key->certificate();
    if (!certificate.isValidAt(options.generatedAt))
        return base::fail("certificate-expired", base::formatDate(certificate.notAfter), certificate.subject);
    if (signOff) {
        pack::PackInput words;
        words.run = run;
        words.messages = m_d->texts;
        signOff->statement = pack::assertionText(words);
        PS_TRY(signOff->seq, logSignOff(*m_d->vault, actor, run.id, *signOff));
    }
    PS_TRY(auto input, packInput(options, progress));
    if (progress.stop()) return base::fail("cancelled");
    if (signOff) {
        PS_TRY(const auto proof, trail::entryProof(*m_d->vault, signOff->seq));
        signOff->proof = proof.write();
        signOff->at = base::parseTime(seal::SignOff::of(proof).at).value_or(options.generatedAt);
        input.signOff = std::move(signOff);
    }
    input.signer = pack::Signer{certificate.subject, seal::toHex(certificate.digest()), certificate.selfSigned,
                                static_cast<bool>(signing.stamper)};
    return packOf(std::move(input), options.outline);
}

base::Result<seal::Certificate> Workspace::ownCertificate() {
    PS_TRY(const auto declared, scope());
    PS_TRY(const auto key, ownKey(*m_d->vault, m_d->options.actor, declared.organisation, base::now()));
    return key->certificate();
}

base::Result<seal::Opening> Workspace::reveal(const std::string& mask, const std::string& reason,
                                              const std::string& run, const Progress& progress) {
    if (base::trim(reason).empty()) return base::fail("reveal-reason-missing");
    ReportOptions options;
    options.run = run;
    PS_TRY(const auto input, packInput(options, progress));
    PS_TRY(const auto all, pack::commitmentsOf(input));
    const auto found = named(all, mask);
    if (found.empty()) return base::fail("mask-unknown", base::shorten(base::printable(mask), 80));
    if (found.size() > 1) return base::fail("mask-ambiguous", found[0]->shown + ", " + found[1]->shown);
    const pack::Commitment& one = *found.front();
    const base::Json body{{"mask", one.shown},
                          {"commitment", one.commitment},
                          {"run", input.run.id},
                          {"reason", std::string(base::trim(reason))}};
    const auto kept = logged(*m_d->vault, [&]() -> base::Status {
        PS_CHECK(m_d->vault->append("reveal", m_d->options.actor, body));
        return {};
    });
    PS_CHECK(kept);
    return seal::Opening{one.shown, one.kind, one.value, one.salt, one.commitment};
}

} // namespace proofstead::workspace
