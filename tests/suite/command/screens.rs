//! What each command shows on a terminal. The golden files are in `tests/golden/screens`, one for each theme.
//!
//! `EXPECTORATE=overwrite` renews the files, and `HTAP` names another build of the command.

use std::fmt::Write as _;
use std::fs::Permissions;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use expectorate::assert_contents;
use taurusdb_htap::sandbox::Sandbox;

use crate::support::cloud::{Cloud, projects, refusal};
use crate::support::command::{htap, in_shell};
use crate::support::peer;
use crate::support::terminal::{Pipe, masked, read_until, run, screen, start};

/// Terminal, environment and streams of a call.
#[derive(Clone, Copy)]
struct Condition {
    name: &'static str,
    columns: u16,
    environment: &'static [(&'static str, &'static str)],
    pipe: Option<Pipe>,
    has_stdin: bool,
}

const USUAL: Condition =
    Condition { name: "80 columns", columns: 80, environment: &[], pipe: None, has_stdin: true };

const WIDTHS: [Condition; 2] = [USUAL, Condition { name: "120 columns", columns: 120, ..USUAL }];

const CONDITIONS: [Condition; 10] = [
    USUAL,
    Condition { name: "NO_COLOR=1", environment: &[("NO_COLOR", "1")], ..USUAL },
    Condition { name: "CLICOLOR=0", environment: &[("CLICOLOR", "0")], ..USUAL },
    Condition { name: "CLICOLOR_FORCE=1", environment: &[("CLICOLOR_FORCE", "1")], ..USUAL },
    Condition { name: "TERM=dumb", environment: &[("TERM", "dumb")], ..USUAL },
    Condition { name: "standard input closed", has_stdin: false, ..USUAL },
    Condition { name: "standard output a pipe", pipe: Some(Pipe::Stdout), ..USUAL },
    Condition {
        name: "standard output a pipe, CLICOLOR_FORCE=1",
        pipe: Some(Pipe::Stdout),
        environment: &[("CLICOLOR_FORCE", "1")],
        ..USUAL
    },
    Condition { name: "standard error a pipe", pipe: Some(Pipe::Stderr), ..USUAL },
    Condition {
        name: "standard error a pipe, CLICOLOR_FORCE=1",
        pipe: Some(Pipe::Stderr),
        environment: &[("CLICOLOR_FORCE", "1")],
        ..USUAL
    },
];

/// A command line: the arguments, the folder, and environment variables.
struct Call {
    line: String,
    folder: PathBuf,
    environment: Vec<(&'static str, String)>,
    /// Variables that the golden files do not show.
    hidden: Vec<(String, String)>,
}

fn call(line: impl Into<String>) -> Call {
    Call { line: line.into(), folder: "/".into(), environment: Vec::new(), hidden: Vec::new() }
}

impl Call {
    fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.environment.push((name, value.into()));
        self
    }

    fn command(&self, condition: Condition) -> Command {
        let arguments: Vec<_> = self.line.split_whitespace().collect();
        let mut command = htap(&arguments, &[("TERM", "xterm-256color")]);
        if !condition.has_stdin {
            command = in_shell("exec \"$0\" \"$@\" <&-", &command);
        }
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.envs(self.hidden.iter().map(|(name, value)| (name, value)));
        command.envs(condition.environment.iter().copied());
        command.current_dir(&self.folder).arg0("htap"); // without the path of this machine
        command
    }

    /// The line that a user types.
    fn shown(&self) -> String {
        let set = self.environment.iter().map(|(name, value)| format!("{name}={value} "));
        masked(format!("{}htap {}", set.collect::<String>(), self.line).trim_end())
    }

    fn screen(&self, condition: Condition) -> String {
        let (terminal, piped, status) =
            run(self.command(condition), condition.columns, condition.pipe);
        let mut text = screen(&masked(&terminal), condition.columns);
        if condition.pipe.is_some() {
            text += "In the pipe:\n";
            for line in masked(&piped).replace('\u{1b}', "␛").lines() {
                writeln!(text, "{}", format!("| {line}").trim_end()).unwrap();
            }
        }
        writeln!(text, "Exit code {}", status.code().unwrap()).unwrap();
        text
    }
}

/// Compares the screens of these calls with a golden file. Conditions with the same screen share one entry.
fn assert_screens(file: &str, calls: Vec<Call>, conditions: &[Condition]) {
    let mut text = String::new();
    for call in calls {
        let mut screens = Vec::<(String, Vec<&str>)>::new();
        for condition in conditions {
            let screen = call.screen(*condition);
            match screens.iter_mut().find(|(other, _)| *other == screen) {
                Some((_, names)) => names.push(condition.name),
                None => screens.push((screen, vec![condition.name])),
            }
        }
        for (screen, names) in screens {
            writeln!(text, "$ {}\n({})\n{screen}", call.shown(), names.join("; ")).unwrap();
        }
    }
    assert_contents(format!("tests/golden/screens/{file}.txt"), &text);
}

#[test]
fn help() {
    let commands = [
        "datastores",
        "latest",
        "login",
        "project",
        "regions",
        "explain",
        "sandbox",
        "spec",
        "completions",
        "man",
    ];
    let calls = commands
        .iter()
        .flat_map(|command| [call(format!("{command} --help")), call(format!("{command} -h"))]);
    let calls = [call(""), call("--help"), call("--version")].into_iter().chain(calls);
    assert_screens("help", calls.collect(), &WIDTHS);
}

#[test]
fn usage() {
    let lines = [
        "datastores star-rock",
        "datastores --output xml",
        "datastores --token planted",
        "login",
        "explain DBS.999999",
        "latest star-rocks --sandbox --timeout 5s",
        "latest star-rocks --sandbox --attempts 0",
        "datastores --dry-run --region cn-north-4",
    ];
    assert_screens("usage", lines.map(call).into(), &WIDTHS);
}

fn formats(command: &str) -> Vec<Call> {
    ["table", "json", "yaml", "csv"]
        .map(|format| call(format!("{command} --output {format}")))
        .into()
}

#[test]
fn rows() {
    assert_screens("datastores", formats("datastores --sandbox"), &WIDTHS);
    assert_screens("regions", formats("regions"), &WIDTHS);
    let subjects = ["DBS.280235", "APIGW.0301", "429"];
    assert_screens(
        "explain",
        subjects.map(|subject| call(format!("explain {subject}"))).into(),
        &WIDTHS,
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn identities() {
    let sandbox = Sandbox::start().await.unwrap();
    let (endpoint, project_id) = (sandbox.endpoint(), sandbox.project_id());
    let target = format!("--endpoint {endpoint} --iam-endpoint {endpoint}");
    let by_token = formats(&format!("login --check {target} --project-id {project_id}"));
    let by_token = by_token.into_iter().map(|call| call.set("HW_AUTH_TOKEN", sandbox.token()));
    let by_key = |line| {
        let key = call(line).set("HUAWEICLOUD_SDK_AK", "SANDBOXACCESSKEY0001");
        let key =
            key.set("HUAWEICLOUD_SDK_SK", "sandbox-secret-key").set("HW_AUTH_TOKEN", "unused");
        key.set("HW_REGION_NAME", "cn-north-4")
    };
    let by_key = ["login --check", "project"].map(|command| by_key(format!("{command} {target}")));
    assert_screens("identities", by_token.chain(by_key).collect(), &WIDTHS);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures() {
    let sandbox = Sandbox::start().await.unwrap();
    let (endpoint, project_id) = (sandbox.endpoint(), sandbox.project_id());
    let ask = |endpoint: &str| {
        call(format!("datastores --endpoint {endpoint} --project-id {project_id} --attempts 1"))
    };
    let calls = vec![
        call("datastores"),
        call("datastores --region cn-north-4"),
        call("datastores --endpoint x"),
        ask(endpoint).set("HW_AUTH_TOKEN", "refused"),
        ask(&peer::unused_endpoint()).set("HW_AUTH_TOKEN", "unused"),
    ];
    assert_screens("failures", calls, &WIDTHS);
}

/// The command in Chinese: help, tables, and errors with hints of the command, of the library and of the contract.
#[tokio::test(flavor = "multi_thread")]
async fn chinese() {
    let sandbox = Sandbox::start().await.unwrap();
    let (endpoint, project_id) = (sandbox.endpoint(), sandbox.project_id());
    let ask = |endpoint: &str| {
        call(format!("datastores --endpoint {endpoint} --project-id {project_id} --attempts 1"))
    };
    let help =
        ["", "datastores --help", "datastores -h", "login --help", "sandbox --help"].map(call);
    let rows = ["datastores --sandbox", "regions", "explain DBS.280235", "explain 429"].map(call);
    let mistakes = [
        "explain DBS.999999",
        "datastores",
        "datastores star-rock",
        "datastores --output xml",
        "datastores --token planted",
        "datastores --region cn-north-4",
        "latest star-rocks --sandbox --kernel-version 9",
        "datastores --sandbox --kernel-version 9",
        "lates",
        "lastest",
        "datastores --sandbox --timeout 5s",
        "datastores --dry-run --region cn-north-4",
    ]
    .map(call);
    let failures = [
        ask("x"),
        ask(endpoint).set("HW_AUTH_TOKEN", "refused"),
        ask(&peer::unused_endpoint()).set("HW_AUTH_TOKEN", "unused"),
    ];
    let calls = help.into_iter().chain(rows).chain(mistakes).chain(failures);
    let calls = calls.map(|call| call.set("LANG", "zh_CN.UTF-8"));
    assert_screens("chinese", calls.collect(), &WIDTHS);
}

/// Several regions: one that fails, one without a project, and two with rows.
#[tokio::test(flavor = "multi_thread")]
async fn regions() {
    let names = ["cn-north-4", "cn-east-3", "cn-south-1", "ap-southeast-1"];
    let respond = |what: &str| match what {
        "projects" => Some(projects(&["cn-north-4", "cn-east-3", "", "ap-southeast-1"])),
        "cn-east-3 star-rocks" => Some(refusal("503 Unavailable", "APIGW.0201")),
        _ => None,
    };
    let cloud = Cloud::start(names, respond).await;
    let environment = cloud.environment();
    let ask = |line: &str, count| {
        let regions = names[..count].iter().map(|name| format!(" --region {name}"));
        let mut call = call(format!("{line}{} --attempts 1", regions.collect::<String>()));
        call.hidden.clone_from(&environment);
        call
    };
    let mut calls: Vec<_> = ["table", "json", "yaml", "csv"]
        .map(|format| ask(&format!("datastores star-rocks --output {format}"), 4))
        .into();
    calls.push(ask("datastores star-rocks --newer-than 3.1.9.0", 1));
    calls.push(ask("datastores star-rocks --kernel-version 9", 1));
    calls.push(ask("latest star-rocks", 4));
    calls.push(ask("latest star-rocks --kernel-version 3.2", 1));
    calls.push(ask("datastores --all-regions --endpoint http://127.0.0.1:1", 0));
    calls.push(ask("datastores", 2).set("HW_PROJECT_ID", "23a50154cf494ec9ad6883979a12db0a"));
    calls.push(call("datastores --all-regions").set("HW_AUTH_TOKEN", "unused"));
    calls.push(call("datastores --newer-than 3.1.6.0"));
    calls.push(call("datastores star-rocks --newer-than v3"));
    assert_screens("across_regions", calls, &WIDTHS);
}

/// Colour depends on the terminal and on the variables that users set for it.
#[tokio::test(flavor = "multi_thread")]
async fn conditions() {
    let sandbox = Sandbox::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let credentials = folder.path().join("credentials");
    std::fs::write(&credentials, "[basic]\nak = EXAMPLE\nsk = example\n").unwrap();
    std::fs::set_permissions(&credentials, Permissions::from_mode(0o644)).unwrap();
    let target = format!("--endpoint {} --project-id {}", sandbox.endpoint(), sandbox.project_id());
    let mut warned = call(format!("login --check {target}"));
    warned.folder = folder.path().into();
    let refused = format!(
        "datastores --endpoint {} --project-id {}",
        peer::unused_endpoint(),
        sandbox.project_id()
    );
    let calls = vec![
        call("login --help"),
        call("datastores star-rocks --sandbox"),
        warned.set("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "credentials"),
        call(refused + " --attempts 1").set("HW_AUTH_TOKEN", "unused"),
    ];
    assert_screens("conditions", calls, &CONDITIONS);
}

/// The sandbox from its start to Ctrl-C.
#[test]
fn sandbox() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "").unwrap();
    let mut text = String::new();
    for line in ["sandbox", "sandbox --listen 0.0.0.0", "sandbox --site ."] {
        let mut call = call(line);
        call.folder = folder.path().into();
        for condition in WIDTHS {
            let (mut pty, mut child) = start(call.command(condition), condition.columns, None);
            let mut seen = Vec::new();
            let last = if line.contains("--site") { "calls this sandbox." } else { "secret-key" };
            read_until(&mut pty, &mut seen, &format!("{last}\r\n"));
            pty.write_all(b"\x03").unwrap(); // Ctrl-C
            read_until(&mut pty, &mut seen, "");
            let screen = screen(&masked(str::from_utf8(&seen).unwrap()), condition.columns);
            let code = child.wait().unwrap().code().unwrap();
            writeln!(text, "$ htap {line}\n({})\n{screen}Exit code {code}\n", condition.name)
                .unwrap();
        }
    }
    assert_contents("tests/golden/screens/sandbox.txt", &text);
}
