"""A real Keystone as IAM: its tokens, its locks, its projects, and every form of its URL."""

import json
from pathlib import Path

import pytest
from keystone_fixtures import PASSWORD, Keystone, Service
from support import Calls, Expected, Lines, environment, htap, service, wait_for

LOGINS = "^POST .*/v3/auth/tokens "


@pytest.fixture(scope="module")
def keystone(folder, certificates):
    with Keystone(folder / "keystone", certificates) as keystone:
        yield keystone


@pytest.fixture
def stub(keystone):
    with Service(keystone) as stub:
        yield stub


@pytest.fixture
def variables(keystone, stub, home, certificates):
    """The variables of a user who logs in by password. A test can add others."""

    def of(user, **more):
        login = {
            **service(stub.endpoint, token=None, project_id=keystone.project_id),
            "HW_USER_NAME": user,
            "HW_USER_PASSWORD": PASSWORD,
            "HW_DOMAIN_NAME": "account",
            "HUAWEICLOUD_SDK_IAM_ENDPOINT": keystone.endpoint,
            "SSL_CERT_FILE": certificates.trusted,
        }
        return environment(home, **(login | more))

    return of


def test_login(keystone, stub, variables):
    lines = keystone.requests()
    seen = htap(variables(keystone.member), "login", "--check", "--output", "json", "--endpoint", stub.endpoint)
    assert seen.exit == 0, seen
    [row] = json.loads(seen.output)
    assert (row["identity"], row["project_id"]) == ("token", keystone.project_id)
    assert 3500 < row["expires_in_seconds"] <= 3601, row
    assert lines.new() == ["POST /v3/auth/tokens 201"]


def test_a_call_with_a_token_of_keystone(keystone, variables):
    Expected(0, says="star-rocks .* 3.1.6.0").check(variables(keystone.member), keystone.requests(LOGINS))


def test_the_project_by_its_name(keystone, variables):
    """Keystone requires the account together with the name of a project."""
    seen = htap(variables(keystone.member, HW_PROJECT_ID=None), "project")
    assert (seen.exit, seen.output.strip()) == (0, keystone.project_id), seen


URLS = {
    "plain": "http://127.0.0.1:{port}",
    "plain-slash": "http://127.0.0.1:{port}/",
    "plain-v3": "http://127.0.0.1:{port}/v3",
    "plain-v3-slash": "http://127.0.0.1:{port}/v3/",
    "localhost": "http://localhost:{port}/v3",
    "tls": "https://127.0.0.1:{tls_port}",
    "tls-v3": "https://127.0.0.1:{tls_port}/v3",
    "tls-v3-slash": "https://127.0.0.1:{tls_port}/v3/",
    "no-scheme": "127.0.0.1:{tls_port}",
    "no-scheme-slash": "127.0.0.1:{tls_port}/",
    "no-scheme-v3": "127.0.0.1:{tls_port}/v3",
    "no-scheme-v3-slash": "127.0.0.1:{tls_port}/v3/",
    "prefix": "http://127.0.0.1:{port}/identity",
    "prefix-v3": "http://127.0.0.1:{port}/identity/v3",
    "prefix-v3-slash": "https://127.0.0.1:{tls_port}/identity/v3/",
}


@pytest.mark.parametrize("form", URLS)
def test_forms_of_the_url(form, keystone, variables):
    url = URLS[form].format(port=keystone.port, tls_port=keystone.tls_port)
    names = {"HUAWEICLOUD_SDK_IAM_ENDPOINT": None, "HW_AUTH_URL": url}
    lines = keystone.requests()
    seen = htap(variables(keystone.member, **names), "login", "--check")
    assert seen.exit == 0, seen
    path = "/identity/v3" if "prefix" in form else "/v3"
    assert lines.new() == [f"POST {path}/auth/tokens 201"]


def test_tokens_that_expire_after_five_seconds(keystone, stub, variables):
    """A token expires at least three times, and every call succeeds."""
    brief = variables(keystone.member, HUAWEICLOUD_SDK_IAM_ENDPOINT=keystone.brief)
    made = 0

    def has_renewed():
        nonlocal made
        report = calls.make(2, at_once=2)
        made += 2
        assert report["succeeded"] == 2, report
        return len(set(stub.tokens)) > 3

    with Calls(brief) as calls:
        wait_for(has_renewed, "four tokens", 60)
    posts = keystone.brief_log.read_text().splitlines()
    print(f"{made} calls, {len(set(stub.tokens))} tokens, {stub.refused} of them refused once")
    assert len(posts) == len(set(stub.tokens)) and len(stub.tokens) == made
    assert set(posts) == {"POST /v3/auth/tokens 201"}


def test_a_revoked_token_is_replaced(keystone, stub, variables):
    with Calls(variables(keystone.member)) as calls:
        assert calls.make(1)["succeeded"] == 1
        keystone.revoke(stub.tokens[-1])
        lines = keystone.requests(LOGINS)
        report = calls.make(4, at_once=4)
    assert report["succeeded"] == 4, report
    assert lines.new() == ["POST /v3/auth/tokens 201"]


def refused(hint, hint_lacks="(?!)", requests=1):
    return Expected(3, "Credentials", "CreateUserToken: 401", hint, hint_lacks, requests)


class TestRefusals:
    """Keystone returns the same 401 in all but the last two cases, so the hint names every cause."""

    HINT = "account name.*user name.*password.*expired.*enabled.*project.*lock"

    def test_wrong_password(self, keystone, variables):
        wrong = variables(keystone.user(), HW_USER_PASSWORD="wrong-password")
        refused(self.HINT).check(wrong, keystone.requests(LOGINS))

    def test_unknown_user(self, keystone, variables):
        refused(self.HINT).check(variables("nobody"), keystone.requests(LOGINS))

    def test_disabled_user(self, keystone, variables):
        refused(self.HINT).check(variables(keystone.user(enabled=False)), keystone.requests(LOGINS))

    def test_unknown_project(self, keystone, variables):
        unknown = variables(keystone.member, HW_PROJECT_ID="0" * 32)
        refused(self.HINT).check(unknown, keystone.requests(LOGINS))

    def test_locked_user(self, keystone, variables):
        name = keystone.user()
        for _ in range(3):
            assert keystone.request_token(name, "wrong-password", "account", None).status_code == 401
        refused(self.HINT).check(variables(name), keystone.requests(LOGINS))

    def test_expired_password(self, keystone, variables):
        name = keystone.user()
        keystone.expire_password(name)
        expected = Expected(3, "Credentials", "CreateUserToken: 401.* password is expired", "password")
        expected.check(variables(name), keystone.requests(LOGINS))

    def test_second_factor(self, keystone, variables):
        rules = {"multi_factor_auth_enabled": True, "multi_factor_auth_rules": [["password", "totp"]]}
        refused("second factor").check(variables(keystone.user(**rules)), keystone.requests(LOGINS))


@pytest.mark.parametrize("at_once", [1, 20])
def test_a_refused_password_is_sent_once(at_once, keystone, variables):
    """The third wrong password would lock the user."""
    name = keystone.user()
    lines = keystone.requests(LOGINS)
    with Calls(variables(name, HW_USER_PASSWORD="wrong-password")) as calls:
        report = calls.make(20, at_once)
    assert report["failed"] == {"Credentials": 20}, report
    assert lines.new() == ["POST /v3/auth/tokens 401"]
    assert htap(variables(name), "datastores", "star-rocks").exit == 0


class TestTokensWithoutAProject:
    """Only `HW_AUTH_TOKEN` is set. A member of a project cannot list projects."""

    @pytest.fixture
    def find(self, keystone, stub, home):
        def find(token, **more):
            names = {**service(stub.endpoint, token, None), "HUAWEICLOUD_SDK_IAM_ENDPOINT": keystone.endpoint}
            return htap(environment(home, **(names | more)), "project")

        return find

    def test_the_token_has_a_project(self, keystone, find):
        token = keystone.log_in(keystone.member, scope={"project": {"id": keystone.project_id}})
        lines = keystone.requests()
        seen = find(token)
        assert (seen.exit, seen.output.strip()) == (0, keystone.project_id), seen
        assert lines.new()[-1] == "GET /v3/auth/tokens 200"

    def test_the_token_has_none_and_the_region_names_it(self, keystone, find):
        token = keystone.log_in(keystone.member)
        lines = keystone.requests()
        seen = find(token)
        assert (seen.exit, seen.output.strip()) == (0, keystone.project_id), seen
        assert lines.new()[-2:] == ["GET /v3/projects 403", "GET /v3/auth/projects 200"]

    def test_no_project_has_the_name(self, keystone, find):
        seen = find(keystone.log_in(keystone.member), HW_PROJECT_NAME="elsewhere")
        assert (seen.exit, "elsewhere" in seen.error, "HW_PROJECT_ID" in seen.hint) == (4, True, True), seen

    def test_a_revoked_token(self, keystone, find):
        token = keystone.log_in(keystone.member, scope={"project": {"id": keystone.project_id}})
        keystone.revoke(token)
        seen = find(token)
        assert (seen.exit, "HW_AUTH_TOKEN" in seen.hint) == (3, True), seen


def test_an_unreachable_keystone(variables):
    expected = Expected(5, "Connection", "CreateUserToken: the service could not be reached", "", "proxy", requests=0)
    expected.check(variables("user", HUAWEICLOUD_SDK_IAM_ENDPOINT="http://127.0.0.1:1"), Lines(Path("/dev/null")))
