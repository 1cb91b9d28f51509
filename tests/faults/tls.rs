//! Certificates and versions of TLS. Each client trusts the user's own authority and those of the system.

use std::sync::Arc;

use taurusdb_htap::ClientBuilder;
use taurusdb_htap::ErrorKind::{Connection, InvalidResponse, Timeout};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::harness::expected::{error, rows};
use crate::harness::scripted_peer::{Action, good, three_times};
use crate::harness::{Observation, SECOND, builder, observe};
use crate::support::certificates::{Authority, BOTH, Flaw, ONLY_1_2};

rows! {
    own_authority: "A certificate by the user's own authority" => rows(0), with_flaw(Flaw::None);
    only_tls_1_2: "The same over TLS 1.2" => rows(0), served(|authority| authority.server(Flaw::None, ONLY_1_2, false));
    expired: "A certificate that has expired" =>
        error(Connection).because("expired").hint("Check this machine's clock"), with_flaw(Flaw::Expired);
    not_yet_valid: "A certificate that is not valid yet" =>
        error(Connection).because("not valid yet").hint("Check this machine's clock"), with_flaw(Flaw::NotYetValid);
    other_host: "A certificate for another host" =>
        error(Connection).because("not valid for name").hint("Check the host"), with_flaw(Flaw::OtherHost);
    self_signed: "A self-signed certificate" =>
        error(Connection).because("invalid peer certificate").hint("`SSL_CERT_FILE`"), with_flaw(Flaw::SelfSigned);
    other_authority: "A certificate by an unknown authority" => error(Connection)
        .because("UnknownIssuer").hint("`ClientBuilder::root_certificates`"), with_flaw(Flaw::OtherAuthority);
    hello_of_1_1: "A server of TLS 1.1" => error(Connection)
        .because("peer is incompatible").hint("TLS 1.2 or later"), handshakes(1, Handshake::Sends(server_hello()));
    alert_of_version: "A server that does not support TLS 1.2 or later" => error(Connection)
        .because("ProtocolVersion").hint("TLS 1.2 or later"), handshakes(1, Handshake::Sends(vec![21, 3, 2, 0, 2, 2, 70]));
    plain_http: "A server that does not speak TLS" => error(Connection).because("corrupt message")
        .hint("Check the port"), handshakes(1, Handshake::Sends(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    closed_handshake: "The connection is closed within the handshake" =>
        error(Connection).attempts(3), handshakes(3, Handshake::Sends(Vec::new()));
    silent_handshake: "No response within the handshake (`connect_timeout` 2 s)" =>
        error(Timeout).attempts(3).takes(6.0), handshakes(3, Handshake::Silent);
    client_certificate: "The server requires a client certificate, and gets it" => rows(0), identified(Some(Flaw::None));
    no_client_certificate: "The server requires a client certificate, and gets none" =>
        error(Connection).because("CertificateRequired").hint("`ClientBuilder::client_certificate`"), identified(None);
    other_client_certificate: "The server requires a client certificate, and does not trust its issuer" =>
        error(Connection).because("UnknownCA").hint("`ClientBuilder::client_certificate`"), identified(Some(Flaw::OtherAuthority));
    reqwest_certificates: "The same, with the certificates in `http_client`" => rows(0), by_reqwest(true);
    reqwest_and_ours: "The same, with `http_client` beside the certificates" => rows(0), by_reqwest(false);
    p521: "An authority with a key on P-521" => error(Connection)
        .because("UnsupportedSignatureAlgorithm").hint("feature `http-client`"), signed_on_p521(false);
    p521_by_reqwest: "The same, with `http_client`" => rows(0), signed_on_p521(true);
    only_another: "`http_client` trusts another authority alone" => error(Connection).because("invalid peer certificate"), only();
    tls_in_place_of_http: "An `http` endpoint on a port that speaks TLS" => error(InvalidResponse).attempts(3).hint("write `https://`"), alerted();
}

/// How a server handles a handshake.
#[derive(Clone)]
enum Handshake {
    Serves(Arc<ServerConfig>),
    Sends(Vec<u8>),
    Silent,
}

/// A peer that handles its connections in this order, and further ones like the last.
async fn peer(handshakes: Vec<Handshake>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let last = handshakes.last().unwrap().clone();
        for handshake in handshakes.into_iter().chain(std::iter::repeat(last)) {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut request = [0; 16 * 1024];
                match handshake {
                    Handshake::Serves(config) => {
                        let Ok(mut stream) = TlsAcceptor::from(config).accept(stream).await else {
                            return;
                        };
                        // The client sends a request in one piece.
                        if stream.read(&mut request).await.is_ok_and(|read| read > 0) {
                            _ = stream.write_all(&good()).await;
                            _ = stream.shutdown().await;
                        }
                    }
                    Handshake::Sends(bytes) => {
                        _ = stream.read(&mut request).await;
                        _ = stream.write_all(&bytes).await;
                    }
                    Handshake::Silent => std::future::pending().await,
                }
            });
        }
    });
    endpoint
}

fn trusting(endpoint: &str, authority: &Authority) -> ClientBuilder {
    builder(endpoint).connect_timeout(2 * SECOND).root_certificates(authority.pem())
}

async fn served(server: impl Fn(&Authority) -> Arc<ServerConfig>) -> Observation {
    let authority = Authority::new();
    let endpoint = peer(vec![Handshake::Serves(server(&authority))]).await;
    observe(&trusting(&endpoint, &authority).build().unwrap()).await
}

/// The first connection gets such a certificate, later ones a valid one.
async fn with_flaw(flaw: Flaw) -> Observation {
    let authority = Authority::new();
    let flawed = Handshake::Serves(authority.server(flaw, BOTH, false));
    then_good(vec![flawed], &authority).await
}

async fn handshakes(times: usize, handshake: Handshake) -> Observation {
    then_good(vec![handshake; times], &Authority::new()).await
}

async fn then_good(mut handshakes: Vec<Handshake>, authority: &Authority) -> Observation {
    handshakes.push(Handshake::Serves(authority.server(Flaw::None, BOTH, false)));
    observe(&trusting(&peer(handshakes).await, authority).build().unwrap()).await
}

/// The server requires a client certificate on the first connection only.
async fn identified(identity: Option<Flaw>) -> Observation {
    let authority = Authority::new();
    let builder = trusting(&asking(&authority).await, &authority);
    let identity = identity.map(|flaw| authority.certificate(flaw).identity());
    let builder = match identity {
        Some(pem) => builder.client_certificate(pem),
        None => builder,
    };
    observe(&builder.build().unwrap()).await
}

/// The same with reqwest's own TLS. Its settings and those of the builder apply together.
async fn by_reqwest(of_reqwest: bool) -> Observation {
    let authority = Authority::new();
    let (root, pem) = (authority.pem(), authority.certificate(Flaw::None).identity());
    let builder = builder(&asking(&authority).await);
    let builder = if of_reqwest {
        builder.http_client(move |http| {
            let root = reqwest::Certificate::from_pem(root.as_bytes()).unwrap();
            let identity = reqwest::Identity::from_pem(pem.as_bytes()).unwrap();
            http.tls_certs_merge([root]).identity(identity)
        })
    } else {
        builder.root_certificates(root).client_certificate(pem).http_client(|http| http)
    };
    observe(&builder.build().unwrap()).await
}

/// An authority with a key on P-521 signed the certificate of the first connection.
async fn signed_on_p521(by_reqwest: bool) -> Observation {
    let (authority, other) = (Authority::p521(), Authority::new());
    let servers =
        [&authority, &other].map(|by| Handshake::Serves(by.server(Flaw::None, BOTH, false)));
    let builder =
        trusting(&peer(servers.to_vec()).await, &authority).root_certificates(other.pem());
    let builder = if by_reqwest { builder.http_client(|http| http) } else { builder };
    observe(&builder.build().unwrap()).await
}

/// reqwest trusts another authority alone, which signed the certificate of the second connection.
async fn only() -> Observation {
    let (other, pinned) = (Authority::new(), Authority::new());
    let servers = [&other, &pinned].map(|by| Handshake::Serves(by.server(Flaw::None, BOTH, false)));
    let root = reqwest::Certificate::from_pem(pinned.pem().as_bytes()).unwrap();
    let builder = builder(&peer(servers.to_vec()).await);
    let builder = builder.http_client(move |http| http.tls_certs_only([root.clone()]));
    observe(&builder.build().unwrap()).await
}

async fn asking(authority: &Authority) -> String {
    let asking = Handshake::Serves(authority.server(Flaw::None, BOTH, true));
    let good = Handshake::Serves(authority.server(Flaw::None, BOTH, false));
    peer(vec![asking, good]).await
}

/// The `ServerHello` of TLS 1.1 with `TLS_RSA_WITH_AES_128_CBC_SHA`, which clients no longer offer.
fn server_hello() -> Vec<u8> {
    let hello = [&[2, 0, 0, 38, 3, 2][..], &[7; 32], &[0], &[0, 47], &[0]].concat();
    let length = u8::try_from(hello.len()).unwrap();
    [&[22, 3, 2, 0, length][..], &hello].concat()
}

/// A TLS server responds to plain HTTP with an alert.
async fn alerted() -> Observation {
    three_times(Action::Respond(vec![21, 3, 3, 0, 2, 2, 70])).await
}
