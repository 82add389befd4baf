# shellcheck shell=sh disable=SC2154
# Brings the toolchain of swift.org for this system, without root; part of scripts/setup.sh, whose
# $swift_minimum and $swift_found it tells.
#
# For tests and mirrors:
#   GANBOOK_SWIFT_URL      the server, in place of https://download.swift.org
#   GANBOOK_SWIFT_SHA256   what the archive's sum has to be, in place of the one below
#   GANBOOK_OS_RELEASE     the file that names the system, in place of /etc/os-release

toolchain_version=6.3.1

# What swift.org calls a system (with -aarch64 for that processor), and the SHA-256 of the archive.
# A sum instead of the PGP signature: it needs no gpg, which a fresh machine lacks, and no key server;
# the key of 6.x has an end, too. These are the ones that Bazel's rules_swift pins for 6.3.1
# (swift/internal/extensions/swift_releases.bzl).
toolchains() {
  cat <<'TABLE'
amazonlinux2 1dfa4a000d7cd5565cae340be8feeb342f5c3caa735a0dec67391c2d2e1370c9
amazonlinux2-aarch64 c6847f4eb89cb6f4faae1695f7b63b276b26aae5fd57dc22ebf968b48c797857
amazonlinux2023 aff7ae1a3d84418d481b8a3146d4f7ab356206945f8f5dce6d7aa5fc53ce2baf
amazonlinux2023-aarch64 d81ca190b89b9263b6d770b0d3c33207f1275a6a6df81899ed7178f665502df9
debian12 5b234de265eefebbd9880c5bb100448dd0de7edd0e77b39cf7e695fc9c0660c8
debian12-aarch64 41daa682341df209ca7dfe8cc137c6bd1f4bcde47f9ff6d5c66fd83acf6b5dcd
fedora39 1ffd09f11c21be86f6b6aec9cecc830443c50ea189c8cc176de7a8727a40ecfa
fedora39-aarch64 9e7ea022b55c6d7fc8dcf2c484928365bec67d38caa763866f0146546b694c14
fedora41 5069eb6e60a9ca317fc82cb16541726b45f4855e3e3545d216d23aac3b4e4ade
fedora41-aarch64 3cb6276f4845c2117397ced3019ca29e3d1b565e7735f7ae3a0c18da38fe2ee6
ubi9 8914741adb96e9c8b0191670e45b407e7b9e074601c92ebcee8cf45813ef8d54
ubi9-aarch64 a90664eb4b51d45eb43da738a0af7fd88264d3fc11c33944ec5436b2f6d69440
ubuntu22.04 5cbade3ba55fda182f877ac04d83de405f1c79d19649d21cabdf9178bd64c69b
ubuntu22.04-aarch64 a48460921cffb91d7d5a45eaea10a5bee430bf1acff7eab498b9654c594097e0
ubuntu24.04 c7928abfda6b916d812d231a5c724a6a6bdf25878298f6bdece451f585ab9a5f
ubuntu24.04-aarch64 fd34dc151e360c3f474dde9ace9b79f7ebfd33882e5b7f5503892519603d7d34
TABLE
}

# One line of the file that names the system.
system_fact() {
  sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}\$/\1/p" \
    "${GANBOOK_OS_RELEASE:-/etc/os-release}" 2>/dev/null | head -n 1
}

# Sets $system_name to what this machine calls itself, and $toolchain to the official build for it;
# to nothing where there is none.
find_toolchain() {
  toolchain=
  processor=$(uname -m)
  system_name="$(uname -s), $processor"
  if [ "$(uname -s)" != Linux ]; then return; fi
  system_name="$(system_fact PRETTY_NAME), $processor"
  # Mint, Pop and others are an Ubuntu below.
  case $(system_fact UBUNTU_CODENAME) in
    jammy) toolchain=ubuntu22.04 ;;
    noble) toolchain=ubuntu24.04 ;;
  esac
  case "$(system_fact ID) $(system_fact VERSION_ID)" in
    'debian 12') toolchain=debian12 ;;
    'ubuntu 22.04') toolchain=ubuntu22.04 ;;
    'ubuntu 24.04') toolchain=ubuntu24.04 ;;
    'fedora 39' | 'fedora 40') toolchain=fedora39 ;;
    'fedora 41' | 'fedora 42') toolchain=fedora41 ;;
    'rhel 9'* | 'centos 9'* | 'rocky 9'* | 'almalinux 9'* | 'ol 9'*) toolchain=ubi9 ;;
    'amzn 2') toolchain=amazonlinux2 ;;
    'amzn 2023') toolchain=amazonlinux2023 ;;
  esac
  case $processor in
    x86_64) ;;
    aarch64 | arm64) toolchain=${toolchain:+$toolchain-aarch64} ;;
    *) toolchain= ;;
  esac
}

toolchain_cache() { echo "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/ganbook/swift"; }

# The compilers that were brought for this system, one a line.
brought_compilers() {
  find_toolchain
  if [ -z "$toolchain" ]; then return; fi
  for compiler in "$(toolchain_cache)"/*"-$toolchain"/usr/bin/swift; do echo "$compiler"; done
}

# As https://download.swift.org is laid out: swift-6.3.1-release/ubuntu2404/swift-6.3.1-RELEASE/
# swift-6.3.1-RELEASE-ubuntu24.04.tar.gz.
toolchain_address() {
  tag=swift-$toolchain_version-RELEASE
  folder=$(echo "$toolchain" | sed 's/\.//')
  echo "${GANBOOK_SWIFT_URL:-https://download.swift.org}/swift-$toolchain_version-release/$folder/$tag/$tag-$toolchain.tar.gz"
}

# How many bytes the server says that the archive has; nothing where it says nothing.
archive_size() {
  curl -fsSIL --max-time 30 "$(toolchain_address)" 2>/dev/null </dev/null | tr -d '\r' |
    sed -n 's/^[Cc]ontent-[Ll]ength: *\([0-9][0-9]*\)$/\1/p' | tail -n 1
}

megabytes() { echo "$((($1 + 999999) / 1000000)) MB"; }

# What would come, from where and where to, in one sentence.
toolchain_offer() {
  size=$(archive_size)
  if [ -n "$size" ]; then size=$(megabytes "$size"); fi
  echo "Swift $toolchain_version for $system_name ($toolchain, ${size:-about 1 GB}, unpacked about 3.3 GB) from ${GANBOOK_SWIFT_URL:-https://download.swift.org} into $(toolchain_cache), without root"
}

# Whether it may be brought: after --yes and in continuous integration; else a person is asked.
may_ask() { [ -t 0 ] && [ -t 2 ]; }
is_agreed() { [ -n "$agreed" ] || [ -n "${CI:-}" ]; }

confirm_toolchain() {
  if is_agreed; then return; fi
  printf '%s' "ganbook: Swift $swift_minimum or later is needed (found: $swift_found). Download $(toolchain_offer)? [Y/n] " >&2
  read -r answer || answer=n
  case $answer in
    '' | [Yy]*) ;;
    *)
      say "ganbook: nothing was downloaded. Put a Swift $swift_minimum or later on PATH (https://www.swift.org/install), then run this command again."
      exit 4
      ;;
  esac
}

toolchain_failed() {
  say "ganbook: $*"
  exit 4
}

# Downloads, checks and unpacks $toolchain. Whatever interrupts it: what came stays for the next time,
# and the folder has its name only once it is whole.
bring_toolchain() {
  cache=$(toolchain_cache)
  archive=$cache/swift-$toolchain_version-RELEASE-$toolchain.tar.gz
  place=$cache/$toolchain_version-$toolchain
  say "ganbook: downloading $(toolchain_offer)"
  mkdir -p "$cache" || toolchain_failed "$cache cannot be made"
  # Two of us at once: the second waits, and finds all done.
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$cache/lock"
    flock 9
    if [ -x "$place/usr/bin/swift" ]; then
      exec 9>&-
      return
    fi
  fi
  rm -rf "$cache"/unpacking.*
  download_toolchain
  check_toolchain
  unpack_toolchain
  if command -v flock >/dev/null 2>&1; then exec 9>&-; fi
}

file_size() { if [ -e "$1" ]; then wc -c <"$1" | tr -d ' '; else echo 0; fi; }

download_toolchain() {
  size=$(archive_size)
  if [ -n "$size" ] && [ "$(file_size "$archive")" = "$size" ]; then return; fi
  # The archive, and four times as much of what is in it.
  wanted=$((${size:-1000000000} * 5 - $(file_size "$archive")))
  free=$(df -Pk "$cache" | awk 'NR == 2 { printf "%.0f", $4 * 1024 }')
  if [ "$free" -lt "$wanted" ]; then
    toolchain_failed "not enough room: $(megabytes "$wanted") are needed in $cache, $(megabytes "$free") are free. XDG_CACHE_HOME names another cache folder."
  fi
  if [ "$(file_size "$archive")" -gt 0 ]; then
    say "ganbook: going on after $(megabytes "$(file_size "$archive")")"
  fi
  progress=-sS
  if [ -t 2 ]; then progress=--progress-bar; fi
  code=0
  fetch -C - || code=$?
  # 33: the server cannot resume. 22 with a part: it refuses to, as when the file there is shorter now.
  if [ "$code" -eq 33 ] || { [ "$code" -eq 22 ] && [ "$(file_size "$archive")" -gt 0 ]; }; then
    rm -f "$archive"
    code=0
    fetch || code=$?
  fi
  address=$(toolchain_address)
  case $code in
    0) ;;
    5 | 6 | 7) toolchain_failed "$address cannot be reached: no network? Run this command again once there is one, or put a Swift $swift_minimum or later on PATH." ;;
    22) toolchain_failed "the server does not give out $address, see above" ;;
    23) toolchain_failed "the download cannot be written into $cache: is there room? Run this command again: it goes on after $(megabytes "$(file_size "$archive")")." ;;
    *) toolchain_failed "the download was cut off after $(megabytes "$(file_size "$archive")") (curl's exit code $code). Run this command again: it goes on from there." ;;
  esac
}

fetch() {
  curl -fL "$progress" --connect-timeout 30 --retry 3 --speed-limit 1000 --speed-time 60 "$@" \
    -o "$archive" "$(toolchain_address)" </dev/null
}

check_toolchain() {
  expected=${GANBOOK_SWIFT_SHA256:-$(toolchains | sed -n "s/^$toolchain //p")}
  sum=$(sha256sum "$archive" | cut -d ' ' -f 1)
  if [ "$sum" != "$expected" ]; then
    size=$(file_size "$archive")
    rm -f "$archive"
    toolchain_failed "what came from $(toolchain_address) is not the archive ($size bytes, SHA-256 $sum, and not $expected); it was removed. Run this command again to download it anew."
  fi
}

unpack_toolchain() {
  say "ganbook: unpacking"
  unpacked=$(mktemp -d "$cache/unpacking.XXXXXX")
  if ! tar -xzf "$archive" -C "$unpacked" --strip-components=1; then
    rm -rf "$unpacked"
    toolchain_failed "unpacking failed, see above; the archive stays in $cache. Is there room? Run this command again."
  fi
  if ! "$unpacked/usr/bin/swift" --version >"$unpacked/version" 2>&1 </dev/null; then
    cat "$unpacked/version" >&2
    rm -rf "$unpacked"
    toolchain_failed "Swift $toolchain_version ($toolchain) does not run here, see above; the archive stays in $cache"
  fi
  rm -rf "$place"
  mv "$unpacked" "$place"
  rm -f "$archive"
}
