"""Sets up Keystone with keystone-manage, and serves it with Werkzeug, which Keystone depends on.

Run `keystone_server.py CONFIGURATION LOG PORT [PORT CERTIFICATE]` to serve it. The second port uses TLS."""

import os
import ssl
import subprocess
import sys
import threading
from pathlib import Path

CONFIGURATION = """
[database]
connection = sqlite:///{folder}/keystone.db
[token]
provider = fernet
expiration = {expiration}
[fernet_tokens]
key_repository = {folder}/fernet
[fernet_receipts]
key_repository = {folder}/receipts
[identity]
password_hash_rounds = 4
[security_compliance]
lockout_failure_attempts = 3
lockout_duration = 1800
[auth]
methods = password,token,totp
[cache]
enabled = false
"""

ADMINISTRATOR = "administrator-password"


def set_up(folder, endpoint):
    """Creates the database, the keys and the administrator."""
    bin_folder = Path(sys.executable).parent

    def manage(*arguments):
        command = [sys.executable, bin_folder / "keystone-manage", "--config-file", folder / "keystone.conf", *arguments]
        log = (folder / f"{arguments[0]}.log").open("wb")
        return subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    owner = ("--keystone-user", "root", "--keystone-group", "root")
    write_configuration(folder, "keystone.conf")
    steps = [
        [("db_sync",), ("fernet_setup", *owner), ("receipt_setup", *owner)],
        [("bootstrap", "--bootstrap-password", ADMINISTRATOR, "--bootstrap-public-url", f"{endpoint}/v3")],
    ]
    for step in steps:
        for arguments, child in [(arguments, manage(*arguments)) for arguments in step]:
            if child.wait(120) != 0:
                raise AssertionError((folder / f"{arguments[0]}.log").read_text())


def write_configuration(folder, name, expiration=3600):
    (folder / name).write_text(CONFIGURATION.format(folder=folder, expiration=expiration))
    return folder / name


def serve(configuration, log, port, tls_port=None, certificate=None):
    os.environ["OS_KEYSTONE_CONFIG_FILES"] = configuration
    from keystone.wsgi import api
    from werkzeug.middleware.dispatcher import DispatcherMiddleware
    from werkzeug.serving import make_server

    lock = threading.Lock()

    def logged(environ, start):
        def answered(status, headers, error=None):
            line = [environ["REQUEST_METHOD"], environ["SCRIPT_NAME"] + environ["PATH_INFO"], status.split()[0]]
            with lock, Path(log).open("a") as lines:
                lines.write(" ".join(line) + "\n")
            return start(status, headers, error)

        return api.application(environ, answered)

    # Serves it under a prefix as well, as DevStack does.
    application = DispatcherMiddleware(logged, {"/identity": logged})
    if tls_port:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        server = make_server("127.0.0.1", int(tls_port), application, threaded=True, ssl_context=context)
        threading.Thread(target=server.serve_forever, daemon=True).start()
    make_server("127.0.0.1", int(port), application, threaded=True).serve_forever()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    del sys.argv[1:]  # Keystone would parse them
    serve(*arguments)
