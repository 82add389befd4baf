# shellcheck shell=sh
# What scripts/ganbook and scripts/test share; to be sourced with $root set to the top of the
# repository. Finds Swift, installs missing libraries, builds. POSIX sh, silent when all is there.
#
# Exit codes are those of the program: 4 something needed is missing, 70 the build failed.

swift_minimum_major=6
swift_minimum_minor=1
swift=

say() { printf '%s\n' "$*" >&2; }

# Sets $swift to the first recent enough compiler; otherwise $swift_found says what was there instead.
find_swift() {
  swift_found=none
  for candidate in \
    "$(command -v swift 2>/dev/null || true)" \
    "$HOME/.swiftly/bin/swift" \
    "${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}/swift" \
    /opt/swift/usr/bin/swift \
    "$(xcrun -f swift 2>/dev/null || true)"; do
    if [ -z "$candidate" ] || [ ! -x "$candidate" ]; then continue; fi
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
  done
  return 1
}

# One line per library: target in Package.swift, pkg-config name, apt package, brew formula, reason.
# A dash: the system already has it. Only targets that Package.swift names are asked for.
libraries() {
  cat <<'TABLE'
CBLAS openblas libopenblas-dev - matrix products
CPNG libpng libpng-dev libpng image grids as PNG files
CZlib zlib zlib1g-dev - compressed data files
CEditLine libedit libedit-dev - line editing at the prompt
CHDF5 hdf5 libhdf5-dev hdf5 Keras weight files
TABLE
}

installer() {
  if command -v apt-get >/dev/null 2>&1; then
    echo apt
  elif command -v brew >/dev/null 2>&1; then
    echo brew
  else
    echo none
  fi
}

# Sets $missing to the packages to install and $reasons to one line for each.
find_missing_packages() {
  missing=
  reasons=
  manager=$(installer)
  if ! command -v pkg-config >/dev/null 2>&1; then
    case $manager in brew) missing=' pkgconf' ;; *) missing=' pkg-config' ;; esac
    reasons="
  ${missing# }: finds the libraries below for the compiler"
  fi
  on_macos=
  [ "$(uname -s)" = Darwin ] && on_macos=yes
  while read -r target module apt_package brew_formula reason; do
    grep -q "\"$target\"" "${root:?}/Package.swift" || continue
    if [ -n "$on_macos" ]; then package=$brew_formula; else package=$apt_package; fi
    [ "$package" != - ] || continue
    if pkg-config --exists "$module" 2>/dev/null; then continue; fi
    # Without pkg-config itself, dpkg still knows which libraries are there.
    if [ "$manager" = apt ] && dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
      grep -q '^install ok installed'; then continue; fi
    missing="$missing $package"
    reasons="$reasons
  $package: $reason"
  done <<TABLE
$(libraries)
TABLE
  missing=${missing# }
}

# The command that installs $missing, for this system.
install_command() {
  case $manager in
    apt) echo "apt-get install -y --no-install-recommends $missing" ;;
    brew) echo "brew install $missing" ;;
    *) echo "" ;;
  esac
}

swift_command() {
  if [ "$(uname -s)" = Darwin ]; then
    echo 'curl -O https://download.swift.org/swiftly/darwin/swiftly.pkg && installer -pkg swiftly.pkg -target CurrentUserHomeDirectory && ~/.swiftly/bin/swiftly init'
  else
    # shellcheck disable=SC2016 # to be expanded by the shell of whoever runs it
    echo 'curl -O https://download.swift.org/swiftly/linux/swiftly-$(uname -m).tar.gz && tar zxf swiftly-$(uname -m).tar.gz && ./swiftly init'
  fi
}

# How this user may become root: nothing to put before a command, "sudo", or failure.
find_privilege() {
  privilege=
  [ "$manager" = brew ] && return 0
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null 2>&1 || return 1
  # A password can be asked for at a terminal only.
  if sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; then
    privilege=sudo
    return 0
  fi
  return 1
}

install_packages() {
  command_line=$(install_command)
  say "ganbook: installing${privilege:+ with sudo}, by \`$command_line\`:$reasons"
  log=$(mktemp)
  # The package lists of a fresh machine are empty or old: refreshed only if the first try fails.
  if ! run_installer >"$log" 2>&1; then
    if [ "$manager" != apt ] ||
      ! { $privilege apt-get update && run_installer; } >>"$log" 2>&1 </dev/null; then
      cat "$log" >&2
      rm -f "$log"
      say "ganbook: this failed, see above. Once it is repaired, run: ${privilege:+sudo }$command_line"
      exit 4
    fi
  fi
  rm -f "$log"
}

run_installer() {
  if [ "$manager" = apt ]; then
    # shellcheck disable=SC2086 # a list of packages
    $privilege env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends $missing </dev/null
  else
    # shellcheck disable=SC2086
    brew install $missing </dev/null
  fi
}

# Everything that a build needs, or one message that says how to get it.
set_up() {
  find_missing_packages
  needs=
  if ! find_swift; then
    needs="
Swift $swift_minimum_major.$swift_minimum_minor or later (found: $swift_found). Run:
  $(swift_command)"
  fi
  if [ -n "$missing" ] && { [ "$manager" = none ] || ! find_privilege; }; then
    needs="$needs
Libraries:$reasons"
    case $manager in
      none) needs="$needs
Install their development files with this system's package manager." ;;
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
  if [ -n "$missing" ]; then install_packages; fi
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
