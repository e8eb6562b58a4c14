#!/usr/bin/env bash
# Imports a million CloudTrail events and assesses them, in turn with DuckDB doing the same ingest work:
#   bash tests/bench/bench_ingest.sh BENCH_FOLDER [EVENTS] [ROUNDS]
# BENCH_FOLDER holds gen_cloudtrail.py and duckdb_ingest.mjs; DuckDB is installed from the npm registry into the scratch
# folder (common.sh). Prints one line a run and the medians. Needs a release build (app/quickstart.sh or tests/run.sh
# makes it).
set -euo pipefail
# shellcheck source=tests/bench/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
benchSetup "${1:-}" "${2:-1000000}"
[[ -d node_modules/@duckdb/node-api ]] || npm install --silent --no-fund --no-audit @duckdb/node-api
cp -f "$bench/duckdb_ingest.mjs" .

for ((round = 0; round < ${3:-3}; ++round)); do
    freshVault bench.vault
    timed import "$bin/proofstead" -v bench.vault import "events-$events.jsonl"
    timed duckdb node duckdb_ingest.mjs "events-$events.jsonl"
    "$bin/proofstead" -v bench.vault scope --organisation Bench --declare-imported \
        --entity all=controller,processor,covered-entity,business-associate,provider,deployer > /dev/null
    timed assess "$bin/proofstead" -v bench.vault assess
done
rm -f bench.vault*
medians import duckdb assess
ratio import duckdb
