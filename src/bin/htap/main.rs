//! The command `htap`.

#[macro_use]
mod streams;

mod client_options;
mod completions;
mod curl;
mod datastores;
mod explain;
mod failure;
mod language;
mod latest;
mod login;
mod man;
mod output;
mod progress;
mod project;
mod query;
mod regions;
mod sandbox;
#[cfg(unix)]
mod signals;
mod spec;
mod trace;

use std::io;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::failure::{EXIT_CODES, Failure};
use crate::trace::Trace;

/// List the StarRocks and ClickHouse versions of Huawei Cloud TaurusDB's HTAP engines.
#[derive(Parser)]
#[command(name = "htap", version, max_term_width = 100)]
#[command(after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Show requests and responses on standard error, without secrets
    #[arg(long, global = true)]
    verbose: bool,
    /// Language of this command; `--language` is that of the service [default: by LC_ALL, LC_MESSAGES or LANG, but English in
    /// JSON, YAML, CSV, manual pages and completions]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(language::names()), ignore_case = true)]
    lang: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  htap datastores --sandbox               # try it without an account
  htap login --check --region cn-north-4  # see which credentials it finds
  htap datastores --region cn-north-4     # list all versions
  htap latest star-rocks --all-regions    # the newest version anywhere
  htap explain DBS.280235                 # look up an error code";

#[derive(Subcommand)]
enum Command {
    Datastores(datastores::Arguments),
    Latest(latest::Arguments),
    Login(login::Arguments),
    Project(project::Arguments),
    Regions(regions::Arguments),
    Explain(explain::Arguments),
    Sandbox(sandbox::Arguments),
    Spec(spec::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

fn main() -> ExitCode {
    let mut output = Vec::new();
    language::choose();
    let result = match parse() {
        Ok(arguments) => run(arguments, &mut output),
        Err(error) if error.use_stderr() => Err(Failure::Arguments { error, options: options() }),
        Err(help) => {
            let help = help.render().ansi().to_string();
            let help = if language::in_chinese() { streams::help(help) } else { help };
            output = streams::styled(help, &io::stdout());
            Ok(())
        }
    };
    // The rows that the command found are written even if it failed.
    match streams::print(&output) {
        // The reader closed the pipe because it has read enough rows; a failure is still reported.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Failure::Output(error).report(),
        _ => result.map_or_else(Failure::report, |()| ExitCode::SUCCESS),
    }
}

fn parse() -> Result<Arguments, clap::Error> {
    let mut command = Arguments::command();
    if language::in_chinese() {
        command = command.term_width(0); // `streams::help` breaks the lines
    }
    let mut matches = command.try_get_matches()?;
    Arguments::from_arg_matches_mut(&mut matches)
}

fn run(arguments: Arguments, output: &mut Vec<u8>) -> Result<(), Failure> {
    let Arguments { command, verbose, lang: _ } = arguments; // `choose` has read the language
    _ = tracing::subscriber::set_global_default(Trace::new(verbose)); // there is no other
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(Failure::Start)?;
    let command = async {
        match command {
            Command::Datastores(arguments) => arguments.run(output).await,
            Command::Latest(arguments) => arguments.run(output).await,
            Command::Login(arguments) => arguments.run(output).await,
            Command::Project(arguments) => arguments.run(output).await,
            Command::Sandbox(arguments) => arguments.run().await,
            Command::Explain(arguments) => arguments.run(output),
            Command::Regions(arguments) => arguments.run(output),
            Command::Spec(arguments) => arguments.run(output),
            Command::Man(arguments) => arguments.run(Arguments::command(), output),
            Command::Completions(arguments) => {
                arguments.run(Arguments::command(), output);
                Ok(())
            }
        }
    };
    let result = runtime.block_on(until_signal(command));
    runtime.shutdown_background(); // reading a token file may never end, if it is a pipe
    result
}

/// Ends the command at once on a signal. The kernel does that, but not for process 1, the first process of a container.
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

/// The options of the subcommand in the arguments, or of the command itself.
fn options() -> Vec<String> {
    let mut command = Arguments::command();
    command.build();
    let named = std::env::args_os()
        .skip(1)
        .filter_map(|word| word.into_string().ok())
        .find_map(|word| command.find_subcommand(word).cloned());
    let command = named.unwrap_or(command);
    let options = command.get_arguments().filter_map(clap::Arg::get_long);
    options.map(|option| format!("--{option}")).collect()
}
