# Sourced by the `run` scripts. Set `apt_options` before a call of `need` to pass further options to `apt-get install`.
apt_options=()
apt_is_updated=

# need PACKAGE COMMAND…: installs a Debian package, unless the command shows that it is installed.
need() {
  local package=$1
  shift
  if "$@" >/dev/null 2>&1; then return; fi
  [ -n "$apt_is_updated" ] || apt-get update -qq
  apt_is_updated=yes
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${apt_options[@]}" "$package" >/dev/null
  "$@" >/dev/null
}
