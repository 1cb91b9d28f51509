#!/usr/bin/env bash
# reqwest uses hyper-util's tunnel through an HTTP proxy. The tunnel returns the same error, without the status, for every
# refused CONNECT except 407. A client cannot distinguish a 403 (the proxy never allows this host) or a 401 (tinyproxy's
# response to a wrong password) from a 502 or 503 (a later connection may succeed), so it cannot decide whether to retry.
# Observed: hyper-util 0.1.21 returns `tunnel error: unsuccessful` for 401, 403, 502 and 503. Needs cargo.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"

cat >"$folder/Cargo.toml" <<'TOML'
[package]
name = "connect-status"
version = "0.0.0"
edition = "2024"

[dependencies]
http = "=1.4.0"
hyper-util = { version = "=0.1.21", features = ["client-legacy", "client-proxy", "http1", "tokio"] }
tokio = { version = "1", features = ["io-util", "macros", "net", "rt"] }
tower-service = "=0.3.3"
TOML

cat >"$folder/src/main.rs" <<'RUST'
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tower_service::Service;

/// Starts a proxy that responds to each CONNECT with the next of these status lines.
async fn proxy(lines: Vec<&'static str>) -> http::Uri {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    tokio::spawn(async move {
        for line in lines {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                stream.read_buf(&mut request).await.unwrap();
            }
            stream.write_all(format!("HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n").as_bytes()).await.unwrap();
        }
    });
    uri
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let lines = vec![
        "200 Connection established",
        "401 Unauthorized",
        "403 Forbidden",
        "407 Proxy Authentication Required",
        "502 Bad Gateway",
        "503 Service Unavailable",
    ];
    let mut tunnel = Tunnel::new(proxy(lines.clone()).await, HttpConnector::new());
    for line in lines {
        let result = match tunnel.call("https://service.example.com".parse().unwrap()).await {
            Ok(_) => "connected".to_owned(),
            Err(error) => format!("{error} ({error:?})"),
        };
        println!("{}: {result}", &line[..3]);
    }
}
RUST

cd "$folder"
cargo --version
cargo run --quiet >seen
printf 'hyper-util 0.1.21\n'
cat seen

cat >expected <<'TEXT'
200: connected
401: tunnel error: unsuccessful (TunnelUnsuccessful)
403: tunnel error: unsuccessful (TunnelUnsuccessful)
407: tunnel error: proxy authorization required (ProxyAuthRequired)
502: tunnel error: unsuccessful (TunnelUnsuccessful)
503: tunnel error: unsuccessful (TunnelUnsuccessful)
TEXT
diff expected seen
