"""Renders the table of the cookbook page about the vendor's SDKs from the golden files."""

import re
from pathlib import Path
from urllib.parse import unquote

from conditions import CONDITIONS

INTEROP = Path(__file__).resolve().parents[1]
PAGE = INTEROP.parents[1] / "src/cookbook/coming_from_sdks.md"
MARK = "<!-- The rest is written by tests/interop/atlas/run --sdks --record. -->\n\n"

# The clients, with the file that pins the version.
CLIENTS = {
    "sdk-python": ("Python", "python/requirements.txt", r"huaweicloudsdkgaussdb==(\S+)"),
    "sdk-go": ("Go", "go/go.mod", r"huaweicloud-sdk-go-v3 v(\S+)"),
    "sdk-java": ("Java", "java/pom.xml", r"<sdk.version>(.*)</sdk.version>"),
    "sdk-node": ("Node's core", "node/package.json", r'huaweicloud-sdk-core": "(.*)"'),
    "taurusdb-htap-rust": ("this crate", None, None),
}
ROWS = (
    "success", "html-200", "empty-200", "list-missing", "redirect", "name-number", "error-403", "throttled", "unavailable",
    "html-502", "closed", "hang", "stall", "project-missing", "https-proxy",
)  # fmt: skip


def words(outcome, limit):
    """An outcome of a golden file, for the reader of the page."""
    outcome, _, requests = outcome.partition(" \u00d7")
    kind, *rest = outcome.split(" ")
    if kind == "waits":
        text = f"gives up after {limit}" if limit[:1].isdigit() else f"waits {limit}"
    elif kind == "ok":
        _, name, identity, *project = [*rest]
        text = f"`{name}`" if name[0] in '"0123456789' else f"**nothing**: `{name}`"
        text += ", request ID" * (identity == "id") + "".join(f", project `{unquote(each)}`" for each in project)
    elif kind == "error":
        name, status, code, *identity = rest
        text = ", ".join(f"`{each.split('.')[-1] if each is name else each}`" for each in (name, status, code) if each not in ("-", "0"))
        text += ", request ID" * (identity[0] != "-")
    else:
        text = outcome
    return f"{text}, {requests} requests" if requests else text


def version(file, pattern):
    return " " + re.search(pattern, (INTEROP / file).read_text())[1] if file else ""


def page_table(outcomes, limits):
    head = ["condition", *(name + version(*pin) for name, *pin in CLIENTS.values())]
    lines = [head, ["---"] * len(head)]
    for row in ROWS:
        cells = outcomes.get(row, {})
        lines.append([CONDITIONS[row].en, *(words(cells.get(client, "not run"), limits.get(row, {}).get(client, "-")) for client in CLIENTS)])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
