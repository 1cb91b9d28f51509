//! Signals and Ctrl-C, also for the first process of a container.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

use crate::support::command::{LIMIT, Running, htap, in_shell};
use crate::support::terminal::{read_until, start};

/// Starts a sandbox, waits until it has printed its commands, and opens a connection to it.
fn sandbox(mut command: Command) -> (Running, TcpStream) {
    let mut sandbox = Running(command.stdout(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(sandbox.0.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.split_once("http://").unwrap().1.split_once(' ').unwrap().0;
    let connection = TcpStream::connect(address).unwrap();
    lines.find(|line| line.as_ref().unwrap().contains("curl")).unwrap().unwrap();
    (sandbox, connection)
}

#[test]
fn a_signal_ends_the_sandbox_with_an_open_connection() {
    for (signal, end) in [
        (Signal::INT, (Some(0), None)),
        (Signal::TERM, (Some(0), None)),
        (Signal::HUP, (None, Some(1))),
    ] {
        let (sandbox, _connection) = sandbox(htap(&["sandbox"], &[]));
        kill_process(sandbox.pid(), signal).unwrap();
        assert_eq!(sandbox.end(), end, "{signal:?}");
    }
}

/// `nohup` and shells start a command with ignored signals.
#[test]
fn an_ignored_hangup_stays_ignored() {
    let (sandbox, mut connection) =
        sandbox(in_shell("trap '' HUP; exec \"$0\" \"$@\"", &htap(&["sandbox"], &[])));
    kill_process(sandbox.pid(), Signal::HUP).unwrap();
    connection.write_all(b"GET / HTTP/1.1\r\nHost: sandbox\r\n\r\n").unwrap();
    let mut response = [0; 12];
    connection.read_exact(&mut response).expect("the sandbox still responds");
    assert_eq!(&response, b"HTTP/1.1 300", "the versions of IAM");
    kill_process(sandbox.pid(), Signal::TERM).unwrap();
    assert_eq!(sandbox.end(), (Some(0), None));
}

/// Runs a command as process 1 of a new PID namespace, as in a container.
#[cfg(target_os = "linux")]
fn contained(command: &Command) -> Command {
    let unshare = "exec unshare --fork --pid --kill-child \"$0\" \"$@\"";
    let as_user = "exec unshare --map-root-user --fork --pid --kill-child \"$0\" \"$@\"";
    let works =
        |script| in_shell(script, &Command::new("/bin/true")).output().unwrap().status.success();
    let script = [unshare, as_user].into_iter().find(|script| works(script));
    in_shell(script.expect("unshare needs root, or namespaces for users"), command)
}

/// The process that `unshare` started.
#[cfg(target_os = "linux")]
fn first_process(unshare: &Running) -> Pid {
    let pid = unshare.pid();
    let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
    Pid::from_raw(children.trim().parse().unwrap()).unwrap()
}

/// The kernel does not deliver a signal to process 1 if the process has no handler for it.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_the_first_process_of_a_container() {
    for (signal, code) in [(Signal::INT, 0), (Signal::TERM, 0), (Signal::HUP, 129)] {
        let (unshare, _connection) = sandbox(contained(&htap(&["sandbox"], &[])));
        kill_process(first_process(&unshare), signal).unwrap();
        assert_eq!(unshare.end(), (Some(code), None), "{signal:?}");
    }
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        let (command, listener) = call();
        let unshare = Running(contained(&command).spawn().unwrap());
        let _call = accepted(listener);
        kill_process(first_process(&unshare), signal).unwrap();
        assert_eq!(unshare.end(), (Some(code), None), "{signal:?}");
    }
}

/// A call, and a service that never responds.
fn call() -> (Command, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let project_id = "23a50154cf494ec9ad6883979a12db0a";
    let arguments = ["datastores", "--endpoint", &endpoint, "--project-id", project_id];
    (htap(&arguments, &[("HW_AUTH_TOKEN", "token")]), listener)
}

/// Waits for the first connection. The test fails if the command ends without one.
fn accepted(listener: TcpListener) -> TcpStream {
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(listener.accept().unwrap().0));
    receiver.recv_timeout(LIMIT).expect("the command calls")
}

#[test]
fn ctrl_c_ends_a_call() {
    let (command, listener) = call();
    let (mut pty, child) = start(command, 80, None);
    let _call = accepted(listener);
    pty.write_all(b"\x03").unwrap();
    let mut seen = Vec::new();
    read_until(&mut pty, &mut seen, "");
    assert_eq!((&*seen, Running(child).end()), (&b"^C"[..], (None, Some(2))));
}
