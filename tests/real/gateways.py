"""nginx and HAProxy, with a server or frontend for each row of a table."""

import re
import signal
import socket
import socketserver
import threading
from pathlib import Path

from support import Lines, Process, new_port, wait_for

NGINX = """
daemon off;
user root;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 1024; }}
http {{
  log_format line '$server_port $server_protocol $status $request_method $request_uri';
  access_log {folder}/access.log line;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  scgi_temp_path {folder}/scgi;
  uwsgi_temp_path {folder}/uwsgi;
  limit_req_zone $server_port zone=slow:1m rate=1r/m;
  limit_req_zone $server_port zone=steady:1m rate=1r/s;
  upstream sandbox {{ server 127.0.0.1:{upstreams.sandbox}; keepalive 64; }}
  upstream silent {{ server 127.0.0.1:{upstreams.silent}; }}
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $host:$server_port;
  large_client_header_buffers 4 8k;
  {servers}
}}
"""

HAPROXY = """
global
  log stdout format raw local0 info
  ssl-default-bind-options ssl-min-ver TLSv1.2
defaults
  mode http
  log global
  log-format "%fp %HV %ST %HM %HU"
  retries 0
  timeout connect 2s
  timeout client 5s
  timeout server 5s
  timeout http-keep-alive 1s
backend sandbox
  server sandbox 127.0.0.1:{upstreams.sandbox}
backend silent
  timeout server 200ms
  server silent 127.0.0.1:{upstreams.silent}
backend odd
  server odd 127.0.0.1:{upstreams.odd}
backend dead
  server dead 127.0.0.1:1
{frontends}
"""


class NotHttp(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(65536)
        self.request.sendall(b"this is not HTTP\r\n\r\n")


class Upstreams:
    """The sandbox, a server that never responds, and one that does not respond in HTTP."""

    def __init__(self, sandbox):
        self.sandbox = sandbox.port
        self._silent = socket.create_server(("127.0.0.1", new_port()))
        self._odd = socketserver.ThreadingTCPServer(("127.0.0.1", new_port()), NotHttp)
        self.silent, self.odd = self._silent.getsockname()[1], self._odd.server_address[1]
        threading.Thread(target=self._odd.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._silent.close()
        self._odd.shutdown()
        self._odd.server_close()


class Gateway(Process):
    """`ports` has the port of each row by its name."""

    def __init__(self, rows, upstreams, certificates, folder, address="127.0.0.1"):
        folder.mkdir()
        self.folder = folder
        self.ports = {row.name: new_port() for row in rows}
        texts = [self._row(row, certificates, address) for row in rows]
        configuration = folder / "configuration"
        configuration.write_text(self._configuration("\n".join(texts), upstreams))
        super().__init__(self._command(configuration), folder / "output.log")
        for port in self.ports.values():
            self.until_it_listens(port, address)

    def requests(self, name):
        """The log lines of the requests to the server of a row."""
        return Lines(self.access_log(), f"^{self.ports[name]} ")


class Nginx(Gateway):
    def _row(self, row, certificates, address):
        tls = ""
        if row.certificate:
            path = getattr(certificates, row.certificate)
            tls = f"ssl_certificate {path}; ssl_certificate_key {path};"
        options = f"{'ssl' if row.certificate else ''} {row.listen}"
        listen = f"listen {address}:{self.ports[row.name]} {options};"
        return f"server {{ {listen} {tls} {row.serve} }}"

    def _configuration(self, servers, upstreams):
        return NGINX.format(folder=self.folder, upstreams=upstreams, servers=servers)

    def _command(self, configuration):
        return ["nginx", "-c", configuration, "-e", self.folder / "error.log"]

    def access_log(self):
        return self.folder / "access.log"

    def handshakes(self, name):
        """The log lines of failed handshakes."""
        return Lines(self.folder / "error.log", f"SSL_do_handshake.* server: [0-9.]+:{self.ports[name]}$")

    def reloads(self):
        return len(Lines(self.folder / "error.log", "start worker process ").all())

    def reload(self):
        before = self.reloads()
        self.signal(signal.SIGHUP)
        wait_for(lambda: self.reloads() > before, "nginx reloads")


class HaProxy(Gateway):
    def _row(self, row, certificates, address):
        options = ""
        if row.certificate:
            options = f"ssl crt {getattr(certificates, row.certificate)} {row.listen}"
        return f"frontend {row.name}\n  bind {address}:{self.ports[row.name]} {options}\n  {row.serve}"

    def _configuration(self, frontends, upstreams):
        return HAPROXY.format(upstreams=upstreams, frontends=frontends)

    def _command(self, configuration):
        return ["haproxy", "-W", "-db", "-f", configuration]

    def access_log(self):
        return self.log

    def handshakes(self, name):
        """The log lines of failed handshakes."""
        return Lines(self.log, f" {name}/1: SSL handshake failure$")

    def reloads(self):
        return len(Lines(self.log, "Loading success").all())

    def reload(self):
        before = self.reloads()
        wait_for(self._handles_signals, "HAProxy handles signals")
        self.signal(signal.SIGUSR2)
        wait_for(lambda: self.reloads() > before, "HAProxy reloads")

    def _handles_signals(self):
        """HAProxy loses signals for a while after it has loaded."""
        status = Path(f"/proc/{self.child.pid}/status").read_text()
        blocked, caught = (re.search(rf"{name}:\t(\w+)", status)[1] for name in ("SigBlk", "SigCgt"))
        return int(caught, 16) & ~int(blocked, 16) & 1 << signal.SIGUSR2 - 1
