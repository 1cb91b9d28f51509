"""Tells schemathesis the project, the user and the tokens of the sandbox, and checks for the documented error."""

import json
import os
import pathlib
import re
import sys
import urllib.parse
import urllib.request

import schemathesis

ENDPOINT = urllib.parse.urlsplit(os.environ["ENDPOINT"])
PROJECT_ID = os.environ["PROJECT_ID"]
TOKEN = os.environ["TOKEN"]
FOREIGN_HOSTS = pathlib.Path(os.environ["FOREIGN_HOSTS"])


# Refuses connections and name lookups for other hosts than the sandbox, and reports them to `run`.
def refuse_foreign_hosts(event, arguments):
    if event == "socket.connect":
        there = arguments[1] == (ENDPOINT.hostname, ENDPOINT.port)
        named = arguments[1]
    elif event == "socket.getaddrinfo":
        there = arguments[:2] == (ENDPOINT.hostname, ENDPOINT.port)
        named = arguments[:2]
    else:
        return
    if not there:
        with FOREIGN_HOSTS.open("a") as log:
            print(named, file=log)
        raise PermissionError(f"a connection to {named}")


sys.addaudithook(refuse_foreign_hosts)


# Generated project IDs are well-formed and unknown. Most are replaced with that of the sandbox, so that requests reach
# further checks. Those that begin with a digit stay unknown.
def known_project(drawn):
    return PROJECT_ID if isinstance(drawn, str) and re.fullmatch("[A-Za-z][A-Za-z0-9]{31}", drawn) else drawn


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if path_parameters and "project_id" in path_parameters:
        path_parameters["project_id"] = known_project(path_parameters["project_id"])
    return path_parameters


# Examples with names that exist in the sandbox. Members with a format of their own are not replaced, so that invalid
# values stay invalid.
KNOWN = {
    "CreateUserToken": ["PasswordByProjectName", "PasswordByProjectId", "PasswordByDomain", "TokenByProjectId"],
    "CreateTokenWithIdToken": ["IdToken", "IdTokenByProjectName"],
    "CreateTemporaryAccessKey": ["TokenForKey", "AgencyForKey"],
    "AssumeAgencyWithOidc": ["AssumeAgency"],
}
FORMATTED = {"agency_session_name", "policy"}


def operation(case_or_context):
    return case_or_context.operation.definition.raw["operationId"]


def merged(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return {name: merged(one[name], other[name]) if name in one and name in other else one.get(name, other.get(name))
                for name in {**one, **other}}
    return one


# Generated users and tokens do not exist. Each string that could be one is replaced with that of the sandbox. Malformed
# values stay.
@schemathesis.hook
def map_body(context, body):
    examples = context.operation.schema.raw_schema["components"]["examples"]
    known = {}
    for name in KNOWN[operation(context)]:
        known = merged(known, examples[name]["value"])

    def put(drawn, known, name=None):
        if isinstance(drawn, dict) and isinstance(known, dict):
            return {name: put(value, known.get(name), name) for name, value in drawn.items()}
        if name in FORMATTED or not isinstance(drawn, str) or not isinstance(known, str):
            return drawn
        return TOKEN if known == "MIIEXAMPLEUSERTOKEN" else known

    body = put(body, known)
    auth = body.get("auth") if isinstance(body, dict) else None
    if isinstance(auth, dict):
        complete(auth)
    return body


# Adds what the schema cannot require: one of two members, and the `methods` of the given members.
def complete(auth):
    identity, scope = (auth.get(name) if isinstance(auth.get(name), dict) else {} for name in ("identity", "scope"))
    methods = identity.get("methods")
    if isinstance(methods, list) and all(method in ("password", "totp", "token", "assume_role") for method in methods):
        given = [method for method in ("password", "token", "assume_role") if isinstance(identity.get(method), dict)]
        identity["methods"] = given[:1]
    password = identity.get("password")
    user = password.get("user") if isinstance(password, dict) else None
    if isinstance(user, dict):
        named(user.get("domain"), "name", "example-account")
        if "id" in user:
            user["id"] = "fedcba9876543210fedcba9876543210"
        elif "name" not in user or "domain" not in user:
            user["id"] = "fedcba9876543210fedcba9876543210"
    project = scope.get("project")
    if isinstance(project, dict) and "id" in project:
        project["id"] = known_project(project["id"])
    named(project, "id", PROJECT_ID)
    named(scope.get("domain"), "name", "example-account")
    role = identity.get("assume_role")
    if isinstance(role, dict) and not role.keys() & {"domain_id", "domain_name"}:
        role["domain_name"] = "example-account"


# Operations whose schema cannot state that one of several members is required.
INCOMPLETE = {"CreateUserToken", "CreateTemporaryAccessKey", "CreateTokenWithIdToken"}


def lacks_something(auth):
    scope = auth.get("scope", {})
    what = scope.get("project", scope.get("domain", {"id": ""}))
    return not what.keys() & {"id", "name"} or "identity" in auth and lacks_identity(auth["identity"])


def lacks_identity(identity):
    given = [method for method in ("token", "password", "assume_role") if method in identity["methods"] and method in identity]
    if not given:
        return True
    if given[0] == "assume_role":
        return not identity["assume_role"].keys() & {"domain_id", "domain_name"}
    user = identity["password"]["user"] if given[0] == "password" else {"id": ""}
    return not ("id" in user or "name" in user and user.get("domain", {}).keys() & {"id", "name"})


def named(value, name, known):
    if isinstance(value, dict) and not value.keys() & {"id", "name"}:
        value[name] = known


# Replaces generated tokens and providers in headers, unless they begin with a digit.
@schemathesis.hook
def map_headers(context, headers):
    for name, known in (("X-Idp-Id", lambda: "example-idp"), ("X-Subject-Token", lambda: subject(context))):
        drawn = text((headers or {}).get(name))
        if isinstance(drawn, str) and not drawn[:1].isdigit():
            headers[name] = known()
    return headers


# Operations on tokens get the token of the run. Each revocation needs a new one.
def subject(context):
    if operation(context) != "DeleteToken":
        return TOKEN
    example = context.operation.schema.raw_schema["components"]["examples"]["PasswordByProjectId"]["value"]
    request = urllib.request.Request(
        f"{ENDPOINT.geturl()}/v3/auth/tokens", json.dumps(example).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as response:
        return response.headers["X-Subject-Token"]


# The checks of schemathesis accept any documented status, and any response to an undeclared method. This one does not.
@schemathesis.check
def documented_response(context, response, case):
    schema = case.operation.schema.raw_schema
    request_id = response.headers.get("x-request-id")
    assert request_id, "no X-Request-Id"
    # The sandbox supports HEAD for clients of Keystone. The contract does not have it.
    if response.status_code == 204 or case.method == "HEAD":
        assert not response.content, "a body where none is allowed"
        return
    body = response.json()
    if "request_id" in body:
        assert body.pop("request_id") == request_id[0], "the body has another request_id than the header"

    if case.method.lower() not in schema["paths"][case.path]:
        found = (response.status_code, body.get("error_code"))
        assert found == (404, "APIGW.0101"), f"documented for this method: 404 APIGW.0101, got {found}"
        return
    is_right = case.meta is not None and case.meta.generation.mode.is_positive
    # 401 and 404 are for users, providers and projects that do not exist.
    if is_right and operation(case) in INCOMPLETE and response.status_code not in (401, 404):
        assert (response.status_code == 400) == lacks_something(case.body["auth"]), "400 is for what is left out, alone"
    if is_right and operation(case) == "ListProjects":
        # The contract says in words that these two go together.
        is_half = len({"page", "per_page"} & (case.query or {}).keys()) == 1
        assert (response.status_code == 400) == is_half, "400 is for one of `page` and `per_page` without the other"
    if operation(case) != "ListHtapDataStore":
        return
    status, name = expected(response.request)
    documented = dict(schema["components"]["examples"][name]["value"])
    documented.pop("request_id", None)
    found = (response.status_code, body)
    assert found == (status, documented), f"documented: {status} {documented}, got {found}"


def expected(request):
    """The status and the example of the contract for a request to the service: identity first, then parameters."""
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
