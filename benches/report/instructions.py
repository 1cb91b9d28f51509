"""Runs the benches of the crate that count instructions and time the signature, and keeps the lines that they print."""

import subprocess

from machine import ROOT

BENCHES = {"instructions": "instructions per call, ", "signing": "signing one request:"}


def measure():
    lines = {}
    for bench, start in BENCHES.items():
        result = subprocess.run(["cargo", "bench", "--bench", bench], cwd=ROOT, text=True, capture_output=True)
        lines[bench] = [line.strip() for line in result.stdout.splitlines() if line.startswith(start)]
        # Above a limit, a bench prints its figures and fails.
        if not lines[bench]:
            raise SystemExit(f"cargo bench --bench {bench} printed no figure:\n{result.stdout}{result.stderr}")
        if result.returncode != 0:
            lines[bench].append(f"The bench {bench} failed: {result.stderr.strip().splitlines()[-1]}")
        print("\n".join(f"  {line}" for line in lines[bench]), flush=True)
    return lines
