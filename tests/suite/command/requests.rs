//! `--verbose` and `--dry-run`: what the command sends, without secrets.

use taurusdb_htap::sandbox::{Fault, Sandbox};

use crate::support::command::run;

#[tokio::test(flavor = "multi_thread")]
async fn verbose_shows_each_request_and_response() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).header("X-Request-Id", "first"));
    sandbox.fail(Fault::delay(std::time::Duration::ZERO).header("X-Request-Id", "second"));
    let endpoint = sandbox.endpoint();
    let environment = [
        ("HW_USER_NAME", "example-user"),
        ("HW_USER_PASSWORD", "example-password"),
        ("HW_DOMAIN_NAME", "example-account"),
        ("HW_PROJECT_NAME", "cn-north-4"),
    ];
    let arguments = [
        "datastores",
        "star-rocks",
        "--endpoint",
        endpoint,
        "--iam-endpoint",
        endpoint,
        "-o",
        "csv",
    ];
    let (code, quiet, stderr) = run(&arguments, &environment);
    assert_eq!((code, &*stderr), (0, ""));
    sandbox.fail(Fault::status(503).header("X-Request-Id", "first"));
    sandbox.fail(Fault::delay(std::time::Duration::ZERO).header("X-Request-Id", "second"));
    let (code, stdout, stderr) = run(&[&["--verbose"], &arguments[..]].concat(), &environment);
    assert_eq!((code, &stdout), (0, &quiet), "{stderr}");
    let host = endpoint.trim_start_matches("http://").replace(':', ", port ");
    let lines: Vec<_> = stderr.lines().collect();
    let [login, created, id, first, failed, first_id, error, retry, second, ok, second_id] =
        lines[..]
    else {
        panic!("{stderr}")
    };
    assert_eq!(login, format!("request 1: POST /v3/auth/tokens, host {host}"));
    assert_eq!(created, "request 1: status 201");
    assert!(id.starts_with("request 1: request ID "), "{id}");
    let list = format!("GET /v3/{{project_id}}/htap/datastores/{{engine_name}}, host {host}");
    assert_eq!(first, format!("request 2: {list}"));
    assert_eq!([failed, first_id], ["request 2: status 503", "request 2: request ID first"]);
    assert_eq!(error, "request 2: error service");
    let begin = "an attempt failed, another follows, attempt 1, wait in seconds 0";
    assert!(retry.starts_with(begin) && retry.ends_with(", error service"), "{retry}");
    assert_eq!(second, format!("request 3: {list}, retry 1"));
    assert_eq!([ok, second_id], ["request 3: status 200", "request 3: request ID second"]);
    let chinese =
        run(&[&["--verbose", "--lang", "zh-cn"], &arguments[..]].concat(), &environment).2;
    let host = host.replace(", port ", "，端口：");
    assert!(
        chinese.starts_with(&format!("请求1：POST /v3/auth/tokens，主机：{host}\n")),
        "{chinese}"
    );
    for secret in ["example-password", "example-user", sandbox.token().as_str(), "MII"] {
        assert!(!stderr.contains(secret), "{secret} in {stderr}");
    }
}

const TOKEN: &str = "planted-token";

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_prints_curl_and_sends_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let (endpoint, project_id) = (sandbox.endpoint(), sandbox.project_id().to_string());
    let arguments = ["datastores", "--dry-run", "--endpoint", endpoint, "--iam-endpoint", endpoint];
    let arguments = [&arguments[..], &["--language", "zh-cn"]].concat();
    let expected = |project_id: &str| {
        let curl = |engine| {
            format!(
                "curl --fail-with-body {endpoint}/v3/{project_id}/htap/datastores/{engine} \\\n    \
                 -H \"X-Auth-Token: ${{HW_AUTH_TOKEN:?}}\" -H 'X-Language: zh-cn' -H 'Content-Type: application/json'\n"
            )
        };
        curl("star-rocks") + &curl("click-house")
    };
    let token = ("HW_AUTH_TOKEN", TOKEN);
    let (code, stdout, stderr) = run(&arguments, &[token, ("HW_PROJECT_ID", &*project_id)]);
    assert_eq!((code, stdout), (0, expected(&project_id)));
    assert!(stderr.starts_with("Nothing was sent."), "{stderr}");
    // Without an ID, a call asks IAM for the project. An access key signs requests, which curl cannot do.
    let by_key = [("HUAWEICLOUD_SDK_AK", "PLANTEDKEY"), ("HUAWEICLOUD_SDK_SK", TOKEN)];
    for environment in [&[token, ("HW_REGION_NAME", "cn-north-4")][..], &by_key] {
        let (code, stdout, stderr) =
            run(&[&arguments[..], &["--region", "cn-north-4"]].concat(), environment);
        assert_eq!((code, stdout), (0, expected("\"${HW_PROJECT_ID:?}\"")));
        assert!(!stderr.contains(TOKEN) && stderr.contains("access key"), "{stderr}");
    }
    assert_eq!(sandbox.requests().len(), 0);
}

/// The printed command works in a shell whose environment has the token.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_printed_command_has_the_words_of_the_request() {
    use std::process::Command;
    let endpoint = "https://a$(echo)b'c.example";
    let arguments = ["datastores", "star-rocks", "--dry-run", "--region", "cn-north-4"];
    let arguments = [&arguments[..], &["--endpoint", endpoint]].concat();
    let (code, stdout, stderr) = run(&arguments, &[("HW_AUTH_TOKEN", TOKEN)]);
    assert_eq!(code, 0, "{stderr}");
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{stdout}");
    let variables = [("HW_AUTH_TOKEN", "a b"), ("HW_PROJECT_ID", "id")];
    let output = Command::new("/bin/sh").args(["-c", &script]).env_clear().envs(variables).output();
    let words = String::from_utf8(output.unwrap().stdout).unwrap();
    let url = "https://a$(echo)b'c.example/v3/id/htap/datastores/star-rocks";
    let expected = [
        "--fail-with-body",
        url,
        "-H",
        "X-Auth-Token: a b",
        "-H",
        "Content-Type: application/json",
    ];
    assert_eq!(words.lines().collect::<Vec<_>>(), expected);
    for missing in 0..2 {
        let variables = [variables[missing]];
        let mut shell = Command::new("/bin/sh");
        let output = shell.args(["-c", &script]).env_clear().envs(variables).output().unwrap();
        assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    }
}
