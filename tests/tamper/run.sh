#!/usr/bin/env bash
# Changes a signed pack in many more places than ctest has time for, and expects that every change is reported:
#   bash tests/tamper/run.sh [COUNT]      every bit of signatures and time stamps, COUNT bytes anywhere (default 10000)
#   bash tests/tamper/run.sh COUNT PACK   besides, COUNT single bits of a pack of yours, one run of proofstead-verify each
set -euo pipefail
bin=${PROOFSTEAD_BIN:-"$(dirname "${BASH_SOURCE[0]}")/../../build/release/bin"}
count=${1:-10000}
export PROOFSTEAD_FLIPS=$count LC_ALL=C.UTF-8

"$bin/tests/tst_seal_timestamp" everyBitOfATokenCounts
"$bin/tests/tst_seal_signature" everyBitOfTheContainerCounts bytesAnywhereCount everyStructuralByteCounts
[ $# -ge 2 ] || exit 0

pack=$2
copy=$(mktemp)
trap 'rm -f "$copy"' EXIT
size=$(stat -c %s "$pack")
for ((i = 0; i < count; i++)); do
    at=$(((RANDOM << 30 | RANDOM << 15 | RANDOM) % size))
    cp "$pack" "$copy"
    was=$(od -An -tu1 -j "$at" -N 1 "$pack")
    printf "\\x$(printf '%02x' $((was ^ (1 << (RANDOM % 8)))))" | dd of="$copy" bs=1 seek="$at" conv=notrunc status=none
    code=0
    "$bin/proofstead-verify" "$copy" >/dev/null 2>&1 || code=$?
    case $code in
    1 | 2) ;;
    *) echo "byte $at: exit $code" && exit 1 ;;
    esac
done
echo "$count changes of $pack, every one reported"
