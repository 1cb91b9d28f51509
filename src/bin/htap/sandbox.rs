//! `htap sandbox`

use std::io::{Write, stdout};
use std::path::PathBuf;

use clap::Args;
use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::Sandbox;

use crate::Failure;

/// Serve the service and its IAM on a loopback port until Ctrl-C.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Port to listen on; a free one unless given
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Token that the sandbox accepts
    #[arg(long)]
    token: Option<String>,
    /// Folder to serve at `/`: the documentation, once it is built into `openapi/dist`
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Refuse what the contract forbids and the vendor's clients send: a call to the service or a body for IAM
    /// without `Content-Type: application/json`, and an `X-Security-Token` that is not signed
    #[arg(long)]
    strict: bool,
}

impl Arguments {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let mut builder = Sandbox::builder().port(self.port).without_recording();
        if let Some(token) = self.token {
            builder = builder.token(token);
        }
        if self.strict {
            builder = builder.strict();
        }
        let has_site = self.site.is_some();
        if let Some(site) = self.site {
            builder = builder.site(site);
        }
        let sandbox = builder.start().await?;
        let (endpoint, token, project_id) =
            (sandbox.endpoint(), sandbox.token(), sandbox.project_id());
        let token = token.replace('\'', r"'\''"); // within the quotes of a shell
        let engines: Vec<_> = EngineName::all().map(|engine| engine.to_string()).collect();
        let program = std::env::args_os().next().and_then(|name| name.into_string().ok());
        let program = program.unwrap_or_else(|| "htap".to_owned());
        let engine = engines.first().map_or("", String::as_str);
        let mut output = stdout().lock();
        writeln!(
            output,
            "Listening on {endpoint} until Ctrl-C. Engines: {}. Try, in another terminal:\n",
            engines.join(", ")
        )?;
        writeln!(
            output,
            "  HW_AUTH_TOKEN='{token}' \\\n  {program} datastores --endpoint {endpoint} --project-id {project_id}\n"
        )?;
        writeln!(
            output,
            "  HUAWEICLOUD_SDK_AK=SANDBOXACCESSKEY0001 HUAWEICLOUD_SDK_SK=sandbox-secret-key \\\n  {program} datastores --endpoint {endpoint} --project-id {project_id}\n"
        )?;
        writeln!(
            output,
            "  curl {endpoint}/v3/{project_id}/htap/datastores/{engine} \\\n    -H 'X-Auth-Token: {token}' -H 'Content-Type: application/json'"
        )?;
        if has_site {
            writeln!(
                output,
                "\nOr open {endpoint} in a browser: its \"try it\" calls this sandbox."
            )?;
        }
        output.flush()?;
        drop(output);
        tokio::signal::ctrl_c().await?;
        Ok(())
    }
}
