"""Measures the peers against one server: calls after a warm-up, and whole processes with one call."""

import json
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from machine import ROOT, cores

BUILT = ROOT / "target/benches"

# Placeholders. A token of IAM has about 2 KiB.
IDENTITY = {
    "BENCH_PROJECT_ID": "23a50154cf494ec9ad6883979a12db0a",
    "BENCH_TOKEN": "x" * 2048,
    "BENCH_ACCESS_KEY_ID": "EXAMPLEACCESSKEY0001",
    "BENCH_SECRET_KEY": "an-example-of-a-secret-key-40-letters-ab",
}

# Nothing listens there. No peer needs IAM or STS, because each one has the project ID.
NOWHERE = "http://127.0.0.1:9"

# What the server returns for an engine: the kernel version of its row, or an error code.
SUCCESS, ERROR = ("star-rocks", "3.1.6.0"), ("click-house", "DBS.280001")

TOKEN, ACCESS_KEY = ("token",), ("access-key",)
BOTH = TOKEN + ACCESS_KEY

RUST = BUILT / "peers/release"
JAVA = ["java", "-cp", f"{BUILT}/java/classes:{BUILT}/java/jars/*", f"-Djavax.net.ssl.trustStore={BUILT}/ca.p12",
        "-Djavax.net.ssl.trustStorePassword=changeit", "Peer"]

# Name: command, credentials that it has, whether it has HTTPS and errors, seconds of warm-up.
PEERS = {
    "hyper-alone": ([RUST / "hyper-alone"], TOKEN, False, 0.5),
    "hand-written": ([RUST / "hand-written"], BOTH, True, 0.5),
    "ours": ([RUST / "ours"], BOTH, True, 0.5),
    "progenitor-bare": ([RUST / "progenitor-bare"], TOKEN, True, 0.5),
    "openapi-generator-rust": ([RUST / "openapi-generator-rust"], TOKEN, True, 0.5),
    "go": ([BUILT / "go/peer"], ACCESS_KEY, True, 0.5),
    "java": (JAVA, ACCESS_KEY, True, 12),  # until the compiler of the virtual machine has seen all of the call
    "python": ([BUILT / "python/bin/python", ROOT / "benches/peers/python/peer.py"], ACCESS_KEY, True, 0.5),
}

# Calls in flight, scheme, whether the service returns an error.
MODES = [(1, "http", False), (64, "http", False), (1, "https", False), (64, "https", False), (1, "http", True)]

# Many short rounds, in turn, because other guests of the host disturb some of them.
SECONDS = 0.7
ROUNDS = 9

# Each round of these takes long, so they run in every third one.
SLOW = ("java", "python")
SLOW_ROUNDS = ROUNDS // 3

# A cold process runs this often, or for this many seconds if that is less, but at least five times.
COLD_RUNS = 40
COLD_SECONDS = 3


class Server:
    """The server, on its own core. This process and the peers that it starts stay on another one."""

    def __init__(self):
        server_core, client_core = cores()
        if server_core == client_core:
            raise SystemExit("benches/run calls needs two cores: one for the server, one for the client.")
        os.sched_setaffinity(0, {server_core})
        self.process = subprocess.Popen([RUST / "server", BUILT / "ca.pem"], stdout=subprocess.PIPE, text=True)
        os.sched_setaffinity(0, {client_core})
        endpoints = self.process.stdout.readline().split()
        if len(endpoints) != 2:
            raise SystemExit("the server of the peers did not start")
        self.endpoints = dict(zip(("http", "https"), endpoints))
        trust(BUILT / "ca.pem")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.sched_setaffinity(0, set(range(os.cpu_count())))


def trust(ca):
    """Writes what the peers trust: the run's own CA and the system's, which a user's program loads as well."""
    system = Path("/etc/ssl/certs/ca-certificates.crt")
    (BUILT / "trusted.pem").write_text((system.read_text() if system.exists() else "") + ca.read_text())
    store = BUILT / "ca.p12"
    store.unlink(missing_ok=True)
    subprocess.run(["keytool", "-importcert", "-noprompt", "-alias", "bench", "-file", ca, "-keystore", store,
                    "-storepass", "changeit"], check=True)


def environment(home):
    """Returns the whole environment of a peer: no proxy, no profile, no key of the user."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": home,
        "SSL_CERT_FILE": str(BUILT / "trusted.pem"),  # the Rust peers and Go
        "REQUESTS_CA_BUNDLE": str(BUILT / "trusted.pem"),  # Python
        "HUAWEICLOUD_SDK_IAM_ENDPOINT": NOWHERE,
        "HUAWEICLOUD_SDK_STS_ENDPOINT": NOWHERE,
    } | IDENTITY


class Failed(SystemExit):
    def __init__(self, name, arguments, stderr):
        super().__init__(f"the peer {name} failed with the arguments {' '.join(arguments)}:\n{stderr}")


def run(server, name, arguments):
    """Runs a peer. Returns what it printed, its wall and CPU seconds, and how busy the server was after the warm-up."""
    marks = []
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile("w+") as stderr:
        began = time.perf_counter()
        process = subprocess.Popen([*PEERS[name][0], *arguments], env=environment(home), cwd=home, text=True,
                                   stdout=subprocess.PIPE, stderr=stderr)
        result = None
        for line in process.stdout:
            marks.append((time.perf_counter(), server.cpu_seconds()))
            result = line
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0 or result is None:
            stderr.seek(0)
            raise Failed(name, arguments, stderr.read())
    measured = json.loads(result)
    if len(marks) == 2:
        (start, before), (end, after) = marks
        measured["server_busy"] = (after - before) / (end - start)
    return measured | {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime}


def arguments(server, credentials, mode, warm_up, seconds):
    in_flight, scheme, error = mode
    engine, expected = ERROR if error else SUCCESS
    return [server.endpoints[scheme], credentials, engine, expected, str(in_flight), str(warm_up), str(seconds)]


def combinations(peers):
    """Yields what a peer can do."""
    for mode in MODES:
        for credentials in BOTH:
            for name in peers:
                _, has, complete, warm_up = PEERS[name]
                if credentials in has and (complete or mode[1:] == ("http", False)):
                    yield name, credentials, mode, warm_up


def measure(peers):
    unknown = set(peers) - set(PEERS)
    if unknown:
        raise SystemExit(f"no peer {', '.join(sorted(unknown))}; the peers are {', '.join(PEERS)}")
    steady, cold = {}, {}
    key = lambda name, credentials, mode: " ".join(
        [name, credentials, str(mode[0]), mode[1], "error" if mode[2] else "success"])
    with Server() as server:
        for turn in range(ROUNDS):
            due = peers if turn % 3 == 0 else [name for name in peers if name not in SLOW]
            for name, credentials, mode, warm_up in combinations(due):
                result = run(server, name, arguments(server, credentials, mode, warm_up, SECONDS))
                result["cpu_us"] = result["cpu_seconds"] / result["calls"] * 1e6
                result["rate"] = result["calls"] / result["seconds"]
                steady.setdefault(key(name, credentials, mode), []).append(result)
                print(f"  round {turn + 1}: {key(name, credentials, mode)}: {result['cpu_us']:.1f} µs of CPU per call, "
                      f"{result['rate']:.0f} calls/s", flush=True)
        for name, credentials, mode, _ in combinations(peers):
            if mode[0] == 1 and not mode[2]:
                cold[key(name, credentials, mode)] = result = start(server, name, credentials, mode)
                print(f"  cold: {key(name, credentials, mode)}: {result['wall'] * 1e3:.1f} ms", flush=True)
        if "ours" in peers:
            cold["htap access-key 1 http success"] = result = start_command(server)
            print(f"  cold: htap: {result['wall'] * 1e3:.1f} ms", flush=True)
    return {"steady": steady, "cold": cold, "peers": peers, "seconds": SECONDS, "rounds": ROUNDS,
            "slow_rounds": SLOW_ROUNDS}


def start(server, name, credentials, mode):
    """Returns the medians of whole processes: started, one call, ended."""
    return medians(lambda: run(server, name, arguments(server, credentials, mode, 0, 0)), ("wall", "cpu", "peak_kib"))


def start_command(server):
    """The same for the command, which does not print its memory."""
    command = [ROOT / "target/release/htap", "datastores", SUCCESS[0], "--endpoint", server.endpoints["http"],
               "--project-id", IDENTITY["BENCH_PROJECT_ID"]]
    with tempfile.TemporaryDirectory() as home:
        keys = {"HUAWEICLOUD_SDK_AK": IDENTITY["BENCH_ACCESS_KEY_ID"], "HUAWEICLOUD_SDK_SK": IDENTITY["BENCH_SECRET_KEY"]}

        def once():
            began = time.perf_counter()
            process = subprocess.Popen(command, env=environment(home) | keys, stdout=subprocess.PIPE, text=True)
            printed = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode != 0 or SUCCESS[1] not in printed:
                raise SystemExit(f"htap did not print the row:\n{printed}")
            return {"wall": time.perf_counter() - began, "cpu": usage.ru_utime + usage.ru_stime}

        return medians(once, ("wall", "cpu"))


def medians(once, figures):
    runs, end = [], time.monotonic() + COLD_SECONDS
    while len(runs) < 5 or (len(runs) < COLD_RUNS and time.monotonic() < end):
        runs.append(once())
    return {figure: statistics.median(run[figure] for run in runs) for figure in figures} | {"runs": len(runs)}
