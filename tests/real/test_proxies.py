"""squid, tinyproxy and a SOCKS server between the client and a gateway, which has an address outside the loopback's."""

import subprocess
from dataclasses import dataclass

import pytest
from conftest import ADDRESS, NAME
from gateways import Nginx, Upstreams
from support import Expected, Lines, Process, environment, new_port, service
from test_gateways import LOGIN, PASS, Row

SQUID = """
http_port {address}:{port}
auth_param basic program /usr/lib/squid/basic_ncsa_auth {folder}/users
auth_param basic realm Staff
acl users proxy_auth REQUIRED
acl denied port {denied}
http_access deny denied
http_access allow users
http_access deny all
cache deny all
access_log stdio:{folder}/access.log
cache_log {folder}/cache.log
pid_filename {folder}/squid.pid
coredump_dir {folder}
cache_effective_user proxy
visible_hostname proxy.test
shutdown_lifetime 0 seconds
"""

TINYPROXY = """
Listen {address}
Port {port}
BasicAuth user password
ConnectPort {gateway}
ConnectPort {closed}
LogLevel Connect
Timeout 10
"""


class Squid(Process):
    def __init__(self, folder, ports):
        folder.mkdir()
        port = new_port()
        users = subprocess.run(["openssl", "passwd", "-apr1", "password"], capture_output=True, text=True, check=True)
        (folder / "users").write_text(f"user:{users.stdout}")
        (folder / "configuration").write_text(SQUID.format(address=ADDRESS, port=port, folder=folder, **ports))
        subprocess.run(["chown", "-R", "proxy", folder], check=True)
        super().__init__(["squid", "-N", "-f", folder / "configuration"], folder / "output.log")
        self.until_it_listens(port, ADDRESS)
        self.at, self.lines = f"{ADDRESS}:{port}", Lines(folder / "access.log", " CONNECT ")


class Tinyproxy(Process):
    def __init__(self, folder, ports):
        folder.mkdir()
        port = new_port()
        (folder / "configuration").write_text(TINYPROXY.format(address=ADDRESS, port=port, **ports))
        super().__init__(["tinyproxy", "-d", "-c", folder / "configuration"], folder / "output.log")
        self.until_it_listens(port, ADDRESS)
        self.at, self.lines = f"{ADDRESS}:{port}", Lines(self.log, "Request .* CONNECT ")


class Microsocks(Process):
    def __init__(self, folder, ports):
        folder.mkdir()
        port = new_port()
        command = ["microsocks", "-i", ADDRESS, "-p", port, "-u", "user", "-P", "password"]
        super().__init__(command, folder / "output.log")
        self.until_it_listens(port, ADDRESS)
        self.at, self.lines = f"{ADDRESS}:{port}", Lines(self.log, "connected to ")


@pytest.fixture(scope="module")
def world(sandbox, certificates, folder):
    """The proxies by their names, and the gateway."""
    rows = [Row("gateway", PASS, None), Row("denied", PASS, None)]
    with Upstreams(sandbox) as upstreams, Nginx(rows, upstreams, certificates, folder / "far", ADDRESS) as gateway:
        gateway.ports["closed"] = new_port()
        with (
            Squid(folder / "squid", gateway.ports) as squid,
            Tinyproxy(folder / "tinyproxy", gateway.ports) as tinyproxy,
            Microsocks(folder / "microsocks", gateway.ports) as microsocks,
        ):
            yield {"gateway": gateway, "squid": squid, "tinyproxy": tinyproxy, "socks": microsocks}


@dataclass(frozen=True)
class Way:
    """How the environment names a proxy, and what a user sees. `expected.requests` counts those at the proxy."""

    name: str
    proxy: str
    variables: dict
    expected: Expected
    target: str = "gateway"
    host: str = ADDRESS


def answered(requests=1):
    return Expected(0, says="star-rocks .* 3.1.6.0", requests=requests)


def refused(says, hint, requests=1):
    return Expected(5, "Connection", says, hint, "Check the region", requests)


UNAUTHORIZED = refused("proxy .*user name and password", "proxy's URL")
PROXY_SAYS_NO = refused("the proxy did not make the connection", "operates the proxy", 3)
UNREADABLE = Expected(2, "Configuration", "HTTPS_PROXY: not the URL of a proxy", "http://host:port", requests=0)

WAYS = [
    Way("squid", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, answered()),
    Way("squid-lower-case", "squid", {"https_proxy": "http://user:password@{at}"}, answered()),
    Way("squid-for-all", "squid", {"ALL_PROXY": "http://user:password@{at}"}, answered()),
    Way("squid-without-scheme", "squid", {"HTTPS_PROXY": "user:password@{at}"}, answered()),
    Way("squid-by-name", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, answered(), host=NAME),
    Way("squid-login", "squid", {"HTTPS_PROXY": "http://user:password@{at}"} | LOGIN, answered()),
    Way("squid-wrong-password", "squid", {"HTTPS_PROXY": "http://user:wrong@{at}"}, UNAUTHORIZED),
    Way("squid-no-password", "squid", {"HTTPS_PROXY": "http://{at}"}, UNAUTHORIZED),
    Way("squid-denied", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, PROXY_SAYS_NO, "denied"),
    Way("squid-closed", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, PROXY_SAYS_NO, "closed"),
    Way("squid-not-asked", "squid", {"HTTPS_PROXY": "http://{at}", "NO_PROXY": ADDRESS}, answered(0)),
    Way("squid-http-only", "squid", {"HTTP_PROXY": "http://{at}"}, answered(0)),
    Way("loopback", "squid", {"HTTPS_PROXY": "http://{at}"}, answered(0), "loopback"),
    Way("nobody", "squid", {"HTTPS_PROXY": "http://" + ADDRESS + ":1"},
        refused("the proxy could not be reached", "HTTPS_PROXY", 0)),
    Way("unreadable", "squid", {"HTTPS_PROXY": "http:/{at}"}, UNREADABLE),
    Way("unknown-scheme", "squid", {"HTTPS_PROXY": "ftp://{at}"}, UNREADABLE),
    Way("tinyproxy", "tinyproxy", {"HTTPS_PROXY": "http://user:password@{at}"}, answered()),
    # It answers 401 in place of 407.
    Way("tinyproxy-wrong-password", "tinyproxy", {"HTTPS_PROXY": "http://user:wrong@{at}"}, PROXY_SAYS_NO),
    Way("tinyproxy-no-password", "tinyproxy", {"HTTPS_PROXY": "http://{at}"}, UNAUTHORIZED),
    Way("tinyproxy-denied", "tinyproxy", {"HTTPS_PROXY": "http://user:password@{at}"}, PROXY_SAYS_NO, "denied"),
    Way("tinyproxy-closed", "tinyproxy", {"HTTPS_PROXY": "http://user:password@{at}"}, PROXY_SAYS_NO, "closed"),
    Way("socks5", "socks", {"ALL_PROXY": "socks5://user:password@{at}"}, answered()),
    Way("socks5h", "socks", {"ALL_PROXY": "socks5h://user:password@{at}"}, answered()),
    Way("socks5-by-name", "socks", {"ALL_PROXY": "socks5://user:password@{at}"}, answered(), host=NAME),
    Way("socks5h-by-name", "socks", {"ALL_PROXY": "socks5h://user:password@{at}"}, answered(), host=NAME),
    Way("socks5-https", "socks", {"HTTPS_PROXY": "socks5://user:password@{at}"}, answered()),
    Way("socks5-login", "socks", {"ALL_PROXY": "socks5h://user:password@{at}"} | LOGIN, answered()),
    Way("socks5-wrong-password", "socks", {"ALL_PROXY": "socks5://user:wrong@{at}"},
        refused("proxy .*user name and password", "proxy's URL", 0)),
    Way("socks5-no-password", "socks", {"ALL_PROXY": "socks5://{at}"},
        refused("proxy .*user name and password|the proxy did not make the connection", "proxy", 0)),
    Way("socks5-closed", "socks", {"ALL_PROXY": "socks5://user:password@{at}"},
        refused("the proxy did not make the connection", "operates the proxy", 0), "closed"),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_proxy(way, world, sandbox, certificates, home):
    gateway, proxy = world["gateway"], world[way.proxy]
    if way.target == "loopback":
        endpoint = sandbox.endpoint
    else:
        endpoint = f"https://{way.host}:{gateway.ports[way.target]}"
    variables = {"SSL_CERT_FILE": certificates.trusted, **service(endpoint), **way.variables}
    known = {"at": proxy.at, "endpoint": endpoint}
    variables = environment(home, **{name: value and str(value).format(**known) for name, value in variables.items()})
    requests = gateway.requests("gateway")
    requests.mark()
    way.expected.judge(variables, proxy.lines)
    calls = 4 if "login" in way.name else 2  # by the command and by the crate
    requests.expect(calls if way.expected.exit == 0 and way.target == "gateway" else 0)


def test_the_name_is_resolved_where_the_scheme_says(world, certificates, home):
    """socks5 looks the host up itself and hands on the address, socks5h hands on the name."""
    port, proxy = world["gateway"].ports["gateway"], world["socks"]
    for scheme, host in (("socks5", ADDRESS), ("socks5h", NAME)):
        variables = service(f"https://{NAME}:{port}") | {"ALL_PROXY": f"{scheme}://user:password@{proxy.at}"}
        answered().judge(environment(home, SSL_CERT_FILE=certificates.trusted, **variables), proxy.lines)
        assert f"connected to {host}:{port}" in proxy.lines.new()[-1]
