"""nginx and HAProxy in front of the sandbox: the result of a call when they respond instead of the service."""

from dataclasses import dataclass, field

import pytest
from gateways import HaProxy, Nginx, Upstreams
from support import Calls, Expected, connections, environment, htap, service, wait_for

LARGE = "t" * 40_000
PASS = "location / { proxy_pass http://sandbox; }"
GATEWAY_HINT = "proxy, load balancer or gateway in between"
SERVICE_HINTS = "engine name|project ID|[Nn]ew token"  # parts of hints for a response of the service

SUCCESS = Expected(exit=0, says="star-rocks .* 3.1.6.0")


def page(status, kind, exit=4, hint="", requests=1):
    """An HTML page instead of a response of the service."""
    return Expected(exit, kind, f"error: ListHtapDataStore star-rocks: {status}", f"{GATEWAY_HINT}.*{hint}", SERVICE_HINTS, requests)


def without_connection(says, hint, requests=1):
    return Expected(5, "Connection", says, hint, requests=requests)


@dataclass(frozen=True)
class Row:
    """A server of nginx, or a frontend of HAProxy, with a port of its own."""

    name: str
    serve: str
    expected: Expected
    certificate: str | None = "good"  # `None`: without TLS
    listen: str = ""
    variables: dict = field(default_factory=dict)
    scheme: str | None = None  # in the client's endpoint, if not that of the server
    counted: str = "request"  # or "handshake"
    is_used_up: bool = False  # an earlier call uses up the limit

    def endpoint(self, port):
        return f"{self.scheme or ('https' if self.certificate else 'http')}://127.0.0.1:{port}"


TOO_LARGE = page(400, "InvalidRequest", hint="The token has 40000 bytes")
BROKEN_BY_TOKEN = without_connection("broke before a response", "The token has 40000 bytes", 3)
KEYS = {"HW_AUTH_TOKEN": None, "HUAWEICLOUD_SDK_AK": "SANDBOXACCESSKEY0001", "HUAWEICLOUD_SDK_SK": "sandbox-secret-key"}
# IAM is behind the gateway, and the user logs in with name and password.
LOGIN = {
    "HW_AUTH_TOKEN": None,
    "HW_USER_NAME": "example-user",
    "HW_USER_PASSWORD": "example-password",
    "HW_DOMAIN_NAME": "example-account",
    "HUAWEICLOUD_SDK_IAM_ENDPOINT": "{endpoint}",
}
ISSUER = without_connection("issuer", "SSL_CERT_FILE.*root_certificates")

NGINX = [
    Row("plain", PASS, SUCCESS, certificate=None),
    Row("http1", PASS, SUCCESS),
    Row("http2", PASS, SUCCESS, listen="http2"),
    Row("signed", PASS, SUCCESS, listen="http2", variables=KEYS),
    Row("token-too-large", PASS, TOO_LARGE, variables={"HW_AUTH_TOKEN": LARGE}),
    # Over HTTP/2 there is no response: nginx ends the connection with GOAWAY.
    Row("token-too-large-http2", PASS, BROKEN_BY_TOKEN, listen="http2", variables={"HW_AUTH_TOKEN": LARGE}),
    Row("bad-gateway", "location / { proxy_pass http://127.0.0.1:1; }", page(502, "Service", 5, "Wait", 3)),
    Row("unavailable", "return 503;", page(503, "Service", 5, "Wait", 3)),
    Row("gateway-timeout", "location / { proxy_pass http://silent; proxy_read_timeout 200ms; }",
        page(504, "Service", 5, "Wait", 3)),
    Row("internal-error", "return 500;", page(500, "Service", 5, "Wait", 3)),
    Row("no-answer", "return 444;", without_connection("broke before a response", "", 3)),
    Row("html-200", "location / { default_type text/html; return 200 '<html>Welcome</html>'; }",
        Expected(6, "InvalidResponse", "the body is HTML", "[Pp]roxy")),
    Row("redirect", "return 301 https://elsewhere.test$request_uri;", Expected(6, "InvalidResponse", "status 301")),
    Row("not-found", "return 404;", page(404, "NotFound", hint="host")),
    Row("forbidden", "deny all;", page(403, "Forbidden")),
    Row("basic-auth", f'auth_basic "Staff"; auth_basic_user_file /dev/null; {PASS}',
        Expected(3, "Unauthorized", "401", "credentials of its own", SERVICE_HINTS)),
    Row("limit-req-429", f"limit_req zone=slow; limit_req_status 429; {PASS}",
        page(429, "Throttled", 5, "Wait", 3), is_used_up=True),
    Row("limit-req-503", f"limit_req zone=slow; {PASS}", page(503, "Service", 5, "Wait", 3), is_used_up=True),
    Row("other-issuer", PASS, ISSUER, variables={"SSL_CERT_FILE": "{other}"}, counted="handshake"),
    Row("unchained", PASS, ISSUER, certificate="unchained", counted="handshake"),
    Row("expired", PASS, without_connection("expired", "clock"), certificate="expired", counted="handshake"),
    Row("misnamed", PASS, without_connection("another host", "host"), certificate="misnamed", counted="handshake"),
    Row("tls-to-plain", PASS, without_connection("does not speak TLS", "port"), certificate=None, scheme="https"),
    Row("plain-to-tls", PASS, page(400, "InvalidRequest", hint="https://"), scheme="http"),
    Row("client-certificate", f"ssl_verify_client on; ssl_client_certificate ../ca.pem; {PASS}",
        page(400, "InvalidRequest", hint="endpoint")),
    Row("login", PASS, Expected(0, requests=2), variables=LOGIN),
    Row("login-too-large", f"client_max_body_size 1; {PASS}",
        Expected(3, "Credentials", "CreateUserToken: 413", GATEWAY_HINT, "Send no body"), variables=LOGIN),
    Row("login-basic-auth", f'auth_basic "Staff"; auth_basic_user_file /dev/null; {PASS}',
        Expected(3, "Credentials", "CreateUserToken: 401", "credentials of its own", "password|lock"), variables=LOGIN),
    Row("login-unavailable", "return 503;",
        Expected(5, "Service", "CreateUserToken: 503", GATEWAY_HINT, requests=3), variables=LOGIN),
]

HAPROXY = [
    Row("http1", "default_backend sandbox", SUCCESS, listen="alpn http/1.1"),
    Row("http2", "default_backend sandbox", SUCCESS, listen="alpn h2"),
    Row("token-too-large", "default_backend sandbox", TOO_LARGE, listen="alpn http/1.1",
        variables={"HW_AUTH_TOKEN": LARGE}),
    Row("token-too-large-http2", "default_backend sandbox", BROKEN_BY_TOKEN, listen="alpn h2",
        variables={"HW_AUTH_TOKEN": LARGE}),
    Row("unavailable", "default_backend dead", page(503, "Service", 5, "Wait", 3)),
    Row("gateway-timeout", "default_backend silent", page(504, "Service", 5, "Wait", 3)),
    Row("bad-gateway", "default_backend odd", page(502, "Service", 5, "Wait", 3)),
    Row("forbidden", "http-request deny", page(403, "Forbidden")),
    Row("too-many", "http-request deny deny_status 429", page(429, "Throttled", 5, "Wait", 3)),
    Row("not-found", "http-request deny deny_status 404", page(404, "NotFound", hint="host")),
    Row("basic-auth", "http-request auth realm Staff",
        Expected(3, "Unauthorized", "401", "credentials of its own", SERVICE_HINTS)),
    Row("plain-to-tls", "default_backend sandbox", without_connection("broke before a response|not HTTP", "https://", 3),
        scheme="http", counted="handshake"),
    Row("silent-drop", "http-request reject", without_connection("broke before a response", "", 3)),
]


# The gateway reloads its configuration during 800 calls.
RELOADED = [
    Row("reload-http1", PASS, SUCCESS),
    Row("reload-http2", PASS, SUCCESS, listen="http2"),
]
# Connections that end between two requests, and after a number of requests.
IDLE = [
    Row("keepalive-1s", f"keepalive_timeout 1s; client_header_timeout 1s; {PASS}", SUCCESS),
    Row("keepalive-1s-http2", f"keepalive_timeout 1s; client_header_timeout 1s; {PASS}", SUCCESS, listen="http2"),
]
MAX_REQUESTS = [
    Row("keepalive-7", f"keepalive_requests 7; {PASS}", SUCCESS),
    # Each GOAWAY leaves up to 63 requests unprocessed. The client sends them again.
    Row("keepalive-20-http2", f"keepalive_requests 20; {PASS}", SUCCESS, listen="http2"),
]
LIMITED = Row("limit-req-waited-for", f"limit_req zone=steady; limit_req_status 429; {PASS}", SUCCESS)
HAPROXY_RELOADED = [
    Row("reload-http1", "default_backend sandbox", SUCCESS, listen="alpn http/1.1"),
    Row("reload-http2", "default_backend sandbox", SUCCESS, listen="alpn h2"),
]


@pytest.fixture(scope="module")
def upstreams(sandbox):
    with Upstreams(sandbox) as upstreams:
        yield upstreams


@pytest.fixture(scope="module")
def nginx(upstreams, certificates, folder):
    rows = [*NGINX, *RELOADED, *IDLE, *MAX_REQUESTS, LIMITED]
    with Nginx(rows, upstreams, certificates, folder / "nginx") as nginx:
        yield nginx


@pytest.fixture(scope="module")
def haproxy(upstreams, certificates, folder):
    with HaProxy([*HAPROXY, *HAPROXY_RELOADED], upstreams, certificates, folder / "haproxy") as haproxy:
        yield haproxy


def variables_of(row, gateway, certificates, home):
    endpoint = row.endpoint(gateway.ports[row.name])
    variables = {"SSL_CERT_FILE": certificates.trusted, **service(endpoint), **row.variables}
    known = {"endpoint": endpoint, "other": certificates.other}
    return environment(home, **{name: value and str(value).format(**known) for name, value in variables.items()})


def by_name(row):
    return row.name


@pytest.mark.parametrize("row", NGINX, ids=by_name)
def test_nginx(row, nginx, certificates, home):
    lines = nginx.handshakes(row.name) if row.counted == "handshake" else nginx.requests(row.name)
    variables = variables_of(row, nginx, certificates, home)
    if row.is_used_up:
        assert htap(variables, "datastores", "star-rocks").exit == 0
        lines.expect(1)
    row.expected.check(variables, lines)
    version = "HTTP/2.0" if row.listen == "http2" else "HTTP/1.1"
    if row.expected.exit == 0:
        assert all(f" {version} " in line for line in lines.new()), lines.new()


@pytest.mark.parametrize("row", HAPROXY, ids=by_name)
def test_haproxy(row, haproxy, certificates, home):
    lines = haproxy.handshakes(row.name) if row.counted == "handshake" else haproxy.requests(row.name)
    row.expected.check(variables_of(row, haproxy, certificates, home), lines)
    version = "HTTP/2.0" if "h2" in row.listen else "HTTP/1.1"
    if row.expected.exit == 0:
        assert all(f" {version} " in line for line in lines.new()), lines.new()


def test_the_client_waits_for_limit_req_of_nginx(nginx, certificates, home):
    lines = nginx.requests(LIMITED.name)
    seen = htap(variables_of(LIMITED, nginx, certificates, home), "datastores")  # of both engines
    assert seen.exit == 0, seen
    lines.expect(3)
    assert [line.split()[2] for line in lines.new()] == ["200", "429", "200"]


def reload_during_calls(gateway, row, certificates, home):
    """All of 800 calls succeed, and five reloads begin during the calls."""
    reloads = 0
    with Calls(variables_of(row, gateway, certificates, home)) as calls:
        while reloads < 5:
            calls.begin(800, at_once=64)
            while reloads < 5 and not calls.is_done():
                gateway.reload()
                reloads += 1
            report = calls.end()
            print(f"{row.name}: {reloads} reloads, {report}")
            assert report["succeeded"] == 800, report


@pytest.mark.parametrize("row", RELOADED, ids=by_name)
def test_nginx_reloads(row, nginx, certificates, home):
    reload_during_calls(nginx, row, certificates, home)


@pytest.mark.parametrize("row", HAPROXY_RELOADED, ids=by_name)
def test_haproxy_reloads(row, haproxy, certificates, home):
    reload_during_calls(haproxy, row, certificates, home)


@pytest.mark.parametrize("row", MAX_REQUESTS, ids=by_name)
def test_nginx_ends_connections_after_some_requests(row, nginx, certificates, home):
    with Calls(variables_of(row, nginx, certificates, home)) as calls:
        report = calls.make(2400, at_once=64)
    print(f"{row.name}: {report}")
    assert report["succeeded"] == 2400, report


@pytest.mark.parametrize("row", IDLE, ids=by_name)
def test_nginx_ends_idle_connections(row, nginx, certificates, home):
    port = nginx.ports[row.name]
    with Calls(variables_of(row, nginx, certificates, home)) as calls:
        for _ in range(3):
            report = calls.make(64, at_once=64)
            assert report["succeeded"] == 64, report
            wait_for(lambda: not connections(port), "nginx ends its idle connections")
