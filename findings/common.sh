# shellcheck shell=bash
# Sourced by every finding: a temporary folder that goes at the end, packages in it, and the
# comparison with what was seen. Not a finding itself.

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# python_with NAME==VERSION…: an environment of its own with just these; `python` is its Python.
python_with() {
  python3 -m venv "$work/environment"
  PATH="$work/environment/bin:$PATH"
  export PYTHONWARNINGS=ignore PYTHONDONTWRITEBYTECODE=1 TF_CPP_MIN_LOG_LEVEL=3
  python -m pip install --quiet --disable-pip-version-check "$@"
}

# debian_with NAME=VERSION…: Debian packages, unpacked into the temporary folder instead of installed.
debian_with() {
  mkdir -p "$work/packages/partial" "$work/root"
  apt-get install --quiet=2 --yes --reinstall --download-only --no-install-recommends \
    -o Dir::Cache::Archives="$work/packages" "$@" >"$work/apt.log" 2>&1 ||
    { cat "$work/apt.log" >&2; echo "cannot get $*; is 'apt-get update' due?" >&2; exit 1; }
  for package in "$work"/packages/*.deb; do dpkg-deb --extract "$package" "$work/root"; done
  export PATH="$work/root/usr/bin:$PATH"
  LD_LIBRARY_PATH="$work/root/usr/lib/$(uname -m)-linux-gnu:$work/root/lib/$(uname -m)-linux-gnu"
  export LD_LIBRARY_PATH
}

# expect FILE <<'SEEN': shows the file, and fails if it is not what was seen when this was written.
expect() {
  cat "$1"
  if ! diff <(cat) "$1" >"$work/difference"; then
    echo "CHANGED: < is what was seen, > is what came now" >&2
    cat "$work/difference" >&2
    exit 1
  fi
  echo "as seen before"
}
