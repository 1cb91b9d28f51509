import os
import sys
from collections.abc import Callable
from typing import NoReturn

from iam import (
    ApiClient as IamClient, Configuration as IamConfiguration, CreateUserTokenRequest, CreateUserTokenResponse,
    IamErrorResponse, LoginMethod, OwningDomain, PasswordLogin, PasswordUser, ScopeProject, TokensApi, TokenScope,
    UserIdentity, UserTokenAuth,
)
from taurusdb_htap import (
    ApiClient, Configuration, EngineName, ErrorResponse, HTAPEngineResourcesApi, ListHtapDataStoreResponse,
)
from urllib3 import HTTPResponse
from urllib3.exceptions import HTTPError

LIMIT = 30  # seconds for each wait for data, because urllib3 has no limit for a whole call


def call(server: str, send: Callable[[], HTTPResponse]) -> tuple[HTTPResponse, str]:
    """Returns the response and its body."""
    try:
        response = send()
        return response, response.data.decode(errors="replace")
    except HTTPError as fault:
        sys.exit(f"{server} sent no complete response: {fault}")


def fail(server: str, response: HTTPResponse, reason: str | None) -> NoReturn:
    request_id = response.headers.get("X-Request-Id", "none")
    reason = reason or "the body is not as documented"
    sys.exit(f"{server} returned status {response.status} (request ID: {request_id}): {reason}")


user = PasswordUser(
    name=os.environ["HW_USER_NAME"],
    password=os.environ["HW_USER_PASSWORD"],
    domain=OwningDomain(name=os.environ["HW_DOMAIN_NAME"]),
)
identity = UserIdentity(methods=[LoginMethod.PASSWORD], password=PasswordLogin(user=user))
scope = TokenScope(project=ScopeProject(name=os.environ["HW_PROJECT_NAME"]))
request = CreateUserTokenRequest(auth=UserTokenAuth(identity=identity, scope=scope))
# Without `retries=False`, urllib3 sends a request up to four times, each with its own limit.
iam = TokensApi(IamClient(IamConfiguration(host=os.environ["IAM_ENDPOINT"], retries=False)))
# The other variants of this function raise exceptions without the status if they cannot read the body.
login, body = call("IAM", lambda: iam.create_user_token_without_preload_content(request, _request_timeout=LIMIT))
try:
    created = CreateUserTokenResponse.from_json(body)
except ValueError:
    created = None
# The token is in a response header, not in the body.
token = login.headers.get("X-Subject-Token", "").strip()
if not created or not created.token.project or not token:
    try:
        refused = IamErrorResponse.from_json(body)
    except ValueError:
        refused = None
    fail("IAM", login, refused.error.message if refused and refused.error else refused.error_msg if refused else None)
project_id = created.token.project.id

client = ApiClient(Configuration(host=os.environ["HTAP_ENDPOINT"], api_key={"UserToken": token}, retries=False))
# The service requires this header on every request, even without a body.
client.set_default_header("Content-Type", "application/json")
htap = HTAPEngineResourcesApi(client)


def list_versions(
    project_id: str, engine: EngineName
) -> tuple[HTTPResponse, ListHtapDataStoreResponse | None, str | None]:
    """Returns the response, and its list or the text of its error."""
    response, body = call("The service", lambda: htap.list_htap_data_store_without_preload_content(
        project_id, engine, _request_timeout=LIMIT))
    try:
        if response.status == 200:
            return response, ListHtapDataStoreResponse.from_json(body), None
        error = ErrorResponse.from_json(body)
        return response, None, f"{error.error_code} {error.error_msg}" if error else None
    except ValueError:
        return response, None, None


for engine in EngineName:
    response, answer, error = list_versions(project_id, engine)
    if not answer:
        fail("The service", response, error)
    for row in answer.datastores:
        print(engine.value, row.name, row.kernel_version)

response, _, error = list_versions("0123456789abcdef0123456789abcdef", EngineName.StarRocks)
if response.status != 403 or not error:
    fail("The service", response, error)
print(response.status, error)
