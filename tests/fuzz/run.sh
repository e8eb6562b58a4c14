#!/usr/bin/env bash
# Builds the fuzz targets with address and undefined-behaviour sanitizers and runs each of them for a while:
#   bash tests/fuzz/run.sh [SECONDS] [TARGET…]      60 seconds each, all targets, when nothing is said
# Inputs that are worth keeping stay in build/fuzz/corpus; what crashes a target is printed and kept in build/fuzz.
set -euo pipefail
# shellcheck source=app/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../app/setup.sh"
seconds=${1:-60}
shift || true

setupInstall build fuzz
cd "$proofsteadRoot"
cmake --preset fuzz > /dev/null
mapfile -t targets < <(if (($#)); then printf '%s\n' "$@"; else find tests/fuzz -name 'fuzz_*.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort; fi)
cmake --build --preset fuzz --parallel "$(setupJobs)" --target "${targets[@]}"
cd build/fuzz
mkdir -p seeds
find "$proofsteadRoot/resources/sources" "$proofsteadRoot/resources/demo/files" -type f -size -40k -exec cp -f {} seeds/ \;
python3 "$proofsteadRoot/tests/fuzz/seeds.py" "$proofsteadRoot/resources/sources" seeds
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target"
    printf '%s: ' "$target"
    "bin/fuzz/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2000 -max_len=4096 -print_final_stats=1 \
        "corpus/$target" seeds > "$target.log" 2>&1 || { tail -n 40 "$target.log"; exit 1; }
    awk -F: '/stat::number_of_executed_units/ { print $NF + 0 " inputs, nothing found" }' "$target.log"
done
