//! A peer that performs a list of actions, one for each request or connection, and then sends empty lists.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;

use crate::harness::{Observation, SECOND, client, observe};

pub(crate) const ROWS: &str = r#"{"datastores":[]}"#;

#[derive(Clone)]
pub(crate) enum Action {
    /// Resets the connection before it reads the request.
    ResetUnread,
    /// Closes the connection before a request.
    CloseIdle,
    /// Shuts down the sending side before a request, but does not close the connection.
    HalfClose,
    /// Sends this response and closes the connection.
    Respond(Vec<u8>),
    /// Sends this response and waits for the next request.
    Keep(Vec<u8>),
    /// Sends this part of a response and then nothing.
    Stall(Vec<u8>),
    /// Sends this part of a response and resets the connection a second later.
    Reset(Vec<u8>),
    /// Sends the first part at once and the second byte by byte.
    Drip(Vec<u8>, Vec<u8>, Duration),
    /// Sends the head, then a GiB in chunks of the second part.
    Flood(Vec<u8>, Vec<u8>),
}

pub(crate) struct ScriptedPeer {
    pub(crate) endpoint: String,
    /// The number of bytes of floods that the client has received.
    pub(crate) flooded: Arc<AtomicUsize>,
}

/// The head of a response with a request ID.
pub(crate) fn head(head: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\nX-Request-Id: r-1\r\n\r\n").into()
}

/// A complete response. `start` is the status with its reason, and further headers.
pub(crate) fn response(start: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = head(&format!("{start}\r\nConnection: close\r\nContent-Length: {length}"));
    [&*head, body].concat()
}

pub(crate) fn good() -> Vec<u8> {
    response("200 OK", ROWS)
}

/// A successful response on a connection that stays open.
pub(crate) fn kept() -> Action {
    Action::Keep([&*head("200 OK\r\nContent-Length: 17"), ROWS.as_bytes()].concat())
}

/// Observes a call to such a peer.
pub(crate) async fn observe_peer(actions: impl IntoIterator<Item = Action>) -> Observation {
    observe(&client(&scripted_peer(actions).await.endpoint)).await
}

/// The same with this action for each of three attempts.
pub(crate) async fn three_times(action: Action) -> Observation {
    observe_peer([action.clone(), action.clone(), action]).await
}

pub(crate) async fn scripted_peer(actions: impl IntoIterator<Item = Action>) -> ScriptedPeer {
    scripted_peer_on(TcpListener::bind("127.0.0.1:0").await.unwrap(), actions)
}

pub(crate) fn scripted_peer_on(
    listener: TcpListener,
    actions: impl IntoIterator<Item = Action>,
) -> ScriptedPeer {
    let actions: Arc<Mutex<VecDeque<_>>> = Arc::new(Mutex::new(actions.into_iter().collect()));
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let flooded = Arc::new(AtomicUsize::new(0));
    let counter = flooded.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (actions, counter) = (actions.clone(), counter.clone());
            tokio::spawn(async move {
                let next =
                    || actions.lock().unwrap().pop_front().unwrap_or(Action::Respond(good()));
                while perform(&mut stream, next(), &counter).await {}
            });
        }
    });
    ScriptedPeer { endpoint, flooded }
}

/// Returns whether the connection stays open.
async fn perform(stream: &mut TcpStream, action: Action, flooded: &AtomicUsize) -> bool {
    match action {
        Action::ResetUnread => stream.set_zero_linger().unwrap(),
        Action::CloseIdle => {}
        Action::HalfClose => {
            _ = stream.shutdown().await;
            std::future::pending::<()>().await;
        }
        _ if !read_request(stream).await => {}
        Action::Respond(bytes) => _ = stream.write_all(&bytes).await,
        Action::Keep(bytes) => return stream.write_all(&bytes).await.is_ok(),
        Action::Stall(bytes) => {
            _ = stream.write_all(&bytes).await;
            std::future::pending::<()>().await;
        }
        Action::Reset(bytes) => {
            _ = stream.write_all(&bytes).await;
            sleep(SECOND).await; // a reset discards data that the client has not read yet
            stream.set_zero_linger().unwrap();
        }
        Action::Drip(at_once, bytes, pace) => {
            _ = stream.write_all(&at_once).await;
            for byte in bytes {
                sleep(pace).await;
                if stream.write_all(&[byte]).await.is_err() {
                    break;
                }
            }
        }
        Action::Flood(head, piece) => {
            _ = stream.write_all(&head).await;
            for _ in 0..(1 << 30) / piece.len() {
                if stream.write_all(&piece).await.is_err() {
                    break;
                }
                flooded.fetch_add(piece.len(), Ordering::SeqCst);
            }
        }
    }
    false
}

/// Reads the head of a request without a body. Returns false if none arrives.
pub(crate) async fn read_request(stream: &mut TcpStream) -> bool {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        if !stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {
            return false;
        }
    }
    true
}
