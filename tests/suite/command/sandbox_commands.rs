//! The commands that `htap sandbox` prints, run by a shell.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::IpAddr;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::command::{Running, htap, in_shell, program};
use crate::support::sandbox_http::http_client;

/// Starts a sandbox, and returns it with the commands that it prints.
fn printed(command: &mut Command) -> (Running, Vec<String>) {
    let mut sandbox = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(sandbox.0.stdout.take().unwrap()).lines();
    let mut printed = String::new();
    while !printed.ends_with("secret-key\n") {
        printed += &lines.next().expect("the commands are printed").unwrap();
        printed.push('\n');
    }
    (sandbox, printed.split("\n\n").skip(1).map(str::to_owned).collect())
}

/// Runs a printed command in a shell, in another folder.
fn run(command: &str) -> (Option<i32>, String) {
    let output = in_shell(command, &htap(&[], &[])).current_dir("/").output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_printed_commands_run_in_a_shell() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("it's a \"$HOME\"");
    fs::create_dir(&odd).unwrap();
    symlink(program(), odd.join("htap")).unwrap();
    let token = "t'1\"$HOME`id`\\!*";
    let arguments = ["sandbox", "--token", token];
    let mut command = in_shell("exec ./htap \"$@\"", &htap(&arguments, &[]));
    let (_sandbox, commands) = printed(command.current_dir(&odd));
    let [by_token, by_key, curl, _, variables] = &*commands else { panic!("{commands:?}") };
    let (_, program) = by_key.split_once("secret-key \\\n").unwrap();
    let program = program.split(" datastores").next().unwrap();
    let by_variables = format!("{variables}\n{program} datastores");
    for command in [by_token, by_key, &by_variables] {
        let (code, rows) = run(command);
        assert_eq!((code, rows.lines().count()), (Some(0), 3), "{command}\n{rows}");
    }
    let (_, words) = run(&format!("curl() {{ printf '%s\\n' \"$@\"; }}\n{curl}"));
    let words: Vec<_> = words.lines().collect();
    let ["--fail-with-body", url, "-H", header, "-H", "Content-Type: application/json"] = words[..]
    else {
        panic!("{words:?}")
    };
    assert_eq!(header, format!("X-Auth-Token: {token}"));
    assert_eq!((status_of(url, Some(token)), status_of(url, None)), (200, 401));
}

fn status_of(url: &str, token: Option<&str>) -> u16 {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let http = http_client().timeout(Duration::from_secs(30)).build().unwrap();
        let request = http.get(url).header("Content-Type", "application/json");
        let request =
            token.into_iter().fold(request, |request, token| request.header("X-Auth-Token", token));
        request.send().await.unwrap().status().as_u16()
    })
}

/// In a container the sandbox must listen on all addresses. The client accepts http only for a loopback address.
#[test]
fn printed_commands_call_the_loopback_address() {
    for (address, endpoint) in [
        ("0.0.0.0", "http://127.0.0.1:"),
        ("::", "'http://[::1]:"),
        ("::ffff:0.0.0.0", "http://127.0.0.1:"),
        ("::1", "'http://[::1]:"),
        ("127.0.0.2", "http://127.0.0.2:"),
    ] {
        let mut command = htap(&["sandbox", "--listen", address], &[]);
        let (mut sandbox, commands) = printed(command.stderr(Stdio::piped()));
        assert!(commands[0].contains(&format!("--endpoint {endpoint}")), "{commands:?}");
        let (code, rows) = run(&commands[0]);
        assert_eq!((code, rows.lines().count()), (Some(0), 3), "{}\n{rows}", commands[0]);
        let stderr = sandbox.0.stderr.take().unwrap();
        drop(sandbox);
        let warned = BufReader::new(stderr).lines().next().map(Result::unwrap);
        let is_open = address.parse::<IpAddr>().unwrap().to_canonical().is_unspecified();
        let warning = format!(
            "warning: listening on {address}: other machines may be able to use this sandbox"
        );
        assert_eq!(warned, is_open.then_some(warning));
    }
}
