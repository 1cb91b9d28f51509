//! A scripted TCP peer, for what no well-behaved server would send, and for services that the sandbox does not have.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Answers the first request with these bytes and closes; tells the endpoint.
pub(crate) async fn answers_once(answer: impl AsRef<[u8]> + Send + 'static) -> String {
    answers(answer, false).await
}

/// The same, but never closes.
pub(crate) async fn stalls_after(answer: impl AsRef<[u8]> + Send + 'static) -> String {
    answers(answer, true).await
}

async fn answers(answer: impl AsRef<[u8]> + Send + 'static, stalls: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "the request ended early");
        }
        stream.write_all(answer.as_ref()).await.unwrap();
        if stalls {
            std::future::pending::<()>().await;
        }
    });
    endpoint
}

/// Answers one request on each connection, in this order, and closes it.
pub(crate) async fn answers_in_turn(answers: Vec<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for answer in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !is_whole(&request) && stream.read_buf(&mut request).await.unwrap() > 0 {}
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    endpoint
}

/// An endpoint where nothing listens: the socket has a port, which no other can take while the test process lives.
pub(crate) fn nobody() -> String {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let endpoint = format!("http://{}", socket.local_addr().unwrap());
    std::mem::forget(socket);
    endpoint
}

/// A peer that answers every request as told, and keeps them: head and body as they came.
pub(crate) struct Peer {
    pub(crate) endpoint: String,
    requests: Arc<Mutex<Vec<String>>>,
    server: tokio::task::JoinHandle<()>,
}

impl Peer {
    /// `answer` makes of a request the head of an answer, without lengths, and its body. None leaves it without an answer.
    pub(crate) async fn start(
        answer: impl Fn(&str) -> Option<(String, String)> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (requests, answer) = (Arc::new(Mutex::new(Vec::new())), Arc::new(answer));
        let kept = requests.clone();
        let server = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (answer, kept) = (answer.clone(), kept.clone());
                connections.spawn(async move {
                    let mut request = Vec::new();
                    while !is_whole(&request) && stream.read_buf(&mut request).await.unwrap() > 0 {}
                    let request = String::from_utf8(request).unwrap();
                    let answer = answer(&request);
                    kept.lock().unwrap().push(request);
                    match answer {
                        Some((head, body)) => {
                            let length = body.len();
                            let answer = format!(
                                "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                            );
                            stream.write_all(answer.as_bytes()).await.unwrap();
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

/// Whether the head is there, and as much body as it announces.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// A response for [`Peer::start`].
pub(crate) fn json_response(body: &Value) -> (String, String) {
    ("200 OK".to_owned(), body.to_string())
}

/// A response without a body for [`Peer::start`].
pub(crate) fn empty_response(status: &str) -> (String, String) {
    (status.to_owned(), String::new())
}
