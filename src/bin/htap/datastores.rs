//! `htap datastores`

use clap::Args;
use taurusdb_htap::{EngineName, KernelVersion};

use crate::failure::{EXIT_CODES, Failure};
use crate::output::{Format, write};
use crate::query::{Query, engine, version};

const EXAMPLES: &str = "\
Examples:
  htap datastores --sandbox
  htap datastores --region cn-north-4
  htap datastores star-rocks --region cn-north-4 --output json
  htap datastores star-rocks --all-regions --kernel-version 3.1.10
  htap datastores star-rocks --region cn-north-4 --newer-than 3.1.6.0";

/// List the versions of the engines that you can run.
///
/// The command finds credentials, project and region where the vendor's SDKs, its Terraform provider and `hcloud` find
/// them, such as in HW_ACCESS_KEY, HW_SECRET_KEY and HW_REGION_NAME. Options take precedence. Run `htap login --check` to
/// see which credentials the command finds.
///
/// With several regions, the rows have a column `region`, and the table omits the IDs. The command finds the project of
/// each region. It refuses an endpoint, a project and a token, because each belongs to one region. It reports the regions
/// that fail beside the rows of the others. If they fail in different ways, the exit code is the lowest of theirs. A region
/// in which the account has no project is not a failure.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Engines to list [default: every engine]
    #[arg(value_name = "ENGINE", value_parser = engine())]
    engines: Vec<EngineName>,
    #[command(flatten)]
    query: Query,
    /// Only kernel versions newer than this one, of one engine, oldest first; exit code 7 if there are none
    #[arg(long, value_name = "VERSION", value_parser = version)]
    newer_than: Option<KernelVersion>,
    /// Output format
    ///
    /// Versions are strings in every format. Readers that guess types take the version 3.10 for the number 3.1: pandas in CSV and
    /// JSON, DuckDB and polars in CSV. Tell them to read `name` as text, or use `kernel_version`.
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
    /// Print the requests to one region as curl commands, without the token, and send nothing
    #[arg(long, conflicts_with_all = ["sandbox", "all_regions", "kernel_version", "newer_than"])]
    dry_run: bool,
}

impl Arguments {
    /// Writes the rows of all engines and regions that answer, even if others fail.
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let mut engines = Vec::new();
        let named = if self.engines.is_empty() { EngineName::ALL } else { &self.engines };
        for engine in named {
            if !engines.contains(engine) {
                engines.push(*engine);
            }
        }
        if self.newer_than.is_some() && engines.len() != 1 {
            let problem = "--newer-than compares the versions of one engine".to_owned();
            let hint =
                "Name the engine, such as `htap datastores star-rocks --newer-than 3.1.6.0`.";
            return Err(Failure::Unknown { problem, hint });
        }
        if self.dry_run {
            return self.query.write_curl(output, &engines);
        }
        let mut answer = self.query.ask(&engines).await?;
        if let Some(version) = &self.newer_than {
            answer.rows.retain(|row| row.kernel_version.is_newer_than(version));
            answer.rows.sort_by(|left, right| left.kernel_version.cmp(&right.kernel_version));
        }
        let has_rows = !answer.rows.is_empty();
        if has_rows || !answer.has_failures() {
            write(output, self.output, &answer.columns(self.output), &answer.rows)?;
        }
        answer.end()?;
        match self.newer_than {
            _ if has_rows => Ok(()),
            Some(version) => {
                Err(Failure::NoVersion(format!("No kernel version is newer than {version}.")))
            }
            None if self.query.is_filtered() => Err(self.query.no_version(&engines)),
            None => Ok(()), // an empty list is an answer
        }
    }
}
