//! `htap login`

use clap::Args;
use serde::Serialize;
use taurusdb_htap::LoginIdentity;

use crate::Failure;
use crate::output::{Format, write};
use crate::target::Target;

/// Tell who would be calling, from which source, and about which project.
///
/// What has to be fetched is fetched. Nothing is stored, and no secret is printed.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Find it out
    #[arg(long, required = true)]
    check: bool,
    #[command(flatten)]
    target: Target,
    /// How to print it
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
}

#[derive(Serialize)]
struct Row {
    identity: &'static str,
    access_key_id: Option<String>,
    source: Option<String>,
    project_id: String,
    endpoint: String,
    expires_in_seconds: Option<u64>,
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let client = self.target.builder().build()?;
        let login = client.login().await?;
        let (identity, access_key_id) = match login.identity {
            LoginIdentity::Token => ("token", None),
            LoginIdentity::AccessKey(id) => ("access key", Some(id)),
            LoginIdentity::TemporaryAccessKey(id) => ("temporary access key", Some(id)),
            _ => ("other", None),
        };
        let row = Row {
            identity,
            access_key_id,
            source: login.origin,
            project_id: client.project_id().await?.into(),
            endpoint: client.endpoint().to_owned(),
            expires_in_seconds: login.expires_in.map(|life| life.as_secs()),
        };
        let mut columns = vec![
            "identity",
            "access_key_id",
            "source",
            "project_id",
            "endpoint",
            "expires_in_seconds",
        ];
        if let Format::Table = self.output {
            columns.truncate(4); // or the line would be too long for a terminal
        }
        write(output, self.output, &columns, &[row])?;
        Ok(())
    }
}
