//! A process that speaks for one SDK.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

/// A JVM that compiles its program takes some seconds; what takes this long hangs.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
    _home: tempfile::TempDir,
}

impl Worker {
    /// Starts the command that the variable `INTEROP_…` of the SDK names, in a home folder and environment of its own.
    pub(crate) fn start(sdk: &str) -> Self {
        let variable = format!("INTEROP_{}", sdk.to_uppercase());
        let command = std::env::var(&variable)
            .unwrap_or_else(|_| panic!("{variable} is not set: run `tests/interop/run`"));
        let mut words = command.split(' ');
        let home = tempfile::tempdir().unwrap(); // an SDK writes an ID of its own there
        let mut child = Command::new(words.next().unwrap())
            .args(words)
            .env_clear()
            .env("HOME", home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, answers) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                _ = sender.send(line);
            }
        });
        Self { input: child.stdin.take().unwrap(), child, answers, _home: home }
    }

    pub(crate) fn ask(&mut self, command: &Value) -> Value {
        writeln!(self.input, "{command}").unwrap();
        let answer = self.answers.recv_timeout(PATIENCE);
        let answer = answer.unwrap_or_else(|error| panic!("no answer to {command}: {error}"));
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{answer}: {error}"))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
