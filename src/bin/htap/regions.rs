//! `htap regions`

use clap::Args;
use serde::Serialize;
use taurusdb_htap::Region;

use crate::failure::{Failure, LOCAL_EXIT_CODES};
use crate::output::{Format, text_of, write};

const EXAMPLES: &str = "\
Examples:
  htap regions
  htap regions --output json";

/// List the known regions and their endpoints.
///
/// You can use other regions as well; the client derives their endpoints from the vendor's naming scheme. The table omits
/// the endpoints of IAM; the other formats include them. The command sends no request.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}"))]
pub(crate) struct Arguments {
    /// Output format
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
}

#[derive(Serialize)]
struct Row {
    region: String,
    name: Option<String>,
    endpoint: String,
    iam_endpoint: String,
}

impl Arguments {
    pub(crate) fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let rows: Vec<_> = Region::ALL
            .iter()
            .map(|region| Row {
                region: region.id().to_owned(),
                name: region.name().map(|name| text_of(self.output, name)),
                endpoint: region.endpoint().to_owned(),
                iam_endpoint: region.iam_endpoint().to_owned(),
            })
            .collect();
        let mut columns = vec!["region", "name", "endpoint", "iam_endpoint"];
        if let Format::Table = self.output {
            columns.pop(); // otherwise the lines are too long for a terminal
        }
        write(output, self.output, &columns, &rows)?;
        Ok(())
    }
}
