"""Helpers of all tests: processes, waiting for conditions, and the client under test."""

import json
import os
import re
import select
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

REGION = "cn-north-4"
PROJECT_ID = "23a50154cf494ec9ad6883979a12db0a"

# Nothing else listens in the network namespace of `run`, and the kernel gives clients ports above 32767.
_ports = iter(range(20000, 30000))


def new_port():
    return next(_ports)


def wait_for(condition, what, seconds=30):
    """Waits until the condition returns a true value, and returns it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.01)
    raise AssertionError(f"not within {seconds} s: {what}")


def accepts(port, host="127.0.0.1"):
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def connections(port):
    """The established connections of a server."""
    text = Path("/proc/net/tcp").read_text()
    rows = [line.split() for line in text.splitlines()[1:]]
    return [row for row in rows if int(row[1].split(":")[1], 16) == port and row[3] == "01"]


class Process:
    """A server process. It ends with the `with` block."""

    def __init__(self, command, log, port=None, environment=None):
        self.log = log
        with log.open("wb") as output:
            self.child = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        if port is not None:
            self.until_it_listens(port)

    def until_it_listens(self, port, host="127.0.0.1"):
        wait_for(lambda: self._lives() and accepts(port, host), f"{self.child.args[0]} on port {port}", 120)

    def _lives(self):
        if self.child.poll() is not None:
            raise AssertionError(f"{self.child.args[0]} ended:\n{self.text()}")
        return True

    def text(self):
        return self.log.read_text(errors="replace")

    def signal(self, number):
        self.child.send_signal(number)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.terminate()
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


class Lines:
    """The lines of a log that a server is still writing. `new` returns those after the last `mark`."""

    def __init__(self, path, wanted=""):
        self.path, self.wanted, self.start = path, wanted, 0

    def all(self):
        text = self.path.read_text(errors="replace") if self.path.exists() else ""
        return [line for line in text.splitlines() if re.search(self.wanted, line)]

    def mark(self):
        self.start = len(self.all())

    def new(self):
        return self.all()[self.start :]

    def expect(self, count):
        """Waits for this number of new lines. A server may write a line after the client has the response."""
        wait_for(lambda: len(self.new()) >= count, f"{count} lines in {self.path}, {self.wanted}", 10)
        assert len(self.new()) == count, self.new()


def environment(home, **variables):
    """The environment of a client. It inherits only PATH. IAM is unreachable unless a variable sets it."""
    bare = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "HTAP_METADATA_ENDPOINT": "off",
        "HW_REGION_NAME": REGION,
        "HUAWEICLOUD_SDK_IAM_ENDPOINT": "http://127.0.0.1:1",
    }
    return {name: str(value) for name, value in (bare | variables).items() if value is not None}


def service(endpoint, token="sandbox-token", project_id=PROJECT_ID):
    """The variables for the endpoint of the service, the token and the project."""
    return {
        "HUAWEICLOUD_SDK_REGION_GAUSSDB_CN_NORTH_4": endpoint,
        "HW_AUTH_TOKEN": token,
        "HW_PROJECT_ID": project_id,
    }


@dataclass
class Outcome:
    exit: int
    output: str
    error: str

    @property
    def hint(self):
        return self.error.partition("hint: ")[2].strip()


def htap(variables, *arguments):
    done = subprocess.run(
        [os.environ["HTAP"], *arguments],
        env=variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=90,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


class Calls:
    """One client of the crate, which makes calls on request. See tests/real/calls.rs."""

    def __init__(self, variables):
        self.child = subprocess.Popen(
            [os.environ["CALLS"]], env=variables, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begin(self, count, at_once=1):
        self.child.stdin.write(f"{count} {at_once}\n")
        self.child.stdin.flush()

    def is_done(self):
        return bool(select.select([self.child.stdout], [], [], 0)[0])

    def end(self):
        return json.loads(self.child.stdout.readline())

    def make(self, count, at_once=1):
        self.begin(count, at_once)
        return self.end()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.stdin.close()
        self.child.stdout.close()
        self.child.wait(10)


@dataclass(frozen=True)
class Expected:
    """The expected result of a call, and the number of requests that the peer gets."""

    exit: int
    kind: str | None = None  # `None`: the call succeeds
    says: str = ""  # regular expressions
    hint: str = ""
    hint_lacks: str = "(?!)"
    requests: int = 1

    def check(self, variables, lines, command=("datastores", "star-rocks")):
        """Makes the same call with the command and with the crate."""
        lines.mark()
        seen = htap(variables, *command)
        assert seen.exit == self.exit, seen
        assert re.search(self.says, seen.error + seen.output), seen
        assert re.search(self.hint, seen.hint), seen
        assert not re.search(self.hint_lacks, seen.hint), seen
        lines.expect(self.requests)
        lines.mark()
        with Calls(variables) as calls:
            report = calls.make(1)
        assert (report["first"] or {}).get("kind") == self.kind, report
        lines.expect(self.requests)
