# shellcheck shell=bash
# Sourced by app/quickstart.sh and tests/run.sh: installs what is missing, then configures and builds the release preset.
# The caller has set -euo pipefail.

proofsteadRoot=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
proofsteadBuild=$proofsteadRoot/build/release

# setupSay TEXT…: one line about what happens now
setupSay() { printf '%s\n' "$*"; }
setupFail() { printf 'proofstead: %s\n' "$*" >&2; exit 2; }

# setupPackages USE…: names from packages.txt whose second column is one of the uses
setupPackages() {
    local wanted=" $* " name use rest
    while read -r name use rest; do
        [[ -z $name || $name == '#'* || $wanted != *" $use "* ]] || printf '%s\n' "$name"
    done < "$proofsteadRoot/app/packages.txt"
}

# setupMissing PACKAGE…: those that are not installed
setupMissing() {
    local installed
    installed=" $(dpkg-query -W -f '${Package} ${db:Status-Abbrev}\n' "$@" 2>/dev/null |
        awk 'substr($2, 2, 1) == "i" { printf "%s ", $1 }' || true)"
    local name
    for name in "$@"; do
        [[ $installed == *" $name "* ]] || printf '%s\n' "$name"
    done
}

setupAsRoot() {
    if [[ $(id -u) == 0 ]]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# setupInstall USE…: installs what packages.txt names for these uses and this machine lacks
setupInstall() {
    local wanted missing
    mapfile -t wanted < <(setupPackages "$@")
    command -v apt-get > /dev/null ||
        setupFail "this script installs Debian 12 packages and finds no apt-get here. Install the counterparts of: ${wanted[*]}; then run: cmake --preset release && cmake --build --preset release"
    mapfile -t missing < <(setupMissing "${wanted[@]}")
    ((${#missing[@]})) || return 0
    [[ $(id -u) == 0 ]] || command -v sudo > /dev/null ||
        setupFail "packages are missing and this is neither root nor a machine with sudo. As root, run: apt-get install -y --no-install-recommends ${missing[*]}"
    setupSay "Installing ${#missing[@]} packages (and what they depend on): ${missing[*]}"
    setupAsRoot apt-get update -qq || setupFail "the package lists could not be read; check the network and /etc/apt/sources.list"
    setupAsRoot apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "${missing[@]}" > /dev/null ||
        setupFail "packages could not be installed (see above); repeat by hand with: apt-get install -y --no-install-recommends ${missing[*]}"
}

# setupJobs: one compiler for each processor, but no more than fit into memory (about 1.2 GB each)
setupJobs() {
    local jobs fit
    jobs=$(nproc)
    fit=$(awk '/^MemAvailable:/ { print int($2 / 1200000) }' /proc/meminfo 2>/dev/null || true)
    [[ -n $fit ]] && ((fit < jobs)) && jobs=$fit
    ((jobs > 0)) || jobs=1
    printf '%s\n' "$jobs"
}

# setupBuild TARGET…: configures when needed and builds the targets with the release preset
setupBuild() {
    export LC_ALL=C.UTF-8
    # ccache wants a home that can be written
    [[ -n ${CCACHE_DIR:-} || (-n ${HOME:-} && -w ${HOME:-}) ]] || export CCACHE_DIR=$proofsteadRoot/build/ccache
    # a tree that was copied or moved brings a build made for another place
    if [[ -f $proofsteadBuild/CMakeCache.txt ]] &&
        ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$proofsteadRoot" "$proofsteadBuild/CMakeCache.txt"; then
        rm -rf "$proofsteadBuild"
    fi
    if [[ ! -f $proofsteadBuild/build.ninja ]]; then
        setupSay "Configuring in $proofsteadBuild"
        mkdir -p "$proofsteadBuild"
        (cd "$proofsteadRoot" && cmake --preset release) > "$proofsteadBuild/configure.log" 2>&1 || {
            rm -f "$proofsteadBuild/build.ninja"
            tail -n 30 "$proofsteadBuild/configure.log" >&2
            setupFail "cmake could not configure the build; all it said is in $proofsteadBuild/configure.log"
        }
    fi
    cmake --build "$proofsteadBuild" --parallel "$(setupJobs)" --target "$@" ||
        setupFail "the build stopped (see above)"
}
