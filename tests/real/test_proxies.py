"""squid, tinyproxy and a SOCKS server between the client and a gateway, which has no loopback address."""

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
def servers(sandbox, certificates, folder):
    """The proxies by name, and the gateway."""
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
class Case:
    """The variables that set a proxy, and the expected result. `expected.requests` counts requests at the proxy."""

    name: str
    proxy: str
    variables: dict
    expected: Expected
    target: str = "gateway"
    host: str = ADDRESS


def success(requests=1):
    return Expected(0, says="star-rocks .* 3.1.6.0", requests=requests)


def refused(says, hint, requests=1):
    return Expected(5, "Connection", says, hint, "Check the region", requests)


UNAUTHORIZED = refused("proxy .*user name and password", "proxy's URL")
NOT_CONNECTED = refused("the proxy did not make the connection", "operates the proxy", 3)
UNREADABLE = Expected(2, "Configuration", "HTTPS_PROXY: not the URL of a proxy", "http://host:port", requests=0)

CASES = [
    Case("squid", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, success()),
    Case("squid-lower-case", "squid", {"https_proxy": "http://user:password@{at}"}, success()),
    Case("squid-for-all", "squid", {"ALL_PROXY": "http://user:password@{at}"}, success()),
    Case("squid-without-scheme", "squid", {"HTTPS_PROXY": "user:password@{at}"}, success()),
    Case("squid-by-name", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, success(), host=NAME),
    Case("squid-login", "squid", {"HTTPS_PROXY": "http://user:password@{at}"} | LOGIN, success()),
    Case("squid-wrong-password", "squid", {"HTTPS_PROXY": "http://user:wrong@{at}"}, UNAUTHORIZED),
    Case("squid-no-password", "squid", {"HTTPS_PROXY": "http://{at}"}, UNAUTHORIZED),
    Case("squid-denied", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, NOT_CONNECTED, "denied"),
    Case("squid-closed", "squid", {"HTTPS_PROXY": "http://user:password@{at}"}, NOT_CONNECTED, "closed"),
    Case("squid-not-asked", "squid", {"HTTPS_PROXY": "http://{at}", "NO_PROXY": ADDRESS}, success(0)),
    Case("squid-http-only", "squid", {"HTTP_PROXY": "http://{at}"}, success(0)),
    Case("loopback", "squid", {"HTTPS_PROXY": "http://{at}"}, success(0), "loopback"),
    Case("nobody", "squid", {"HTTPS_PROXY": "http://" + ADDRESS + ":1"},
        refused("the proxy could not be reached", "HTTPS_PROXY", 0)),
    Case("unreadable", "squid", {"HTTPS_PROXY": "http:/{at}"}, UNREADABLE),
    Case("unknown-scheme", "squid", {"HTTPS_PROXY": "ftp://{at}"}, UNREADABLE),
    Case("tinyproxy", "tinyproxy", {"HTTPS_PROXY": "http://user:password@{at}"}, success()),
    # tinyproxy returns 401 instead of 407.
    Case("tinyproxy-wrong-password", "tinyproxy", {"HTTPS_PROXY": "http://user:wrong@{at}"}, NOT_CONNECTED),
    Case("tinyproxy-no-password", "tinyproxy", {"HTTPS_PROXY": "http://{at}"}, UNAUTHORIZED),
    Case("tinyproxy-denied", "tinyproxy", {"HTTPS_PROXY": "http://user:password@{at}"}, NOT_CONNECTED, "denied"),
    Case("tinyproxy-closed", "tinyproxy", {"HTTPS_PROXY": "http://user:password@{at}"}, NOT_CONNECTED, "closed"),
    Case("socks5", "socks", {"ALL_PROXY": "socks5://user:password@{at}"}, success()),
    Case("socks5h", "socks", {"ALL_PROXY": "socks5h://user:password@{at}"}, success()),
    Case("socks5-by-name", "socks", {"ALL_PROXY": "socks5://user:password@{at}"}, success(), host=NAME),
    Case("socks5h-by-name", "socks", {"ALL_PROXY": "socks5h://user:password@{at}"}, success(), host=NAME),
    Case("socks5-https", "socks", {"HTTPS_PROXY": "socks5://user:password@{at}"}, success()),
    Case("socks5-login", "socks", {"ALL_PROXY": "socks5h://user:password@{at}"} | LOGIN, success()),
    Case("socks5-wrong-password", "socks", {"ALL_PROXY": "socks5://user:wrong@{at}"},
        refused("proxy .*user name and password", "proxy's URL", 0)),
    Case("socks5-no-password", "socks", {"ALL_PROXY": "socks5://{at}"},
        refused("proxy .*user name and password|the proxy did not make the connection", "proxy", 0)),
    Case("socks5-closed", "socks", {"ALL_PROXY": "socks5://user:password@{at}"},
        refused("the proxy did not make the connection", "operates the proxy", 0), "closed"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_proxy(case, servers, sandbox, certificates, home):
    gateway, proxy = servers["gateway"], servers[case.proxy]
    if case.target == "loopback":
        endpoint = sandbox.endpoint
    else:
        endpoint = f"https://{case.host}:{gateway.ports[case.target]}"
    variables = {"SSL_CERT_FILE": certificates.trusted, **service(endpoint), **case.variables}
    known = {"at": proxy.at, "endpoint": endpoint}
    variables = environment(home, **{name: value and str(value).format(**known) for name, value in variables.items()})
    requests = gateway.requests("gateway")
    requests.mark()
    case.expected.check(variables, proxy.lines)
    calls = 4 if "login" in case.name else 2  # of the command and of the crate
    requests.expect(calls if case.expected.exit == 0 and case.target == "gateway" else 0)


def test_socks5_resolves_the_name_and_socks5h_does_not(servers, certificates, home):
    """With socks5 the client sends the address of the host to the proxy, with socks5h its name."""
    port, proxy = servers["gateway"].ports["gateway"], servers["socks"]
    for scheme, host in (("socks5", ADDRESS), ("socks5h", NAME)):
        variables = service(f"https://{NAME}:{port}") | {"ALL_PROXY": f"{scheme}://user:password@{proxy.at}"}
        success().check(environment(home, SSL_CERT_FILE=certificates.trusted, **variables), proxy.lines)
        assert f"connected to {host}:{port}" in proxy.lines.new()[-1]
