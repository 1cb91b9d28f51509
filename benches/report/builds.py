"""Measures builds: a clean build of a small program with each library, and the check after a change of one file."""

import os
import re
import resource
import shutil
import statistics
import subprocess
import time

import source
from machine import ROOT

BUILDS = ROOT / "target/benches/builds"

OURS_MAIN = """\
use taurusdb_htap::{Client, Credentials, EngineName};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .region("cn-north-4")
        .project_id("23a50154cf494ec9ad6883979a12db0a")
        .credentials(Credentials::token("token"))
        .build()?;
    for row in client.list_datastores(EngineName::StarRocks).await? {
        println!("{}", row.kernel_version);
    }
    Ok(())
}
"""

HAND_MAIN = """\
use serde::Deserialize;

#[derive(Deserialize)]
struct List {
    datastores: Vec<Datastore>,
}

#[derive(Deserialize)]
struct Datastore {
    kernel_version: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = reqwest::Client::builder()TLS.build()?;
    let url = "https://gaussdb.cn-north-4.myhuaweicloud.com/v3/PROJECT/htap/datastores/star-rocks";
    let response = client.get(url).header("X-Auth-Token", "token").send().await?.error_for_status()?;
    let list: List = serde_json::from_slice(&response.bytes().await?)?;
    for row in list.datastores {
        println!("{}", row.kernel_version);
    }
    Ok(())
}
"""

# The TLS of this project's client, as a user of reqwest gets it.
RING_TLS = """
        .tls_backend_preconfigured({
            use rustls_platform_verifier::BuilderVerifierExt;
            let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
            rustls::ClientConfig::builder_with_provider(provider)
                .with_safe_default_protocol_versions()?
                .with_platform_verifier()?
                .with_no_client_auth()
        })
        """

TOKIO = 'tokio = { version = "1", default-features = false, features = ["macros", "rt"] }\n'
SERDE = 'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n'
RING = """\
reqwest = { version = "0.13", default-features = false, features = ["http2", "rustls-no-provider", "system-proxy"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
rustls-platform-verifier = "0.7"
"""
AWS_LC = 'reqwest = { version = "0.13", default-features = false, features = ["http2", "rustls", "system-proxy"] }\n'

# How often a clean build of each is made, in turn.
ROUNDS = {"ours": 2, "baseline": 2, "hand-written, same TLS": 2, "hand-written, reqwest's default TLS": 1}

# After these changes, `cargo check` runs this often.
CHECKS = 5
TOUCHED = {"src/lib.rs": "after touching one source file", "openapi/taurusdb-htap.yaml": "after touching the YAML"}


def cargo(folder, *arguments):
    """Runs cargo. Returns wall seconds, CPU seconds and what cargo printed."""
    names = ("CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS", "RUSTC_WRAPPER")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment |= {"CARGO_TERM_COLOR": "never", "CARGO_TERM_PROGRESS_WHEN": "never"}
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    result = subprocess.run(["cargo", *arguments], cwd=folder, env=environment, text=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if result.returncode != 0:
        raise SystemExit(f"cargo {' '.join(arguments)} failed in {folder}:\n{result.stderr}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": time.perf_counter() - began, "cpu": cpu}, result.stdout + result.stderr


def program(name, dependencies, main, lock):
    """Writes a program with the versions that the lock file of a source has, and fetches what it needs."""
    folder = BUILDS / re.sub(r"\W+", "-", name)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "src").mkdir(parents=True)
    (folder / "src/main.rs").write_text(main)
    package = '[package]\nname = "program"\nversion = "1.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
    (folder / "Cargo.toml").write_text(package + dependencies)
    shutil.copy(lock, folder / "Cargo.lock")
    cargo(folder, "fetch")
    return folder


def clean_build(folder):
    shutil.rmtree(folder / "target", ignore_errors=True)
    figures, printed = cargo(folder, "build", "--offline")
    return figures | {"compiled": len(re.findall(r"^ *Compiling ", printed, re.MULTILINE)) - 1}


def normal_dependencies(folder, *options):
    """Counts the crates below a package, without build dependencies."""
    _, printed = cargo(folder, "tree", "--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}", *options)
    return len({line.split(" (")[0] for line in printed.splitlines() if line}) - 1


def touch_and_check(folder):
    """Returns the medians of `cargo check` after a change of each file."""
    cargo(folder, "check", "--lib", "--locked", "--target-dir", BUILDS / "check" / folder.name)
    medians = {}
    for file, name in TOUCHED.items():
        runs = []
        for _ in range(CHECKS):
            os.utime(folder / file)
            runs.append(cargo(folder, "check", "--lib", "--locked", "--target-dir", BUILDS / "check" / folder.name)[0])
        medians[name] = {figure: statistics.median(run[figure] for run in runs) for figure in ("wall", "cpu")}
    return medians


def measure(commit):
    ours = source.working_tree()
    old, reason = source.baseline(commit)
    lock = ours / "Cargo.lock"
    programs = {"ours": program("ours", f'taurusdb-htap = {{ path = "{ours}" }}\n{TOKIO}', OURS_MAIN, lock)}
    if old:
        programs["baseline"] = program(
            "baseline", f'taurusdb-htap = {{ path = "{old}" }}\n{TOKIO}', OURS_MAIN, old / "Cargo.lock")
    programs["hand-written, same TLS"] = program(
        "hand-written-same", RING + SERDE + TOKIO, HAND_MAIN.replace("TLS", RING_TLS), lock)
    programs["hand-written, reqwest's default TLS"] = program(
        "hand-written-default", AWS_LC + SERDE + TOKIO, HAND_MAIN.replace("TLS", ""), lock)
    clean = {}
    for turn in range(max(ROUNDS.values())):
        for name, folder in programs.items():
            if turn < ROUNDS[name]:
                figures = clean_build(folder)
                clean.setdefault(name, []).append(figures)
                print(f"  clean build, {name}: {figures['cpu']:.1f} CPU seconds", flush=True)
    check = {}
    for name, folder in {"ours": ours, "baseline": old}.items():
        if folder:
            check[name] = touch_and_check(folder)
            for change, figures in check[name].items():
                print(f"  check {change}, {name}: {figures['wall']:.2f} s", flush=True)
    return {
        "clean": clean,
        "crates": {
            name: {"all": normal_dependencies(folder, "--target", "all"), "here": normal_dependencies(folder)}
            for name, folder in (programs | {"ours": ours} | ({"baseline": old} if old else {})).items()
        },
        "check": check,
        "baseline": commit,
        "baseline_missing": reason,
    }
