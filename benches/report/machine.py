"""The machine: what it is, how busy it is, and which core runs what."""

import os
import platform
import subprocess
import time
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# A part of the processor time that other processes may use.
QUIET = 0.05
WATCH_SECONDS = 4
WATCHES = 8  # the end of a build may still be written to the disk


def output(*command, **options):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **options).stdout.strip()


def processor_time():
    """Returns the used and the total time of all cores, in ticks. The hypervisor's share counts as used."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return sum(fields) - idle, sum(fields)


def others(action):
    """Runs something. Returns its result, and the part of the processor time that other processes used meanwhile."""
    before, own = processor_time(), own_seconds()
    result = action()
    used, total = (after - start for after, start in zip(processor_time(), before))
    own = (own_seconds() - own) * os.sysconf("SC_CLK_TCK")
    return result, max(0, used - own) / max(1, total)


def own_seconds():
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def wait_until_quiet(watches):
    """Waits a little for a quiet machine. Returns the part of the processor time that other processes use."""
    for _ in range(watches):
        _, part = others(lambda: time.sleep(WATCH_SECONDS))
        if part <= QUIET:
            break
    return part


def cores():
    """Returns the core of the server and that of the client, or one core if there is no other."""
    available = sorted(os.sched_getaffinity(0))
    return available[0], available[-1]


def first_line(*command):
    try:
        result = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except FileNotFoundError:
        return "not installed"
    return result.stdout.strip().split("\n", 1)[0]


def describe():
    processor = [line for line in Path("/proc/cpuinfo").read_text().split("\n") if line.startswith("model name")]
    memory = Path("/proc/meminfo").read_text().split()[1]
    return {
        "processor": processor[0].split(":", 1)[1].strip() if processor else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(int(memory) / 1024**2, 1),
        "kernel": f"{platform.system()} {platform.release()}",
        "toolchains": {
            "Rust": first_line("rustc", "--version"),
            "Python": first_line("python3", "--version"),
            "Go": first_line("go", "version"),
            "Java": first_line("java", "-version"),
            "valgrind": first_line("valgrind", "--version"),
        },
    }


def stamp():
    """Returns what a part of the report states about its own run."""
    commit = output("git", "-C", ROOT, "rev-parse", "--short", "HEAD")
    changed = output("git", "-C", ROOT, "status", "--porcelain", "--", "src", "openapi", "build.rs", "Cargo.toml", "Cargo.lock")
    return {
        "at": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit + (" with changes" if changed else ""),
    }
