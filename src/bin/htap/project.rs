//! `htap project`

use std::io::Write;

use clap::Args;

use crate::Failure;
use crate::target::Target;

/// Print the ID of the project that is asked about.
///
/// It is the one that is set, that of the token, or the one that IAM knows by the region's name.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    target: Target,
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let client = self.target.builder().build()?;
        writeln!(output, "{}", client.project_id().await?)?;
        Ok(())
    }
}
