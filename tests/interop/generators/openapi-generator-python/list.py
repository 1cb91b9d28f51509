import os

from iam import (
    ApiClient as IamClient, Configuration as IamConfiguration, CreateUserTokenRequest, LoginMethod, OwningDomain,
    PasswordLogin, PasswordUser, ScopeProject, TokensApi, TokenScope, UserIdentity, UserTokenAuth,
)
from taurusdb_htap import ApiClient, Configuration, EngineName, ErrorResponse, HTAPEngineResourcesApi
from taurusdb_htap.exceptions import ApiException

user = PasswordUser(
    name=os.environ["HW_USER_NAME"],
    password=os.environ["HW_USER_PASSWORD"],
    domain=OwningDomain(name=os.environ["HW_DOMAIN_NAME"]),
)
identity = UserIdentity(methods=[LoginMethod.PASSWORD], password=PasswordLogin(user=user))
scope = TokenScope(project=ScopeProject(name=os.environ["HW_PROJECT_NAME"]))
request = CreateUserTokenRequest(auth=UserTokenAuth(identity=identity, scope=scope))
iam = TokensApi(IamClient(IamConfiguration(host=os.environ["IAM_ENDPOINT"])))
login = iam.create_user_token_with_http_info(request)
assert login.headers and login.data.token.project
project_id = login.data.token.project.id

# The token is in a response header, not in the body. The case of the header name differs between hosts.
token = {name.lower(): value for name, value in login.headers.items()}["x-subject-token"]
client = ApiClient(Configuration(host=os.environ["HTAP_ENDPOINT"], api_key={"UserToken": token}))
# The service requires this header on every request, even without a body.
client.set_default_header("Content-Type", "application/json")
htap = HTAPEngineResourcesApi(client)

for engine in EngineName:
    for row in htap.list_htap_data_store(project_id, engine).datastores:
        print(engine.value, row.name, row.kernel_version)

try:
    htap.list_htap_data_store("0123456789abcdef0123456789abcdef", EngineName.StarRocks)
except ApiException as refused:
    error = refused.data
    assert isinstance(error, ErrorResponse)
    print(refused.status, error.error_code, error.error_msg)
