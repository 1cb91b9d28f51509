//! A process that runs an SDK. It reads a JSON command from each line, and writes a JSON response on a line.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::sdk::Sdk;

/// The time limit of a response.
const LIMIT: Duration = Duration::from_secs(60);

pub(crate) struct Worker {
    name: &'static str,
    process: Child,
    commands: ChildStdin,
    responses: Receiver<String>,
    /// The home folder, where SDKs write files. It has the standard error of the worker, too.
    home: TempDir,
}

impl Worker {
    /// Starts a worker with only `PATH` of our environment: no proxies, no profiles, no keys.
    pub(crate) fn start(sdk: &Sdk) -> Self {
        let home = tempfile::tempdir().unwrap();
        let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/interop");
        let mut command: Command = (sdk.command)(&installed, home.path());
        command
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop"))
            .env_clear()
            .envs((sdk.environment)(&installed))
            .env("HOME", home.path())
            .env("TMPDIR", home.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(home.path().join("stderr")).unwrap());
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}; use tests/interop/run"));
        let commands = process.stdin.take().unwrap();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        let (sender, responses) = channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Self { name: sdk.name, process, commands, responses, home }
    }

    pub(crate) fn call(&mut self, command: &Value) -> Value {
        let sent = writeln!(self.commands, "{command}");
        let response = sent.ok().and_then(|()| self.responses.recv_timeout(LIMIT).ok());
        let response = response.and_then(|line| serde_json::from_str(&line).ok());
        response.unwrap_or_else(|| {
            let stderr = fs::read_to_string(self.home.path().join("stderr")).unwrap_or_default();
            panic!("{} did not respond to {command}\n{stderr}", self.name)
        })
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
