"""Counts the responses in a report of schemathesis by status, then the distinct requests as `distinct`."""

import collections
import json
import sys

with open(sys.argv[1], encoding="utf-8") as report:
    entries = json.load(report)["log"]["entries"]
statuses = collections.Counter(entry["response"]["status"] for entry in entries)
for status, count in sorted(statuses.items()):
    print(status, count)
# Headers that make requests distinct. Others, such as a number of the request, are ignored.
COMPARED = {"x-language", "x-auth-token"}
distinct = {
    (
        request["method"],
        request["url"],
        *((header["name"], header["value"]) for header in request["headers"] if header["name"].lower() in COMPARED),
        request.get("postData", {}).get("text"),
    )
    for request in (entry["request"] for entry in entries)
}
print("distinct", len(distinct))
