#!/usr/bin/env bash
# What the import costs beside what cannot be spared, and what definitions cost that do not match:
#   bash tests/bench/bench_layouts.sh BENCH_FOLDER [EVENTS] [ROUNDS]
# Writes EVENTS CloudTrail events (default 200,000) as {"Records":[…]} .json.gz files in the layout of S3 buckets and as
# JSON Lines. Then, in turn: gzip -dc of all files alone, the import of them, the import of the JSON Lines with the
# shipped definitions, and with ten more of other names. Prints one line a run and the medians. BENCH_FOLDER holds
# gen_cloudtrail.py; needs a release build (PROOFSTEAD_BIN names another).
set -euo pipefail
# shellcheck source=tests/bench/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
benchSetup "${1:-}" "${2:-200000}"
[[ -d layout-$events ]] || python3 "$bench/gen_cloudtrail.py" -n "$events" --records "layout-$events" > /dev/null

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

for ((round = 0; round < ${3:-5}; ++round)); do
    timed gzip bash -c 'find "$0" -name "*.gz" -print0 | xargs -0 gzip -dc > /dev/null' "layout-$events"
    freshVault layouts.vault
    timed folder "$bin/proofstead" -v layouts.vault import "layout-$events"
    freshVault layouts.vault
    timed shipped "$bin/proofstead" -v layouts.vault import "events-$events.jsonl"
    freshVault layouts.vault
    timed with-ten env XDG_CONFIG_HOME="$PWD/more" "$bin/proofstead" -v layouts.vault import "events-$events.jsonl"
done
rm -f layouts.vault*
medians gzip folder shipped with-ten
ratio folder gzip
ratio with-ten shipped
