//! Proxies between the client and the service, and their responses to CONNECT. After an error the same proxy connects,
//! unless the row says otherwise.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use taurusdb_htap::ErrorKind::Connection;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::harness::expected::{error, rows};
use crate::harness::scripted_peer::{good, read_request};
use crate::harness::{Observation, builder, observe};
use crate::support::certificates::{Authority, BOTH, Flaw};
use crate::support::peer::unused_endpoint;

rows! {
    tunnel: "A proxy that connects" => rows(0), http([]);
    wants_password: "A proxy returns 407: the password is not sent again" =>
        error(Connection).hint("http://user:password@"), http([HTTP_407]);
    refuses: "A proxy returns 403" =>
        error(Connection).attempts(3).hint("`curl -v`"), http([HTTP_403; 3]);
    unauthorized: "A proxy returns 401, as tinyproxy does for a wrong password" =>
        error(Connection).attempts(3).hint("`curl -v`"), http([HTTP_401; 3]);
    unavailable: "A proxy returns 503" =>
        error(Connection).attempts(3).hint("`curl -v`"), http([HTTP_503; 3]);
    unavailable_once: "A proxy returns 503, once" => rows(0).attempts(2), http([HTTP_503]);
    closes: "A proxy closes the connection" =>
        error(Connection).attempts(3).hint("`curl -v`"), http([CLOSED; 3]);
    unreachable: "Nothing listens at the proxy's address" =>
        error(Connection).attempts(3).because("refused").hint("`HTTPS_PROXY`"), without_proxy("http");
    https_to_plain: "The URL of a proxy without TLS begins with `https://`" =>
        error(Connection).attempts(3).hint("Most proxies are addressed with `http://`"), addressed_with_https();
    socks_tunnel: "A SOCKS proxy that connects, and resolves the name" => rows(0), socks(Login::None, &[]);
    socks_password: "A SOCKS proxy that accepts the password" => rows(0), socks(Login::Accepted, &[]);
    socks_wants_password: "A SOCKS proxy refuses the password, which is not sent again" =>
        error(Connection).hint("http://user:password@"), socks(Login::RefusedOnce, &[]);
    socks_refuses: "A SOCKS proxy refuses the connection" =>
        error(Connection).attempts(3).because("not allowed").hint("See the cause"), socks(Login::None, &[2; 3]);
    socks_unreachable: "Nothing listens at the SOCKS proxy's address" =>
        error(Connection).attempts(3).hint("`ALL_PROXY`"), without_proxy("socks5h");
}

const CLOSED: &[u8] = b"";
const HTTP_401: &[u8] = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
const HTTP_403: &[u8] = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
const HTTP_407: &[u8] = b"HTTP/1.1 407 X\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n";
const HTTP_503: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

/// The host of the service. Its name cannot be resolved: the proxy responds in its place, with a certificate for it.
const HOST: &str = "other.example.com";

/// How a SOCKS proxy handles a user name and password.
#[derive(Clone, Copy, PartialEq)]
enum Login {
    None,
    Accepted,
    RefusedOnce,
}

struct Server {
    authority: Authority,
    listener: TcpListener,
    tls: Arc<ServerConfig>,
}

impl Server {
    async fn new() -> Self {
        let authority = Authority::new();
        let tls = authority.server(Flaw::OtherHost, BOTH, false);
        Self { authority, listener: TcpListener::bind("127.0.0.1:0").await.unwrap(), tls }
    }

    fn port(&self) -> u16 {
        self.listener.local_addr().unwrap().port()
    }
}

/// Observes a call through the proxy with this URL.
async fn through(proxy: &str, authority: &Authority) -> Observation {
    let builder = builder(&format!("https://{HOST}")).root_certificates(authority.pem());
    observe(&builder.proxy(proxy).build().unwrap()).await
}

/// An HTTP proxy that sends these responses, one for each connection, and then connects.
async fn http(responses: impl IntoIterator<Item = &'static [u8]>) -> Observation {
    let server = Server::new().await;
    let url = format!("http://planted-user:planted-password@127.0.0.1:{}", server.port());
    let authority = serve(server, responses.into_iter().collect());
    through(&url, &authority).await
}

fn serve(server: Server, responses: VecDeque<&'static [u8]>) -> Authority {
    let Server { authority, listener, tls } = server;
    let responses = Mutex::new(responses);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (response, tls) = (responses.lock().unwrap().pop_front(), tls.clone());
            tokio::spawn(async move {
                if !read_request(&mut stream).await {
                    return;
                }
                if let Some(response) = response {
                    _ = stream.write_all(response).await;
                } else {
                    stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
                    respond_over_tls(stream, tls).await;
                }
            });
        }
    });
    authority
}

async fn respond_over_tls(stream: TcpStream, tls: Arc<ServerConfig>) {
    let Ok(mut stream) = TlsAcceptor::from(tls).accept(stream).await else { return };
    // A request of this client comes in one piece.
    if stream.read(&mut vec![0; 16 * 1024]).await.is_ok_and(|read| read > 0) {
        _ = stream.write_all(&good()).await;
        _ = stream.shutdown().await;
    }
}

/// Nothing listens on the proxy's port at any time, so the next call fails as well.
async fn without_proxy(scheme: &str) -> Observation {
    let url = unused_endpoint().replace("http", scheme);
    let mut seen = through(&url, &Authority::new()).await;
    assert!(seen.problem.take().is_some());
    seen
}

/// The proxy never accepts the handshake, so the next call fails as well.
async fn addressed_with_https() -> Observation {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            _ = stream.read(&mut vec![0; 16 * 1024]).await;
            _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let mut seen = through(&url, &Authority::new()).await;
    assert!(seen.problem.take().is_some());
    seen
}

/// A SOCKS proxy that sends these codes, one for each connection, and then connects.
async fn socks(login: Login, codes: &'static [u8]) -> Observation {
    let Server { authority, listener, tls } = Server::new().await;
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        for number in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let code = codes.get(number).copied().unwrap_or_default();
            let is_refused = login == Login::RefusedOnce && number == 0;
            if greet(&mut stream, login, is_refused).await && connect(&mut stream, code).await {
                respond_over_tls(stream, tls.clone()).await;
            }
        }
    });
    let user = if login == Login::None { "" } else { "planted-user:planted-password@" };
    through(&format!("socks5h://{user}127.0.0.1:{port}"), &authority).await
}

/// The greeting of RFC 1928 and the password of RFC 1929. Returns whether the connection continues.
async fn greet(stream: &mut TcpStream, login: Login, is_refused: bool) -> bool {
    let mut start = [0; 2];
    stream.read_exact(&mut start).await.unwrap();
    let mut methods = vec![0; start[1].into()];
    stream.read_exact(&mut methods).await.unwrap();
    if login == Login::None {
        return stream.write_all(&[5, 0]).await.is_ok();
    }
    assert!(methods.contains(&2), "{methods:?}");
    stream.write_all(&[5, 2]).await.unwrap();
    // The version, then each text after its length.
    let mut login = [0; 1 + 1 + 12 + 1 + 16];
    stream.read_exact(&mut login).await.unwrap();
    assert_eq!(&login, b"\x01\x0cplanted-user\x10planted-password");
    stream.write_all(&[1, u8::from(is_refused)]).await.unwrap();
    !is_refused
}

/// A request for the host by its name. Returns whether the connection continues.
async fn connect(stream: &mut TcpStream, code: u8) -> bool {
    const BY_NAME: u8 = 3;
    let mut request = vec![0; 4 + 1 + HOST.len() + 2];
    stream.read_exact(&mut request).await.unwrap();
    assert_eq!(request[..4], [5, 1, 0, BY_NAME]);
    assert_eq!(request[5..], [HOST.as_bytes(), &443_u16.to_be_bytes()].concat());
    stream.write_all(&[5, code, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    code == 0
}
