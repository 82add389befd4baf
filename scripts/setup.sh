#!/bin/sh
# What the scripts share: finds Swift or brings it, installs missing packages, builds. To be sourced
# with $root set to the top of the repository. POSIX sh, silent when all is there.
#
#     scripts/setup.sh [--yes] [program|release|benchmark|tests]
#
# sets up alone. `--yes`: nobody is asked, Swift is downloaded where there is none.
#
# Exit codes are those of the program: 4 something needed is missing, 70 the build failed.

swift_minimum_major=6
swift_minimum_minor=1
swift_minimum=$swift_minimum_major.$swift_minimum_minor
swift=
# Set by --yes.
agreed=

say() { printf '%s\n' "$*" >&2; }

case ${0##*/} in
  setup.sh)
    set -eu
    root=$(cd "${0%/*}/.." && pwd)
    ;;
esac
# shellcheck source=scripts/setup/packages.sh
. "${root:?}/scripts/setup/packages.sh"
# shellcheck source=scripts/setup/toolchain.sh
. "$root/scripts/setup/toolchain.sh"

# Where a Swift may be, one path a line. What this project brought comes last.
swift_candidates() {
  command -v swift 2>/dev/null || true
  echo "${HOME:-}/.swiftly/bin/swift"
  echo "${SWIFTLY_BIN_DIR:-${HOME:-}/.local/share/swiftly/bin}/swift"
  echo /opt/swift/usr/bin/swift
  xcrun -f swift 2>/dev/null || true
  brought_compilers
}

# Sets $swift to the first recent enough compiler; otherwise $swift_found says what was there instead.
find_swift() {
  swift_found=none
  candidates=$(swift_candidates)
  while read -r candidate; do
    if [ ! -x "$candidate" ]; then continue; fi
    version=$("$candidate" --version 2>/dev/null </dev/null |
      sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
    [ -n "$version" ] || continue
    major=${version%%.*}
    minor=${version#*.}
    if [ "$major" -gt "$swift_minimum_major" ] || {
      [ "$major" -eq "$swift_minimum_major" ] && [ "$minor" -ge "$swift_minimum_minor" ]
    }; then
      swift=$candidate
      return 0
    fi
    swift_found="$version at $candidate"
  done <<LIST
$candidates
LIST
  return 1
}

# How to come by Swift where it is not brought without asking.
swift_advice() {
  if [ "$(uname -s)" = Darwin ]; then
    echo "Install Xcode 16.3 or later, or run:
  curl -O https://download.swift.org/swiftly/darwin/swiftly.pkg && installer -pkg swiftly.pkg -target CurrentUserHomeDirectory && ~/.swiftly/bin/swiftly init"
  elif [ -z "$toolchain" ]; then
    echo "swift.org has no toolchain for this system ($system_name) that is known here. Put one on PATH (https://www.swift.org/install)."
  else
    echo "To download $(toolchain_offer), run:
  $root/scripts/setup.sh --yes"
  fi
}

# set_up [program|release|benchmark|tests]: everything that building it needs, or one message that says how to
# get it. For the program, Keras' files are optional: $traits says what to build then.
set_up() {
  case ${1:-program} in
    program) required=program optional=keras ;;
    benchmark) required=benchmark optional= ;;
    release) required='program keras' optional= ;;
    *) required='program keras benchmark' optional= ;;
  esac
  traits=
  needs=
  bringing=
  if ! find_swift; then
    find_toolchain
    if [ -n "$toolchain" ]; then required="swift $required"; fi
    if [ -n "$toolchain" ] && { is_agreed || may_ask; }; then
      bringing=yes
    else
      needs="
Swift $swift_minimum or later (found: $swift_found). $(swift_advice)"
    fi
  fi
  # shellcheck disable=SC2086 # a list of groups
  find_missing_packages $required
  if [ -n "$missing" ] && ! find_privilege; then
    needs="$needs
Packages:$reasons"
    case $manager in
      none) needs="$needs
Install them and their development files with this system's package manager." ;;
      *) needs="$needs
Run as root:
  $(install_command)" ;;
    esac
  fi
  if [ -n "$needs" ]; then
    say "ganbook cannot be built here yet. It needs:$needs
Then run this command again."
    exit 4
  fi
  if [ -n "$bringing" ]; then confirm_toolchain; fi
  if [ -n "$missing" ]; then install_packages || exit 4; fi
  if [ -n "$optional" ]; then set_up_keras; fi
  if [ -n "$bringing" ]; then
    bring_toolchain
    find_swift || toolchain_failed "the Swift in $(toolchain_cache) does not run"
  fi
}

# HDF5, or a build without what it is for.
set_up_keras() {
  find_missing_packages keras
  if [ -z "$missing" ] || { find_privilege && install_packages; }; then return; fi
  say "ganbook: building without HDF5 ($missing), which cannot be installed here: \`import keras\` and \`export keras\` will not work"
  # shellcheck disable=SC2034 # scripts/ganbook hands it to the build
  traits='--traits Program'
}

# build WHAT ARGUMENT...: `swift build -c release ARGUMENT...`. Says before what takes long; on a terminal
# the build shows its own progress, elsewhere it is quiet unless it fails.
build() {
  what=$1
  shift
  mkdir -p "$root/.build"
  log="$root/.build/$what.log"
  if [ ! -d "$root/.build/release" ]; then
    say "ganbook: building $what in release mode; the first time takes about 5 minutes on two cores"
  else
    say "ganbook: building $what in release mode: what has changed, some seconds to 5 minutes"
  fi
  if [ -t 2 ]; then
    if ! "$swift" build -c release --package-path "$root" "$@" >&2 </dev/null; then
      say "ganbook: building $what failed, see above"
      exit 70
    fi
    return
  fi
  if ! "$swift" build -c release --package-path "$root" "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    say "ganbook: building $what failed, see above (also in $log)"
    exit 70
  fi
}

case ${0##*/} in
  setup.sh)
    if [ "${1:-}" = --yes ]; then
      agreed=yes
      shift
    fi
    case "$# ${1:-program}" in
      '0 program' | '1 program' | '1 release' | '1 benchmark' | '1 tests') ;;
      *)
        say "usage: scripts/setup.sh [--yes] [program|release|benchmark|tests]"
        exit 2
        ;;
    esac
    set_up "${1:-program}"
    say "ganbook: all is there; Swift is $swift"
    ;;
esac
