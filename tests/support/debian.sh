# Sourced by the `run` scripts. The Debian packages that they use, each with a command that succeeds if what the package
# brings is there, from Debian or from elsewhere.
declare -A debian=(
  [bsdutils]='script --version'
  [chromium]='${CHROMIUM:-/usr/bin/chromium} --version'
  [curl]='curl --version'
  [default-jdk-headless]='javac -version'
  [fonts-noto-cjk]='test -e /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'
  [git]='git --version'
  [golang-go]='go version'
  [haproxy]='type -P haproxy'
  [iproute2]='ip -Version'
  [jq]='jq --version'
  [maven]='mvn --version'
  [microsocks]='type -P microsocks'
  [nginx]='type -P nginx'
  [nodejs]='node --version'
  [npm]='npm --version'
  [openssl]='openssl version'
  [php-cli]='php --version'
  [php-curl]='php -r "exit(extension_loaded(\"curl\") ? 0 : 1);"'
  [php-guzzlehttp-guzzle]='php -r "require \"GuzzleHttp/autoload.php\";"'
  [php-mbstring]='php -r "exit(extension_loaded(\"mbstring\") ? 0 : 1);"'
  [python3]='python3 --version'
  [python3-venv]='python3 -c "import ensurepip, venv"'
  [python3-yaml]='python3 -c "import yaml"'
  [ruby]='ruby --version'
  [ruby-typhoeus]='ruby -e "require \"typhoeus\""'
  [squid]='type -P squid'
  [time]='type -P time' # the shell has a keyword of that name
  [tinyproxy]='type -P tinyproxy'
  [util-linux]='unshare --version'
  [valgrind]='valgrind --version'
)

# need PACKAGE…: installs those that are missing, in one go.
need() {
  local package missing=()
  for package in "$@"; do
    bash -c "${debian[$package]}" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  printf 'from Debian: %s\n' "${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  for package in "${missing[@]}"; do
    bash -c "${debian[$package]}" >/dev/null || { printf '%s is still missing: %s\n' "$package" "${debian[$package]}"; return 1; }
  done
}
