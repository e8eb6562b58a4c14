#!/usr/bin/env bash
# From a fresh Debian 12 machine to an evidence pack:
#   bash app/quickstart.sh           on the demo engagement (an invented clinic)
#   bash app/quickstart.sh PATH…     on your own files: CloudTrail folders, IAM exports, registers
# Installs what is missing (root or sudo), builds, and leaves vault and pack in proofstead-demo/ of the current folder.
# A second run adds what is new and writes the pack anew.
set -euo pipefail
# shellcheck source=app/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

for path in "$@"; do
    [[ $path != -h && $path != --help ]] || { sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0; }
    [[ -r $path ]] || setupFail "$path: not found, or not readable; name files or folders that exist"
done
folder=$PWD/proofstead-demo
mkdir -p "$folder" 2> /dev/null || true
[[ -d $folder && -w $folder ]] ||
    setupFail "$folder cannot be written; change to a folder of your own and run this again from there"

setupInstall build
setupBuild proofstead proofstead-verify proofstead-desktop
PATH=$proofsteadBuild/bin:$PATH
unset PROOFSTEAD_VAULT

if (($#)); then
    vault=$folder/engagement.vault
    pack=$folder/evidence-pack.pdf
    [[ -f $vault ]] || proofstead init "$vault" --plain
    proofstead -v "$vault" import "$@"
    # every source that came is declared, and the period is the one that the files speak about
    proofstead -v "$vault" scope --declare-imported
    proofstead -v "$vault" assess
    proofstead -v "$vault" report --format pdf --out "$pack"
else
    proofstead demo "$folder"
    vault=$(find "$folder" -maxdepth 1 -name '*.vault' ! -name engagement.vault -print -quit)
    pack=$(find "$folder" -maxdepth 1 -name '*.pdf' ! -name evidence-pack.pdf -print -quit)
fi

if [[ ! -t 1 ]]; then export COLUMNS=${COLUMNS:-120}; fi
printf '\n'
proofstead -v "$vault" gaps
printf '\nVault: %s\nPack:  %s\n' "$vault" "$pack"
printf 'Next:  %s -v %s findings\n' "$proofsteadBuild/bin/proofstead" "$vault"
