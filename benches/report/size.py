"""Measures the command `htap`: the size of its release build, the crates in it, and how long it takes to start."""

import json
import os
import shutil
import statistics
import subprocess
import time

import source
from builds import cargo
from machine import ROOT

BUILT = ROOT / "target/benches"

BLOAT = "0.12.1"

# Runs of each command, old and new in turn.
STARTS = 40
STARTED = (["--version"], ["datastores", "star-rocks", "--sandbox", "--output", "json"])

# Crates that the page lists. The rest is summed up.
CRATES = 20


def stripped(binary):
    """Returns the size of a binary without symbols."""
    copy = BUILT / "stripped"
    subprocess.run(["strip", "-o", copy, binary], check=True)
    return copy.stat().st_size


def by_crate(folder, target):
    """Returns the bytes of code of each crate, as cargo-bloat assigns them, or a reason why it did not."""
    tool = BUILT / "tools/bin/cargo-bloat"
    installed = subprocess.run([tool, "bloat", "--version"], text=True, capture_output=True) if tool.exists() else None
    if not installed or BLOAT not in installed.stdout:
        cargo(ROOT, "install", "--quiet", "--locked", "--root", BUILT / "tools", f"cargo-bloat@{BLOAT}")
    # The build for the user may have no symbols, so this is another one.
    environment = os.environ | {"CARGO_PROFILE_RELEASE_STRIP": "false", "CARGO_TERM_COLOR": "never"}
    result = subprocess.run(
        [tool, "bloat", "--release", "--locked", "--features", "cli", "--bin", "htap", "--crates", "-n", "0",
         "--message-format", "json", "--target-dir", target],
        cwd=folder, env=environment, text=True, capture_output=True)
    if result.returncode != 0:
        return None, f"cargo-bloat {BLOAT} failed: {result.stderr.strip().splitlines()[-1]}"
    printed = json.loads(result.stdout)
    crates = {crate["name"]: crate["size"] for crate in printed["crates"]}
    return {"code": printed["text-section-size"], "crates": crates}, None


def start_times(binaries):
    """Returns the medians of whole processes, old and new in turn."""
    times = {}
    environment = {"PATH": os.environ["PATH"], "HOME": str(BUILT), "HTAP_METADATA_ENDPOINT": "off"}
    for _ in range(STARTS):
        for arguments in STARTED:
            for name, binary in binaries.items():
                began = time.perf_counter()
                process = subprocess.Popen([binary, *arguments], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                _, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                if process.returncode != 0:
                    raise SystemExit(f"{binary} {' '.join(arguments)} failed")
                figures = {"wall": time.perf_counter() - began, "cpu": usage.ru_utime + usage.ru_stime}
                times.setdefault(" ".join(["htap", *arguments]), {}).setdefault(name, []).append(figures)
    return {
        command: {name: {figure: statistics.median(run[figure] for run in runs) for figure in ("wall", "cpu")}
                  for name, runs in each.items()}
        for command, each in times.items()
    }


def measure(commit):
    old, reason = source.baseline(commit)
    binaries, sizes = {}, {}
    for name, folder, target in (("ours", ROOT, ROOT / "target"), ("baseline", old, BUILT / "baseline")):
        if folder:
            cargo(folder, "build", "--release", "--locked", "--features", "cli", "--bin", "htap", "--target-dir", target)
            binaries[name] = target / "release/htap"
            sizes[name] = {"built": binaries[name].stat().st_size, "stripped": stripped(binaries[name])}
            print(f"  htap, {name}: {sizes[name]['built']} bytes, {sizes[name]['stripped']} stripped", flush=True)
    crates, missing = by_crate(ROOT, BUILT / "bloat")
    return {
        "sizes": sizes,
        "starts": start_times(binaries),
        "by_crate": crates,
        "by_crate_missing": missing,
        "bloat": BLOAT,
        "baseline": commit,
        "baseline_missing": reason,
    }
