import os
import sys

from iam import Client
from iam.api.tokens import create_user_token
from iam.models import (
    CreateUserTokenRequest, CreateUserTokenResponse, LoginMethod, OwningDomain, PasswordLogin, PasswordUser,
    ScopeProject, TokenScope, UserIdentity, UserTokenAuth,
)
from taurusdb_htap import AuthenticatedClient
from taurusdb_htap.api.htap_engine_resources import list_htap_data_store
from taurusdb_htap.models import EngineName, ErrorResponse, ListHtapDataStoreResponse

user = PasswordUser(
    name=os.environ["HW_USER_NAME"],
    password=os.environ["HW_USER_PASSWORD"],
    domain=OwningDomain(name=os.environ["HW_DOMAIN_NAME"]),
)
identity = UserIdentity(methods=[LoginMethod.PASSWORD], password=PasswordLogin(user=user))
scope = TokenScope(project=ScopeProject(name=os.environ["HW_PROJECT_NAME"]))
request = CreateUserTokenRequest(auth=UserTokenAuth(identity=identity, scope=scope))
login = create_user_token.sync_detailed(client=Client(base_url=os.environ["IAM_ENDPOINT"]), body=request)
if not isinstance(login.parsed, CreateUserTokenResponse) or not login.parsed.token.project:
    sys.exit(f"no token: {login.parsed}")

client = AuthenticatedClient(
    base_url=os.environ["HTAP_ENDPOINT"],
    # The token is in a response header, not in the body.
    token=login.headers["X-Subject-Token"],
    auth_header_name="X-Auth-Token",
    prefix="",
    # The service requires this header on every request, even without a body.
    headers={"Content-Type": "application/json"},
)
project_id = login.parsed.token.project.id

for engine in (EngineName.STAR_ROCKS, EngineName.CLICK_HOUSE):
    answer = list_htap_data_store.sync(project_id, engine, client=client)
    if not isinstance(answer, ListHtapDataStoreResponse):
        sys.exit(f"no list: {answer}")
    for row in answer.datastores:
        print(engine, row.name, row.kernel_version)

# If the service refuses the call, the parsed response is an ErrorResponse.
refused = list_htap_data_store.sync_detailed("0123456789abcdef0123456789abcdef", EngineName.STAR_ROCKS, client=client)
if isinstance(refused.parsed, ErrorResponse):
    print(refused.status_code, refused.parsed.error_code, refused.parsed.error_msg)
