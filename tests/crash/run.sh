#!/usr/bin/env bash
# Kills imports at random and looks at what is left, again and again:
#   bash tests/crash/run.sh FOLDER [KILLS] [SEED]
# FOLDER holds logs; a large generated file is added to it. Each round imports into a new vault, kills the import at a
# random moment (some more than once), verifies the vault, lets the import go on, verifies again and compares events,
# sources and rejected records with a vault that was filled in one go. Then the same with files that change or go away
# while they are read and, as root, with a disk that is full. Prints the seed of each round; exit code 1 when a round
# did not survive. Needs a release build (PROOFSTEAD_BIN names another) and about a gigabyte in PROOFSTEAD_CRASH_SCRATCH
# (default below the build). PROOFSTEAD_CRASH_EVENTS: size of the large file (default 120,000).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(cd "${1:?name a folder of logs}" && pwd)
bin=${PROOFSTEAD_BIN:-$root/build/release/bin}
scratch=${PROOFSTEAD_CRASH_SCRATCH:-$root/build/crash}
unset PROOFSTEAD_VAULT PROOFSTEAD_FAILPOINT
mkdir -p "$scratch"
kills=(python3 "$root/tests/crash/kills.py" "$bin/proofstead" "$scratch" "$folder" "${2:-100}" "${3:-$RANDOM}")
# A file system of its own for the full disk, which nobody else sees and which goes with the process.
if ((EUID == 0)); then
    mkdir -p "$scratch/small"
    export PROOFSTEAD_CRASH_SMALL=$scratch/small
    exec unshare --mount --propagation private bash -c 'mount -t tmpfs -o size=16m tmpfs "$PROOFSTEAD_CRASH_SMALL" && exec "$@"' _ "${kills[@]}"
fi
exec "${kills[@]}"
