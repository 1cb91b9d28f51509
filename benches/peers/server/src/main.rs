//! The server of all peers: HTTP/1.1 on one port, the same over TLS on another, on one thread.
//!
//! `server CA_FILE` writes the certificate of the run's own CA to that file, and prints both endpoints on one line. It
//! answers each request with the example of the vendor's page, and requests for ClickHouse with an error of the contract.

use std::{env, error::Error, fs, sync::Arc};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

type Result<T = (), E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

const DATASTORES: &str = r#"{
  "datastores" : [ {
    "id" : "38197973-8895-36ed-b853-52daeefb6d3a",
    "name" : "3.1",
    "kernel_version" : "3.1.6.0"
  } ]
}"#;

const REFUSAL: &str = r#"{
  "error_code" : "DBS.280001",
  "error_msg" : "Parameter error."
}"#;

const REQUEST_ID: &str = "acbc548ac6f2a0dbdb9e3518a7c0ff84";

/// More than any request of a peer: a token has 2 KiB.
const MAXIMUM_HEAD: usize = 16 * 1024;

fn main() -> Result {
    let ca_file = env::args().nth(1).ok_or("usage: server CA_FILE")?;
    let tls = certificate(&ca_file)?;
    tokio::runtime::Builder::new_current_thread().enable_io().build()?.block_on(async {
        let (plain, secure) =
            (TcpListener::bind("127.0.0.1:0").await?, TcpListener::bind("127.0.0.1:0").await?);
        println!("http://{} https://{}", plain.local_addr()?, secure.local_addr()?);
        tokio::spawn(async move {
            while let Ok((stream, _)) = secure.accept().await {
                let tls = tls.clone();
                tokio::spawn(async move {
                    stream.set_nodelay(true)?;
                    serve(tls.accept(stream).await?).await
                });
            }
        });
        loop {
            let (stream, _) = plain.accept().await?;
            stream.set_nodelay(true)?;
            tokio::spawn(serve(stream));
        }
    })
}

/// Answers every request of a connection.
async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin) -> Result {
    let (success, refusal) = (response("200 OK", DATASTORES), response("400 Bad Request", REFUSAL));
    let mut request = Vec::with_capacity(MAXIMUM_HEAD);
    while stream.read_buf(&mut request).await? > 0 {
        if !request.ends_with(b"\r\n\r\n") {
            if request.len() >= MAXIMUM_HEAD {
                return Err("the head of the request is too long".into());
            }
            continue;
        }
        let line = request.split(|&byte| byte == b'\r').next().unwrap_or_default();
        let refused = line.windows(12).any(|part| part == b"/click-house");
        stream.write_all(if refused { &refusal } else { &success }).await?;
        stream.flush().await?; // a TLS stream keeps what it cannot write at once
        request.clear();
    }
    Ok(())
}

fn response(status: &str, body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nX-Request-Id: {REQUEST_ID}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Makes a CA and the certificate of this server. No client has to look up a name.
fn certificate(ca_file: &str) -> Result<TlsAcceptor> {
    let mut ca = CertificateParams::new(Vec::new())?;
    ca.distinguished_name.push(DnType::CommonName, "CA of benches/run"); // not the name of the certificate below
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let ca = CertifiedIssuer::self_signed(ca, KeyPair::generate()?)?;
    fs::write(ca_file, ca.pem())?;
    let key = KeyPair::generate()?;
    let certificate = CertificateParams::new(["127.0.0.1".into()])?.signed_by(&key, &ca)?;
    let key = PrivateKeyDer::try_from(key.serialize_der())?;
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
