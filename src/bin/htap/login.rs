//! `htap login`

use clap::Args;
use serde::Serialize;
use taurusdb_htap::LoginIdentity;

use crate::Failure;
use crate::output::{Format, write};
use crate::target::Target;

/// Show who would call, from which source, and about which project.
///
/// The command obtains an identity as a call would, and stores nothing. It prints no secret.
#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
pub(crate) struct Arguments {
    /// Show the identity, and whether IAM or the machine issued it or it was only found
    #[arg(long, group = "what")]
    check: bool,
    /// Show the identity, and ask IAM to verify it if it was only found
    #[arg(long, group = "what")]
    verify: bool,
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
    verified: bool,
    /// Variables and files of other identities, which are not used.
    unused: Vec<String>,
}

impl Arguments {
    pub(crate) async fn run(self, output: &mut Vec<u8>) -> Result<(), Failure> {
        let client = self.target.builder().build()?;
        let project_id = client.project_id().await?;
        let login = if self.verify { client.verify_login().await? } else { client.login().await? };
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
