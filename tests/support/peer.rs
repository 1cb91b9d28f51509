//! TCP peers that send given responses: invalid ones, and those of services that the sandbox does not have.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Sends these bytes to the first request and closes the connection. Returns the endpoint.
pub(crate) async fn responds_once(response: impl AsRef<[u8]> + Send + 'static) -> String {
    respond(response, false).await
}

/// The same, but keeps the connection open.
pub(crate) async fn stalls_after(response: impl AsRef<[u8]> + Send + 'static) -> String {
    respond(response, true).await
}

async fn respond(response: impl AsRef<[u8]> + Send + 'static, stalls: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "the request ended early");
        }
        stream.write_all(response.as_ref()).await.unwrap();
        if stalls {
            std::future::pending::<()>().await;
        }
    });
    endpoint
}

/// Sends one of the responses on each connection, in order, and closes it.
pub(crate) async fn responds_in_turn(responses: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for response in responses {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !is_whole(&request) && stream.read_buf(&mut request).await.unwrap() > 0 {}
            stream.write_all(response.as_bytes()).await.unwrap();
        }
    });
    endpoint
}

/// An endpoint where nothing listens. Its socket stays bound until the test process ends, so no other can take the
/// port.
pub(crate) fn unused_endpoint() -> String {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let endpoint = format!("http://{}", socket.local_addr().unwrap());
    std::mem::forget(socket);
    endpoint
}

/// An HTTP server that responds to every request by a function, and records the requests.
pub(crate) struct Peer {
    pub(crate) endpoint: String,
    requests: Arc<Mutex<Vec<String>>>,
    server: tokio::task::JoinHandle<()>,
}

impl Peer {
    /// `respond` returns the status with headers, and the body. With `None` the request gets no response.
    pub(crate) async fn start(
        respond: impl Fn(&str) -> Option<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (requests, respond) = (Arc::new(Mutex::new(Vec::new())), Arc::new(respond));
        let kept = requests.clone();
        let server = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (respond, kept) = (respond.clone(), kept.clone());
                connections.spawn(async move {
                    let mut request = Vec::new();
                    while !is_whole(&request) && stream.read_buf(&mut request).await.unwrap() > 0 {}
                    let request = String::from_utf8(request).unwrap();
                    let response = respond(&request);
                    kept.lock().unwrap().push(request);
                    match response {
                        Some((head, body)) => {
                            let length = body.len();
                            let response = format!(
                                "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                            );
                            stream.write_all(response.as_bytes()).await.unwrap();
                        }
                        None => std::future::pending().await,
                    }
                });
            }
        });
        Self { endpoint, requests, server }
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Whether a request has its head and the announced body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// A response for [`Peer::start`].
#[cfg(feature = "cli")]
pub(crate) fn json_response(body: &serde_json::Value) -> (String, String) {
    ("200 OK".to_owned(), body.to_string())
}

/// A response without a body for [`Peer::start`].
#[cfg(feature = "cli")]
pub(crate) fn empty_response(status: &str) -> (String, String) {
    (status.to_owned(), String::new())
}
