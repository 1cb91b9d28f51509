"""What schemathesis does not know of the sandbox: its project, its user, and which refusal is documented for what."""

import os
import pathlib
import re
import sys
import urllib.parse

import schemathesis

ENDPOINT = urllib.parse.urlsplit(os.environ["ENDPOINT"])
PROJECT_ID = os.environ["PROJECT_ID"]
TOKEN = os.environ["TOKEN"]
ELSEWHERE = pathlib.Path(os.environ["ELSEWHERE"])


# Nothing but the sandbox is spoken to: a connection elsewhere, or the look-up of a name, is refused and told to `run`.
def refuse_elsewhere(event, arguments):
    if event == "socket.connect":
        there = arguments[1] == (ENDPOINT.hostname, ENDPOINT.port)
        named = arguments[1]
    elif event == "socket.getaddrinfo":
        there = arguments[:2] == (ENDPOINT.hostname, ENDPOINT.port)
        named = arguments[:2]
    else:
        return
    if not there:
        with ELSEWHERE.open("a") as elsewhere:
            print(named, file=elsewhere)
        raise PermissionError(f"a connection to {named}")


sys.addaudithook(refuse_elsewhere)


# Drawn projects are well-formed and unknown: most become the sandbox's, so that more than the project is looked at.
# Those that begin with a digit stay foreign.
def ours(drawn):
    return PROJECT_ID if isinstance(drawn, str) and re.fullmatch("[A-Za-z][A-Za-z0-9]{31}", drawn) else drawn


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if path_parameters and "project_id" in path_parameters:
        path_parameters["project_id"] = ours(path_parameters["project_id"])
    return path_parameters


# Drawn users do not exist: each text that could be one becomes the sandbox's, what is malformed stays.
@schemathesis.hook
def map_body(context, body):
    examples = context.operation.schema.raw_schema["components"]["examples"]

    def put(drawn, known):
        if isinstance(drawn, dict) and isinstance(known, dict):
            return {name: put(value, known.get(name)) for name, value in drawn.items()}
        return known if isinstance(drawn, str) and isinstance(known, str) else drawn

    body = put(body, examples["PasswordByProjectName"]["value"])
    try:
        project = body["auth"]["scope"]["project"]
        if "id" in project:
            project["id"] = ours(project["id"])
        # "Give one of the two": the schema alone lets both be left out.
        if isinstance(project, dict) and not project.keys() & {"id", "name"}:
            project["id"] = PROJECT_ID
    except (KeyError, TypeError):
        pass
    return body


# What the checks of schemathesis let pass: any documented status in place of another, and any answer to a method that
# is not declared.
@schemathesis.check
def documented_answer(context, response, case):
    schema = case.operation.schema.raw_schema
    answer = response.json()
    request_id = response.headers.get("x-request-id")
    assert request_id, "no X-Request-Id"
    if "request_id" in answer:
        assert answer.pop("request_id") == request_id[0], "the body has another request_id than the header"

    if case.method.lower() not in schema["paths"][case.path]:
        found = (response.status_code, answer.get("error_code"))
        assert found == (404, "APIGW.0101"), f"documented for this method: 404 APIGW.0101, got {found}"
        return
    if case.operation.definition.raw["operationId"] != "ListHtapDataStore":
        return
    status, name = expected(response.request)
    documented = dict(schema["components"]["examples"][name]["value"])
    documented.pop("request_id", None)
    found = (response.status_code, answer)
    assert found == (status, documented), f"documented: {status} {documented}, got {found}"


def expected(request):
    """Status and example that the contract has for a request to the service: first identity, then parameters."""
    token, language = (request.headers.get(name) for name in ("X-Auth-Token", "X-Language"))
    segments = urllib.parse.urlsplit(request.url).path.split("/")
    if len(segments) != 6:
        return 404, "ApiNotFound"
    if token is None:
        return 401, "WrongSignature" if "Authorization" in request.headers else "TokenNotFound"
    if token != TOKEN:
        return 401, "TokenNotDecrypted"
    project_id, engine_name = (urllib.parse.unquote(segments[place]) for place in (2, 5))
    if not re.fullmatch("[A-Za-z0-9]{32}", project_id):
        return 400, "ParameterError"
    if project_id != PROJECT_ID:
        return 403, "PermissionDenied"
    if language is not None and text(language).strip() not in ("en-us", "zh-cn"):
        return 400, "ParameterError"
    examples = {"star-rocks": "StarRocksDatastores", "click-house": "ClickHouseDatastores"}
    if engine_name not in examples:
        return 400, "InvalidDatabaseType"
    return 200, examples[engine_name]


def text(value):
    return value.decode("latin-1") if isinstance(value, bytes) else value
