"""The clients of OpenStack in Python and Go against the sandbox."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from keystoneauth1 import exceptions, session
from keystoneauth1.identity import generic, v3
from support import PROJECT_ID, REGION, environment

# The sandbox's user, from the examples of the contract.
USER, PASSWORD, ACCOUNT = "example-user", "example-password", "example-account"
MEMBER, MEMBER_PASSWORD = "example-member", "example-member-password"
PATHS = ["", "/v3", "/v3/"]


def names(response, member="projects"):
    return [item["name"] for item in response.json()[member]]


@pytest.fixture(params=PATHS)
def url(request, sandbox):
    return sandbox.endpoint + request.param


@pytest.fixture
def log_in(url):
    """A session of keystoneauth."""

    def log_in(user=USER, password=PASSWORD, **scope):
        who = {"username": user, "password": password, "user_domain_name": ACCOUNT}
        return session.Session(auth=generic.Password(auth_url=url, **who, **scope))

    return log_in


@pytest.fixture
def of_project(log_in):
    return log_in(project_name=REGION, project_domain_name=ACCOUNT)


class TestKeystoneauth:
    IDENTITY = {"service_type": "identity", "interface": "public"}

    def test_token_of_a_project(self, of_project, sandbox):
        assert of_project.get_project_id() == PROJECT_ID
        assert of_project.get_endpoint(**self.IDENTITY) == f"{sandbox.endpoint}/v3"

    def test_the_token_is_accepted_for_a_call(self, of_project, sandbox):
        url = f"{sandbox.endpoint}/v3/{PROJECT_ID}/htap/datastores/star-rocks"
        response = of_project.get(url, headers={"Content-Type": "application/json"})
        assert response.json()["datastores"][0]["kernel_version"] == "3.1.6.0"

    def test_token_of_an_account(self, log_in):
        of_account = log_in(domain_name=ACCOUNT)
        access = of_account.auth.get_access(of_account)
        assert (access.domain_name, access.project_id) == (ACCOUNT, None)

    def test_token_without_scope(self, log_in, sandbox):
        """As in Keystone, the token has no catalogue."""
        unscoped = log_in()
        assert unscoped.auth.get_access(unscoped).project_id is None
        assert names(unscoped.get(f"{sandbox.endpoint}/v3/auth/projects")) == [REGION]

    def test_token_explicitly_without_scope(self, url):
        """keystoneauth then writes `"scope": "unscoped"`, which the contract does not allow."""
        who = {"username": USER, "password": PASSWORD, "user_domain_name": ACCOUNT, "unscoped": True}
        auth = v3.Password(url.rstrip("/").removesuffix("/v3") + "/v3", **who)
        access = auth.get_access(session.Session(auth=auth))
        assert (access.project_id, access.domain_id) == (None, None)

    def test_token_by_token(self, url, log_in):
        first = log_in().get_token()
        auth = generic.Token(auth_url=url, token=first, project_name=REGION, project_domain_name=ACCOUNT)
        second = session.Session(auth=auth)
        assert second.get_project_id() == PROJECT_ID and second.get_token() != first

    def test_token_by_ids(self, url, of_project):
        auth = v3.Password(url.rstrip("/").removesuffix("/v3") + "/v3", user_id=of_project.get_user_id(),
                           password=PASSWORD, project_id=PROJECT_ID)
        assert session.Session(auth=auth).get_project_id() == PROJECT_ID

    def test_token_without_catalogue(self, url):
        """keystoneauth writes `?nocatalog`, with no value."""
        auth = v3.Password(url.rstrip("/").removesuffix("/v3") + "/v3", username=USER, password=PASSWORD,
                           user_domain_name=ACCOUNT, project_id=PROJECT_ID, include_catalog=False)
        assert session.Session(auth=auth).get_project_id() == PROJECT_ID

    def test_wrong_password(self, log_in):
        with pytest.raises(exceptions.Unauthorized):
            log_in(password="wrong", domain_name=ACCOUNT).get_token()

    def test_unknown_account(self, url):
        auth = generic.Password(auth_url=url, username=USER, password=PASSWORD, user_domain_name="elsewhere")
        with pytest.raises(exceptions.Unauthorized):
            session.Session(auth=auth).get_token()

    def test_a_revoked_token_is_replaced(self, of_project, sandbox):
        first = of_project.get_token()
        of_project.delete(f"{sandbox.endpoint}/v3/auth/tokens", headers={"X-Subject-Token": first})
        assert names(of_project.get("/auth/projects", endpoint_filter=self.IDENTITY)) == [REGION]
        assert of_project.get_token() != first

    def test_projects(self, of_project):
        named = of_project.get(f"/projects?name={REGION}", endpoint_filter=self.IDENTITY)
        assert names(named) == [REGION]

    def test_a_member_cannot_list_projects(self, log_in):
        member = log_in(MEMBER, MEMBER_PASSWORD, project_name=REGION, project_domain_name=ACCOUNT)
        with pytest.raises(exceptions.Forbidden):
            member.get("/projects", endpoint_filter=self.IDENTITY)
        assert names(member.get("/auth/projects", endpoint_filter=self.IDENTITY)) == [REGION]


# A column of the output of a command, and a value in it.
OPENSTACK = {
    "token issue": ("project_id", PROJECT_ID),
    "project list": ("Name", REGION),
    f"project show {REGION}": ("name", REGION),
    "catalog list": ("Type", "identity"),
    "federation domain list": ("Name", ACCOUNT),
}


@pytest.fixture(scope="module")
def openstack(sandbox, folder):
    """The output of the commands. Each takes seconds to start, so they run at the same time."""
    settings = {
        "OS_AUTH_URL": f"{sandbox.endpoint}/v3",
        "OS_IDENTITY_API_VERSION": "3",
        "OS_USERNAME": USER,
        "OS_PASSWORD": PASSWORD,
        "OS_USER_DOMAIN_NAME": ACCOUNT,
        "OS_PROJECT_NAME": REGION,
        "OS_PROJECT_DOMAIN_NAME": ACCOUNT,
    }
    program = [sys.executable, Path(sys.executable).with_name("openstack")]
    running = {}
    for command in OPENSTACK:
        running[command] = subprocess.Popen(
            [*program, *command.split(), "-f", "json"],
            env=environment(folder, **settings),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    return {command: (*child.communicate(timeout=120), child.returncode) for command, child in running.items()}


@pytest.mark.parametrize("command", OPENSTACK)
def test_openstack(command, openstack):
    output, error, status = openstack[command]
    assert status == 0, error
    found = json.loads(output)
    column, value = OPENSTACK[command]
    assert value in [row[column] for row in (found if isinstance(found, list) else [found])], found


GOPHERCLOUD = {
    "token of a project": REGION,
    "token of an account": ACCOUNT,
    "token without scope": "",
    "token by token": REGION,
    "wrong password is 401": True,
    "identity from the catalogue": True,
    "own projects": True,
    "projects by name": True,
    "no project of an unknown name": True,
    "project by ID": True,
    "own accounts": True,
    "users by name": True,
    "catalogue": True,
    "token shown": True,
    "token is valid": True,
    "token revoked": True,
    "login again after a 401": True,
    "revoked token is not valid": True,
}


@pytest.fixture(scope="module", params=PATHS)
def gophercloud(request, sandbox):
    arguments = [sandbox.endpoint + request.param, USER, PASSWORD, ACCOUNT, REGION]
    done = subprocess.run([os.environ["GOPHERCLOUD"], *arguments], capture_output=True, text=True, timeout=60)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["check"]: line for line in lines}


@pytest.mark.parametrize("check", GOPHERCLOUD)
def test_gophercloud(check, gophercloud):
    assert gophercloud.get(check) == {"check": check, "value": GOPHERCLOUD[check]}, gophercloud
