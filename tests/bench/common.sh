# shellcheck shell=bash
# Sourced by the benchmarks that run whole programs in turn. The caller has set -euo pipefail and gives its arguments.
# Sets root, bench (the folder of gen_cloudtrail.py), bin and events, and goes into a scratch folder that later runs use
# again: PROOFSTEAD_BENCH_SCRATCH, default below the build. PROOFSTEAD_BIN names another release build.

benchSetup() { # BENCH_FOLDER EVENTS
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
    bench=$(cd "${1:?name the folder of gen_cloudtrail.py}" && pwd)
    events=$2
    bin=${PROOFSTEAD_BIN:-$root/build/release/bin}
    mkdir -p "${PROOFSTEAD_BENCH_SCRATCH:-$root/build/bench}"
    cd "${PROOFSTEAD_BENCH_SCRATCH:-$root/build/bench}"
    [[ -f events-$events.jsonl ]] || python3 "$bench/gen_cloudtrail.py" -n "$events" -o "events-$events.jsonl" > /dev/null
    unset PROOFSTEAD_VAULT PROOFSTEAD_RESOURCES
    rm -f times.*
}

# freshVault FILE: an empty one
freshVault() {
    rm -f "$1"*
    "$bin/proofstead" init "$1" --plain > /dev/null
}

# timed NAME COMMAND…: appends seconds and peak MB to times.NAME. A command that prints JSON with a "total" is believed:
# it leaves out its own start. What was written before is on the disk first, so that nobody pays for another.
timed() {
    sync
    python3 - "$@" << 'PY'
import json, os, subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
child = subprocess.Popen(command, stdout=subprocess.PIPE)
out = child.stdout.read()
_, status, usage = os.wait4(child.pid, 0)
seconds, peak = time.monotonic() - start, usage.ru_maxrss / 1024
if status: sys.exit(f"{name}: exit {os.waitstatus_to_exitcode(status)}")
if out.startswith(b'{"'): seconds = json.loads(out)["total"]
print(f"{name:<10} {seconds:7.2f} s {peak:8.0f} MB", flush=True)
open("times." + name, "a").write(f"{seconds} {peak}\n")
PY
}

# medians NAME…: a line each
medians() {
    local name
    for name in "$@"; do
        sort -g "times.$name" | awk -v name="$name" '{ s[NR] = $1; if ($2 > peak) peak = $2 }
            END { printf "median %-10s %7.2f s, peak %.0f MB\n", name, (s[int((NR + 1) / 2)] + s[int(NR / 2) + 1]) / 2, peak }'
    done
}

# ratio NAME OTHER: of their medians
ratio() {
    local one other
    one=$(medians "$1" | awk '{ print $3 }')
    other=$(medians "$2" | awk '{ print $3 }')
    awk -v name="$1 / $2" -v one="$one" -v other="$other" 'BEGIN { printf "%s = %.3f\n", name, one / other }'
}
