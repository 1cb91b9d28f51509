//! `htap latest`

use std::io::Write;

use clap::Args;
use taurusdb_htap::EngineName;

use crate::failure::{EXIT_CODES, Failure};
use crate::query::{Query, engine};

const EXAMPLES: &str = "\
Examples:
  htap latest star-rocks --sandbox
  htap latest star-rocks --region cn-north-4
  htap latest star-rocks --all-regions --kernel-version 3.1";

/// Print the newest kernel version of an engine, and nothing else.
///
/// Versions compare by number: 3.1.10.0 is newer than 3.1.6.0. With several regions, it is the newest of all that answer;
/// the exit code shows whether one failed. Without a version the exit code is 7.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Engine whose versions to compare
    #[arg(value_name = "ENGINE", value_parser = engine())]
    engine: EngineName,
    #[command(flatten)]
    query: Query,
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let answer = self.query.ask(&[self.engine]).await?;
        let latest = answer.rows.iter().map(|row| &row.kernel_version).max().cloned();
        if let Some(version) = &latest {
            writeln!(output, "{version}")?;
        }
        answer.end()?;
        latest.map(drop).ok_or_else(|| self.query.no_version(&[self.engine]))
    }
}
