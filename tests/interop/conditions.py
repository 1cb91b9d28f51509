"""What a server, or something in front of it, can answer to the one call of the contract.

Each condition has a name, a description in English and in Chinese, and an answer: the bytes of a whole response, or of its
start and what happens then. `project` and `engine` are what the client passes instead of the documented values. With `proxy`, the service is at an
https host that does not exist, and HTTPS_PROXY names the peer. Some conditions are for the vendor's SDKs or for the cures alone.
"""

import gzip
import json
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

CONTRACT = Path(__file__).resolve().parents[2] / "openapi" / "taurusdb-htap.yaml"


class Then(Enum):
    """What the peer does after it has sent the bytes."""

    KEEP = "keeps the connection open for the next request"
    CLOSE = "closes the connection"
    WAIT = "sends nothing more until the client gives up"


@dataclass(frozen=True)
class Condition:
    en: str
    zh: str
    answer: bytes
    then: Then = Then.KEEP
    project: str | None = None
    engine: str | None = None
    proxy: bool = False
    only: str | None = None


def example(name):
    """An example of the contract: a text, or its scalar members. The standard library has no YAML reader."""
    pattern = rf"^    {name}:\n(?:      .*\n)*?      value:(.*)\n((?:        .*\n)*)"
    scalar, members = re.search(pattern, CONTRACT.read_text(), re.M).groups()
    return scalar.strip() or {key: value.strip("'") for key, value in re.findall(r"^ +(?:- )?(\w+): (.+)$", members, re.M)}


PROJECT, ENGINE = example("ExampleProject"), example("StarRocks")
REQUEST_ID = example("TokenNotFound")["request_id"]
ROW = example("StarRocksDatastores")
HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
JSON = "application/json"
# A date in the past: the client may send the next request at once.
DATE = "Wed, 21 Oct 2015 07:28:00 GMT"


def answer(status, body, *headers, media_type=JSON, version="1.1", reason="Example"):
    """The bytes of a response. A body that is not text or bytes is sent as JSON."""
    if not isinstance(body, str | bytes):
        body = json.dumps(body)
    if isinstance(body, str):
        body = body.encode()
    lines = [f"HTTP/{version} {status} {reason}", *headers]
    if media_type:
        lines.append(f"Content-Type: {media_type}")
    if status != 204:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def rows(*changes):
    return {"datastores": [ROW | change for change in changes]}


def first_half(whole):
    """The head and half of the body."""
    head, body = whole.split(b"\r\n\r\n", 1)
    return head + b"\r\n\r\n" + body[: len(body) // 2]


ID = f"X-Request-Id: {REQUEST_ID}"
SUCCESS = answer(200, rows({}), ID)
REFUSED = example("PermissionDenied")
THROTTLED = example("ThrottlingThresholdReached")
UNAVAILABLE = example("IamUnavailable")

CONDITIONS = {
    # The contract, and what the vendor may change without notice.
    "success": Condition("200, the contract's example", "200，接口定义中的示例", SUCCESS),
    "name-number": Condition("200, `name` is the number 3.1", "200，`name`为数值3.1",
                             answer(200, json.dumps(rows({})).replace('"3.1"', "3.1"), ID)),
    "name-number-zero": Condition("200, `name` is the number 3.10", "200，`name`为数值3.10",
                                  answer(200, json.dumps(rows({})).replace('"3.1"', "3.10"), ID)),
    "new-member": Condition("200, with a member that the contract lacks", "200，包含接口定义中没有的字段",
                            answer(200, rows({"release_date": "2026-01-01"}), ID)),
    "member-missing": Condition("200, without `kernel_version`", "200，缺少`kernel_version`",
                                answer(200, {"datastores": [{k: v for k, v in ROW.items() if k != "kernel_version"}]}, ID)),
    "list-null": Condition("200, `datastores` is null", "200，`datastores`为null", answer(200, {"datastores": None}, ID)),
    "list-missing": Condition("200, `{}`", "200，`{}`", answer(200, {}, ID)),
    "engine-new": Condition("the caller passes an engine that the contract lacks", "调用方传入接口定义中没有的引擎",
                            SUCCESS, engine="example-engine"),
    "project-short": Condition("the caller passes the project ID `abc`", "调用方传入项目ID `abc`", SUCCESS, project="abc"),
    # Errors.
    "error-403": Condition("403, documented", "403，接口定义中有说明", answer(403, REFUSED, ID)),
    "error-new-member": Condition("403, with a member that the contract lacks", "403，包含接口定义中没有的字段",
                                  answer(403, REFUSED | {"details": "example"}, ID)),
    "error-418": Condition("418, a status that the contract lacks", "418，接口定义中没有的状态码", answer(418, REFUSED, ID)),
    "error-494": Condition("494, documented", "494，接口定义中有说明", answer(494, example("HeadersTooLarge"), ID)),
    "throttled": Condition("429, `Retry-After: 1`", "429，`Retry-After: 1`", answer(429, THROTTLED, ID, "Retry-After: 1")),
    "throttled-date": Condition("429, `Retry-After` is a date", "429，`Retry-After`为日期",
                                answer(429, THROTTLED, ID, f"Retry-After: {DATE}")),
    "unavailable": Condition("503, `Retry-After: 0`", "503，`Retry-After: 0`",
                             answer(503, UNAVAILABLE, ID, "Retry-After: 0")),
    # What a proxy or a gateway in front of the service can answer.
    "html-502": Condition("502, HTML", "502，HTML", answer(502, HTML, media_type="text/html")),
    "html-200": Condition("200, HTML", "200，HTML", answer(200, HTML.replace("502 Bad Gateway", "Sign in"), media_type="text/html")),
    "empty-503": Condition("503, no body", "503，无响应体", answer(503, "", media_type=None)),
    "empty-200": Condition("200, no body", "200，无响应体", answer(200, "", ID)),
    "no-content": Condition("204", "204", answer(204, "", ID, media_type=None)),
    "text-plain": Condition("200, as `text/plain`", "200，类型为`text/plain`", answer(200, rows({}), ID, media_type="text/plain")),
    "no-content-type": Condition("200, without `Content-Type`", "200，无`Content-Type`",
                                 answer(200, rows({}), ID, media_type=None)),
    "gzip": Condition("200, gzip that nobody asked for", "200，未请求的gzip压缩",
                      answer(200, gzip.compress(json.dumps(rows({})).encode(), mtime=0), ID, "Content-Encoding: gzip")),
    "http-1.0": Condition("200, HTTP/1.0", "200，HTTP/1.0", answer(200, rows({}), ID, version="1.0"), Then.CLOSE),
    "request-id-twice": Condition("403, two different `X-Request-Id`", "403，两个不同的`X-Request-Id`",
                                  answer(403, REFUSED, ID, "X-Request-Id: second")),
    "large": Condition("200, 10 MB", "200，10 MB", answer(200, rows(*[{}] * 110_000), ID)),
    # Faults of the network.
    "closed": Condition("closed without a response", "未响应即关闭连接", b"", Then.CLOSE),
    "cut": Condition("closed inside the body", "响应体中途关闭连接", first_half(SUCCESS), Then.CLOSE),
    "hang": Condition("no response", "无响应", b"", Then.WAIT),
    "stall": Condition("no end of the body", "响应体中途停滞", first_half(SUCCESS), Then.WAIT),
    # What only the vendor's SDKs meet: the generated clients need a project ID.
    "project-missing": Condition("the caller sets no project ID", "调用方未设置项目ID", SUCCESS, project="", only="sdks"),
    "redirect": Condition("302 to a page of the same server that answers 501", "302，重定向到同一服务器上返回501的页面", answer(302, HTML, "Location: /sign-in", media_type="text/html"), only="sdks"),
    "project-percent": Condition("the caller passes a project ID with a percent sign", "调用方传入含百分号的项目ID", SUCCESS,
                                 project="a%b", only="cures"),
    # Not an answer.
    "https-proxy": Condition("`HTTPS_PROXY` names a proxy: is it asked for a tunnel?", "`HTTPS_PROXY`指定了代理：是否请求建立隧道？", b"", Then.CLOSE, proxy=True),
}
