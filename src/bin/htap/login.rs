//! `htap login`

use clap::Args;
use serde::Serialize;
use taurusdb_htap::LoginIdentity;

use crate::client_options::ClientOptions;
use crate::failure::{EXIT_CODES, Failure};
use crate::output::{Format, text_of, write};

const EXAMPLES: &str = "\
Examples:
  htap login --check --region cn-north-4
  htap login --verify --output json";

/// Show the credentials, their source and the project that a call would use.
///
/// The command gets credentials as a call does, from IAM if necessary. It stores nothing and prints no secrets.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"))]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub(crate) struct Arguments {
    /// Show the credentials; VERIFIED is true if IAM or this machine has just issued them
    #[arg(long, group = "what")]
    check: bool,
    /// Show the credentials; send a request to IAM to verify them, unless they have just been issued
    #[arg(long, group = "what")]
    verify: bool,
    #[command(flatten)]
    client: ClientOptions,
    /// Output format
    #[arg(short, long, value_name = "FORMAT", value_enum, default_value = "table")]
    output: Format,
}

#[derive(Serialize)]
struct Row {
    identity: String,
    access_key_id: Option<String>,
    source: Option<String>,
    project_id: String,
    endpoint: String,
    expires_in_seconds: Option<u64>,
    verified: bool,
    /// Variables and files with other credentials, which the client does not use.
    unused: Vec<String>,
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let client = self.client.builder().build()?;
        let project_id = self.client.project_id(&client).await?;
        let login = if self.verify { client.verify_login().await? } else { client.login().await? };
        let (identity, access_key_id) = match login.identity {
            LoginIdentity::Token => ("token", None),
            LoginIdentity::AccessKey(id) => ("access key", Some(id)),
            LoginIdentity::TemporaryAccessKey(id) => ("temporary access key", Some(id)),
            _ => ("other", None),
        };
        let row = Row {
            identity: text_of(self.output, identity),
            access_key_id,
            source: login.origin.map(|origin| text_of(self.output, &origin)),
            project_id: project_id.into(),
            endpoint: client.endpoint().to_owned(),
            expires_in_seconds: login.expires_in.map(|lifetime| lifetime.as_secs()),
            verified: login.is_verified,
            unused: login.unused,
        };
        let columns = [
            "identity",
            "access_key_id",
            "source",
            "verified",
            "project_id",
            "endpoint",
            "expires_in_seconds",
            "unused",
        ];
        write(output, self.output, &columns, &[row])?;
        Ok(())
    }
}
