//! Faults of HTTP/2: streams that are refused or reset, and GOAWAY.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use taurusdb_htap::ErrorKind::{Connection, InvalidResponse, Timeout};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::harness::expected::{error, rows};
use crate::harness::http2_frames::{
    CANCEL, DATA, ENHANCE_YOUR_CALM, INTERNAL_ERROR, NO_ERROR, PROTOCOL_ERROR, REFUSED_STREAM,
    body, frame, goaway, greet, head, request, reset,
};
use crate::harness::scripted_peer::{ROWS as BODY, good};
use crate::harness::{Observation, SECOND, builder, call, idle, observe};

rows! {
    answered: "A successful response over HTTP/2" => rows(0), observe_peer([]);
    goaway_first: "GOAWAY before any request" =>
        error(Connection).attempts(3), three_times(Action::Greet(|| goaway(0, NO_ERROR)));
    goaway_first_once: "GOAWAY before any request, once" =>
        rows(0).attempts(2), observe_peer([Action::Greet(|| goaway(0, NO_ERROR))]);
    goaway_instead: "GOAWAY instead of the response, 33 times" =>
        error(Connection).attempts(3), observe_peer([Action::End(|_| goaway(0, NO_ERROR)); 33]);
    goaway_thirty: "GOAWAY instead of the response, 30 times: the request was not processed" =>
        rows(0).attempts(1), observe_peer([Action::End(|_| goaway(0, NO_ERROR)); 30]);
    goaway_after: "GOAWAY after a response: the next call uses another connection" => rows(0), second_of([Action::Respond(|stream| [response(stream), goaway(stream, NO_ERROR)].concat())]);
    goaway_meanwhile: "GOAWAY that includes this request, then its response" =>
        rows(0), observe_peer([Action::Respond(|stream| [goaway(stream, NO_ERROR), response(stream)].concat())]);
    goaway_enhance_your_calm: "GOAWAY with ENHANCE_YOUR_CALM" =>
        error(Connection).attempts(3), three_times(Action::End(|_| goaway(0, ENHANCE_YOUR_CALM)));
    refused_stream: "REFUSED_STREAM, 33 times" =>
        error(Connection).attempts(3), observe_peer([Action::Respond(|stream| reset(stream, REFUSED_STREAM)); 33]);
    refused_stream_thirty: "REFUSED_STREAM, 30 times: the request was not processed" =>
        rows(0).attempts(1), observe_peer([Action::Respond(|stream| reset(stream, REFUSED_STREAM)); 30]);
    internal_error: "INTERNAL_ERROR instead of the response" =>
        error(Connection).attempts(3), three_times(Action::Respond(|stream| reset(stream, INTERNAL_ERROR)));
    reset_after_headers: "INTERNAL_ERROR after the headers" => error(InvalidResponse).status(200).attempts(3),
        three_times(Action::Respond(|stream| [head(stream, &[]), reset(stream, INTERNAL_ERROR)].concat()));
    cancelled_body: "CANCEL within the body" => error(InvalidResponse).status(200).attempts(3), three_times(Action::Respond(cancelled));
    body_too_long: "A body longer than announced" => error(InvalidResponse).status(200).attempts(3),
        three_times(Action::Respond(|stream| [head(stream, &[("content-length", "16")]), body(stream, BODY)].concat()));
    silent: "No response to the request" => error(Timeout).attempts(3).ends_at(30.0), three_times(Action::Respond(|_| Vec::new()));
    closed: "The connection is closed instead of the response" =>
        error(Connection).attempts(3), three_times(Action::End(|_| Vec::new()));
    closed_within_body: "The connection is closed within the body" =>
        error(InvalidResponse).status(200).attempts(3), three_times(Action::End(begun));
    http_1: "A response of HTTP/1.1" => error(Connection).attempts(3), three_times(Action::Greet(good));
    garbled: "An invalid frame" =>
        error(Connection).attempts(3), three_times(Action::Respond(|_| frame(DATA, 0, 0, b"planted")));
    protocol_error: "PROTOCOL_ERROR instead of the response" =>
        error(Connection).attempts(3), three_times(Action::Respond(|stream| reset(stream, PROTOCOL_ERROR)));
    header_100_kib: "A header of 100 KiB" => rows(0), observe_peer([Action::Respond(|stream| with_header(stream, 100 * 1024))]);
    header_too_large: "A header of 1 MiB" =>
        error(Connection).attempts(3), three_times(Action::Respond(|stream| with_header(stream, 1024 * 1024)));
}

/// An action on a connection, or on a request of it.
#[derive(Clone, Copy)]
enum Action {
    /// Sends these bytes after the handshake, and closes the connection.
    Greet(fn() -> Vec<u8>),
    /// Sends this response and keeps the connection open.
    Respond(fn(u32) -> Vec<u8>),
    /// Sends this response and closes the connection.
    End(fn(u32) -> Vec<u8>),
}

fn response(stream: u32) -> Vec<u8> {
    [head(stream, &[]), body(stream, BODY)].concat()
}

fn begun(stream: u32) -> Vec<u8> {
    [head(stream, &[]), frame(DATA, 0, stream, &BODY.as_bytes()[..8])].concat()
}

fn cancelled(stream: u32) -> Vec<u8> {
    [begun(stream), reset(stream, CANCEL)].concat()
}

fn with_header(stream: u32, size: usize) -> Vec<u8> {
    [head(stream, &[("x-large", &"x".repeat(size))]), body(stream, BODY)].concat()
}

async fn three_times(action: Action) -> Observation {
    observe_peer([action; 3]).await
}

async fn observe_peer(actions: impl IntoIterator<Item = Action>) -> Observation {
    observe(&client(actions).await).await
}

async fn second_of(actions: impl IntoIterator<Item = Action>) -> Observation {
    let client = client(actions).await;
    call(&client).await.unwrap();
    idle(SECOND).await;
    observe(&client).await
}

async fn client(actions: impl IntoIterator<Item = Action>) -> taurusdb_htap::Client {
    let actions: Arc<Mutex<VecDeque<_>>> = Arc::new(Mutex::new(actions.into_iter().collect()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(serve(stream, actions.clone()));
        }
    });
    builder(&endpoint).http_client(reqwest::ClientBuilder::http2_prior_knowledge).build().unwrap()
}

/// Handles one connection. After the last action, every request gets a successful response.
async fn serve(mut stream: TcpStream, actions: Arc<Mutex<VecDeque<Action>>>) {
    let greeting = {
        let mut actions = actions.lock().unwrap();
        match actions.front() {
            Some(Action::Greet(greeting)) => {
                let greeting = *greeting;
                actions.pop_front();
                Some(greeting)
            }
            _ => None,
        }
    };
    if !greet(&mut stream).await {
        return;
    }
    if let Some(greeting) = greeting {
        _ = stream.write_all(&greeting()).await;
        return;
    }
    while let Some(id) = request(&mut stream).await {
        let action = actions.lock().unwrap().pop_front().unwrap_or(Action::Respond(response));
        let (Action::Respond(bytes) | Action::End(bytes)) = action else { return };
        if stream.write_all(&bytes(id)).await.is_err() || matches!(action, Action::End(_)) {
            return;
        }
    }
}
