//! `htap project`

use std::io::Write;

use clap::Args;

use crate::client_options::ClientOptions;
use crate::failure::{EXIT_CODES, Failure};

const EXAMPLES: &str = "\
Examples:
  htap project --region cn-north-4
  export HW_PROJECT_ID=$(htap project --region cn-north-4)";

/// Print the ID of the project that a call would use.
///
/// It is the ID that you set, or else the token's, or else the ID that IAM has for the project named like the region.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
pub(crate) struct Arguments {
    #[command(flatten)]
    client: ClientOptions,
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let client = self.client.builder().build()?;
        writeln!(output, "{}", self.client.project_id(&client).await?)?;
        Ok(())
    }
}
