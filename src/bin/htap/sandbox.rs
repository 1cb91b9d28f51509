//! `htap sandbox`

use std::io::{self, IsTerminal};
use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;
use taurusdb_htap::EngineName;
use taurusdb_htap::sandbox::Sandbox;

use crate::streams::WARNING;
use crate::{Failure, streams};

const CONTAINER: &str = "\
In a container, listen on all of its addresses, and publish the port on 127.0.0.1 of the host alone:
  docker run --rm --publish 127.0.0.1:8080:8080 IMAGE \\
    htap sandbox --listen 0.0.0.0 --port 8080
The printed commands then work on the host. The README has an image.";

/// Serve the service and its IAM on this machine until Ctrl-C.
///
/// SIGINT (Ctrl-C) and SIGTERM end it at once, with exit code 0. SIGHUP ends it too, unless it was started with `nohup`.
/// The same holds in a container, where it is process 1.
#[derive(Args)]
#[command(after_long_help = CONTAINER)]
pub(crate) struct Arguments {
    /// Port to listen on; a free one unless given
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    port: u16,
    /// Address to listen on, such as 0.0.0.0 in a container; 127.0.0.1 unless given
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<IpAddr>,
    /// Token that the sandbox accepts
    #[arg(long)]
    token: Option<String>,
    /// Folder to serve at `/`: the documentation, once it is built into `openapi/dist`
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Refuse what the contract forbids and other programs send: a call to the service or a body for IAM without
    /// `Content-Type: application/json`, and an `X-Security-Token` that is not signed
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
            tell!(
                "{WARNING}warning:{WARNING:#} listening on {address}: other machines may be able to use this sandbox"
            );
        }
        streams::print(introduction(&sandbox, has_site).as_bytes())?;
        stop.await;
        if io::stderr().is_terminal() {
            tell!(""); // or the shell's prompt would follow the `^C` that the terminal shows
        }
        Ok(())
    }
}

/// Where the sandbox is, and commands for a shell that ask it.
fn introduction(sandbox: &Sandbox, has_site: bool) -> String {
    let (endpoint, project_id) = (sandbox.endpoint(), sandbox.project_id());
    let engines: Vec<_> = EngineName::ALL.iter().map(EngineName::to_string).collect();
    let token = sandbox.token();
    let header = quoted(format!("X-Auth-Token: {token}"));
    let engine = engines.first().map_or("", String::as_str);
    let url = quoted(format!("{endpoint}/v3/{project_id}/htap/datastores/{engine}"));
    let (program, token, address) = (quoted(program()), quoted(&token), quoted(endpoint));
    let engines = engines.join(", ");
    let site = if has_site {
        format!("\nOr open {endpoint} in a browser: its \"try it\" calls this sandbox.\n")
    } else {
        String::new()
    };
    format!(
        "\
Listening on {endpoint} until Ctrl-C.
Engines: {engines}. Try, in another terminal:

  HW_AUTH_TOKEN={token} \\
  {program} datastores --endpoint {address} \\
    --project-id {project_id}

  HUAWEICLOUD_SDK_AK=SANDBOXACCESSKEY0001 \\
  HUAWEICLOUD_SDK_SK=sandbox-secret-key \\
  {program} datastores --endpoint {address} \\
    --project-id {project_id}

  curl {url} \\
    -H {header} -H 'Content-Type: application/json'
{site}"
    )
}

/// What the user called, so that it works in another terminal: a path that depends on the folder is made absolute.
fn program() -> String {
    let name = std::env::args_os().next().map(PathBuf::from);
    let name = name.map(|name| match name.components().count() {
        1 => name, // a name that the shell looked up
        _ => std::path::absolute(&name).unwrap_or(name),
    });
    let name = name.and_then(|name| name.into_os_string().into_string().ok());
    name.unwrap_or_else(|| "htap".to_owned())
}

/// One word of a shell.
fn quoted(word: impl AsRef<str>) -> String {
    // This fails for a NUL alone, and no argument can hold one.
    shlex::try_quote(word.as_ref()).unwrap_or_default().into_owned()
}

/// The signals that end the sandbox. SIGHUP is left to the system, so that `nohup` has its effect.
#[cfg(unix)]
fn stop() -> io::Result<impl Future> {
    use tokio::signal::unix::SignalKind;
    crate::signals::first(&[SignalKind::interrupt(), SignalKind::terminate()])
}

#[cfg(not(unix))]
fn stop() -> io::Result<impl Future> {
    Ok(tokio::signal::ctrl_c())
}
