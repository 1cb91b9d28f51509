"""Fixtures of all tests: a folder, certificates, and a sandbox."""

import os
import re
from datetime import datetime, timezone

import pytest
import trustme
from support import Process, new_port

# An address of this machine that is not a loopback address. `run` adds it.
ADDRESS = "10.200.0.1"
NAME = "gateway.test"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    for parent in (folder, folder.parent):  # squid does not run as root
        parent.chmod(0o755)
    return folder


@pytest.fixture
def home(tmp_path):
    return tmp_path


class Certificates:
    """A certificate authority, and server certificates in files as nginx and HAProxy want them."""

    def __init__(self, folder):
        self.folder = folder
        self.authority = trustme.CA()
        self.trusted = folder / "ca.pem"
        self.authority.cert_pem.write_to_path(str(self.trusted))
        self.other = folder / "other-ca.pem"
        trustme.CA().cert_pem.write_to_path(str(self.other))
        self.good = self._write("good", self.authority.issue_cert("127.0.0.1", ADDRESS, NAME))
        self.expired = self._write("expired", self._expired())
        self.misnamed = self._write("misnamed", self.authority.issue_cert("elsewhere.test"))
        middle = self.authority.create_child_ca()
        self.unchained = self._write("unchained", middle.issue_cert("127.0.0.1"), chain=False)

    def _expired(self):
        begin, end = (datetime(year, 1, 1, tzinfo=timezone.utc) for year in (2020, 2021))
        return self.authority.issue_cert("127.0.0.1", not_before=begin, not_after=end)

    def _write(self, name, certificate, chain=True):
        blobs = certificate.cert_chain_pems if chain else certificate.cert_chain_pems[:1]
        path = self.folder / f"{name}.pem"
        path.write_bytes(certificate.private_key_pem.bytes() + b"".join(blob.bytes() for blob in blobs))
        return path


@pytest.fixture(scope="session")
def certificates(folder):
    return Certificates(folder)


class Sandbox(Process):
    def __init__(self, folder):
        self.port = new_port()
        super().__init__([os.environ["HTAP"], "sandbox", "--port", self.port], folder / "sandbox.log", self.port)
        self.endpoint = f"http://127.0.0.1:{self.port}"


@pytest.fixture(scope="session")
def sandbox(folder):
    with Sandbox(folder) as sandbox:
        yield sandbox
