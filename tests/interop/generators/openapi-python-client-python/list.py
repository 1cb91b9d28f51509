import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import httpx
from iam import Client
from iam.api.tokens import create_user_token
from iam.models import (
    CreateUserTokenRequest, CreateUserTokenResponse, IamErrorResponse, LoginMethod, OwningDomain, PasswordLogin,
    PasswordUser, ScopeProject, TokenScope, UserIdentity, UserTokenAuth,
)
from taurusdb_htap import AuthenticatedClient
from taurusdb_htap.api.htap_engine_resources import list_htap_data_store
from taurusdb_htap.models import EngineName, ErrorResponse, ListHtapDataStoreResponse

LIMIT = 30  # seconds for each wait for data, because httpx has no limit for a whole call

# The last response is kept, because the generated code raises exceptions without it.
seen: list[httpx.Response] = []
keep: dict[str, Any] = {"event_hooks": {"response": [seen.append]}}


def call(server: str, error: Any, send: Callable[[], Any]) -> tuple[httpx.Response, Any]:
    """Returns the response and its parsed body, or None if the body is not as documented."""
    try:
        parsed = send().parsed
        # The generated code does not parse a status that the contract lacks.
        return seen[-1], parsed or error.from_dict(seen[-1].json())
    except httpx.HTTPError as fault:
        sys.exit(f"{server} sent no complete response: {fault or type(fault).__name__}")
    except (AttributeError, KeyError, TypeError, ValueError):
        return seen[-1], None


def fail(server: str, response: httpx.Response, reason: str | None) -> NoReturn:
    request_id = response.headers.get("X-Request-Id", "none")
    reason = reason or "the body is not as documented"
    sys.exit(f"{server} returned status {response.status_code} (request ID: {request_id}): {reason}")


user = PasswordUser(
    name=os.environ["HW_USER_NAME"],
    password=os.environ["HW_USER_PASSWORD"],
    domain=OwningDomain(name=os.environ["HW_DOMAIN_NAME"]),
)
identity = UserIdentity(methods=[LoginMethod.PASSWORD], password=PasswordLogin(user=user))
scope = TokenScope(project=ScopeProject(name=os.environ["HW_PROJECT_NAME"]))
request = CreateUserTokenRequest(auth=UserTokenAuth(identity=identity, scope=scope))
iam = Client(base_url=os.environ["IAM_ENDPOINT"], timeout=httpx.Timeout(LIMIT), httpx_args=keep)
login, created = call("IAM", IamErrorResponse, lambda: create_user_token.sync_detailed(client=iam, body=request))
if isinstance(created, IamErrorResponse):
    fail("IAM", login, str(created.error.message if created.error else created.error_msg))
# The token is in a response header, not in the body.
token = login.headers.get("X-Subject-Token", "").strip()
if not isinstance(created, CreateUserTokenResponse) or not created.token.project or not token:
    fail("IAM", login, None)

client = AuthenticatedClient(
    base_url=os.environ["HTAP_ENDPOINT"],
    token=token,
    auth_header_name="X-Auth-Token",
    prefix="",
    # The service requires this header on every request, even without a body.
    headers={"Content-Type": "application/json"},
    timeout=httpx.Timeout(LIMIT),
    httpx_args=keep,
)


def list_versions(project_id: str, engine: EngineName) -> tuple[httpx.Response, Any, str | None]:
    """Returns the response, its parsed body, and the text of an error."""
    response, parsed = call(
        "The service", ErrorResponse, lambda: list_htap_data_store.sync_detailed(project_id, engine, client=client)
    )
    return response, parsed, f"{parsed.error_code} {parsed.error_msg}" if isinstance(parsed, ErrorResponse) else None


for engine in (EngineName.STAR_ROCKS, EngineName.CLICK_HOUSE):
    response, answer, error = list_versions(created.token.project.id, engine)
    if not isinstance(answer, ListHtapDataStoreResponse):
        fail("The service", response, error)
    for row in answer.datastores:
        print(engine, row.name, row.kernel_version)

response, _, error = list_versions("0123456789abcdef0123456789abcdef", EngineName.STAR_ROCKS)
if response.status_code != 403 or not error:
    fail("The service", response, error)
print(response.status_code, error)
