//! What each subcommand prints, and its exit code.

use serde_json::Value;
use taurusdb_htap::sandbox::{Fault, RecordedRequest, Sandbox};
use taurusdb_htap::{Datastore, EngineName};

use crate::support::command::run;
use crate::support::peer;

#[test]
fn the_sandboxs_rows_are_printed_in_each_format() {
    for (format, expected) in [
        (
            "table",
            "ENGINE_NAME   ID                                     NAME   KERNEL_VERSION\n\
             star-rocks    38197973-8895-36ed-b853-52daeefb6d3a   3.1    3.1.6.0\n\
             click-house   7d1f6b52-0c3e-3a94-9a57-2f4c8be01d66   23.3   23.3.10.5\n",
        ),
        (
            "csv",
            "engine_name,id,name,kernel_version\n\
             star-rocks,38197973-8895-36ed-b853-52daeefb6d3a,3.1,3.1.6.0\n\
             click-house,7d1f6b52-0c3e-3a94-9a57-2f4c8be01d66,23.3,23.3.10.5\n",
        ),
        (
            "yaml",
            "- engine_name: 'star-rocks'\n  id: '38197973-8895-36ed-b853-52daeefb6d3a'\n  name: '3.1'\n  kernel_version: '3.1.6.0'\n\
             - engine_name: 'click-house'\n  id: '7d1f6b52-0c3e-3a94-9a57-2f4c8be01d66'\n  name: '23.3'\n  kernel_version: '23.3.10.5'\n",
        ),
        (
            "json",
            "[\n  {\n    \"engine_name\": \"star-rocks\",\n    \"id\": \"38197973-8895-36ed-b853-52daeefb6d3a\",\n    \
             \"name\": \"3.1\",\n    \"kernel_version\": \"3.1.6.0\"\n  },\n  {\n    \"engine_name\": \"click-house\",\n    \
             \"id\": \"7d1f6b52-0c3e-3a94-9a57-2f4c8be01d66\",\n    \"name\": \"23.3\",\n    \"kernel_version\": \"23.3.10.5\"\n  }\n]\n",
        ),
    ] {
        let (code, stdout, stderr) = run(&["datastores", "--sandbox", "-o", format], &[]);
        assert_eq!((code, stdout.as_str()), (0, expected));
        assert!(stderr.contains("sandbox data"), "{stderr}");
    }
    let (_, stdout, _) = run(&["datastores", "click-house", "--sandbox", "--output", "csv"], &[]);
    assert_eq!(stdout.lines().count(), 2);
}

/// The sandbox must not get credentials from the environment, and calls to it use no proxy.
#[test]
fn sandbox_calls_ignore_the_environment() {
    let environment = [
        ("HW_AUTH_TOKEN", "planted\n"),
        ("HW_USER_NAME", "half"),
        ("HW_REGION_NAME", "not a region"),
        ("HW_PROJECT_ID", "short"),
        ("HTTP_PROXY", "http://127.0.0.1:1"),
        ("ALL_PROXY", "http://127.0.0.1:1"),
    ];
    let arguments = ["datastores", "star-rocks", "--sandbox", "--region", "x", "--output", "csv"];
    let (code, stdout, _) = run(&arguments, &environment);
    assert_eq!((code, stdout.lines().count()), (0, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_read_from_the_environment() {
    let sandbox = Sandbox::start().await.unwrap();
    let project_id = String::from(sandbox.project_id());
    let endpoint =
        ["datastores", "star-rocks", "--endpoint", sandbox.endpoint(), "--language", "zh-cn"];
    let token = sandbox.token();
    let (code, stdout, stderr) =
        run(&endpoint, &[("HW_AUTH_TOKEN", &*token), ("HW_PROJECT_ID", &*project_id)]);
    assert_eq!((code, &*stderr), (0, ""), "{stdout}");
    assert_eq!(sandbox.requests()[0].header("x-language"), Some("zh-cn"));
    let (code, stdout, stderr) =
        run(&[&endpoint[..], &["--project-id", &project_id]].concat(), &[]);
    assert_eq!((code, &*stdout), (3, ""));
    assert!(stderr.starts_with("error: no credentials found; skipped: "), "{stderr}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_failure_has_its_exit_code() {
    let sandbox = Sandbox::start().await.unwrap();
    let project_id = String::from(sandbox.project_id());
    let token = sandbox.token();
    let environment = [("HW_AUTH_TOKEN", &*token), ("HW_PROJECT_ID", &*project_id)];
    let against =
        |endpoint: &str| run(&["datastores", "star-rocks", "--endpoint", endpoint], &environment);
    for (fault, code, expected) in [
        (
            Fault::status(401),
            3,
            "error: ListHtapDataStore star-rocks: 401 Unauthorized, APIGW.0307, The token must be updated.",
        ),
        (Fault::status(403), 4, "error: ListHtapDataStore star-rocks: 403 Forbidden, DBS.280015"),
        (Fault::status(404), 4, "error: ListHtapDataStore star-rocks: 404 "),
        (Fault::status(400), 4, "error: ListHtapDataStore star-rocks: 400 "),
        (Fault::status(429).times(3), 5, "error: ListHtapDataStore star-rocks: 429 "),
        (Fault::status(500).times(3), 5, "error: ListHtapDataStore star-rocks: 500 "),
        (
            Fault::disconnect().times(3),
            5,
            "error: ListHtapDataStore star-rocks: the connection broke before a response arrived (http://127.0.0.1:",
        ),
        (
            Fault::response(200, "{}"),
            6,
            "error: ListHtapDataStore star-rocks: invalid response: `datastores` is missing",
        ),
        (
            Fault::response(302, ""),
            6,
            "error: ListHtapDataStore star-rocks: invalid response: status 302",
        ),
    ] {
        sandbox.fail(fault);
        let (found, stdout, stderr) = against(sandbox.endpoint());
        assert_eq!((found, &*stdout), (code, ""), "{stderr}");
        assert!(stderr.starts_with(expected), "{stderr}");
        assert!(stderr.contains("\nhint: ") && !stderr.contains('\u{1b}'), "{stderr}");
        for (line, again) in stderr.lines().zip(stderr.lines().skip(1)) {
            assert_ne!(line, again, "a cause is printed twice: {stderr}");
        }
    }
    // The flags set the number of attempts and the timeout.
    sandbox.fail(Fault::status(503).times(2));
    let flags = ["--attempts", "2", "--timeout", "20"];
    let arguments = ["datastores", "star-rocks", "--endpoint", sandbox.endpoint()];
    let (code, _, stderr) = run(&[&arguments[..], &flags[..]].concat(), &environment);
    assert_eq!(code, 5);
    assert!(stderr.lines().next().unwrap().contains(" after 2 attempts in "), "{stderr}");
    let (code, _, stderr) = against(&peer::unused_endpoint());
    assert_eq!(code, 5);
    assert!(stderr.contains("\n  caused by: "), "{stderr}");
}

#[test]
fn usage_errors_list_the_valid_values() {
    for (arguments, expected) in [
        (
            &["datastores", "star-rock"][..],
            "[possible values: star-rocks, click-house]\n\n  tip: a similar value exists: 'star-rocks'",
        ),
        (&["datastores", "--output", "xml"], "table, json, yaml, csv"),
        (&["datastores", "--language", "fr"], "en-us, zh-cn"),
        (
            &["datastores", "--token", "planted"],
            "The options are --language, --region, --endpoint, --iam-endpoint, --project-id, --timeout, --attempts, --all-regions, --kernel-version, --sandbox, --newer-than, --output",
        ),
        (&["--debug"], "The options are --"),
        (&["datastores", "--sandbox", "--dry-run"], "cannot be used with"),
        (
            &["datastores", "star-rocks", "--dry-run", "--newer-than", "3.1"],
            "'--dry-run' cannot be used with '--newer-than <VERSION>'",
        ),
        (&["datastores", "--kernel-version", "3.1", "--dry-run"], "cannot be used with"),
        (&["datastores", "--dry-run", "--region", "a", "--region", "b"], "Pass `--region` once."),
        (&["datastore"], "'datastores'"),
        (&["datastores"], "HW_REGION_NAME"),
        (&["datastores", "--endpoint", "x"], "endpoint: not a URL"),
        (&["explain", "DBS.999999"], "`DBS.999999` is not a known error code or HTTP status"),
    ] {
        let (code, stdout, stderr) = run(arguments, &[]);
        assert_eq!((code, &*stdout), (2, ""), "{arguments:?}");
        assert!(stderr.contains(expected), "{stderr}");
    }
}

#[test]
fn explain_prints_codes_and_statuses() {
    let (code, stdout, _) = run(&["explain", "apig.0201"], &[]);
    assert_eq!((code, stdout.matches("APIGW.0201 with status").count()), (0, 6));
    let (code, stdout, _) = run(&["explain", "429"], &[]);
    assert_eq!(code, 0);
    assert!(
        stdout.starts_with("Status 429: Too Many Requests\n") && stdout.contains("APIGW.0308"),
        "{stdout}"
    );
    let (_, stdout, _) = run(&["explain", "APIGW.0301"], &[]);
    assert!(
        stdout.contains("APIGW.0301, if the message contains \"decrypt token fail\""),
        "{stdout}"
    );
}

#[test]
fn regions_are_listed() {
    let (code, stdout, _) = run(&["regions", "--output", "json"], &[]);
    let rows: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, rows.len()), (0, 20));
    assert_eq!(rows[0]["endpoint"], "https://gaussdb.cn-north-4.myhuaweicloud.com");
    let (_, stdout, _) = run(&["regions"], &[]);
    assert_eq!(stdout.lines().count(), 21);
}

/// Text from a service must not control the terminal or look like another row.
#[tokio::test(flavor = "multi_thread")]
async fn control_characters_do_not_break_the_table() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.set_datastores(
        EngineName::StarRocks,
        [Datastore::new("a\u{1b}[31m\tb\nfake", "3.1", "3.1.6.0")],
    );
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let arguments =
        ["datastores", "star-rocks", "--endpoint", sandbox.endpoint(), "--project-id", &project_id];
    let (_, stdout, _) = run(&arguments, &[("HW_AUTH_TOKEN", &*token)]);
    assert_eq!((stdout.lines().count(), stdout.contains('\u{1b}')), (2, false), "{stdout}");
    let (_, stdout, _) =
        run(&[&arguments[..], &["--output", "json"]].concat(), &[("HW_AUTH_TOKEN", &*token)]);
    let rows: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(rows[0]["id"], "a\u{1b}[31m\tb\nfake");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_engine_are_printed_if_the_other_fails() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(400));
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let arguments = [
        "datastores",
        "--endpoint",
        sandbox.endpoint(),
        "--project-id",
        &project_id,
        "--output",
        "csv",
    ];
    let (code, stdout, stderr) = run(&arguments, &[("HW_AUTH_TOKEN", &*token)]);
    assert_eq!((code, stdout.lines().count()), (4, 2), "{stdout}");
    assert!(stdout.contains("click-house,") && stderr.contains("star-rocks: 400 "), "{stderr}");
}

/// A proxy gets requests to remote hosts, but never a password for a loopback address.
#[tokio::test(flavor = "multi_thread")]
async fn requests_to_loopback_addresses_bypass_the_proxy() {
    let (iam, proxy) = (Sandbox::start().await.unwrap(), Sandbox::start().await.unwrap());
    let environment = [
        ("HTTP_PROXY", proxy.endpoint()),
        ("HTTPS_PROXY", proxy.endpoint()),
        ("HW_USER_NAME", "example-user"),
        ("HW_USER_PASSWORD", "example-password"),
        ("HW_DOMAIN_NAME", "example-account"),
        ("HW_PROJECT_NAME", "cn-north-4"),
    ];
    let service = "https://gaussdb.example.com";
    let arguments =
        ["datastores", "star-rocks", "--endpoint", service, "--iam-endpoint", iam.endpoint()];
    let (code, _, stderr) = run(&arguments, &environment);
    assert_eq!(code, 5, "{stderr}");
    assert_eq!(iam.requests().iter().map(RecordedRequest::method).collect::<Vec<_>>(), ["POST"]);
    assert_eq!(
        proxy.requests().iter().map(RecordedRequest::method).collect::<Vec<_>>(),
        ["CONNECT"; 3]
    );
}
