#!/usr/bin/env bash
# A contract documents 494 with a JSON body for a request whose headers are too large. A gateway based on nginx detects that
# case and calls it 494 internally, but sends 400 with an HTML page, and also writes 400 to its access log: clients never see
# the documented status. nginx documents the 400
# (https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers), but `error_page 400` does not catch
# it. Only `error_page 494` does, which that page does not name, and it still sends 400 unless the directive sets the status
# with `=494`. A long token is enough: one header may have 8 KB.
# Observed: nginx 1.22.1. Needs nginx and curl. It opens no port.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
nginx -v
# Sockets in the folder, so that the servers need no free port.
server() {
  printf 'server { listen unix:%s/%s; error_page %s @error;\n' "$folder" "$1" "$2"
  printf '  location @error { default_type application/json; return %s "{}"; } }\n' "$3"
}
{
  printf 'pid nginx.pid; error_log stderr crit; events {}\nhttp { access_log access.log;\n'
  for path in client_body proxy fastcgi uwsgi scgi; do echo "${path}_temp_path $path;"; done
  server 400 400 400
  server 494 494 494
  server to-494 '494 =494' 200
  echo '}'
} >nginx.conf
nginx -p "$folder" -c nginx.conf
trap 'nginx -p "$folder" -c nginx.conf -s stop; rm -rf "$folder"' EXIT
token=$(printf 'a%.0s' {1..9000})
for name in 400 494 to-494; do
  curl --silent --output /dev/null --unix-socket "$folder/$name" --header "X-Auth-Token: $token" \
    --write-out "error_page $name: %{http_code} %{content_type}\n" http://localhost/
done | tee seen
diff - seen <<'TEXT'
error_page 400: 400 text/html
error_page 494: 400 application/json
error_page to-494: 494 application/json
TEXT
cut -d' ' -f9 access.log | diff - <(printf '400\n400\n494\n')
