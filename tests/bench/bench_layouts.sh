#!/usr/bin/env bash
# What the import costs beside what cannot be spared, and what definitions cost that do not match:
#   bash tests/bench/bench_layouts.sh BENCH_FOLDER [EVENTS] [ROUNDS]
# Writes EVENTS CloudTrail events (default 200,000) as {"Records":[…]} .json.gz files in the layout of S3 buckets and as
# JSON Lines. Then, in turn: gzip -dc of all files alone, the import of them, the import of the JSON Lines with the
# shipped definitions, and with ten more of other names. Prints one line a run and the medians. BENCH_FOLDER holds
# gen_cloudtrail.py; needs a release build (PROOFSTEAD_BIN names another).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
bench=${1:?name the folder of gen_cloudtrail.py}
bench=$(cd "$bench" && pwd)
events=${2:-200000}
rounds=${3:-5}
bin=${PROOFSTEAD_BIN:-$root/build/release/bin}
scratch=${PROOFSTEAD_BENCH_SCRATCH:-$root/build/bench}
mkdir -p "$scratch"
cd "$scratch"
[[ -d layout-$events ]] || python3 "$bench/gen_cloudtrail.py" -n "$events" --records "layout-$events" > /dev/null
[[ -f events-$events.jsonl ]] || python3 "$bench/gen_cloudtrail.py" -n "$events" -o "events-$events.jsonl" > /dev/null
unset PROOFSTEAD_VAULT PROOFSTEAD_RESOURCES

# Ten definitions more, which know other products' members and match nothing here.
python3 - "$root/resources/sources/okta.json" << 'PY'
import json, pathlib, sys
folder = pathlib.Path("more/proofstead/sources")
folder.mkdir(parents=True, exist_ok=True)
for number in range(10):
    source = json.load(open(sys.argv[1]))
    source["id"] = f"bench-{number}"
    source["recognise"] = [[f"member{number}", "eventType", "published"]]
    source["samples"] = []
    text = json.dumps(source)
    (folder / f"bench-{number}.json").write_text(text)
PY

# timed NAME COMMAND…: appends seconds to layouts.NAME
timed() {
    local name=$1
    shift
    python3 - "$name" "$@" << 'PY'
import subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
start = time.monotonic()
subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
seconds = time.monotonic() - start
print(f"{name:<12} {seconds:7.2f} s", flush=True)
open("layouts." + name, "a").write(f"{seconds}\n")
PY
}
fresh() {
    rm -f layouts.vault*
    "$bin/proofstead" init layouts.vault --plain > /dev/null
}

rm -f layouts.*
for ((round = 0; round < rounds; ++round)); do
    timed gzip bash -c 'find "$0" -name "*.gz" -print0 | xargs -0 gzip -dc > /dev/null' "layout-$events"
    fresh
    timed folder "$bin/proofstead" -v layouts.vault import "layout-$events"
    fresh
    timed shipped "$bin/proofstead" -v layouts.vault import "events-$events.jsonl"
    fresh
    timed with-ten env XDG_CONFIG_HOME="$PWD/more" "$bin/proofstead" -v layouts.vault import "events-$events.jsonl"
done
rm -f layouts.vault*
python3 - << 'PY'
from statistics import median
t = {n: median(map(float, open("layouts." + n))) for n in ("gzip", "folder", "shipped", "with-ten")}
for n, s in t.items(): print(f"median {n:<12} {s:7.2f} s")
print(f"folder / gzip alone = {t['folder'] / t['gzip']:.2f}; with ten more / shipped = {t['with-ten'] / t['shipped']:.3f}")
PY
