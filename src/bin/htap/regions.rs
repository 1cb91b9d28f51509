//! `htap regions`

use clap::Args;
use serde::Serialize;
use taurusdb_htap::Region;

use crate::Failure;
use crate::output::{Format, write};

/// List the regions whose hosts are known.
///
/// Other regions can be used as well: their hosts are guessed by the vendor's naming.
#[derive(Args)]
pub(crate) struct Arguments {
    /// How to print the rows
    #[arg(long, value_enum, default_value = "table")]
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
                name: region.name().map(str::to_owned),
                endpoint: region.endpoint().to_owned(),
                iam_endpoint: region.iam_endpoint().to_owned(),
            })
            .collect();
        let mut columns = vec!["region", "name", "endpoint", "iam_endpoint"];
        if let Format::Table = self.output {
            columns.pop(); // or the lines would be too long for a terminal
        }
        write(output, self.output, &columns, &rows)?;
        Ok(())
    }
}
