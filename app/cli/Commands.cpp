#include "cli/Commands.h"

namespace proofstead::cli {

// In the order of the work. The name is what a user types; the example is printed under `--help`.
const std::vector<CommandRow>& commands() {
    static const std::vector<CommandRow> rows{
        {"init", "Create a vault, the one encrypted file of an engagement", "proofstead init clinic.vault", makeInit},
        {"import", "Read logs, access exports and registers into the vault",
         "proofstead import logs/ iam.json roster.csv", makeImport},
        {"rejects", "List what could not be read, and why", "proofstead rejects --format csv", makeRejects},
        {"reread", "Map the stored bytes of a log again, after its definition was corrected",
         "proofstead reread aws-cloudtrail", makeReread},
        {"sources", "List what was imported beside what is declared", "proofstead sources", makeSources},
        {"scope", "Show or change what is assessed: entities, roles, sources, period",
         "proofstead scope --organisation \"St. Anna Clinic\" --entity clinic=controller,covered-entity "
         "--declare aws-cloudtrail/111122223333=hour --from 2025-01-01 --until 2025-04-01",
         makeScope},
        {"assess", "Run the checks and give every control a status",
         "proofstead assess --framework gdpr --from 2025-01-01 --until 2025-04-01", makeAssess},
        {"gaps", "List the controls in scope that are not supported, worst first",
         "proofstead gaps --format csv > gaps.csv", makeGaps},
        {"controls", "List all controls with status and reasons, or show one", "proofstead controls hipaa-312-b",
         makeControls},
        {"findings", "List what the checks object to", "proofstead findings --severity high", makeFindings},
        {"trail", "Follow a record back to its bytes in a file and compute the proof again", "proofstead trail 4711",
         makeTrail},
        {"events", "List events", "proofstead events --action \"Delete*\" --outcome failure --from 2025-01-01",
         makeEvents},
        {"coverage", "Show which hours or days a source did not deliver", "proofstead coverage", makeCoverage},
        {"report", "Write the evidence pack (PDF) or the results (JSON, CSV)",
         "proofstead report --format pdf --out pack.pdf", makeReport},
        {"certificate", "Print your own certificate, for those who receive your packs",
         "proofstead certificate --out anna.pem", makeCertificate},
        {"reveal", "Open one masked value of a pack, so that its receiver can check it",
         "proofstead reveal 1a2b3c4d --reason \"asked for by the auditor\" --out alice.json", makeReveal},
        {"verify", "Compute all digests of the vault, or of a pack, again", "proofstead verify pack.pdf", makeVerify},
        {"key", "Change what opens an encrypted vault", "proofstead key passphrase -v clinic.vault", makeKey},
        {"vault", "Write the vault for other tools", "proofstead vault export --plain clinic.sqlite", makeVault},
        {"checks", "List the checks, or show one with its queries", "proofstead checks", makeChecks},
        {"register", "Print templates of registers to fill in", "proofstead register template incident > incidents.csv",
         makeRegister},
        {"dash", "Look around in the full-screen dashboard", "proofstead dash -v clinic.vault", makeDash},
        {"demo", "Set up the demo engagement: vault, assessment and pack", "proofstead demo proofstead-demo", makeDemo},
    };
    return rows;
}

} // namespace proofstead::cli
