"""Copies of this project's source: the working tree, and the baseline commit. A copy keeps the builds of the clone."""

import shutil
import subprocess

from machine import ROOT, output

SOURCES = ROOT / "target/benches/source"


def working_tree():
    folder = SOURCES / "ours"
    shutil.rmtree(folder, ignore_errors=True)
    for name in output("git", "-C", ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if name.startswith(("src/", "openapi/", "examples/", "benches/", "tests/")) or "/" not in name:
            if (ROOT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
    return folder


def baseline(commit):
    """Returns the folder, or a reason why there is none."""
    found = subprocess.run(["git", "-C", ROOT, "cat-file", "-e", f"{commit}^{{commit}}"], stderr=subprocess.DEVNULL)
    if found.returncode != 0:
        return None, f"this clone does not have the commit {commit}; fetch the whole history"
    commit = output("git", "-C", ROOT, "rev-parse", "--short", commit)
    folder = SOURCES / f"baseline-{commit}"
    if not folder.exists():
        folder.mkdir(parents=True)
        archive = subprocess.Popen(["git", "-C", ROOT, "archive", commit], stdout=subprocess.PIPE)
        subprocess.run(["tar", "-x", "-C", folder], stdin=archive.stdout, check=True)
        archive.wait()
    return folder, None
