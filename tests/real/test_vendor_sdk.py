"""The vendor's SDK for IAM against the sandbox. It signs every request, including that for a token by password."""

import pytest
from huaweicloudsdkcore.auth.credentials import GlobalCredentials
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkiam import v3 as iam
from support import PROJECT_ID, REGION, environment, htap, service
from test_openstack_clients import ACCOUNT, PASSWORD, USER

ACCESS_KEY, SECRET_KEY = "SANDBOXACCESSKEY0001", "sandbox-secret-key"


def client_of(sandbox, credentials):
    builder = iam.IamClient.new_builder().with_http_config(HttpConfig.get_default_config())
    return builder.with_credentials(credentials).with_endpoints([sandbox.endpoint]).build()


@pytest.fixture
def client(sandbox):
    """A client without an account ID, which it requests first."""
    return client_of(sandbox, GlobalCredentials(ACCESS_KEY, SECRET_KEY).with_iam_endpoint(sandbox.endpoint))


def create_token(client, scope=None, password=PASSWORD):
    domain = iam.PwdPasswordUserDomain(name=ACCOUNT)
    user = iam.PwdPasswordUser(domain=domain, name=USER, password=password)
    identity = iam.PwdIdentity(methods=["password"], password=iam.PwdPassword(user=user))
    body = iam.KeystoneCreateUserTokenByPasswordRequestBody(auth=iam.PwdAuth(identity=identity, scope=scope))
    return client.keystone_create_user_token_by_password(iam.KeystoneCreateUserTokenByPasswordRequest(body=body))


OF_PROJECT = iam.AuthScope(project=iam.AuthScopeProject(name=REGION))


def test_token_of_a_project(client):
    response = create_token(client, OF_PROJECT)
    assert (response.status_code, response.token.project.id, response.token.user.name) == (201, PROJECT_ID, USER)


def test_token_of_an_account(client):
    response = create_token(client, iam.AuthScope(domain=iam.AuthScopeDomain(name=ACCOUNT)))
    assert (response.token.project, response.token.user.domain.name) == (None, ACCOUNT)


def test_token_without_scope(client):
    assert create_token(client).token.project is None


def test_wrong_password(client):
    with pytest.raises(ClientRequestException) as raised:
        create_token(client, OF_PROJECT, "wrong")
    assert raised.value.status_code == 401


def test_token_shown(client):
    token = create_token(client, OF_PROJECT).x_subject_token
    shown = client.keystone_validate_token(iam.KeystoneValidateTokenRequest(x_subject_token=token))
    assert (shown.token.project.id, shown.token.user.name) == (PROJECT_ID, USER)


def test_projects(client):
    [project] = client.keystone_list_projects(iam.KeystoneListProjectsRequest(name=REGION)).projects
    assert (project.id, project.name) == (PROJECT_ID, REGION)
    assert client.keystone_list_projects(iam.KeystoneListProjectsRequest(name="unknown")).projects == []


def test_project_by_id(client):
    assert client.keystone_show_project(iam.KeystoneShowProjectRequest(project_id=PROJECT_ID)).project.name == REGION


def test_own_projects_and_accounts(client):
    [project] = client.keystone_list_auth_projects(iam.KeystoneListAuthProjectsRequest()).projects
    [account] = client.keystone_list_auth_domains(iam.KeystoneListAuthDomainsRequest()).domains
    assert (project.id, account.name) == (PROJECT_ID, ACCOUNT)


def test_users(client):
    [user] = client.keystone_list_users(iam.KeystoneListUsersRequest(name=USER)).users
    assert user.name == USER


def test_catalogue(client):
    assert "identity" in [entry.type for entry in client.keystone_show_catalog(iam.KeystoneShowCatalogRequest()).catalog]


def test_versions(client):
    [version] = client.keystone_list_versions(iam.KeystoneListVersionsRequest()).versions.values
    assert client.keystone_show_version(iam.KeystoneShowVersionRequest()).version.id == version.id


def signs_a_call(key, sandbox, home):
    """Whether a call signed with a temporary key succeeds."""
    named = {"AK": key.access, "SK": key.secret, "SECURITY_TOKEN": key.securitytoken}
    variables = service(sandbox.endpoint, token=None) | {f"HUAWEICLOUD_SDK_{name}": value for name, value in named.items()}
    return htap(environment(home, **variables), "datastores", "star-rocks").exit == 0


def test_temporary_key_by_token(client, sandbox, home):
    token = iam.IdentityToken(id=create_token(client, OF_PROJECT).x_subject_token, duration_seconds=900)
    auth = iam.TokenAuth(identity=iam.TokenAuthIdentity(methods=["token"], token=token))
    body = iam.CreateTemporaryAccessKeyByTokenRequestBody(auth=auth)
    response = client.create_temporary_access_key_by_token(iam.CreateTemporaryAccessKeyByTokenRequest(body=body))
    assert response.status_code == 201 and signs_a_call(response.credential, sandbox, home)


def test_temporary_key_of_an_agency(client, sandbox, home):
    role = iam.IdentityAssumerole(agency_name="example-agency", domain_name=ACCOUNT, duration_seconds=900)
    auth = iam.AgencyAuth(identity=iam.AgencyAuthIdentity(methods=["assume_role"], assume_role=role))
    body = iam.CreateTemporaryAccessKeyByAgencyRequestBody(auth=auth)
    response = client.create_temporary_access_key_by_agency(iam.CreateTemporaryAccessKeyByAgencyRequest(body=body))
    assert response.status_code == 201 and signs_a_call(response.credential, sandbox, home)
