"""The clients: where each is, how its probe is built, and how it is started."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cures import CURES, generated_go

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# The vendor's SDKs, and this project's crate, which coming_from_sdks.md of the cookbook compares with them.
SDKS = ("sdk-python", "sdk-go", "sdk-java", "sdk-node", "taurusdb-htap-rust")


@dataclass(frozen=True)
class Kind:
    """How to build and start the probe of a language: where it goes, a shell command, and the command of a scenario."""

    probe: str
    build: str
    start: str


JAVA = "java -cp target/classes:$(cat classpath)"
KINDS = {
    "python": Kind("probe.py", "true", "venv/bin/python probe.py"),
    "typescript": Kind("probe.mjs", "cp {here}/probes/shown.mjs .", "node probe.mjs"),
    "go": Kind("probe/main.go", "go build -o probe/probe ./probe", "probe/probe"),
    # Generated without options, whatever options the target has.
    "openapi-generator-go": Kind("probe/main.go", generated_go("plain"), "plain/probe/probe"),
    "java": Kind("Probe.java", "javac -d target/classes -cp target/classes:$(cat classpath) Probe.java", f"{JAVA} Probe"),
    # Its compiler is no command of its own.
    "kotlin": Kind("src/Probe.kt", "mvn --batch-mode --quiet --offline compile", f"{JAVA} ProbeKt"),
    "rust": Kind("src/bin/probe-{client}.rs", "cargo build --quiet --bin probe-{client}", "{target}/debug/probe-{client}"),
    "php": Kind("probe.php", "true", "php probe.php"),
    "ruby": Kind("probe.rb", "true", "ruby -I htap-client/lib probe.rb"),
    "sdk-python": Kind("probe.py", "true", "bin/python probe.py"),
    "sdk-go": Kind("probe/main.go", "cp {here}/../go/go.* probe && cd probe && go build -o probe .", "probe/probe"),
    "sdk-java": Kind("Probe.java", "javac -d . -cp '*' Probe.java", "java -cp '*:.' Probe"),
    "sdk-node": Kind("probe.js", "true", "node probe.js"),
}


@dataclass(frozen=True)
class Client:
    name: str

    @property
    def kind(self):
        return KINDS.get(self.name) or next(KINDS[word] for word in self.name.split("-") if word in KINDS)

    @property
    def folder(self):
        return ROOT / "target" / ("interop" if self.name.startswith("sdk-") else "generators") / self.name.removeprefix("sdk-")

    def expand(self, command):
        return command.format(client=self.name, here=HERE, target=os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))

    def build(self, cures):
        """Returns why the probe, or a client that a cure generates again, cannot run, or None."""
        source = next(HERE.glob(f"probes/{self.name}.*"), None)
        if source is None:
            return f"a probe expected, tests/interop/atlas/probes/{self.name}.* seen missing"
        if not self.folder.is_dir():
            return f"a client expected, {self.folder.relative_to(ROOT)} seen missing"
        probe = self.folder / self.expand(self.kind.probe)
        probe.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, probe)
        environment = os.environ | {"GOTOOLCHAIN": "local", "GOFLAGS": "-buildvcs=false"}
        environment.setdefault("CARGO_TARGET_DIR", str(ROOT / "target"))
        commands = [self.expand(self.kind.build), *(each.build for each in CURES.get(self.name, {}).values() if cures and each.build)]
        built = subprocess.run(["bash", "-c", " && ".join(commands)], cwd=self.folder, env=environment,
                               stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if built.returncode != 0:
            return f"a probe that compiles expected, seen: {' '.join((built.stderr + built.stdout).split())[:400]}"
        return None


def generated():
    """The folders of generated clients, in the order of targets.yaml."""
    folders = [line.split()[-1] for line in (ROOT / "tests/interop/generators/targets.yaml").read_text().splitlines() if line.startswith("- folder:")]
    return [folder for folder in folders if folder not in ("curl", "taurusdb-htap-rust")]
