//! Runs the command `htap` as a process.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
#[cfg(unix)]
use std::{
    os::unix::process::ExitStatusExt,
    process::Child,
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};

/// How long a test waits for an event that does not happen if the command has an error.
#[cfg(unix)]
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// The path of the command. The variable `HTAP` can name another build.
pub(crate) fn program() -> OsString {
    std::env::var_os("HTAP").unwrap_or_else(|| env!("CARGO_BIN_EXE_htap").into())
}

/// A command that inherits no environment variable.
pub(crate) fn htap(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program());
    command.args(arguments).env_clear().stdin(Stdio::null());
    // No request leaves this machine, and no real home folder is read.
    command
        .env("HTAP_METADATA_ENDPOINT", "off")
        .env("HOME", "/nowhere")
        .env("USERPROFILE", "/nowhere");
    command.envs(environment.iter().copied());
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root); // Windows cannot open a socket without it
    }
    command
}

/// Runs a script in a shell. The command is `$0`, its arguments are `$@`.
#[cfg(unix)]
pub(crate) fn in_shell(script: &str, command: &Command) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", script]).arg(command.get_program()).args(command.get_args());
    shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell
}

/// Returns the exit code, standard output and standard error.
pub(crate) fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = htap(arguments, environment).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[cfg(unix)]
/// A process that is killed when the test ends, also when it fails.
pub(crate) struct Running(pub(crate) Child);

#[cfg(unix)]
impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

#[cfg(unix)]
impl Running {
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }

    /// Waits until the process ends, and returns its exit code or signal. A process that does not end is killed, so
    /// that the test fails.
    pub(crate) fn end(mut self) -> (Option<i32>, Option<i32>) {
        let (pid, (ended, has_ended)) = (self.pid(), channel::<()>());
        thread::spawn(move || {
            if has_ended.recv_timeout(LIMIT) == Err(RecvTimeoutError::Timeout) {
                kill_process(pid, Signal::KILL).unwrap();
            }
        });
        let status = self.0.wait().unwrap();
        drop(ended);
        (status.code(), status.signal())
    }
}

/// A home folder with these files, which only their owner can read.
pub(crate) fn home(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        restrict(&path, 0o600);
    }
    home
}

/// Sets the permissions of a file. Does nothing on Windows.
#[cfg(unix)]
pub(crate) fn restrict(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub(crate) fn restrict(_: &Path, _: u32) {}
