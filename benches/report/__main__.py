"""Measures the parts of the report that the arguments name, keeps the figures, and writes the page: see benches/run."""

import argparse
import json
import sys

import builds
import calls
import instructions
import page
import size
from machine import QUIET, ROOT, WATCHES, describe, others, stamp, wait_until_quiet
from peers import versions

RESULTS = ROOT / "target/benches/results.json"


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--baseline", required=True)
    parser.add_argument("--loaded-anyway", action="store_true")
    parser.add_argument("--only-check-load", action="store_true")
    parser.add_argument("--peers", default=",".join(calls.PEERS))
    return parser.parse_args()


def check_quiet(loaded_anyway):
    busy = wait_until_quiet(1 if loaded_anyway else WATCHES)
    if busy > QUIET and not loaded_anyway:
        sys.exit(f"benches/run does not measure: other processes use {busy:.0%} of the processor time, and the limit is "
                 f"{QUIET:.0%}. Stop them, or let the page say that the machine was loaded: --loaded-anyway")
    return busy


def main():
    arguments = read_arguments()
    if arguments.only_check_load:
        check_quiet(arguments.loaded_anyway)
        return
    measures = {
        "calls": lambda: calls.measure(arguments.peers.split(",")),
        "instructions": instructions.measure,
        "builds": lambda: builds.measure(arguments.baseline),
        "size": lambda: size.measure(arguments.baseline),
    }
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for part in arguments.parts:
        before = check_quiet(arguments.loaded_anyway)
        print(f"== {part}", flush=True)
        measured, during = others(measures[part])
        load = {"busy_before": before, "busy_during": during, "loaded": before > QUIET}
        results[part] = measured | {"stamp": stamp() | load}
        results["machine"] = describe() | {"versions": versions()}
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1))
    page.write(results)
    print("wrote BENCHMARKS.md")


main()
