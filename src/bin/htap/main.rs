//! The command `htap`.

#[macro_use]
mod streams;

mod datastores;
mod explain;
mod login;
mod output;
mod project;
mod regions;
mod sandbox;
#[cfg(unix)]
mod signals;
mod target;
mod warnings;

use std::error::Error as _;
use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use taurusdb_htap::{Error, ErrorKind};

use crate::streams::{ERROR, HINT};

/// Which StarRocks and ClickHouse versions can I run on Huawei Cloud TaurusDB, and where?
#[derive(Parser)]
#[command(name = "htap", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 answered; 1 the output cannot be written; 2 usage; 3 no usable identity, or 401; 4 other 4xx; \
    5 429, 5xx, timeout or no connection; 6 invalid response."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Datastores(datastores::Arguments),
    Login(login::Arguments),
    Project(project::Arguments),
    Sandbox(sandbox::Arguments),
    Explain(explain::Arguments),
    Regions(regions::Arguments),
}

/// Why a command did not do what it was asked.
enum Failure {
    /// The arguments are wrong.
    Arguments(clap::Error),
    /// The call failed.
    Call(Error),
    /// What was asked for is not there; a sentence says so.
    Usage(String),
    /// Standard output cannot be written.
    Output(io::Error),
    /// The system refuses what every command needs.
    Start(io::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

fn main() -> ExitCode {
    let mut output = Vec::new();
    let result = match Arguments::try_parse() {
        Ok(arguments) => run(arguments.command, &mut output),
        Err(error) if error.use_stderr() => Err(Failure::Arguments(error)),
        Err(help) => {
            output = streams::styled(help.render().ansi(), &io::stdout());
            Ok(())
        }
    };
    // What was found is written even if something else failed.
    match streams::print(&output) {
        // Whoever closed the pipe has seen enough of the rows; a failure is told all the same.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Failure::Output(error).report(),
        _ => result.map_or_else(Failure::report, |()| ExitCode::SUCCESS),
    }
}

fn run(command: Command, output: &mut Vec<u8>) -> Result<(), Failure> {
    _ = tracing::subscriber::set_global_default(warnings::Warnings); // it is the first
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(Failure::Start)?;
    let command = async {
        match command {
            Command::Datastores(arguments) => arguments.run(output).await,
            Command::Login(arguments) => arguments.run(output).await,
            Command::Project(arguments) => arguments.run(output).await,
            Command::Sandbox(arguments) => arguments.run().await,
            Command::Explain(arguments) => arguments.run(output),
            Command::Regions(arguments) => arguments.run(output),
        }
    };
    let result = runtime.block_on(until_signal(command));
    runtime.shutdown_background(); // a file of a token may be a pipe that never ends
    result
}

/// A signal ends a command at once. The kernel does that, but not for process 1, the first process of a container.
#[cfg(unix)]
async fn until_signal(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    use tokio::signal::unix::SignalKind;
    if std::process::id() != 1 {
        return command.await;
    }
    let kinds = [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::terminate()];
    let signal = signals::first(&kinds).map_err(Failure::Start)?;
    tokio::select! {
        biased; // the command may handle the same signal
        result = command => result,
        signal = signal => std::process::exit(128 + signal), // as a shell reports it
    }
}

#[cfg(not(unix))]
async fn until_signal(command: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    command.await
}

impl Failure {
    /// Reports what happened, each cause once, and what to do; returns the exit code.
    fn report(self) -> ExitCode {
        match self {
            Self::Arguments(error) => {
                streams::print_error(error.render().ansi());
                if error.kind() == clap::error::ErrorKind::UnknownArgument {
                    tell!("\nThe flags are {}.", flags().join(", "));
                }
                ExitCode::from(2)
            }
            // Whoever closed the pipe has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                tell!("{ERROR}error:{ERROR:#} the output cannot be written: {error}");
                ExitCode::FAILURE
            }
            Self::Start(error) => {
                tell!("{ERROR}error:{ERROR:#} the command cannot start: {error}");
                ExitCode::FAILURE
            }
            Self::Usage(sentence) => {
                tell!("{ERROR}error:{ERROR:#} {sentence}");
                ExitCode::from(2)
            }
            Self::Call(error) => {
                tell!("{ERROR}error:{ERROR:#} {error}");
                let mut cause = error.source();
                while let Some(error) = cause {
                    tell!("  caused by: {error}");
                    cause = error.source();
                }
                if let Some(text) = error.hint() {
                    tell!("{HINT}hint:{HINT:#} {text}");
                }
                ExitCode::from(exit_code(error.kind()))
            }
        }
    }
}

/// The flags of the command that the arguments name.
fn flags() -> Vec<String> {
    let mut command = Arguments::command();
    command.build();
    let named = std::env::args_os()
        .skip(1)
        .filter_map(|word| word.into_string().ok())
        .find_map(|word| command.find_subcommand(word).cloned());
    let command = named.unwrap_or(command);
    let flags = command.get_arguments().filter_map(clap::Arg::get_long);
    flags.map(|flag| format!("--{flag}")).collect()
}

/// The exit codes that `--help` promises.
fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Configuration => 2,
        ErrorKind::Credentials | ErrorKind::Unauthorized => 3,
        ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::InvalidRequest => 4,
        ErrorKind::InvalidResponse => 6,
        _ => 5,
    }
}
