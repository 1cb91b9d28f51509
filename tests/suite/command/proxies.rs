//! Proxies and private certificate authorities, as the hints advise to configure them.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::support::certificates::{Authority, BOTH, Flaw};
use crate::support::command::run;

/// The proxies respond in place of this host, with a certificate for it. Its name cannot be resolved.
const HOST: &str = "https://other.example.com";

const IDENTITY: [(&str, &str); 2] =
    [("HW_AUTH_TOKEN", "planted-token"), ("HW_PROJECT_ID", "23a50154cf494ec9ad6883979a12db0a")];

const ROWS: &str =
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 17\r\n\r\n{\"datastores\":[]}";

fn arguments(endpoint: &str) -> [&str; 6] {
    ["datastores", "star-rocks", "--endpoint", endpoint, "--output", "csv"]
}

/// Makes a call with these variables, and returns its exit code and messages.
fn called(endpoint: &str, variables: &[(&str, &str)]) -> (i32, String) {
    let environment: Vec<_> = IDENTITY.iter().chain(variables).copied().collect();
    let (code, _, stderr) = run(&arguments(endpoint), &environment);
    assert!(!stderr.contains("planted"), "{stderr}");
    (code, stderr)
}

/// Writes a file with the certificate of the issuer.
fn issuer(authority: &Authority) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("issuer.pem");
    std::fs::write(&path, authority.pem()).unwrap();
    (folder, path.to_str().unwrap().to_owned())
}

async fn respond_over_tls(stream: TcpStream, tls: Arc<ServerConfig>) {
    let Ok(mut stream) = TlsAcceptor::from(tls).accept(stream).await else { return };
    if stream.read(&mut vec![0; 16 * 1024]).await.is_ok_and(|read| read > 0) {
        _ = stream.write_all(ROWS.as_bytes()).await;
        _ = stream.shutdown().await;
    }
}

/// Starts a TLS server, and returns its port. `begin` runs on each connection before the handshake.
async fn serve<F>(
    authority: &Authority,
    flaw: Flaw,
    begin: impl Fn(TcpStream) -> F + Send + 'static,
) -> u16
where
    F: Future<Output = TcpStream> + Send,
{
    let tls = authority.server(flaw, BOTH, false);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            respond_over_tls(begin(stream).await, tls.clone()).await;
        }
    });
    port
}

/// Acts as an HTTP proxy that requires a user name and password.
async fn connect(mut stream: TcpStream) -> TcpStream {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
    }
    let request = String::from_utf8(request).unwrap();
    assert!(request.starts_with("CONNECT other.example.com:443 "), "{request}");
    let basic = ": Basic cGxhbnRlZDpwQHNz\r\n"; // planted:p@ss
    let response = if request.contains(basic) { "200 OK" } else { "407 X" };
    stream.write_all(format!("HTTP/1.1 {response}\r\n\r\n").as_bytes()).await.unwrap();
    stream
}

/// Acts as a SOCKS proxy that gets the host name.
async fn socks(mut stream: TcpStream) -> TcpStream {
    stream.read_exact(&mut [0; 3]).await.unwrap();
    stream.write_all(&[5, 0]).await.unwrap();
    let mut request = [0; 4 + 1 + 17 + 2];
    stream.read_exact(&mut request).await.unwrap();
    assert_eq!(&request[5..22], b"other.example.com");
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn ssl_cert_file_adds_an_issuer() {
    let authority = Authority::new();
    let (_folder, file) = issuer(&authority);
    let port = serve(&authority, Flaw::None, std::future::ready).await;
    let endpoint = format!("https://127.0.0.1:{port}");
    let (code, stderr) = called(&endpoint, &[]);
    assert_eq!(code, 5, "{stderr}");
    assert!(stderr.contains("signed by an issuer that this machine does not trust"), "{stderr}");
    assert!(!stderr.contains("attempts") && stderr.contains("`SSL_CERT_FILE`"), "{stderr}");
    assert_eq!(called(&endpoint, &[("SSL_CERT_FILE", &file)]), (0, String::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_url_can_have_a_password() {
    let authority = Authority::new();
    let (_folder, file) = issuer(&authority);
    let port = serve(&authority, Flaw::OtherHost, connect).await;
    let [with, without] =
        ["planted:p%40ss@", ""].map(|user| format!("http://{user}127.0.0.1:{port}"));
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let (code, stderr) = called(HOST, &[("SSL_CERT_FILE", &file), (name, &without)]);
        assert_eq!(code, 5);
        assert!(stderr.contains("it requires a user name and password"), "{stderr}");
        assert!(!stderr.contains("attempts"), "{stderr}");
        assert_eq!(called(HOST, &[("SSL_CERT_FILE", &file), (name, &with)]), (0, String::new()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socks5h_proxy_resolves_the_host_name() {
    let authority = Authority::new();
    let (_folder, file) = issuer(&authority);
    let port = serve(&authority, Flaw::OtherHost, socks).await;
    let proxy = format!("socks5h://127.0.0.1:{port}");
    for name in ["HTTPS_PROXY", "ALL_PROXY"] {
        let variables = [("SSL_CERT_FILE", &*file), (name, &proxy)];
        assert_eq!(called(HOST, &variables), (0, String::new()));
    }
}

#[test]
fn an_invalid_proxy_url_is_reported_by_variable() {
    for (name, url, problem) in [
        ("HTTPS_PROXY", "http://planted:p ss@proxy.example.com:3128", "not the URL of a proxy"),
        ("https_proxy", "socks://planted@proxy.example.com:1080", "not the URL of a proxy"),
        ("ALL_PROXY", "socks5://planted@proxy.example.com", "a SOCKS proxy without a port"),
    ] {
        let variables: Vec<_> = IDENTITY.into_iter().chain([(name, url)]).collect();
        let (code, _, stderr) = run(&arguments(HOST), &variables);
        assert_eq!(code, 2, "{stderr}");
        assert!(stderr.contains(&format!("{name}: {problem}")), "{stderr}");
        assert!(!stderr.contains("planted"), "{stderr}");
    }
}
