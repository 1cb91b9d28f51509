"""What the page calls each peer, and the version of it, read from where it is pinned."""

import re

from machine import ROOT, output

NAMES = {
    "hyper-alone": "hyper alone",
    "hand-written": "hand-written, reqwest and serde",
    "ours": "taurusdb-htap",
    "progenitor-bare": "progenitor's client",
    "openapi-generator-rust": "openapi-generator's Rust client",
    "go": "vendor's SDK for Go",
    "java": "vendor's SDK for Java",
    "python": "vendor's SDK for Python",
}

CREDENTIALS = {"token": "token", "access-key": "access key"}


def pinned(file, pattern):
    return re.search(pattern, (ROOT / file).read_text(), re.MULTILINE).group(1)


def locked(crate):
    return pinned("benches/peers/Cargo.lock", rf'^name = "{crate}"\nversion = "(.+)"')


def tls_library():
    """The one that the default features of this project's client bring."""
    tree = output("cargo", "tree", "--edges", "normal", "--prefix", "none", cwd=ROOT)
    crates = {line.split()[0] for line in tree.splitlines()}
    return " and ".join(sorted(crates & {"aws-lc-rs", "ring"}))


def versions():
    interop = "tests/interop"
    generator = pinned(f"{interop}/generators/openapi-generator-rust/generate", r"openapi-generator-cli:([0-9.]+)")
    return {
        "hyper-alone": f"hyper {locked('hyper')}",
        "hand-written": f"reqwest {locked('reqwest')}, TLS and hashes by ring {locked('ring')}",
        "ours": f"{pinned('Cargo.toml', r'^version = .(.+).$')}, this commit, TLS by {tls_library()}",
        "progenitor-bare": f"progenitor {locked('progenitor')}, reqwest {locked('reqwest')} with its default TLS, aws-lc-rs",
        "openapi-generator-rust": f"openapi-generator {generator}, reqwest {locked('reqwest')} with its default TLS, aws-lc-rs",
        "go": f"huaweicloud-sdk-go-v3 {pinned(f'{interop}/go/go.mod', r'huaweicloud-sdk-go-v3 (v[0-9.]+)')}",
        "java": f"huaweicloud-sdk-gaussdb {pinned(f'{interop}/java/pom.xml', r'<sdk.version>(.+)<')}",
        "python": f"huaweicloudsdkgaussdb {pinned(f'{interop}/python/requirements.txt', r'huaweicloudsdkgaussdb==(.+)')}",
    }
