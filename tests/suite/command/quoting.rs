//! Versions stay text, whatever they look like to a reader of the output.

use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{Datastore, EngineName};

use crate::support::command::run;

/// Readers of YAML 1.1 or 1.2 take these for numbers, times, dates, booleans, null, or signs of YAML.
const VERSIONS: [&str; 18] = [
    "12:30:45",
    "2024-09-11",
    "=",
    "<<",
    "3.10",
    "1e3",
    "0x10",
    "0o17",
    "017",
    "yes",
    "No",
    "on",
    "y",
    "true",
    "null",
    "~",
    ".inf",
    "1_000",
];

#[tokio::test(flavor = "multi_thread")]
async fn yaml_quotes_each_text() {
    let sandbox = Sandbox::start().await.unwrap();
    let rows = VERSIONS.map(|version| Datastore::new(version, version, version));
    sandbox.set_datastores(EngineName::StarRocks, rows);
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let arguments = ["datastores", "star-rocks", "--endpoint", sandbox.endpoint(), "-o", "yaml"];
    let environment = [("HW_AUTH_TOKEN", &*token), ("HW_PROJECT_ID", &*project_id)];
    let (code, stdout, stderr) = run(&arguments, &environment);
    let expected = VERSIONS.map(|version| {
        format!(
            "- engine_name: 'star-rocks'\n  id: '{version}'\n  name: '{version}'\n  kernel_version: '{version}'\n"
        )
    });
    assert_eq!((code, stdout), (0, expected.concat()), "{stderr}");
}

/// The IDs are texts of the service, which may contain quotes and line breaks.
#[tokio::test(flavor = "multi_thread")]
async fn yaml_escapes_quotes_and_line_breaks() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.set_datastores(EngineName::StarRocks, [Datastore::new("it's\n\"a\"\\", "3.1", "3.1")]);
    let (token, project_id) = (sandbox.token(), sandbox.project_id().to_string());
    let arguments = ["datastores", "star-rocks", "--endpoint", sandbox.endpoint(), "-o", "yaml"];
    let environment = [("HW_AUTH_TOKEN", &*token), ("HW_PROJECT_ID", &*project_id)];
    let (_, stdout, _) = run(&arguments, &environment);
    assert!(stdout.contains(r#"  id: "it's\n\"a\"\\""#), "{stdout}");
}
