//! Why a command failed, with its message and its exit code.

use std::error::Error as _;
use std::io;
use std::process::ExitCode;

use taurusdb_htap::{Error, ErrorKind};

use crate::language::{translated, translated_around};
use crate::streams::{ERROR, HINT, print_error, print_translated_error};

/// The exit codes of commands that send no request.
pub(crate) const LOCAL_EXIT_CODES: &str = "\
Exit codes:
  0  Success
  1  The output cannot be written
  2  Wrong arguments or configuration";

/// The exit codes of all other commands.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
  0  Success
  1  The output cannot be written
  2  Wrong arguments or configuration
  3  No usable credentials, or status 401
  4  Another 4xx status, except 429
  5  Status 429 or 5xx, timeout, or no connection
  6  Invalid response
  7  No version, for `latest`, --newer-than and --kernel-version";

pub(crate) enum Failure {
    /// The arguments do not parse.
    Arguments { error: clap::Error, options: Vec<String> },
    /// Calls failed. Each has the regions that it was for, or an empty text if there are no others.
    Calls(Vec<(String, Error)>),
    /// Every call succeeded, but there is no version that the user asks for.
    NoVersion(String),
    /// The arguments parse, but name something that does not exist, or do not fit together.
    Unknown { problem: String, hint: &'static str },
    /// Standard output cannot be written.
    Output(io::Error),
    /// The system refuses a resource that every command needs.
    Start(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Calls(vec![(String::new(), error)])
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// Reports the failure, each cause once, and a hint; returns the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Arguments { error, options } => {
                print_error(error.render().ansi());
                if error.kind() == clap::error::ErrorKind::UnknownArgument {
                    message!("\nThe options are {}.", options.join(", "));
                }
                ExitCode::from(2)
            }
            // The reader closed the pipe because it has read enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                message!("{ERROR}error:{ERROR:#} the output cannot be written: {error}");
                ExitCode::FAILURE
            }
            Self::Start(error) => {
                message!("{ERROR}error:{ERROR:#} the command cannot start: {error}");
                ExitCode::FAILURE
            }
            Self::Unknown { problem, hint } => {
                message!("{ERROR}error:{ERROR:#} {problem}");
                message!("{HINT}hint:{HINT:#} {hint}");
                ExitCode::from(2)
            }
            Self::NoVersion(what) => {
                message!("{HINT}note:{HINT:#} {what}");
                ExitCode::from(NO_VERSION)
            }
            Self::Calls(failures) => {
                for (regions, error) in &failures {
                    report(regions, error);
                }
                let codes = failures.iter().map(|(_, error)| exit_code(error.kind()));
                codes.min().map_or(ExitCode::FAILURE, ExitCode::from)
            }
        }
    }
}

/// Reports the error of a call, each cause once, and a hint.
fn report(regions: &str, error: &Error) {
    let regions = if regions.is_empty() { String::new() } else { format!("{regions}: ") };
    let text = format!("{ERROR}error:{ERROR:#} {regions}{error}\n");
    // The message of the service stays as the service wrote it, so that the user can search for it.
    print_translated_error(&match error.message() {
        Some(message) => translated_around(&text, &format!(", {message}")),
        None => translated(&text),
    });
    let mut cause = error.source();
    while let Some(error) = cause {
        message!("  caused by: {error}");
        cause = error.source();
    }
    if let Some(hint) = error.hint() {
        message!("{HINT}hint:{HINT:#} {hint}");
    }
}

/// Neither a success nor a failure, so that a job can tell all three apart.
const NO_VERSION: u8 = 7;

/// The exit code of a call that failed, as in [`EXIT_CODES`].
fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Configuration => 2,
        ErrorKind::Credentials | ErrorKind::Unauthorized => 3,
        ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::InvalidRequest => 4,
        ErrorKind::InvalidResponse => 6,
        _ => 5,
    }
}
