//! The command `htap`.

/// Tells something on standard error; if that is closed, there is no one to tell.
macro_rules! tell {
    ($($arguments:tt)*) => { _ = std::io::Write::write_fmt(&mut anstream::stderr(), format_args!("{}\n", format_args!($($arguments)*))) };
}

mod datastores;
mod explain;
mod login;
mod output;
mod project;
mod regions;
mod sandbox;
mod target;

use std::error::Error as _;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::builder::styling::AnsiColor;
use clap::{CommandFactory, Parser, Subcommand};
use taurusdb_htap::{Error, ErrorKind};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

/// Which StarRocks and ClickHouse versions can I run on Huawei Cloud TaurusDB, and where?
#[derive(Parser)]
#[command(name = "htap", version, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 answered; 1 the output cannot be written; 2 usage; 3 no usable identity, or 401; 4 other 4xx; \
    5 429, 5xx, timeout or no connection; 6 broken answer."
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
    /// The call failed.
    Call(Error),
    /// What was asked for is not there; a sentence says so.
    Usage(String),
    /// Standard output cannot be written.
    Output(io::Error),
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
    let command = Arguments::try_parse().unwrap_or_else(|error| usage(&error)).command;
    show_warnings();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            tell!("error: the runtime cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut output = Vec::new();
    let result = runtime.block_on(async {
        match command {
            Command::Datastores(arguments) => arguments.run(&mut output).await,
            Command::Login(arguments) => arguments.run(&mut output).await,
            Command::Project(arguments) => arguments.run(&mut output).await,
            Command::Sandbox(arguments) => arguments.run().await,
            Command::Explain(arguments) => arguments.run(&mut output),
            Command::Regions(arguments) => arguments.run(&mut output),
        }
    });
    runtime.shutdown_background(); // a file of a token may be a pipe that never ends
    // What was found is written even if something else failed.
    match io::stdout().lock().write_all(&output) {
        // Whoever closed the pipe has seen enough of the rows; a failure is told all the same.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Failure::Output(error).report(),
        _ => result.map_or_else(Failure::report, |()| ExitCode::SUCCESS),
    }
}

/// Passes on the library's warnings.
fn show_warnings() {
    let colour = io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().without_time().with_target(false);
    let lines = lines.with_ansi(colour).with_writer(anstream::stderr);
    let ours = Targets::new().with_target("taurusdb_htap", Level::WARN);
    tracing_subscriber::registry().with(lines.with_filter(ours)).init();
}

/// Tells what is wrong with the arguments; for an unknown flag also which there are.
fn usage(error: &clap::Error) -> ! {
    if error.kind() == clap::error::ErrorKind::UnknownArgument {
        let mut command = Arguments::command();
        command.build();
        let named = std::env::args_os()
            .skip(1)
            .filter_map(|word| word.into_string().ok())
            .find_map(|word| command.find_subcommand(word).cloned());
        let command = named.unwrap_or(command);
        let flags = command.get_arguments().filter_map(clap::Arg::get_long);
        let flags: Vec<_> = flags.map(|flag| format!("--{flag}")).collect();
        _ = error.print();
        tell!("\nThe flags are {}.", flags.join(", "));
        std::process::exit(2);
    }
    error.exit()
}

impl Failure {
    /// Tells what happened, each cause once, and what to do; then the exit code.
    fn report(self) -> ExitCode {
        let (style, hint) =
            (AnsiColor::Red.on_default().bold(), AnsiColor::Cyan.on_default().bold());
        match self {
            // Whoever closed the pipe has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Self::Output(error) => {
                tell!("{style}error:{style:#} the output cannot be written: {error}");
                ExitCode::FAILURE
            }
            Self::Usage(sentence) => {
                tell!("{style}error:{style:#} {sentence}");
                ExitCode::from(2)
            }
            Self::Call(error) => {
                tell!("{style}error:{style:#} {error}");
                let mut cause = error.source();
                while let Some(error) = cause {
                    tell!("  caused by: {error}");
                    cause = error.source();
                }
                if let Some(text) = error.hint() {
                    tell!("{hint}hint:{hint:#} {text}");
                }
                ExitCode::from(exit_code(error.kind()))
            }
        }
    }
}

/// The exit codes that `--help` promises.
fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Configuration => 2,
        ErrorKind::Credentials | ErrorKind::Unauthorized => 3,
        ErrorKind::Forbidden | ErrorKind::NotFound | ErrorKind::InvalidRequest => 4,
        ErrorKind::BrokenAnswer => 6,
        _ => 5,
    }
}
