//! Options of a sandbox, and its start.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::Sandbox;
use super::browser::Site;
use super::server::serve;
use super::state::{Settings, State};
use crate::contract::secret::token_header;
use crate::contract::types::{ProjectId, Secret};
use crate::error::{Error, ErrorKind, Result};

impl Sandbox {
    /// Starts a sandbox on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Those of [`SandboxBuilder::start`].
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime.
    pub async fn start() -> Result<Self> {
        Self::builder().start().await
    }

    /// Returns a builder, to choose the port, the token, the project and other options.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }
}

/// Options of a sandbox. [`start`](Self::start) starts it.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SandboxBuilder {
    listen: Option<IpAddr>,
    port: u16,
    site: Option<PathBuf>,
    settings: Settings,
}

impl SandboxBuilder {
    /// The port to listen on. By default, or with 0, the system chooses a free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The address to listen on. The default is 127.0.0.1. Use `0.0.0.0` in a container, for all of its addresses.
    ///
    /// Everyone who can reach the address can use the sandbox. The sandbox always listens on a loopback address as well, and
    /// [`Sandbox::endpoint`] returns that one, because clients refuse http for any other host.
    pub fn listen(mut self, address: IpAddr) -> Self {
        self.listen = Some(address);
        self
    }

    /// A token that is valid from the start. The default is `sandbox-token`.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.settings.token = Some(token.into());
        self
    }

    /// The ID of the first project. The default is the ID in the contract's example.
    pub fn project_id(mut self, project_id: ProjectId) -> Self {
        self.settings.project_id = Some(project_id);
        self
    }

    /// The regions in which the account has a project. The default is the one region of the contract's example. Each project
    /// is named like its region; the first one has the ID of [`project_id`](Self::project_id). All regions have the same
    /// versions.
    pub fn regions(mut self, ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.settings.regions = ids.into_iter().map(Into::into).collect();
        self
    }

    /// The lifetime of the tokens that IAM issues. The default is 24 hours.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.settings.token_lifetime = Some(lifetime);
        self
    }

    /// A folder with an `index.html` that is served at `/`, such as the documentation that is built from `openapi/`. A file
    /// `page.html.gz` beside `page.html` is sent to browsers that accept it. By default, `/` shows how to build the folder.
    pub fn site(mut self, folder: impl Into<PathBuf>) -> Self {
        self.site = Some(folder.into());
        self
    }

    /// Records no requests, so that memory does not grow with them. [`Sandbox::requests`] then returns an empty list.
    pub fn without_recording(mut self) -> Self {
        self.settings.is_recording_off = true;
        self
    }

    /// Refuses requests that the contract forbids, but that other programs send and the sandbox accepts by default:
    ///
    /// - a request to the service, or a body for IAM, without `Content-Type: application/json`;
    /// - the scope `"unscoped"` in a request for a token, which clients of Keystone send;
    /// - the `X-Security-Token` of a temporary access key that is sent but not signed. The vendor's Terraform provider adds
    ///   this header after signing, so it cannot use a strict sandbox with a temporary key.
    ///
    /// In both modes the sandbox refuses missing or wrong credentials, and parameters and bodies that the contract does not
    /// allow. In both modes it accepts `X-Project-Id` and `X-Domain-Id` that are not signed.
    pub fn strict(mut self) -> Self {
        self.settings.is_strict = true;
        self
    }

    /// Starts the sandbox in the background of the current Tokio runtime.
    ///
    /// # Errors
    ///
    /// - [`ErrorKind::Configuration`] if the address or port cannot be opened, or if the folder of the site has no
    ///   `index.html`.
    /// - [`ErrorKind::Credentials`] if the token contains characters that a header cannot have.
    ///
    /// # Panics
    ///
    /// Outside a Tokio runtime.
    pub async fn start(self) -> Result<Sandbox> {
        if let Some(token) = &self.settings.token {
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
            let hint = "Choose an address of this machine and a free port. With port 0 the system chooses one.";
            Error::configuration(what, hint).with_source(error)
        })?;
        let state = State::new(self.settings).map_err(|error| {
            let what = "sandbox: the contract's examples do not match the contract's types";
            Error::new(ErrorKind::Configuration, what).with_source(error)
        })?;
        let state = Arc::new(Mutex::new(state));
        let mut servers = JoinSet::new();
        for listener in listeners {
            servers.spawn(serve(listener, state.clone(), site.clone()));
        }
        Ok(Sandbox { endpoint, state, _servers: servers })
    }
}

/// Opens the port on `address` and on a loopback address; returns the endpoint of the latter with the listeners.
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
