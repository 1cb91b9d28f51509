"""Writes BENCHMARKS.md and chart.svg from the results."""

import textwrap

import chart
import goals
from calls import ACCESS_KEY, BOTH, MODES, PEERS, TOKEN
from figures import Figures, median, ratio
from machine import ROOT
from peers import CREDENTIALS, NAMES
from size import BLOAT, CRATES

NOT_MEASURED = "not measured"

TITLES = {
    "1 http success": "HTTP, one call in flight",
    "64 http success": "HTTP, 64 calls in flight",
    "1 https success": "HTTPS, one call in flight",
    "64 https success": "HTTPS, 64 calls in flight",
    "1 http error": "HTTP, one call in flight, and the service returns 400",
}


def table(header, rows):
    lines = [f"| {' | '.join(header)} |", f"| {' | '.join('---' for _ in header)} |"]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows])


def show(value, form="{:,.1f}", factor=1):
    return "" if value is None else form.format(value * factor).replace(",", " ")


def percent(part):
    return show(part, "{:.1f} %", 100)


def times(left, right):
    return show(ratio(left, right), "{:.2f} ×")


def missing(results, part):
    """Returns a sentence if a part was not run."""
    if part in results:
        return None
    return f"Not measured: this part was not run. `benches/run {part}` measures it."


def missing_baseline(part):
    reason = part.get("baseline_missing")
    return f"\nNot measured: the baseline, because {reason}.\n" if reason else ""


def calls(figures):
    yield (
        "Figures are medians of {rounds} rounds of {seconds} seconds after a warm-up, for Java and Python of "
        "{slow_rounds}. CPU is the user and system time of the client's process. Memory is the peak of its resident "
        "memory. *Server* is the part of its core that the server used. The column *compared* divides the CPU by that of this project's client with the same credentials."
    ).format(**figures.results["calls"])
    for in_flight, scheme, error in MODES:
        mode = f"{in_flight} {scheme} {'error' if error else 'success'}"
        rows = []
        for credentials in BOTH:
            for peer, (_, has, complete, _) in PEERS.items():
                if credentials not in has or (not complete and (scheme == "https" or error)):
                    continue
                value = lambda figure: figures.steady(peer, credentials, mode, figure)
                name = f"{NAMES[peer]}, {CREDENTIALS[credentials]}"
                if value("cpu_us") is None:
                    rows.append([name, NOT_MEASURED] + [""] * 6)
                    continue
                ours = figures.steady("ours", credentials, mode, "cpu_us")
                rows.append([
                    name, show(value("cpu_us")), times(value("cpu_us"), ours), show(value("rate"), "{:,.0f}"),
                    show(value("p50_ns"), "{:,.0f}", 1e-3), show(value("p99_ns"), "{:,.0f}", 1e-3),
                    show(value("peak_kib"), "{:.1f}", 1 / 1024), percent(value("server_busy")),
                ])
        header = ["client", "CPU, µs per call", "compared", "calls/s", "p50, µs", "p99, µs", "memory, MiB", "server"]
        yield f"### {TITLES[mode]}\n\n{table(header, rows)}"
    if set(PEERS) - set(figures.results["calls"]["peers"]):
        yield "The run left out the clients that were not measured (`--peers`)."
    yield server_limit(figures)


def server_limit(figures):
    floor = figures.steady("hyper-alone", "token", "64 http success", "rate")
    others = [figures.steady(peer, "token", "64 http success", "rate") for peer in PEERS if peer != "hyper-alone"]
    busy = figures.steady("hyper-alone", "token", "64 http success", "server_busy")
    if floor is None or not any(others):
        return "Whether the server is the limit was not measured."
    fastest = max(rate for rate in others if rate)
    return (
        f"With 64 calls in flight, hyper alone makes {show(floor, '{:,.0f}')} calls/s, and the server then uses "
        f"{percent(busy)} of its core. The fastest client makes {show(fastest, '{:,.0f}')}. "
        + ("So the server is not the limit of a client." if fastest < 0.97 * floor and busy < 0.97 else
           "**So the server may be the limit of the fastest clients.**")
    )


def processes(figures):
    yield "A process starts, makes one call, prints a line, and ends. Figures are medians. The memory of the command is not measured: a process reads its own, and the command does not print it."
    rows = []
    command = figures.cold("htap", "access-key", "http")
    if command:
        rows.append(["`htap datastores star-rocks`, access key", "HTTP", show(command["wall"], factor=1e3),
                     show(command["cpu"], factor=1e3), NOT_MEASURED, str(command["runs"])])
    for scheme in ("http", "https"):
        for credentials in (*TOKEN, *ACCESS_KEY):
            for peer, (_, has, complete, _) in PEERS.items():
                if credentials not in has or (scheme == "https" and not complete):
                    continue
                cold = figures.cold(peer, credentials, scheme)
                name = f"{NAMES[peer]}, {CREDENTIALS[credentials]}"
                rows.append([name, scheme.upper()] + (
                    [show(cold["wall"], factor=1e3), show(cold["cpu"], factor=1e3), show(cold["peak_kib"], factor=1 / 1024),
                     str(cold["runs"])] if cold else [NOT_MEASURED, "", "", ""]))
    yield table(["client", "scheme", "wall, ms", "CPU, ms", "memory, MiB", "processes"], rows)


def instructions(figures):
    yield "The lines that `cargo bench --bench instructions` and `cargo bench --bench signing` print:"
    yield "```text\n" + "\n".join(figures.lines("instructions") + figures.lines("signing")) + "\n```"


def builds(figures):
    results = figures.results["builds"]
    by_hand = median(figures.clean_build("hand-written, same TLS"))
    rows = []
    for name, runs in results["clean"].items():
        label = {"ours": "taurusdb-htap", "baseline": f"taurusdb-htap, baseline {results['baseline']}"}.get(name, name)
        seconds = median([run["cpu"] for run in runs])
        rows.append([label, ", ".join(show(run["cpu"]) for run in runs), times(seconds, by_hand),
                     show(median([run["wall"] for run in runs])), str(results["crates"][name]["all"]), str(results["crates"][name]["here"]),
                     str(runs[0]["compiled"])])
    yield (
        "`cargo build` of a program that makes the call, with the development profile, an empty target folder and a warm "
        "registry. The builds ran in turn. CPU is the user and system time of cargo and its processes; where there are "
        "two figures, there were two builds. *Crates* counts the normal dependencies, of all platforms and of this one. "
        "*Compiled* counts what this build compiled, with the dependencies of build scripts. Hand-written code uses reqwest, serde and serde_json with the same features of reqwest."
    )
    header = ["library", "CPU, s", "compared with hand-written, same TLS", "wall, s", "crates, all platforms", "crates, this one", "compiled"]
    yield table(header, rows) + missing_baseline(results)
    rows = [
        [{"ours": "this commit"}.get(name, f"baseline {results['baseline']}"), change, show(figure["wall"], "{:.2f}"),
         show(figure["cpu"], "{:.2f}")]
        for name, changes in results["check"].items() for change, figure in changes.items()
    ]
    yield table(["`cargo check --lib` of this crate", "change", "wall, s", "CPU, s"], rows)


def size(figures):
    results = figures.results["size"]
    label = lambda name: "this commit" if name == "ours" else f"baseline {results['baseline']}"
    yield table(["`htap`, `cargo build --release --features cli`", "as built, bytes", "stripped, bytes"], [
        [label(name), show(size["built"], "{:,}"), show(size["stripped"], "{:,}")] for name, size in results["sizes"].items()
    ]) + missing_baseline(results)
    yield table(["whole process", "`htap`", "wall, ms", "CPU, ms"], [
        [f"`{command}`", label(name), show(figure["wall"], "{:.2f}", 1e3), show(figure["cpu"], "{:.2f}", 1e3)]
        for command, each in results["starts"].items() for name, figure in each.items()
    ])
    if not results["by_crate"]:
        yield f"Not measured: the code by crate, because {results['by_crate_missing']}."
        return
    code, crates = results["by_crate"]["code"], results["by_crate"]["crates"]
    largest = sorted(crates.items(), key=lambda crate: -crate[1])
    rest = sum(bytes for _, bytes in largest[CRATES:])
    yield f"Machine code by crate, as cargo-bloat {BLOAT} assigns it. Generic code counts for the crate that uses it."
    yield table(["crate", "bytes", "part"], [
        [f"`{name}`", show(bytes, "{:,}"), percent(bytes / code)] for name, bytes in largest[:CRATES]
    ] + [[f"{len(largest[CRATES:])} others", show(rest, "{:,}"), percent(rest / code)]])


PARTS = {
    "calls": [("Calls after the warm-up", calls), ("Whole processes", processes)],
    "instructions": [("Instructions, and the time to sign", instructions)],
    "builds": [("Builds", builds)],
    "size": [("The command", size)],
}

NOT_COMPARABLE = """\
- The vendor's SDKs have no token mode, so compare them with the rows *access key*. The clients that generators write
  have no signatures, so compare them with the rows *token*.
- All Rust peers run on a current-thread runtime of tokio. Go has goroutines on one core, Python and Java have 64 threads
  for 64 calls in flight. One core of the client is what a small container has; with more cores, Go, Java and Rust make
  more calls.
- The vendor's SDKs are set to keep as many connections as there are calls in flight. By default, those for Python, Go and
  Java keep 10, 2 and 5, and open a new one for each further call.
- hyper alone has one connection for each call in flight, no pool, no timeout, no TLS and no decoding of errors.
- Each peer verifies the server's certificate. It trusts the run's own CA beside the system's certificates; for Java only
  the run's own CA. The last table names the TLS library of each; the generated clients use reqwest's default.
- The generated clients and the hand-written code do not retry, do not keep to a limit of the body, do not check request
  IDs and give no hints. The vendor's SDKs do not retry here either.
- The server is on the same machine, so the wall time of a call contains no network.
- The p99 of so short a run depends on a few calls. Compare the figures of several runs before you conclude from
  a difference of some percent."""


def stamps(results):
    rows = []
    for part in PARTS:
        stamp = results.get(part, {}).get("stamp")
        rows.append([part, stamp["commit"], stamp["at"], percent(stamp["busy_before"]), percent(stamp["busy_during"])]
                    if stamp else [part, NOT_MEASURED, "", "", ""])
    return table(["part", "commit", "measured at", "other processes, just before", "meanwhile"], rows)


def page(results):
    figures = Figures(results)
    yield "# Benchmarks"
    yield ("`benches/run` measures and writes this page. [benches/README.md](benches/README.md) describes how to rerun it.")
    loaded = [part for part in PARTS if results.get(part, {}).get("stamp", {}).get("loaded")]
    if loaded:
        yield f"**The machine was loaded during these parts: {', '.join(loaded)}. Do not compare their times.**"
    yield "## Goals\n\n" + table(["figure", "limit", "measured", ""], goals.rows(figures))
    baselines = {results[part]["baseline"] for part in ("builds", "size") if part in results}
    if baselines:
        yield f"The baseline is commit {' and '.join(sorted(baselines))}, built and run in turn with this one."
    if chart.draw(figures):
        yield "![CPU time of one call by peer, on a logarithmic axis](benches/chart.svg)"
    for part, sections in PARTS.items():
        for title, section in sections:
            yield f"## {title}"
            yield from [missing(results, part)] if missing(results, part) else section(figures)
    yield "## What is not comparable\n\n" + NOT_COMPARABLE
    if "machine" in results:
        machine = results["machine"]
        yield "## Machine and versions"
        yield (f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gib']} GiB of memory, "
               f"{machine['kernel']}. The server has one core, the client another.")
        yield ("The percentages are the part of the processor time that other processes used. The interrupts of the network "
               "count as such.\n\n" + stamps(results))
        tools = [[name, version] for name, version in machine["toolchains"].items()]
        yield table(["toolchain", "version"], tools)
        yield table(["client", "version"], [[NAMES[peer], version] for peer, version in machine["versions"].items()])


def wrapped(block):
    """Breaks the lines of a paragraph; everything else has its lines."""
    is_paragraph = "\n" not in block and block[0] not in "#!"
    return textwrap.fill(block, 120, break_long_words=False, break_on_hyphens=False) if is_paragraph else block


def write(results):
    blocks = "\n\n".join(part.strip("\n") for part in page(results)).split("\n\n")
    (ROOT / "BENCHMARKS.md").write_text("\n\n".join(map(wrapped, blocks)) + "\n")
    drawing = chart.draw(Figures(results))
    if drawing:
        (ROOT / "benches/chart.svg").write_text(drawing)
