//! A TCP peer that records the exact bytes of requests.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

const LIMIT: Duration = Duration::from_secs(60);

/// Responds to every request with an empty list.
pub(crate) struct Peer {
    pub(crate) endpoint: String,
    heads: UnboundedReceiver<String>,
}

/// A request without its body.
#[derive(Debug, PartialEq)]
pub(crate) struct Head {
    /// Method, path, query and version.
    pub(crate) line: String,
    /// All values, by name in lower case.
    pub(crate) headers: BTreeMap<String, Vec<String>>,
}

impl Peer {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let (sender, heads) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let sent = sender.send(exchange(&mut stream).await);
                sent.expect("the test waits for the request");
            }
        });
        Self { endpoint, heads }
    }

    /// The next request.
    pub(crate) async fn head(&mut self) -> Head {
        let head = timeout(LIMIT, self.heads.recv()).await.expect("a request").unwrap();
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap().to_owned();
        let mut headers = BTreeMap::<_, Vec<_>>::new();
        for header in lines {
            let (name, value) = header.split_once(':').unwrap();
            headers.entry(name.to_lowercase()).or_default().push(value.trim_ascii().to_owned());
        }
        Head { line, headers }
    }
}

/// Handles one request, and closes the connection.
async fn exchange(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let end = loop {
        if let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        let read = timeout(LIMIT, stream.read_buf(&mut request)).await.expect("a complete head");
        assert_ne!(read.unwrap(), 0, "the request is truncated");
    };
    let response = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\
                  Connection: close\r\n\r\n{\"datastores\":[]}";
    stream.write_all(response.as_bytes()).await.unwrap();
    request.truncate(end);
    String::from_utf8(request).expect("an ASCII head")
}
