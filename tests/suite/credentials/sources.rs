//! Every source of credentials: `htap datastores` with an environment of its own, against the sandbox.

use std::fs;

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};
use taurusdb_htap::sandbox::Sandbox;

use crate::support::command::{home, restrict, run};
use crate::support::peer::{Peer, empty_response, json_response};

const ID: &str = "SANDBOXACCESSKEY0001";
const SECRET_KEY: &str = "sandbox-secret-key";
const TEMPORARY_ID: &str = "SANDBOXACCESSKEY0002";

/// The sandbox's temporary access key, as the vendor's services return it. It expires in an hour.
fn key(names: [&str; 4]) -> Value {
    let expires_at = Timestamp::now().checked_add(1.hour()).unwrap();
    let expires_at = format!("{expires_at:.6}");
    let values =
        [TEMPORARY_ID, "sandbox-temporary-secret-key", "sandbox-security-token", &expires_at];
    names.into_iter().map(str::to_owned).zip(values.map(Value::from)).collect()
}

const SHORT: [&str; 4] = ["access", "secret", "securitytoken", "expires_at"];
const CAMEL: [&str; 4] = ["accessKeyId", "secretAccessKey", "securityToken", "expiration"];
const SNAKE: [&str; 4] = ["access_key_id", "secret_access_key", "security_token", "expiration"];

/// Lists the versions, and checks which identity and source `htap login` reports.
fn lists(sandbox: &Sandbox, environment: &[(&str, &str)], identity: &str, source: &str) {
    let project_id = String::from(sandbox.project_id());
    let target = ["--endpoint", sandbox.endpoint(), "--project-id", &project_id];
    let (code, stdout, stderr) =
        run(&[&["datastores", "star-rocks"][..], &target].concat(), environment);
    assert_eq!((code, stdout.lines().count(), &*stderr), (0, 2, ""), "{source}");
    let login = ["login", "--check", "--output", "json"];
    let (code, stdout, stderr) = run(&[&login[..], &target].concat(), environment);
    assert_eq!((code, &*stderr), (0, ""));
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        (&report[0]["identity"], &report[0]["project_id"]),
        (&json!(identity), &json!(project_id))
    );
    let found = report[0]["source"].as_str().unwrap();
    assert!(found.ends_with(source), "{found}");
    assert!(!stdout.contains("secret-key") && !stdout.contains("sandbox-token"), "{stdout}");
}

/// Runs a call that must fail with the exit code for credentials or configuration, and returns its messages.
fn fails(environment: &[(&str, &str)]) -> String {
    let arguments = ["datastores", "--region", "cn-north-4", "--endpoint", "http://127.0.0.1:1"];
    let project_id = ["--project-id", "23a50154cf494ec9ad6883979a12db0a"];
    let (code, stdout, stderr) = run(&[&arguments[..], &project_id].concat(), environment);
    assert!((code == 2 || code == 3) && stdout.is_empty(), "{code} {stdout} {stderr}");
    assert!(stderr.contains("\nhint: ") && !stderr.contains("planted"), "{stderr}");
    stderr
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_read_from_each_kind_of_variable() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = sandbox.token();
    let sdk = [("HUAWEICLOUD_SDK_AK", ID), ("HUAWEICLOUD_SDK_SK", SECRET_KEY)];
    lists(&sandbox, &sdk, "access key", "(HUAWEICLOUD_SDK_AK)");
    let temporary = [
        ("HW_ACCESS_KEY", TEMPORARY_ID),
        ("HW_SECRET_KEY", "sandbox-temporary-secret-key"),
        ("HW_SECURITY_TOKEN", "sandbox-security-token"),
    ];
    lists(&sandbox, &temporary, "temporary access key", "(HW_ACCESS_KEY)");
    lists(&sandbox, &[("HW_AUTH_TOKEN", &token)], "token", "(HW_AUTH_TOKEN)");
    let auth_url = format!("{}/v3/", sandbox.endpoint());
    let password = [
        ("HW_USER_NAME", "example-user"),
        ("HW_USER_PASSWORD", "example-password"),
        ("HW_DOMAIN_NAME", "example-account"),
        ("HW_AUTH_URL", &auth_url),
    ];
    lists(&sandbox, &password, "token", "(HW_USER_NAME)");
}

#[tokio::test(flavor = "multi_thread")]
async fn id_tokens_are_exchanged_with_iam_and_sts() {
    let sandbox = Sandbox::start().await.unwrap();
    let file = home(&[("id-token", " planted-id-token\n")]);
    let file = file.path().join("id-token");
    let peer = Peer::start(|request| {
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        match head.split(' ').nth(1).unwrap() {
            "/v3.0/OS-AUTH/id-token/tokens" => {
                assert!(head.to_lowercase().contains("x-idp-id: example-idp"), "{head}");
                assert_eq!(body, json!({"auth": {"id_token": {"id": "planted-id-token"}}}));
                // The client reads only the header.
                Some(("201 Created\r\nX-Subject-Token: planted-token".to_owned(), String::new()))
            }
            "/v3.0/OS-CREDENTIAL/securitytokens" => {
                let token = json!({"id": "planted-token", "duration_seconds": 21600});
                let identity = json!({"methods": ["token"], "token": token});
                assert_eq!(body, json!({"auth": {"identity": identity}}));
                Some(("201 Created".to_owned(), json!({"credential": key(SHORT)}).to_string()))
            }
            "/v5/agencies/assume-with-oidc" => {
                let expected = json!({
                    "provider_urn": "iam::p", "agency_urn": "iam::a", "agency_session_name": "oidc-sts-session",
                    "id_token": "planted-id-token", "duration_seconds": 900, "policy_ids": ["a", "b"]
                });
                assert_eq!(body, expected);
                Some(json_response(&json!({"credentials": key(SNAKE)})))
            }
            path => panic!("{path}"),
        }
    })
    .await;
    let file = file.to_str().unwrap();
    let idp = [
        ("HUAWEICLOUD_SDK_IDP_ID", "example-idp"),
        ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", file),
        ("HUAWEICLOUD_SDK_IAM_ENDPOINT", &peer.endpoint),
    ];
    lists(&sandbox, &idp, "temporary access key", "(HUAWEICLOUD_SDK_IDP_ID)");
    let agency = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "iam::p"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "iam::a"),
        ("HUAWEICLOUD_OIDC_TOKEN_FILE", file),
        ("HUAWEICLOUD_OIDC_DURATION_SECONDS", "900"),
        ("HUAWEICLOUD_OIDC_POLICY_IDS", "a, b"),
        ("HUAWEICLOUD_SDK_STS_ENDPOINT", &peer.endpoint),
    ];
    // An agency takes precedence over everything else.
    let both = [&agency[..], &idp].concat();
    lists(&sandbox, &both, "temporary access key", "(HUAWEICLOUD_OIDC_AGENCY_URN)");
    assert_eq!(peer.requests().len(), 2 * 2 + 2);

    let missing = [idp[0], idp[2], ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "/nowhere/token")];
    let stderr = fails(&missing);
    assert!(stderr.contains("ID token: `/nowhere/token` cannot be read"), "{stderr}");
    let stderr = fails(&[("HUAWEICLOUD_SDK_IDP_ID", "two words"), idp[1], idp[2]]);
    assert!(stderr.contains("the ID of the identity provider contains white space"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_key_from_sts_reports_its_request_id() {
    let mut past = key(SNAKE);
    past["expiration"] = json!("2020-01-01T00:00:00Z");
    let peer = Peer::start(move |_| {
        let body = json!({"credentials": past}).to_string();
        Some(("200 OK\r\nX-Request-Id: r-7".to_owned(), body))
    })
    .await;
    let stderr = fails(&[
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "iam::p"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "iam::a"),
        ("HUAWEICLOUD_OIDC_ID_TOKEN", "planted-id-token"),
        ("HUAWEICLOUD_SDK_STS_ENDPOINT", &peer.endpoint),
    ]);
    let sentence = "AssumeAgencyWithOidc: the access key expired at 2020-01-01T00:00:00Z";
    assert!(stderr.contains(sentence) && stderr.contains("(request ID r-7)"), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_read_from_files_in_the_home_folder() {
    let sandbox = Sandbox::start().await.unwrap();
    let profile =
        format!("\u{feff}# mine\n[global]\nak = other\n\n[basic]\nAK: {ID}\nsk={SECRET_KEY}\n");
    let hcloud = json!({"current": "b", "profiles": [
        {"name": "a", "mode": "AKSK", "accessKeyId": "OTHER", "secretAccessKey": "x"},
        {"name": "b", "mode": "AKSK", "accessKeyId": ID, "secretAccessKey": SECRET_KEY, "securityToken": ""},
    ]});
    let hcloud = hcloud.to_string();
    let both = home(&[(".huaweicloud/credentials", &profile), (".hcloud/config.json", &hcloud)]);
    let at = |home: &tempfile::TempDir| home.path().to_str().unwrap().to_owned();
    let path = at(&both);
    let environment = [("HOME", &*path), ("USERPROFILE", &*path)];
    lists(&sandbox, &environment, "access key", "credentials, section `basic`");
    fs::remove_file(both.path().join(".huaweicloud/credentials")).unwrap();
    lists(&sandbox, &environment, "access key", "config.json, profile `b`");

    let elsewhere = home(&[("mine", &profile), ("shared.json", &hcloud)]);
    let named = elsewhere.path().join("mine");
    let named = [("HUAWEICLOUD_SDK_CREDENTIALS_FILE", named.to_str().unwrap())];
    lists(&sandbox, &named, "access key", "mine, section `basic`");
    let shared = elsewhere.path().join("shared.json");
    let shared = [("HW_SHARED_CONFIG_FILE", shared.to_str().unwrap()), ("HW_PROFILE", "b")];
    lists(&sandbox, &shared, "access key", "shared.json, profile `b`");
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_read_from_ecs_metadata_and_pod_identity() {
    let sandbox = Sandbox::start().await.unwrap();
    let protected = Peer::start(|request| {
        let request = request.to_lowercase();
        match request.split(' ').take(2).collect::<Vec<_>>().as_slice() {
            ["put", "/meta-data/latest/api/token"] => {
                assert!(request.contains("x-metadata-token-ttl-seconds: "), "{request}");
                Some(("200 OK".to_owned(), "metadata-token\n".to_owned()))
            }
            ["get", "/openstack/latest/securitykey"] => {
                assert!(request.contains("x-metadata-token: metadata-token"), "{request}");
                Some(json_response(&json!({"credential": key(SHORT)})))
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
    let environment = [("HTAP_METADATA_ENDPOINT", &*protected.endpoint)];
    lists(&sandbox, &environment, "temporary access key", "metadata service of this ECS instance");

    let plain = Peer::start(|request| {
        let is_token = request.starts_with("PUT");
        Some(if is_token { empty_response("404 Not Found") } else { json_response(&key(SNAKE)) })
    })
    .await;
    let environment = [("HTAP_METADATA_ENDPOINT", &*plain.endpoint)];
    lists(&sandbox, &environment, "temporary access key", "metadata service of this ECS instance");

    let token = home(&[("token", "planted-pod-token\n")]);
    let token = token.path().join("token");
    let agent = Peer::start(|request| {
        assert!(request.starts_with("POST /v1/credentials?a=b "), "{request}");
        assert!(
            request.to_lowercase().contains("authorization: planted-pod-token\r\n"),
            "{request}"
        );
        assert!(request.ends_with("\r\n\r\n{}"), "{request}");
        Some(json_response(&json!({"credential": key(CAMEL)})))
    })
    .await;
    let uri = format!("{}/v1/credentials?a=b", agent.endpoint);
    let pod = [
        ("HC_CONTAINER_CREDENTIALS_FULL_URI", &*uri),
        ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.to_str().unwrap()),
    ];
    lists(&sandbox, &pod, "temporary access key", "pod identity");

    // A missing token is not the fault of the agent.
    let stderr = fails(&[pod[0], ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token")]);
    assert!(stderr.contains("pod identity token: `/nowhere/token` cannot be read"), "{stderr}");
    assert!(stderr.contains("\nhint: Check that the file exists"), "{stderr}");

    // The client skips an agent that has no credentials for this pod.
    let empty = Peer::start(|_| Some(empty_response("404 Not Found"))).await;
    let metadata = environment[0];
    let environment = [("HC_CONTAINER_CREDENTIALS_FULL_URI", &*empty.endpoint), pod[1], metadata];
    lists(&sandbox, &environment, "temporary access key", "metadata service of this ECS instance");
    // The client retries an agent that fails, and uses no other source instead.
    let failing = Peer::start(|_| Some(empty_response("500 Internal Server Error"))).await;
    let stderr =
        fails(&[("HC_CONTAINER_CREDENTIALS_FULL_URI", &*failing.endpoint), pod[1], metadata]);
    let sentence = "pod identity: it refused the token with status 500 after 3 attempts";
    assert!(stderr.contains(sentence), "{stderr}");
    assert_eq!(failing.requests().len(), 3);

    let configuration = r#"{"current": "p", "profiles": [{"name": "p", "mode": "ecsAgency"}]}"#;
    let instance = home(&[(".hcloud/config.json", configuration)]);
    let instance = instance.path().to_str().unwrap();
    let environment = [
        ("HOME", instance),
        ("USERPROFILE", instance),
        ("HTAP_METADATA_ENDPOINT", &*plain.endpoint),
    ];
    lists(&sandbox, &environment, "temporary access key", "metadata service of this ECS instance");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_error_lists_every_skipped_source() {
    let stderr = fails(&[]);
    let places = [
        "HUAWEICLOUD_OIDC_AGENCY_URN not set; ",
        "HUAWEICLOUD_SDK_IDP_ID not set; ",
        "HUAWEICLOUD_SDK_AK not set; ",
        "HW_AUTH_TOKEN not set; ",
        "HW_ACCESS_KEY not set; ",
        "HW_USER_NAME not set; ",
        "credentials does not exist; ",
        "config.json does not exist; ",
        "HC_CONTAINER_CREDENTIALS_FULL_URI not set; ",
        "ECS metadata is switched off",
    ];
    let found: Vec<_> = places.iter().map(|place| stderr.find(place).expect(place)).collect();
    assert!(found.is_sorted(), "{stderr}");

    let expired = json!({"credential": {
        "access": "planted", "secret": "planted", "securitytoken": "planted", "expires_at": "2020-01-04T09:05:22Z"
    }})
    .to_string();
    for (response, sentence) in [
        (None, "ECS instance: no response within 2 s"),
        (Some(("200 OK", "<html>planted")), "ECS instance: the response is HTML, not a key"),
        (
            Some(("200 OK", "{\"planted\": 1}")),
            "ECS instance: the response is not a temporary access key in JSON",
        ),
        (
            Some(("200 OK", &*expired)),
            "ECS instance: the access key expired at 2020-01-04T09:05:22Z, and it is ",
        ),
        (Some(("404 Not Found", "planted")), "ECS instance: it has no key (status 404): "),
        (Some(("403 Forbidden", "planted")), "ECS instance: it has no key (status 403): "),
    ] {
        let response = response.map(|(head, body)| (head.to_owned(), body.to_owned()));
        let peer = Peer::start(move |request| {
            let is_token = request.starts_with("PUT");
            if is_token { Some(empty_response("405 Method Not Allowed")) } else { response.clone() }
        })
        .await;
        let stderr = fails(&[("HTAP_METADATA_ENDPOINT", &peer.endpoint)]);
        assert!(stderr.contains(sentence), "{sentence}\n{stderr}");
    }
    let stderr = fails(&[("HTAP_METADATA_ENDPOINT", "http://10.0.0.1")]);
    assert!(stderr.contains("metadata endpoint: not https"), "{stderr}");
}

#[test]
fn an_invalid_file_is_named_without_its_content() {
    let profile = |text: &str| {
        let home = home(&[(".huaweicloud/credentials", text)]);
        fails(&[
            ("HOME", home.path().to_str().unwrap()),
            ("USERPROFILE", home.path().to_str().unwrap()),
        ])
    };
    for (text, sentence) in [
        ("ak = planted\n", "credentials: a value is above the first section"),
        ("[basic\nsk = planted", "credentials: not an INI file"),
        (
            "[basic]\nak = ID\nsk = planted\nSK = planted\n",
            "credentials: a key occurs twice, in upper and lower case",
        ),
        ("[basic]\nak = planted\n", "credentials: `sk` is missing"),
        ("[basic]\nsk = planted\n", "credentials: `ak` is missing"),
        ("[basic]\nidp_id = planted\n", "credentials: `id_token_file` is missing"),
        (
            "[basic]\nak = ID\nsk = planted planted\n",
            "section `basic`: the secret key contains white space",
        ),
        ("[global]\nak = planted\n", "credentials has no section `basic`"),
    ] {
        let stderr = profile(text);
        assert!(stderr.contains(sentence), "{sentence}\n{stderr}");
    }
    let hcloud = |text: &str, set: &[(&str, &str)]| {
        let home = home(&[(".hcloud/config.json", text)]);
        let path = home.path().to_str().unwrap();
        fails(&[&[("HOME", path), ("USERPROFILE", path)], set].concat())
    };
    let one = |fields: &str| {
        format!(r#"{{"current": "p", "profiles": [{{"name": "p", "mode": "AKSK"{fields}}}]}}"#)
    };
    let encrypted =
        one(&format!(r#", "accessKeyId": "{}=", "secretAccessKey": "planted""#, "aGk".repeat(9)));
    for (text, sentence) in [
        ("planted", "config.json: not the JSON that the command line `hcloud` writes"),
        ("[1]", "config.json: not the JSON that the command line `hcloud` writes"),
        (&one(""), "profile `p`: `accessKeyId` is missing"),
        (&one(r#", "accessKeyId": "planted""#), "profile `p`: `secretAccessKey` is missing"),
        (&encrypted, "hint: Run `hcloud configure set --cli-auth-encrypt=false`"),
    ] {
        let stderr = hcloud(text, &[]);
        assert!(stderr.contains(sentence), "{sentence}\n{stderr}");
    }
    let stderr = hcloud(r#"{"current": "", "profiles": []}"#, &[]);
    assert!(stderr.contains("config.json has no profile; "), "{stderr}");
    let stderr = fails(&[("HOME", "/dev/null"), ("USERPROFILE", "/dev/null")]);
    assert!(stderr.contains("config.json does not exist; "), "{stderr}");
    let long = "eyJplanted".repeat(40);
    let idp = [("HUAWEICLOUD_SDK_IDP_ID", "i"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", &*long)];
    let stderr = fails(&idp);
    assert!(stderr.contains("ID token: `a text too long for a path` cannot be read"), "{stderr}");
    if cfg!(unix) {
        let endless = [idp[0], ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "/dev/zero")];
        let stderr = fails(&endless);
        assert!(stderr.contains("ID token: `/dev/zero` cannot be read"), "{stderr}");
        let stderr = fails(&[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/dev/zero")]);
        assert!(
            stderr.contains("/dev/zero (HUAWEICLOUD_SDK_CREDENTIALS_FILE names it)"),
            "{stderr}"
        );
    }
    let stderr = hcloud(&one(""), &[("HW_PROFILE", "q")]);
    assert!(stderr.contains("no profile `q`\nhint: The profiles are: p."), "{stderr}");
    let stderr = fails(&[("HW_PROFILE", "q")]);
    assert!(stderr.contains("environment: HW_PROFILE is set, but "), "{stderr}");
    let stderr = fails(&[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nowhere/mine")]);
    assert!(
        stderr.contains("mine (HUAWEICLOUD_SDK_CREDENTIALS_FILE names it): cannot be read"),
        "{stderr}"
    );
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_others_can_read_causes_a_warning() {
    let sandbox = Sandbox::start().await.unwrap();
    let profile =
        format!("[basic]\nak = {ID}\nsk = {SECRET_KEY}\nproject_id = {}\n", sandbox.project_id());
    let home = home(&[(".huaweicloud/credentials", &profile)]);
    restrict(&home.path().join(".huaweicloud/credentials"), 0o644);
    let arguments = ["datastores", "star-rocks", "--endpoint", sandbox.endpoint()];
    let (code, stdout, stderr) = run(&arguments, &[("HOME", home.path().to_str().unwrap())]);
    assert_eq!((code, stdout.lines().count(), stderr.lines().count()), (0, 2, 1), "{stderr}");
    assert!(stderr.contains("can be read by others: run `chmod 600 "), "{stderr}");
}

/// The project has the name of the region, and one lookup finds it.
#[tokio::test(flavor = "multi_thread")]
async fn the_project_is_looked_up_by_region() {
    let sandbox = Sandbox::start().await.unwrap();
    let key = [("HW_ACCESS_KEY", ID), ("HW_SECRET_KEY", SECRET_KEY)];
    let endpoint = sandbox.endpoint();
    let target = ["--region", "cn-north-4", "--endpoint", endpoint, "--iam-endpoint", endpoint];
    let (code, stdout, stderr) = run(&[&["project"][..], &target].concat(), &key);
    assert_eq!((code, &*stderr), (0, ""));
    assert_eq!(stdout.trim(), sandbox.project_id().as_str());
    let before = sandbox.requests().len();
    let (code, ..) = run(&[&["datastores"][..], &target].concat(), &key);
    assert_eq!((code, sandbox.requests().len() - before), (0, 3), "one lookup for two engines");
    let lookup = &sandbox.requests()[before];
    assert_eq!((lookup.path(), lookup.query()), ("/v3/projects", Some("name=cn-north-4")));
    assert_eq!(lookup.header("x-project-id"), None);

    let target = ["--region", "cn-north-9", "--endpoint", endpoint, "--iam-endpoint", endpoint];
    let (code, _, stderr) = run(&[&["project"][..], &target].concat(), &key);
    assert!(code == 4 && stderr.contains("this account has no project `cn-north-9`"), "{stderr}");
    assert!(stderr.contains("\nhint: Set HW_PROJECT_ID"), "{stderr}");
    let key = [key[0], ("HW_SECRET_KEY", "planted-secret")];
    let (code, _, stderr) = run(&[&["project"][..], &target].concat(), &key);
    assert!(
        code == 3 && stderr.contains("The identity came from the environment (HW_ACCESS_KEY)."),
        "{stderr}"
    );
}

/// The project of a profile is not used in another region.
#[tokio::test(flavor = "multi_thread")]
async fn region_and_project_are_read_from_the_profile() {
    let sandbox = Sandbox::start().await.unwrap();
    let configuration = json!({"current": "p", "profiles": [{
        "name": "p", "mode": "AKSK", "accessKeyId": ID, "secretAccessKey": SECRET_KEY,
        "region": "cn-north-9", "projectId": "0123456789abcdef0123456789abcdef"
    }]});
    let home = home(&[(".hcloud/config.json", &configuration.to_string())]);
    let path = home.path().to_str().unwrap();
    let endpoint = sandbox.endpoint();
    let environment = [
        ("HOME", path),
        ("USERPROFILE", path),
        ("HUAWEICLOUD_SDK_REGION_GAUSSDB_CN_NORTH_9", endpoint),
        ("HUAWEICLOUD_SDK_IAM_ENDPOINT", endpoint),
    ];
    let (code, stdout, stderr) = run(&["project"], &environment);
    assert_eq!((code, stdout.trim(), &*stderr), (0, "0123456789abcdef0123456789abcdef", ""));
    let (code, stdout, _) = run(&["project", "--region", "cn-north-4"], &environment);
    assert_eq!((code, stdout.trim()), (0, sandbox.project_id().as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variable_sets_the_endpoint_of_a_region() {
    let sandbox = Sandbox::start().await.unwrap();
    let (token, project_id) = (sandbox.token(), String::from(sandbox.project_id()));
    let endpoints = format!("{}, http://127.0.0.1:1", sandbox.endpoint());
    let environment = [
        ("HW_AUTH_TOKEN", &*token),
        ("HW_PROJECT_ID", &*project_id),
        ("HW_REGION_NAME", "cn-north-4"),
        ("HUAWEICLOUD_SDK_REGION_GAUSSDB_CN_NORTH_4", &*endpoints),
    ];
    let (code, stdout, _) = run(&["datastores", "star-rocks"], &environment);
    assert_eq!((code, stdout.lines().count()), (0, 2));
}
