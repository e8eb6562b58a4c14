#!/usr/bin/env bash
# Builds Proofstead and runs every test, without a display: bash tests/run.sh
# Missing packages are installed first (root or sudo). A second run with nothing changed starts at once.
set -euo pipefail
# shellcheck source=app/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/../app/setup.sh"

setupInstall build test
# what a user has set for daily work must not reach the tests
unset PROOFSTEAD_VAULT PROOFSTEAD_RESOURCES XDG_CONFIG_HOME NO_COLOR COLUMNS
cd "$proofsteadRoot"

find core ui app tests -name '*.h' -print0 -o -name '*.cpp' -print0 |
    xargs -0 clang-format --dry-run --Werror ||
    setupFail "the files above are not laid out by .clang-format; run clang-format -i on them"
setupBuild all all_verify_interface_header_sets
ctest --test-dir "$proofsteadBuild" -j2 --output-on-failure
