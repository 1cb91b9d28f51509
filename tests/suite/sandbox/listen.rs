//! The addresses on which a sandbox listens, and its endpoint.

use std::net::{IpAddr, UdpSocket};

use taurusdb_htap::sandbox::Sandbox;
use taurusdb_htap::{EngineName, ErrorKind};

use crate::support::sandbox_http::http_client;

/// An address of this machine that other machines can reach, if it has one. Nothing is sent: UDP has no connections.
fn outer_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().unwrap().ip())
}

#[tokio::test]
async fn the_endpoint_is_a_loopback_address() {
    let addresses = [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.2", "127.0.0.2"),
        ("::1", "[::1]"),
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
    ];
    let addresses = addresses.map(|(address, host)| (address.parse().unwrap(), host));
    let outer = outer_address();
    for (address, host) in addresses.into_iter().chain(outer.map(|address| (address, "127.0.0.1")))
    {
        let sandbox = Sandbox::builder().listen(address).start().await.unwrap();
        let endpoint = sandbox.endpoint();
        assert!(endpoint.starts_with(&format!("http://{host}:")), "{endpoint}");
        let client = sandbox.client_builder().build().unwrap();
        client.list_datastores(EngineName::StarRocks).await.unwrap();
        if address.is_unspecified() || address.is_loopback() {
            continue;
        }
        let outside = endpoint.replace(host, &address.to_string());
        let http = http_client().build().unwrap();
        let response = http.get(outside).send().await.unwrap();
        assert_eq!(response.status(), 300, "the versions of IAM");
    }
}

#[tokio::test]
async fn only_the_loopback_address_is_open_by_default() {
    let sandbox = Sandbox::start().await.unwrap();
    let port = sandbox.endpoint().rsplit_once(':').unwrap().1.parse().unwrap();
    for address in outer_address().into_iter().chain(["127.0.0.2".parse().unwrap()]) {
        let refused = tokio::net::TcpStream::connect((address, port)).await.unwrap_err();
        assert_eq!(refused.kind(), std::io::ErrorKind::ConnectionRefused, "{address}");
    }
}

#[tokio::test]
async fn an_address_of_another_machine_is_refused() {
    let address = "203.0.113.254".parse().unwrap(); // reserved for documentation, so no machine has it
    let error = Sandbox::builder().listen(address).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.to_string(), "sandbox: port 0 of 203.0.113.254 cannot be opened");
}
