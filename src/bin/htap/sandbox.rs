//! `htap sandbox`

use std::io::{self, IsTerminal};
use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, ValueHint};
use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::Sandbox;

use crate::curl::{self, quoted};
use crate::failure::{Failure, LOCAL_EXIT_CODES};
use crate::language::translated;
use crate::query::engine_names;
use crate::streams::{self, WARNING};

const EXAMPLES: &str = "\
Examples:
  htap sandbox --port 8080
  htap sandbox --site openapi/dist

In a container, listen on all of its addresses, and publish the port on 127.0.0.1 of the host only. Then the printed \
commands work on the host. The README shows how to build an image:
  docker run --rm --publish 127.0.0.1:8080:8080 IMAGE \\
    htap sandbox --listen 0.0.0.0 --port 8080";

/// Run a local sandbox of the service and of IAM, until you press Ctrl-C.
///
/// The sandbox prints its endpoint and commands that call it. It needs no account and returns examples from the contract.
///
/// SIGINT (Ctrl-C) and SIGTERM stop it at once, with exit code 0, also as process 1 of a container. SIGHUP stops it too,
/// unless you start it with `nohup`.
#[derive(Args)]
#[command(after_long_help = format!("{EXAMPLES}\n\n{LOCAL_EXIT_CODES}\n  3  The token has characters that a header cannot have"))]
pub(crate) struct Arguments {
    /// Port to listen on [default: a free port]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Address to listen on, such as 0.0.0.0 in a container [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<IpAddr>,
    /// Token that is valid from the start [default: sandbox-token]
    #[arg(long)]
    token: Option<String>,
    /// Folder to serve at `/`, such as the documentation in openapi/dist after you have built it
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    site: Option<PathBuf>,
    /// Refuse requests that the contract forbids but other programs send
    ///
    /// Without this option the sandbox accepts a request to the service or a body for IAM without
    /// `Content-Type: application/json`, the scope `"unscoped"` in a request for a token, and an `X-Security-Token` that is
    /// not signed.
    #[arg(long)]
    strict: bool,
}

impl Arguments {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let stop = stop().map_err(Failure::Start)?;
        let mut builder = Sandbox::builder().port(self.port).without_recording();
        if let Some(address) = self.listen {
            builder = builder.listen(address);
        }
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
        if let Some(address) = self.listen.filter(|address| !address.to_canonical().is_loopback()) {
            message!(
                "{WARNING}warning:{WARNING:#} listening on {address}: other machines may be able to use this sandbox"
            );
        }
        streams::print(translated(&introduction(&sandbox, has_site)).as_bytes())?;
        stop.await;
        if io::stderr().is_terminal() {
            message!(""); // otherwise the shell's prompt follows the `^C` that the terminal shows
        }
        Ok(())
    }
}

/// The endpoint of the sandbox, and shell commands that call it. Tests and scripts read the endpoint from the first line.
fn introduction(sandbox: &Sandbox, has_site: bool) -> String {
    let (endpoint, project_id) = (sandbox.endpoint(), sandbox.project_id());
    let engines = engine_names(", ");
    let token = sandbox.token();
    let header = quoted(format!("X-Auth-Token: {token}"));
    let curl = curl::command(endpoint, project_id.as_str(), EngineName::StarRocks, &[header]);
    let (program, token, address) = (quoted(program()), quoted(&token), quoted(endpoint));
    let (key_id, secret_key) = ("SANDBOXACCESSKEY0001", "sandbox-secret-key");
    let site = if has_site {
        format!("\nOr open {endpoint} in a browser: \"try it\" calls this sandbox.\n")
    } else {
        String::new()
    };
    format!(
        "\
The sandbox listens on {endpoint} until you press Ctrl-C.
Engines: {engines}. Try these commands in another terminal:

  HW_AUTH_TOKEN={token} \\
  {program} datastores --endpoint {address} \\
    --project-id {project_id}

  HUAWEICLOUD_SDK_AK={key_id} \\
  HUAWEICLOUD_SDK_SK={secret_key} \\
  {program} datastores --endpoint {address} \\
    --project-id {project_id}

  {curl}

A program with `Client::from_env()` needs these variables:

  export HW_REGION_NAME=cn-north-4
  export HUAWEICLOUD_SDK_REGION_GAUSSDB_CN_NORTH_4={address}
  export HUAWEICLOUD_SDK_IAM_ENDPOINT={address}
  export HUAWEICLOUD_SDK_AK={key_id}
  export HUAWEICLOUD_SDK_SK={secret_key}
{site}"
    )
}

/// The program as the user called it. A relative path is made absolute, so that it works in another folder.
fn program() -> String {
    let name = std::env::args_os().next().map(PathBuf::from);
    let name = name.map(|name| match name.components().count() {
        1 => name, // a name that the shell finds in `PATH`
        _ => std::path::absolute(&name).unwrap_or(name),
    });
    let name = name.and_then(|name| name.into_os_string().into_string().ok());
    name.unwrap_or_else(|| "htap".to_owned())
}

/// Waits for a signal that stops the sandbox. The system handles SIGHUP, so that `nohup` works.
#[cfg(unix)]
fn stop() -> io::Result<impl Future> {
    use tokio::signal::unix::SignalKind;
    crate::signals::first(&[SignalKind::interrupt(), SignalKind::terminate()])
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
fn stop() -> io::Result<impl Future> {
    Ok(tokio::signal::ctrl_c())
}
