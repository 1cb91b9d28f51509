//! hyper without a client around it: no pool, no redirects, no timeout, no TLS. The floor of every client on hyper.

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use measure::{Caller, Result, run};
use serde::Deserialize;
use tokio::net::TcpStream;

#[derive(Deserialize)]
struct List {
    datastores: Vec<Datastore>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Datastore {
    id: String,
    name: String,
    kernel_version: String,
}

/// Each call in flight has a connection.
struct Peer {
    connection: Option<SendRequest<Empty<Bytes>>>,
    uri: Uri,
    token: String,
}

impl Clone for Peer {
    fn clone(&self) -> Self {
        Self { connection: None, uri: self.uri.clone(), token: self.token.clone() }
    }
}

impl Caller for Peer {
    async fn call(&mut self) -> Result<String> {
        let authority = self.uri.authority().ok_or("no host")?.as_str();
        if self.connection.is_none() {
            let stream = TcpStream::connect(authority).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = handshake(TokioIo::new(stream)).await?;
            tokio::spawn(connection);
            self.connection = Some(sender);
        }
        let request = Request::get(self.uri.path())
            .header("Host", authority)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("User-Agent", "hyper-alone/1.0")
            .header("X-Auth-Token", &self.token)
            .body(Empty::new())?;
        let sender = self.connection.as_mut().ok_or("no connection")?;
        sender.ready().await?;
        let response = sender.send_request(request).await?;
        if !response.status().is_success() {
            return Err(response.status().as_str().into());
        }
        let list: List = serde_json::from_slice(&response.into_body().collect().await?.to_bytes())?;
        Ok(list.datastores.into_iter().next().ok_or("no row")?.kernel_version)
    }
}

fn main() -> Result {
    run(|options| {
        let uri = format!(
            "{}/v3/{}/htap/datastores/{}",
            options.endpoint, options.project_id, options.engine
        );
        Ok(Peer { connection: None, uri: uri.parse()?, token: options.token()?.into() })
    })
}
