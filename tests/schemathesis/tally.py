"""Counts the answers in a report of schemathesis: a status and how often it came, one to a line; then `distinct`."""

import collections
import json
import sys

with open(sys.argv[1], encoding="utf-8") as report:
    entries = json.load(report)["log"]["entries"]
statuses = collections.Counter(entry["response"]["status"] for entry in entries)
for status, count in sorted(statuses.items()):
    print(status, count)
# What makes requests differ here; each also has a number of its own, and credentials that are drawn beside the token.
LOOKED_AT = {"x-language", "x-auth-token"}
distinct = {
    (
        request["method"],
        request["url"],
        *((header["name"], header["value"]) for header in request["headers"] if header["name"].lower() in LOOKED_AT),
        request.get("postData", {}).get("text"),
    )
    for request in (entry["request"] for entry in entries)
}
print("distinct", len(distinct))
