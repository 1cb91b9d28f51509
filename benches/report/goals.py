"""The goals, and what was measured for each."""

from builds import TOUCHED
from calls import PEERS
from figures import median, ratio

MODES = {"1 http success": "one call in flight", "64 http success": "64 in flight"}


def goals(figures):
    """Yields what is measured, the limit, the figure and its unit. All figures are at most the limit, if not noted."""
    ours, old = median(figures.clean_build("ours")), median(figures.clean_build("baseline"))
    by_hand = median(figures.clean_build("hand-written, same TLS"))
    yield "clean build, CPU seconds, compared with the baseline", 0.75, ratio(ours, old), "×"
    yield "clean build, CPU seconds, compared with hand-written code with the same TLS", 1.20, ratio(ours, by_hand), "×"
    crates = figures.crates("ours")
    yield "crates that the library depends on, for all platforms", 125, crates and crates["all"], ""
    yield "instructions of a call, compared with hand-written code", 1.03, figures.instructions(None), "×"
    size = figures.size("ours")
    yield "`htap`, release, stripped", 7.0, size and size["stripped"] / 1e6, "MB"
    for command in ("htap --version", "htap datastores star-rocks --sandbox --output json"):
        now, then = (figures.start(command, name) for name in ("ours", "baseline"))
        yield f"CPU time of `{command}`, compared with the baseline", 1.00, now and then and now["cpu"] / then["cpu"], "×"
    for (change, limit) in zip(TOUCHED.values(), (1.5, 4)):
        check = figures.check("ours", change)
        yield f"`cargo check` {change}", limit, check and check["wall"], "s"
    instructions = figures.instructions("error")
    if instructions:
        yield "instructions of a call that returns an error, compared with one that returns rows", 1.3, instructions, "×"
    error, success = (figures.steady("ours", "token", f"1 http {end}", "cpu_us") for end in ("error", "success"))
    yield "CPU of a call that returns an error, compared with one that returns rows", 1.3, ratio(error, success), "×"
    instructions = figures.instructions("sign")
    if instructions:
        yield "instructions of a signed call, compared with hand-written code", 1.10, instructions, "×"
    for mode, name in MODES.items():
        cpu = {peer: figures.steady(peer, "access-key", mode, "cpu_us") for peer in PEERS}
        signed = f"CPU of a signed call with {name}, compared with"
        yield f"{signed} hand-written code", 1.10, ratio(cpu["ours"], cpu["hand-written"]), "×"
        yield f"{signed} the SDK for Python", 1 / 30, ratio(cpu["ours"], cpu["python"]), "of"
        yield f"{signed} the SDK for Go", 1 / 2, ratio(cpu["ours"], cpu["go"]), "of"
        yield f"{signed} the SDK for Java after its warm-up", 1 / 3, ratio(cpu["ours"], cpu["java"]), "of"
    rates = [figures.steady(peer, "token", "64 http success", "rate") for peer in ("ours", "hand-written")]
    yield "calls per second with 64 in flight, compared with hand-written code", -0.97, ratio(*rates), "×"
    for mode, name in MODES.items():
        p99 = [figures.steady(peer, "token", mode, "p99_ns") for peer in ("ours", "hand-written")]
        yield f"p99 with {name}, compared with hand-written code", 1.00, ratio(*p99), "×"


def rows(figures):
    """Returns the rows of the table. A negative limit is a minimum."""
    for name, limit, measured, unit in goals(figures):
        least, limit = limit < 0, abs(limit)
        if unit == "of":
            show = lambda value: f"1/{1 / value:.3g}"
        elif unit == "":
            show = str
        else:
            show = lambda value: f"{value:.3f} {unit}" if value is measured else f"{value:.2f} {unit}"
        verdict = "not measured"
        if measured is not None:
            verdict = "met" if (measured >= limit if least else measured <= limit) else "**missed**"
        yield [name, ("at least " if least else "at most ") + show(limit), "" if measured is None else show(measured), verdict]
