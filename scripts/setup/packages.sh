# shellcheck shell=sh
# The packages of the system that a build needs, and how they are installed; part of scripts/setup.sh.

# Group, what shows that it is there, packages of apt, of dnf and yum, of brew, reason. A dash: the
# system has it already. What shows it: NAME.pc for pkg-config, NAME.so.N a shared library, a path,
# or else a program.
#
# Groups: swift, what the toolchain of swift.org needs to come and to run; program; keras, without
# which the program is built too; benchmark.
packages() {
  cat <<'TABLE'
swift curl curl curl - downloads Swift
swift /etc/ssl/certs/ca-*.crt ca-certificates ca-certificates - proves that the server is the right one
swift git git git - fetches the packages that this one is built with
swift /usr/lib/gcc/*/*/libstdc++.so g++ gcc-c++ - headers, libraries and linker of C and C++
swift libcurl.so.4 libcurl4 libcurl - Swift's package manager
swift libxml2.so.2 libxml2 libxml2 - Swift's package manager and linker
swift libsqlite3.so.0 libsqlite3-0 sqlite-libs - Swift's package manager
swift libncurses.so.6 libncurses6 ncurses-libs - Swift's package manager
swift libuuid.so.1 libuuid1 libuuid - Swift's compiler
program pkg-config pkg-config pkgconfig pkgconf finds the libraries below for the compiler
program libpng.pc libpng-dev libpng-devel libpng image grids as PNG files
program zlib.pc zlib1g-dev zlib-devel - compressed data files
program libedit.pc libedit-dev libedit-devel - line editing at the prompt
keras pkg-config pkg-config pkgconfig pkgconf finds the libraries below for the compiler
keras hdf5.pc libhdf5-dev hdf5-devel hdf5 Keras weight files
benchmark pkg-config pkg-config pkgconfig pkgconf finds the libraries below for the compiler
benchmark openblas.pc libopenblas-dev openblas-devel - matrix products of other hands, to compare with
TABLE
}

# Sets $manager to apt, dnf, yum, brew or none.
find_manager() {
  manager=none
  for candidate in apt-get dnf yum brew; do
    if command -v "$candidate" >/dev/null 2>&1; then
      manager=${candidate%-get}
      return
    fi
  done
}

exists() {
  for path; do
    if [ -e "$path" ]; then return 0; fi
  done
  return 1
}

# shellcheck disable=SC2086 # a path may be a pattern
is_there() {
  case $1 in
    *.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
    *.so.*) exists "/usr/lib64/$1" "/usr/lib/$1" /usr/lib/*/"$1" "/lib64/$1" "/lib/$1" /lib/*/"$1" ;;
    /*) exists $1 ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
  esac
}

# Without pkg-config itself, the system's list of packages still knows which libraries are there.
is_installed() {
  case $manager in
    apt) dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q '^install ok installed' ;;
    dnf | yum) rpm -q "$1" >/dev/null 2>&1 ;;
    *) return 1 ;;
  esac
}

# find_missing_packages GROUP...: sets $missing to the packages to install and $reasons to one line for each.
find_missing_packages() {
  groups=" $* "
  missing=
  reasons=
  find_manager
  on_macos=
  if [ "$(uname -s)" = Darwin ]; then on_macos=yes; fi
  while read -r group evidence apt_package rpm_package brew_formula reason; do
    case $groups in *" $group "*) ;; *) continue ;; esac
    case $manager in
      dnf | yum) package=$rpm_package ;;
      *) package=$apt_package ;;
    esac
    if [ -n "$on_macos" ]; then package=$brew_formula; fi
    if [ "$package" = - ] || is_there "$evidence" || is_installed "$package"; then continue; fi
    case " $missing " in *" $package "*) continue ;; esac
    missing="${missing:+$missing }$package"
    reasons="$reasons
  $package: $reason"
  done <<TABLE
$(packages)
TABLE
}

# The command that installs $missing, for this system.
install_command() {
  case $manager in
    apt) echo "apt-get install -y --no-install-recommends $missing" ;;
    dnf | yum) echo "$manager install -y $missing" ;;
    brew) echo "brew install $missing" ;;
    *) echo "" ;;
  esac
}

# How this user may become root: nothing to put before a command, "sudo", or failure.
find_privilege() {
  privilege=
  if [ "$manager" = none ]; then return 1; fi
  if [ "$manager" = brew ] || [ "$(id -u)" -eq 0 ]; then return 0; fi
  command -v sudo >/dev/null 2>&1 || return 1
  # A password can be asked for at a terminal only.
  if sudo -n true 2>/dev/null || { [ -t 0 ] && [ -t 2 ]; }; then
    privilege=sudo
    return 0
  fi
  return 1
}

# Installs $missing; fails where that fails, after it has shown why.
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
      return 1
    fi
  fi
  rm -f "$log"
}

run_installer() {
  # shellcheck disable=SC2046 # a command and its arguments
  $privilege env DEBIAN_FRONTEND=noninteractive $(install_command) </dev/null
}
