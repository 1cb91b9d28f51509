//! Profiles of `hcloud` in every mode, Terraform's variables, and their precedence.

use std::fs;

use serde_json::{Value, json};
use taurusdb_htap::sandbox::Sandbox;

use crate::support::command::{home, run};
use crate::support::peer::{Peer, empty_response, json_response};

const ID: &str = "SANDBOXACCESSKEY0001";
const SECRET_KEY: &str = "sandbox-secret-key";
const TEMPORARY_ID: &str = "SANDBOXACCESSKEY0002";

/// A configuration with these profiles. The current one is `p`.
fn configuration(profiles: &[Value]) -> String {
    json!({"current": "p", "profiles": profiles}).to_string()
}

/// A profile `p` in this mode. It also has a key, because profiles keep one from the mode AKSK.
fn profile(mode: &str, members: &Value) -> Value {
    let mut profile = json!({
        "name": "p", "mode": mode, "accessKeyId": ID, "secretAccessKey": SECRET_KEY, "securityToken": "",
        "region": "cn-north-4", "projectId": "", "agencyName": null
    });
    for (name, value) in members.as_object().unwrap() {
        profile[name] = value.clone();
    }
    profile
}

/// Returns the output of `htap login --check` with this configuration, or its error.
fn login(
    configuration: &str,
    sandbox: &Sandbox,
    iam: &str,
    more: &[(&str, &str)],
) -> Result<Value, String> {
    let home = home(&[(".hcloud/config.json", configuration)]);
    let path = home.path().to_str().unwrap();
    let project_id = String::from(sandbox.project_id());
    let target =
        ["--endpoint", sandbox.endpoint(), "--iam-endpoint", iam, "--project-id", &project_id];
    let arguments = [&["login", "--check", "--output", "json"], &target[..]].concat();
    let environment = [&[("HOME", path), ("USERPROFILE", path)], more].concat();
    let (code, stdout, stderr) = run(&arguments, &environment);
    if code == 0 {
        assert_eq!(stderr, "");
        return Ok(serde_json::from_str::<Value>(&stdout).unwrap()[0].take());
    }
    assert_eq!((code, &*stdout), (3, ""), "{stderr}");
    assert!(!stderr.contains(SECRET_KEY) && !stderr.contains("planted"), "{stderr}");
    Err(stderr)
}

/// An IAM that only supports assuming an agency.
async fn iam() -> Peer {
    Peer::start(|request| {
        assert!(request.starts_with("POST /v3.0/OS-CREDENTIAL/securitytokens "), "{request}");
        Some(("201 Created".to_owned(), json!({"credential": {
            "access": TEMPORARY_ID, "secret": "sandbox-temporary-secret-key",
            "securitytoken": "sandbox-security-token", "expires_at": "9999-01-01T00:00:00.000000Z"
        }}).to_string()))
    })
    .await
}

/// A profile in mode SSO with a key that expires at this time.
fn sso(end: &Value) -> Value {
    let token = json!({
        "accessKeyId": TEMPORARY_ID, "secretAccessKey": "s", "securityToken": "t", "expireTime": end
    });
    profile("SSO", &json!({"ssoAuth": {"stsToken": token}}))
}

/// A profile that assumes an agency with the key of the profile `q`.
fn role(mode: &str) -> Value {
    let members = json!({"agencyName": "a", "agencyDomainName": "d", "sourceProfile": "q"});
    profile(mode, &members)
}

/// A profile `q` in mode AKSK with these members.
fn q(members: &Value) -> Value {
    let mut profile = profile("AKSK", members);
    profile["name"] = "q".into();
    profile
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mode_selects_the_identity() {
    let (sandbox, iam) = (Sandbox::start().await.unwrap(), iam().await);
    let plain = q(&json!({}));
    for (profiles, identity, id) in [
        (vec![profile("AKSK", &json!({}))], "access key", ID),
        (vec![profile("AKSK", &json!({"securityToken": "t"}))], "temporary access key", ID),
        (vec![profile("", &json!({}))], "access key", ID),
        (vec![sso(&json!(null))], "temporary access key", TEMPORARY_ID),
        (vec![sso(&json!("soon"))], "temporary access key", TEMPORARY_ID),
        (vec![sso(&json!("9999-01-01 00:00:00"))], "temporary access key", TEMPORARY_ID),
        (vec![profile("token", &json!({"xAuthToken": "t"}))], "token", ""),
        (vec![role("AssumeRole"), plain.clone()], "temporary access key", TEMPORARY_ID),
        (vec![role("agency"), plain.clone()], "temporary access key", TEMPORARY_ID),
        // Terraform assumes the agency of such a profile, too.
        (
            vec![profile("AKSK", &json!({"agencyName": "a", "agencyDomainId": "i"}))],
            "temporary access key",
            TEMPORARY_ID,
        ),
        // Profiles that are not selected may be invalid.
        (
            vec![
                profile("AKSK", &json!({})),
                json!({"name": 1}),
                json!("x"),
                json!({"name": "q", "mode": 7}),
            ],
            "access key",
            ID,
        ),
    ] {
        let text = configuration(&profiles);
        let report = login(&text, &sandbox, &iam.endpoint, &[]).unwrap();
        assert_eq!(report["identity"], identity, "{text}");
        assert_eq!(report["access_key_id"].as_str().unwrap_or_default(), id, "{text}");
    }
}

/// The client never uses members of another mode instead.
#[tokio::test(flavor = "multi_thread")]
async fn a_profile_without_the_members_of_its_mode_is_refused() {
    let (sandbox, iam) = (Sandbox::start().await.unwrap(), iam().await);
    let plain = q(&json!({}));
    let [missing, planted] = [json!(null), json!("planted")];
    for (profiles, sentence) in [
        (vec![profile("planned", &json!({}))], "profile `p`: the mode `planned` is unknown"),
        (
            vec![profile("SSO", &json!({}))],
            "profile `p`: `ssoAuth.stsToken.securityToken` is missing\nhint: Log in again with `hcloud configure sso`",
        ),
        (
            vec![sso(&json!("2020-01-01T00:00:00Z"))],
            "profile `p`: the credentials expired at 2020-01-01T00:00:00Z\nhint: Log in again with `hcloud configure sso`",
        ),
        (vec![sso(&json!(1_577_836_800))], "expired at 2020-01-01T00:00:00Z"),
        (vec![sso(&json!("2020-01-01 00:00:00"))], "expired at 2020-01-01 00:00:00"),
        (vec![profile("token", &json!({}))], "profile `p`: `xAuthToken` is missing"),
        (
            vec![profile(
                "token",
                &json!({"xAuthToken": "planted", "expiresAt": "2020-01-01T00:00:00Z"}),
            )],
            "profile `p`: the credentials expired at 2020",
        ),
        (
            vec![profile("AssumeRole", &json!({"agencyName": "a", "agencyDomainName": "d"}))],
            "profile `p`: `sourceProfile` is missing",
        ),
        (vec![role("AssumeRole")], "profile `p`: `sourceProfile`: no profile `q`"),
        (
            vec![profile(
                "AssumeRole",
                &json!({"sourceProfile": "p", "agencyName": "a", "agencyDomainName": "d"}),
            )],
            "`sourceProfile` names `p`, which is in mode `AssumeRole`",
        ),
        (
            vec![role("AssumeRole"), q(&json!({"mode": "SSO"}))],
            "`sourceProfile` names `q`, which is in mode `SSO`",
        ),
        (
            vec![role("AssumeRole"), q(&json!({"agencyName": "b"}))],
            "`sourceProfile` names `q`, which assumes an agency itself",
        ),
        (
            vec![
                profile("AssumeRole", &json!({"sourceProfile": "q", "agencyDomainName": "d"})),
                plain.clone(),
            ],
            "profile `p`: `agencyName` is missing",
        ),
        (
            vec![profile("AKSK", &json!({"agencyName": "a"}))],
            "profile `p`: `agencyDomainName` or `agencyDomainId` is missing",
        ),
        (
            vec![profile(
                "AKSK",
                &json!({"agencyName": "iam::1:agency:a", "agencyDomainName": "d"}),
            )],
            "profile `p`: `agencyName` is a URN, which only the v5 form",
        ),
        (
            vec![
                profile(
                    "AssumeRole",
                    &json!({"sourceProfile": "q", "agencyUrn": "iam::1:agency:a"}),
                ),
                plain.clone(),
            ],
            "profile `p`: `agencyUrn` selects the v5 form",
        ),
        (
            vec![profile("AKSK", &json!({"accessKeyId": missing}))],
            "profile `p`: `accessKeyId` is missing",
        ),
        (
            vec![profile("AKSK", &json!({"accessKeyId": [planted]}))],
            "profile `p`: `accessKeyId` is not a string",
        ),
        (vec![q(&json!({}))], "no profile `p`\nhint: The profiles are: q."),
    ] {
        let text = configuration(&profiles);
        let stderr = login(&text, &sandbox, &iam.endpoint, &[]).expect_err(&text);
        assert!(stderr.contains(sentence), "{sentence}\n{stderr}");
    }
}

/// A file without a profile to select has no credentials, so the client skips it.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_a_current_profile_is_skipped() {
    let (sandbox, iam) = (Sandbox::start().await.unwrap(), iam().await);
    for text in [
        r#"{"current": "p"}"#,
        r#"{"current": "p", "profiles": null}"#,
        r#"{"profiles": [{"name": "p"}]}"#,
        r#"{"current": null, "profiles": [{"name": "p"}]}"#,
        "{}",
    ] {
        let token = [("HW_DOMAIN_NAME", "d")];
        let stderr = login(text, &sandbox, &iam.endpoint, &token).expect_err(text);
        assert!(stderr.starts_with("error: no credentials found"), "{text}: {stderr}");
    }
}

/// The caller's key signs the exchange, and the new key signs the call.
#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_an_assumed_agency_signs_calls() {
    let (sandbox, iam) = (Sandbox::start().await.unwrap(), iam().await);
    let project_id = String::from(sandbox.project_id());
    let arguments = [
        "datastores",
        "--endpoint",
        sandbox.endpoint(),
        "--iam-endpoint",
        &iam.endpoint,
        "--project-id",
        &project_id,
    ];
    let environment = [
        ("HW_ACCESS_KEY", ID),
        ("HW_SECRET_KEY", SECRET_KEY),
        ("HW_ASSUME_ROLE_AGENCY_NAME", "agency-1"),
        ("HW_ASSUME_ROLE_DOMAIN_NAME", "account-2"),
        ("HW_ASSUME_ROLE_DURATION", "7200"),
    ];
    let (code, stdout, stderr) = run(&arguments, &environment);
    assert_eq!((code, stdout.lines().count(), &*stderr), (0, 3, ""));
    let [exchange] = iam.requests().try_into().unwrap();
    let (head, body) = exchange.split_once("\r\n\r\n").unwrap();
    assert!(
        head.to_lowercase()
            .contains(&format!("authorization: sdk-hmac-sha256 access={}", ID.to_lowercase())),
        "{head}"
    );
    assert!(!head.to_lowercase().contains("x-project-id"), "{head}");
    assert_eq!(
        serde_json::from_str::<Value>(body).unwrap(),
        json!({"auth": {"identity": {
            "methods": ["assume_role"],
            "assume_role": {"agency_name": "agency-1", "domain_name": "account-2", "duration_seconds": 7200}
        }}})
    );
    for request in sandbox.requests() {
        assert_eq!(request.header("x-security-token"), Some("***"), "the agency's key signs");
    }
    let refusing = Peer::start(|_| {
        Some((
            "403 Forbidden".to_owned(),
            r#"{"error_code":"IAM.0003","error_msg":"no"}"#.to_owned(),
        ))
    })
    .await;
    let arguments = [
        "datastores",
        "--endpoint",
        sandbox.endpoint(),
        "--iam-endpoint",
        &refusing.endpoint,
        "--project-id",
        &project_id,
    ];
    let (code, _, stderr) = run(&arguments, &environment);
    assert_eq!(code, 3, "{stderr}");
    assert!(
        stderr.starts_with("error: CreateTemporaryAccessKey: 403 Forbidden, IAM.0003, no"),
        "{stderr}"
    );
}

/// As in Terraform, a profile that a variable names takes precedence over everything but a token.
/// `unused` lists the other variables.
#[tokio::test(flavor = "multi_thread")]
async fn a_named_profile_takes_precedence() {
    let (sandbox, iam) = (Sandbox::start().await.unwrap(), iam().await);
    let text = configuration(&[profile("AKSK", &json!({}))]);
    let other = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "u"),
        ("HUAWEICLOUD_OIDC_ID_TOKEN", "planted"),
        ("HUAWEICLOUD_SDK_AK", "planted"),
        ("HUAWEICLOUD_SDK_SK", "planted"),
        ("HW_ACCESS_KEY", "planted"),
        ("HW_SECRET_KEY", "planted"),
        ("HW_USER_NAME", "planted"),
        ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nowhere"),
    ];
    let named = ("HW_PROFILE", "p");
    let report = login(&text, &sandbox, &iam.endpoint, &[&[named], &other[..]].concat()).unwrap();
    assert_eq!((&report["access_key_id"], &report["verified"]), (&json!(ID), &json!(false)));
    assert!(report["source"].as_str().unwrap().ends_with("config.json, profile `p`"), "{report}");
    assert_eq!(report["unused"], json!(other.map(|(name, _)| name)));

    let token = ("HW_AUTH_TOKEN", "t");
    let report = login(&text, &sandbox, &iam.endpoint, &[named, token]).unwrap();
    assert_eq!(
        (&report["identity"], &report["source"]),
        (&json!("token"), &json!("the environment (HW_AUTH_TOKEN)"))
    );
    let unused = report["unused"].as_array().unwrap();
    assert!(unused.len() == 2 && unused[0] == "HW_PROFILE", "{report}");
    assert!(unused[1].as_str().unwrap().ends_with("config.json"), "{report}");

    for (set, sentence) in [
        (("HW_PROFILE", "q"), "no profile `q`\nhint: The profiles are: p."),
        (
            ("HW_SHARED_CONFIG_FILE", "/nowhere/config.json"),
            "/nowhere/config.json (HW_SHARED_CONFIG_FILE names it): cannot be read",
        ),
        (
            ("HW_SHARED_CONFIG_FILE", "~/empty.json"),
            "environment: HW_SHARED_CONFIG_FILE is set, but",
        ),
    ] {
        let home = home(&[(".hcloud/config.json", &text), ("empty.json", "{}")]);
        let path = home.path().to_str().unwrap();
        let key = [("HW_ACCESS_KEY", ID), ("HW_SECRET_KEY", SECRET_KEY)];
        let around = [("HOME", path), ("USERPROFILE", path), set];
        let (code, _, stderr) = run(
            &["login", "--check", "--endpoint", sandbox.endpoint()],
            &[&around[..], &key].concat(),
        );
        assert!(code == 3 && stderr.contains(sentence), "{sentence}\n{stderr}");
    }
}

/// Only a shell expands `~`. Variables set in a file, such as a systemd unit, contain it.
#[tokio::test(flavor = "multi_thread")]
async fn a_tilde_in_a_file_variable_is_the_home_folder() {
    let home = home(&[
        ("mine/config.json", &configuration(&[profile("AKSK", &json!({}))])),
        ("mine/credentials", &format!("[basic]\nak = {ID}\nsk = {SECRET_KEY}\n")),
        ("mine/token", "planted"),
    ]);
    let path = home.path().to_str().unwrap();
    let around = [("HOME", path), ("USERPROFILE", path)];
    let endpoint = crate::support::peer::unused_endpoint();
    let target = [
        "--endpoint",
        &endpoint,
        "--iam-endpoint",
        &endpoint,
        "--project-id",
        &"0".repeat(32),
        "--attempts",
        "1",
    ];
    let login = |set: &[(&str, &str)]| {
        run(&[&["login", "--check"], &target[..]].concat(), &[&around[..], set].concat())
    };
    for file in [
        ("HW_SHARED_CONFIG_FILE", "~/mine/config.json"),
        ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "~/mine/credentials"),
    ] {
        let (code, stdout, stderr) = login(&[file]);
        assert!(code == 0 && stdout.contains(ID), "{file:?}: {stderr}");
    }
    // The client reads the other files when it fetches credentials. The host is unreachable, which comes after that.
    for set in [
        &[("HUAWEICLOUD_SDK_IDP_ID", "i"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "~/mine/token")][..],
        &[
            ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u"),
            ("HUAWEICLOUD_OIDC_AGENCY_URN", "u"),
            ("HUAWEICLOUD_OIDC_TOKEN_FILE", "~/mine/token"),
            ("HUAWEICLOUD_SDK_STS_ENDPOINT", &endpoint),
        ],
        &[
            ("HC_CONTAINER_CREDENTIALS_FULL_URI", &endpoint),
            ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", "~/mine/token"),
        ],
    ] {
        let (code, _, stderr) = login(set);
        assert!(code != 0 && !stderr.contains("cannot be read"), "{set:?}: {stderr}");
        assert!(stderr.contains("reach"), "{set:?}: {stderr}");
        fs::write(home.path().join("mine/token"), "").unwrap();
        let (_, _, stderr) = login(set);
        assert!(stderr.contains("mine/token` is empty"), "{set:?}: {stderr}");
        fs::write(home.path().join("mine/token"), "planted").unwrap();
    }
}

/// Each refused signature counts towards the lock of a key.
#[tokio::test(flavor = "multi_thread")]
async fn quoted_credentials_are_not_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let project_id = String::from(sandbox.project_id());
    let arguments = ["datastores", "--endpoint", sandbox.endpoint(), "--project-id", &project_id];
    let (id, secret_key, token) =
        (format!("\"{ID}\""), format!("'{SECRET_KEY}'"), format!("\"{}\"", sandbox.token()));
    for (set, what) in [
        (&[("HW_ACCESS_KEY", &*id), ("HW_SECRET_KEY", SECRET_KEY)][..], "access key ID"),
        (&[("HUAWEICLOUD_SDK_AK", ID), ("HUAWEICLOUD_SDK_SK", &*secret_key)], "secret key"),
        (&[("HW_AUTH_TOKEN", &*token)], "token"),
    ] {
        let (code, _, stderr) = run(&arguments, set);
        assert_eq!(code, 3, "{stderr}");
        assert!(stderr.contains(&format!("the {what} is in quotes")), "{stderr}");
        assert!(!stderr.contains(SECRET_KEY) && !stderr.contains(&sandbox.token()), "{stderr}");
    }
    let quoted = configuration(&[profile("AKSK", &json!({"accessKeyId": id}))]);
    let stderr = login(&quoted, &sandbox, sandbox.endpoint(), &[]).unwrap_err();
    assert!(stderr.contains("the access key ID is in quotes"), "{stderr}");
    let source = configuration(&[role("AssumeRole"), q(&json!({"accessKeyId": id}))]);
    let stderr = login(&source, &sandbox, sandbox.endpoint(), &[]).unwrap_err();
    let sentence = "profile `p`, source profile `q`: the access key ID is in quotes";
    assert!(stderr.contains(sentence), "{stderr}");
    let home = home(&[("token", "\"planted\"")]);
    let file = home.path().join("token");
    let provider = [
        ("HUAWEICLOUD_SDK_IDP_ID", "i"),
        ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", file.to_str().unwrap()),
    ];
    let iam = ["--iam-endpoint", sandbox.endpoint()];
    let (code, _, stderr) = run(&[&arguments[..], &iam].concat(), &provider);
    assert!(code == 3 && stderr.contains("token` is in quotes"), "{stderr}");
    assert!(!stderr.contains("planted"), "{stderr}");
    assert_eq!(sandbox.requests().len(), 0);
}

/// `--verify` sends the one request that shows whether the credentials are accepted.
#[tokio::test(flavor = "multi_thread")]
async fn verify_checks_credentials_with_one_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let project_id = String::from(sandbox.project_id());
    let iam = |status: &'static str| {
        Peer::start(move |request| {
            assert!(request.starts_with("GET /v3/auth/projects "), "{request}");
            Some((status.to_owned(), json!({"projects": []}).to_string()))
        })
    };
    let key = [("HW_ACCESS_KEY", ID), ("HW_SECRET_KEY", SECRET_KEY)];
    let (good, bad) = (iam("200 OK").await, iam("401 Unauthorized").await);
    let login = |flag: &str, iam: &str, set: &[(&str, &str)]| {
        run(
            &[
                "login",
                flag,
                "--output",
                "json",
                "--endpoint",
                sandbox.endpoint(),
                "--iam-endpoint",
                iam,
                "--project-id",
                &project_id,
            ],
            set,
        )
    };
    let verified =
        |stdout: &str| serde_json::from_str::<Value>(stdout).unwrap()[0]["verified"].as_bool();
    let (code, stdout, _) = login("--check", &good.endpoint, &key);
    assert_eq!((code, verified(&stdout), good.requests().len()), (0, Some(false), 0));
    let (code, stdout, _) = login("--verify", &good.endpoint, &key);
    assert_eq!((code, verified(&stdout), good.requests().len()), (0, Some(true), 1));
    let (code, stdout, stderr) = login("--verify", &bad.endpoint, &key);
    assert_eq!(
        (code, &*stdout, bad.requests().len()),
        (3, "", 1),
        "a refused signature is not repeated"
    );
    assert!(stderr.starts_with("error: ListAuthProjects: 401 "), "{stderr}");
    // IAM verified the password when it issued the token.
    let user = [
        ("HW_USER_NAME", "example-user"),
        ("HW_USER_PASSWORD", "example-password"),
        ("HW_DOMAIN_NAME", "example-account"),
    ];
    for flag in ["--check", "--verify"] {
        let before = sandbox.requests().len();
        let (code, stdout, stderr) = login(flag, sandbox.endpoint(), &user);
        assert_eq!((code, &*stderr), (0, ""));
        assert_eq!((verified(&stdout), sandbox.requests().len() - before), (Some(true), 1));
    }
}

/// This also works for a user who cannot list projects.
#[tokio::test(flavor = "multi_thread")]
async fn the_project_is_read_from_the_token() {
    let own = "0123456789abcdef0123456789abcdef";
    let iam = |project: Option<Value>, show: &'static str| {
        Peer::start(move |request| {
            let head = request.to_lowercase();
            if head.starts_with("get /v3/auth/tokens?nocatalog=true ") {
                assert!(
                    head.contains("x-auth-token: planted-token\r\n")
                        && head.contains("x-subject-token: planted-token\r\n")
                );
                let mut token = json!({"issued_at": "2026-01-01T00:00:00Z", "expires_at": "2026-01-02T00:00:00Z"});
                if let Some(project) = &project {
                    token["project"] = project.clone();
                }
                return Some((show.to_owned(), json!({"token": token}).to_string()));
            }
            if head.starts_with("get /v3/projects?name=cn-north-4 ") {
                return Some(empty_response("403 Forbidden"));
            }
            assert!(head.starts_with("get /v3/auth/projects "), "{head}");
            Some(json_response(
                &json!({"projects": [{"id": "f".repeat(32), "name": "cn-north-9"}, {"id": own, "name": "cn-north-4"}]}),
            ))
        })
    };
    let project = json!({"id": own, "name": "cn-north-4_sub"});
    let token = ("HW_AUTH_TOKEN", "planted-token");
    let find = |iam: &Peer, set: &[(&str, &str)]| {
        run(
            &["project", "--endpoint", "http://127.0.0.1:1", "--iam-endpoint", &iam.endpoint],
            &[&[token], set].concat(),
        )
    };
    let region = ("HW_REGION_NAME", "cn-north-4");
    for (project, show, set, calls) in [
        (Some(project.clone()), "200 OK", &[][..], 1),
        (Some(project.clone()), "200 OK", &[region], 1),
        (Some(project.clone()), "200 OK", &[("HW_PROJECT_NAME", "cn-north-4_sub")], 1),
        (None, "200 OK", &[region], 3),
        (None, "403 Forbidden", &[region], 3),
        (None, "404 Not Found", &[region], 3),
    ] {
        let iam = iam(project, show).await;
        let (code, stdout, stderr) = find(&iam, set);
        assert_eq!((code, stdout.trim(), &*stderr), (0, own, ""), "{show} {set:?}");
        assert_eq!(iam.requests().len(), calls, "{show} {set:?}");
    }
    for (project, show, set, code, expected) in [
        (
            Some(project.clone()),
            "200 OK",
            &[("HW_PROJECT_NAME", "other")][..],
            2,
            "project name: the token is for the project `cn-north-4_sub`, not for `other`",
        ),
        (None, "200 OK", &[], 2, "project ID: the token is for no project"),
        (None, "403 Forbidden", &[], 4, "ShowToken: 403 Forbidden"),
        (None, "401 Unauthorized", &[region], 3, "ShowToken: 401 Unauthorized"),
        (
            Some(json!({"id": "short", "name": "n"})),
            "200 OK",
            &[region],
            6,
            "ShowToken: invalid response: the project's ID is not 32 letters and digits",
        ),
    ] {
        let iam = iam(project, show).await;
        let (exit, _, stderr) = find(&iam, set);
        assert!(exit == code && stderr.contains(expected), "{expected}\n{exit} {stderr}");
        assert!(!stderr.contains("planted"), "{stderr}");
    }
}

/// The client sends an ID token only to hosts that the contract lists for the region.
#[test]
fn a_region_without_an_sts_endpoint_gets_no_id_token() {
    let set = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "u"),
        ("HUAWEICLOUD_OIDC_ID_TOKEN", "planted"),
    ];
    for region in ["cn-north-9", "eu-west-101", "cn-new-1"] {
        let (code, _, stderr) = run(
            &["login", "--check", "--region", region, "--endpoint", "http://127.0.0.1:1"],
            &set,
        );
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(&format!("STS endpoint: the contract lists none for the region `{region}`\nhint: Set HUAWEICLOUD_SDK_STS_ENDPOINT")), "{stderr}");
    }
}
