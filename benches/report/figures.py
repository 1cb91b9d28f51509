"""The figures of the results, by name. A figure that was not measured is None."""

import re
import statistics


class Figures:
    def __init__(self, results):
        self.results = results

    def rounds(self, peer, credentials, mode, figure):
        """All rounds of a figure of the calls after the warm-up. A mode is for example `1 http success`."""
        runs = self.results.get("calls", {}).get("steady", {}).get(f"{peer} {credentials} {mode}", [])
        return [run[figure] for run in runs if figure in run]

    def steady(self, peer, credentials, mode, figure):
        rounds = self.rounds(peer, credentials, mode, figure)
        return statistics.median(rounds) if rounds else None

    def cold(self, peer, credentials, scheme):
        return self.results.get("calls", {}).get("cold", {}).get(f"{peer} {credentials} 1 {scheme} success")

    def clean_build(self, name):
        """CPU seconds of all rounds."""
        return [run["cpu"] for run in self.results.get("builds", {}).get("clean", {}).get(name, [])]

    def crates(self, name):
        return self.results.get("builds", {}).get("crates", {}).get(name)

    def check(self, name, change):
        return self.results.get("builds", {}).get("check", {}).get(name, {}).get(change)

    def size(self, name):
        return self.results.get("size", {}).get("sizes", {}).get(name)

    def start(self, command, name):
        return self.results.get("size", {}).get("starts", {}).get(command, {}).get(name)

    def lines(self, bench):
        return self.results.get("instructions", {}).get(bench, [])

    def instructions(self, word):
        """The ratio in the first line that has the word, or in the first that has none of the other words."""
        others = ("error", "sign")
        for line in self.lines("instructions"):
            ratio = re.search(r"ratio ([0-9.]+)", line)
            if ratio and (word in line if word else not any(other in line for other in others)):
                return float(ratio.group(1))
        return None


def ratio(left, right):
    return left / right if left is not None and right else None


def median(values):
    return statistics.median(values) if values else None
