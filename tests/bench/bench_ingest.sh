#!/usr/bin/env bash
# Imports a million CloudTrail events and assesses them, in turn with DuckDB doing the same ingest work:
#   bash tests/bench/bench_ingest.sh BENCH_FOLDER [EVENTS] [ROUNDS]
# BENCH_FOLDER holds gen_cloudtrail.py and duckdb_ingest.mjs; DuckDB is installed from the npm registry into a scratch
# folder (PROOFSTEAD_BENCH_SCRATCH, default below the build) that later runs use again. Prints one line a run and the
# medians. Needs a release build (app/quickstart.sh or tests/run.sh makes it; PROOFSTEAD_BIN names another).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bench=${1:?name the folder of gen_cloudtrail.py and duckdb_ingest.mjs}
bench=$(cd "$bench" && pwd)
events=${2:-1000000}
rounds=${3:-3}
bin=${PROOFSTEAD_BIN:-$root/build/release/bin}
scratch=${PROOFSTEAD_BENCH_SCRATCH:-$root/build/bench}
mkdir -p "$scratch"
cd "$scratch"
[[ -f events-$events.jsonl ]] || python3 "$bench/gen_cloudtrail.py" -n "$events" -o "events-$events.jsonl" --summary "events-$events.json"
[[ -d node_modules/@duckdb/node-api ]] || npm install --silent --no-fund --no-audit @duckdb/node-api
cp -f "$bench/duckdb_ingest.mjs" .
unset PROOFSTEAD_VAULT

# timed NAME COMMAND…: appends seconds and peak MB to times.NAME
timed() {
    local name=$1
    shift
    python3 - "$name" "$@" << 'PY'
import json, os, subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
child = subprocess.Popen(command, stdout=subprocess.PIPE if name == "duckdb" else subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
seconds, peak = time.monotonic() - start, usage.ru_maxrss / 1024
if name == "duckdb" and not status: seconds = json.loads(child.stdout.read())["total"]  # without starting Node.js
if status: sys.exit(f"{name}: exit {os.waitstatus_to_exitcode(status)}")
print(f"{name:<10} {seconds:7.2f} s {peak:8.0f} MB", flush=True)
open("times." + name, "a").write(f"{seconds} {peak}\n")
PY
}

rm -f times.*
for ((round = 0; round < rounds; ++round)); do
    rm -f bench.vault*
    "$bin/proofstead" init bench.vault --plain > /dev/null
    sync # nobody pays for what another wrote
    timed import "$bin/proofstead" -v bench.vault import "events-$events.jsonl"
    sync
    timed duckdb node duckdb_ingest.mjs "events-$events.jsonl"
    "$bin/proofstead" -v bench.vault scope --organisation Bench --declare-imported \
        --entity all=controller,processor,covered-entity,business-associate,provider,deployer > /dev/null
    timed assess "$bin/proofstead" -v bench.vault assess
done
rm -f bench.vault*
python3 - << 'PY'
from statistics import median
read = lambda n: [tuple(map(float, l.split())) for l in open("times." + n)]
t = {n: (median(s for s, _ in read(n)), max(m for _, m in read(n))) for n in ("import", "duckdb", "assess")}
for n, (s, m) in t.items(): print(f"median {n:<10} {s:7.2f} s, peak {m:.0f} MB")
print(f"import / duckdb = {t['import'][0] / t['duckdb'][0]:.2f}")
PY
