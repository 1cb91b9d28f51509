//! How a sandbox begins.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::site::Site;
use super::state::State;
use super::{Sandbox, server};
use crate::contract::secret::token_header;
use crate::contract::types::{ProjectId, Secret};
use crate::error::{Error, ErrorKind, Result};

impl Sandbox {
    /// Starts a sandbox on a free port.
    ///
    /// # Errors
    ///
    /// Those of [`SandboxBuilder::start`].
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub async fn start() -> Result<Self> {
        Self::builder().start().await
    }

    /// A sandbox with a port, token or project of your choice.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }
}

/// A sandbox before it is started.
#[derive(Debug, Default)]
#[must_use]
pub struct SandboxBuilder {
    listen: Option<IpAddr>,
    port: u16,
    token: Option<Secret>,
    project_id: Option<ProjectId>,
    token_life: Option<Duration>,
    site: Option<PathBuf>,
    is_forgetful: bool,
    is_strict: bool,
}

impl SandboxBuilder {
    /// Port to listen on, in place of a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Address to listen on, in place of 127.0.0.1: `0.0.0.0` for every address of this machine, as a container needs it.
    ///
    /// Whoever can reach the address can use the sandbox. The sandbox always listens on a loopback address as well, and
    /// [`Sandbox::endpoint`] is that one, because clients refuse http for any other.
    pub fn listen(mut self, address: IpAddr) -> Self {
        self.listen = Some(address);
        self
    }

    /// A token that is valid from the start, in place of the default.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// ID of the one project, in place of the contract's example.
    pub fn project_id(mut self, project_id: ProjectId) -> Self {
        self.project_id = Some(project_id);
        self
    }

    /// How long tokens live that IAM issues: 24 hours unless set.
    pub fn token_life(mut self, lifetime: Duration) -> Self {
        self.token_life = Some(lifetime);
        self
    }

    /// A folder whose files are served at `/`, such as the documentation that is built from `openapi/`. Without one, `/`
    /// says how to build it.
    pub fn site(mut self, folder: impl Into<PathBuf>) -> Self {
        self.site = Some(folder.into());
        self
    }

    /// Keeps no requests, so that memory does not grow with them; [`Sandbox::requests`] is then always empty.
    pub fn without_recording(mut self) -> Self {
        self.is_forgetful = true;
        self
    }

    /// Refuses what the contract calls mandatory and the sandbox lets pass by default:
    ///
    /// - a call to the service without `Content-Type: application/json`, and a body for IAM without it;
    /// - the `X-Security-Token` of a temporary access key that is sent but not signed. This refuses the vendor's Terraform
    ///   provider, which adds the header after signing.
    ///
    /// Always refused are a missing or wrong identity, and parameters and bodies that the contract does not allow. Always
    /// accepted are `X-Project-Id` and `X-Domain-Id` that are not signed.
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Starts listening.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the address or port cannot be opened or the site has no `index.html`,
    /// [`ErrorKind::Credentials`] for a token that no header can carry.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub async fn start(self) -> Result<Sandbox> {
        if let Some(token) = &self.token {
            token_header(token.expose()).map_err(|problem| {
                Error::credentials(
                    format!("the sandbox's token {problem}"),
                    "Use visible ASCII characters.",
                )
            })?;
        }
        let site = Site::new(self.site)?;
        let address = self.listen.unwrap_or(Ipv4Addr::LOCALHOST.into()).to_canonical();
        let (endpoint, listeners) = open(address, self.port).await.map_err(|error| {
            let what = format!("sandbox: port {} of {address} cannot be opened", self.port);
            let hint = "Choose an address of this machine and another port, or 0 for a free one.";
            Error::configuration(what, hint).with_source(error)
        })?;
        let mut state =
            State::new(self.token, self.project_id, self.token_life).map_err(|error| {
                Error::new(
                    ErrorKind::Configuration,
                    "sandbox: the contract's examples do not fit it",
                )
                .with_source(error)
            })?;
        state.is_forgetful = self.is_forgetful;
        state.is_strict = self.is_strict;
        let state = Arc::new(Mutex::new(state));
        let mut servers = JoinSet::new();
        for listener in listeners {
            servers.spawn(server::serve(listener, state.clone(), site.clone()));
        }
        Ok(Sandbox { endpoint, state, _servers: servers })
    }
}

/// Opens the port on `address`, and always on a loopback address: its endpoint is the first part of the answer.
async fn open(address: IpAddr, port: u16) -> io::Result<(String, Vec<TcpListener>)> {
    let (first, loopback, second) = match address {
        _ if address.is_loopback() => (address, address, None),
        // The unspecified addresses include a loopback address.
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => (address, Ipv4Addr::LOCALHOST.into(), None),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => (address, Ipv6Addr::LOCALHOST.into(), None),
        _ => (Ipv4Addr::LOCALHOST.into(), Ipv4Addr::LOCALHOST.into(), Some(address)),
    };
    let mut listeners = vec![TcpListener::bind((first, port)).await?];
    let port = listeners[0].local_addr()?.port();
    if let Some(second) = second {
        listeners.push(TcpListener::bind((second, port)).await?);
    }
    Ok((format!("http://{}", SocketAddr::new(loopback, port)), listeners))
}
