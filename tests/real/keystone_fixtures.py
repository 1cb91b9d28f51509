"""Keystone, and a service that accepts its tokens."""

import json
import sqlite3
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread

import requests
from keystone_server import ADMINISTRATOR, set_up, write_configuration
from support import REGION, Lines, Process, new_port

DATASTORES = {"datastores": [{"id": "38197973-8895-36ed-b853-52daeefb6d3a", "name": "3.1", "kernel_version": "3.1.6.0"}]}
PASSWORD = "a-password-of-24-letters"


class Keystone:
    """Two servers with one database. Tokens of the second one expire after five seconds."""

    def __init__(self, folder, certificates):
        folder.mkdir()
        self.port, self.tls_port, self.brief_port = new_port(), new_port(), new_port()
        self.endpoint, self.brief = (f"http://127.0.0.1:{port}" for port in (self.port, self.brief_port))
        set_up(folder, self.endpoint)
        program = [sys.executable, Path(__file__).with_name("keystone_server.py")]
        self.database = folder / "keystone.db"
        self.log, self.brief_log = folder / "requests.log", folder / "brief-requests.log"
        long = write_configuration(folder, "long.conf")
        brief = write_configuration(folder, "brief.conf", expiration=5)
        self.processes = [
            Process([*program, long, self.log, self.port, self.tls_port, certificates.good], folder / "output.log"),
            Process([*program, brief, self.brief_log, self.brief_port], folder / "brief-output.log"),
        ]
        for process, port in zip(self.processes, (self.port, self.brief_port)):
            process.until_it_listens(port)
        self.names = count(1)
        self.token = None
        self.token = self.log_in("admin", ADMINISTRATOR, "Default", {"project": {"name": "admin", "domain": {"id": "default"}}})
        self.domain_id = self.make("domain", name="account")["id"]
        self.project_id = self.make("project", name=REGION, domain_id=self.domain_id)["id"]
        roles = requests.get(f"{self.endpoint}/v3/roles?name=member", headers={"X-Auth-Token": self.token}).json()
        self.role_id = roles["roles"][0]["id"]
        self.member = self.user()

    def make(self, kind, **members):
        response = requests.post(
            f"{self.endpoint}/v3/{kind}s", json={kind: members}, headers={"X-Auth-Token": self.token}, timeout=30
        )
        assert response.status_code == 201, response.text
        return response.json()[kind]

    def expire_password(self, name):
        of_user = "local_user_id = (SELECT id FROM local_user WHERE name = ?)"
        with sqlite3.connect(self.database) as database:
            changed = database.execute(f"UPDATE password SET expires_at_int = 1 WHERE {of_user}", [name])
            assert changed.rowcount == 1

    def user(self, enabled=True, **options):
        """Creates a user who is a member of the project. Three wrong passwords lock a user."""
        name = f"user-{next(self.names)}"
        members = {"name": name, "password": PASSWORD, "domain_id": self.domain_id, "enabled": enabled}
        user = self.make("user", options=options, **members)
        path = f"projects/{self.project_id}/users/{user['id']}/roles/{self.role_id}"
        response = requests.put(f"{self.endpoint}/v3/{path}", headers={"X-Auth-Token": self.token}, timeout=30)
        assert response.status_code == 204, response.text
        return name

    def request_token(self, user, password, domain, scope):
        identity = {"methods": ["password"]}
        identity["password"] = {"user": {"name": user, "password": password, "domain": {"name": domain}}}
        auth = {"identity": identity} | ({"scope": scope} if scope else {})
        return requests.post(f"{self.endpoint}/v3/auth/tokens", json={"auth": auth}, timeout=30)

    def log_in(self, user, password=PASSWORD, domain="account", scope=None):
        response = self.request_token(user, password, domain, scope)
        assert response.status_code == 201, response.text
        return response.headers["X-Subject-Token"]

    def accepts(self, token):
        headers = {"X-Auth-Token": token, "X-Subject-Token": token}
        return requests.get(f"{self.endpoint}/v3/auth/tokens", headers=headers, timeout=30).status_code == 200

    def revoke(self, token):
        headers = {"X-Auth-Token": token, "X-Subject-Token": token}
        response = requests.delete(f"{self.endpoint}/v3/auth/tokens", headers=headers, timeout=30)
        assert response.status_code == 204, response.text

    def requests(self, wanted=""):
        lines = Lines(self.log, wanted)
        lines.mark()
        return lines

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.processes:
            process.__exit__()


class Service:
    """The service. It validates each token with Keystone."""

    def __init__(self, keystone):
        self.tokens, self.refused = [], 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                token = self.headers["X-Auth-Token"]
                is_good = keystone.accepts(token)
                outer.tokens += [token] if is_good else []
                outer.refused += not is_good
                error = {"error_code": "APIGW.0301", "error_msg": "Incorrect IAM authentication information"}
                body = json.dumps(DATASTORES if is_good else error).encode()
                self.send_response(200 if is_good else 401)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", new_port()), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_address[1]}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
