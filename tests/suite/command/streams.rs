//! Standard output and standard error that are full, closed or non-blocking.

use std::io::{Read, pipe};
use std::process::{Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_setfl};
use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{Datastore, EngineName};

use crate::support::command::{htap, in_shell};

/// A command that prints this number of rows.
fn rows_of(sandbox: &Sandbox, rows: usize) -> Command {
    let rows = (0..rows).map(|number| Datastore::new(format!("id-{number}"), "3.1", "3.1.6.0"));
    sandbox.set_datastores(EngineName::StarRocks, rows);
    let project_id = sandbox.project_id();
    let arguments = ["datastores", "star-rocks", "--endpoint", sandbox.endpoint()];
    htap(
        &[&arguments[..], &["--project-id", project_id.as_str()]].concat(),
        &[("HW_AUTH_TOKEN", &*sandbox.token())],
    )
}

/// More rows than a pipe can hold, in a response below the body limit.
const MANY: usize = 9_000;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let commands = [
        "--help",
        "--version",
        "login --help",
        "regions",
        "explain 429",
        "datastores --sandbox",
        "sandbox",
    ];
    for line in commands {
        let arguments: Vec<_> = line.split(' ').collect();
        let output =
            in_shell("exec \"$0\" \"$@\" >/dev/full", &htap(&arguments, &[])).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{line}: {stderr}");
        let expected = "error: the output cannot be written: No space left on device";
        assert!(stderr.lines().last().unwrap().starts_with(expected), "{line}: {stderr}");
    }
}

/// A reader such as `head` closes the pipe when it needs no more output.
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_is_not_an_error() {
    let sandbox = Sandbox::start().await.unwrap();
    for mut command in [rows_of(&sandbox, MANY), htap(&["--help"], &[]), htap(&["sandbox"], &[])] {
        let (_, writer) = pipe().unwrap();
        let output = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]), "{command:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_non_blocking_pipe_receives_all_output() {
    let sandbox = Sandbox::start().await.unwrap();
    let (mut reader, writer) = pipe().unwrap();
    fcntl_setfl(&writer, OFlags::NONBLOCK).unwrap();
    let mut child = rows_of(&sandbox, MANY).stdout(writer.try_clone().unwrap()).spawn().unwrap();
    let is_full = || {
        let mut pipe = [PollFd::new(&writer, PollFlags::OUT)];
        poll(&mut pipe, Some(&Timespec::default())).unwrap() == 0
    };
    // Waits until the pipe is full. A command that treats this as an error ends.
    while !is_full() && child.try_wait().unwrap().is_none() {}
    drop(writer);
    let mut output = String::new();
    reader.read_to_string(&mut output).unwrap();
    assert_eq!((child.wait().unwrap().code(), output.lines().count()), (Some(0), 1 + MANY));
    assert!(output.ends_with("   3.1.6.0\n"));
}

/// Messages cannot be printed, so only the exit code reports the result.
#[test]
fn closed_streams_do_not_change_the_exit_code() {
    for (arguments, streams, code) in [
        (&["regions"][..], "<&- >&- 2>&-", 0),
        (&["datastores", "--sandbox"], "2>&-", 0),
        (&["datastores", "--sandbox"], "2>/dev/full", 0),
        (&["datastores", "star-rock"], "2>&-", 2),
        (&["datastores", "star-rock"], "2>/dev/full", 2),
        (&["datastores"], "2>/dev/full", 2),
        (&["--help"], "<&- >&- 2>&-", 0),
    ] {
        let script = format!("exec \"$0\" \"$@\" {streams}");
        let status =
            in_shell(&script, &htap(arguments, &[])).stdout(Stdio::null()).status().unwrap();
        assert_eq!(status.code(), Some(code), "{arguments:?} {streams}");
    }
}
