//! Host names, and connections that fail, stall or close.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use taurusdb_htap::ErrorKind::{Connection, InvalidResponse, Timeout};
use tokio::net::{TcpListener, TcpSocket};

use crate::harness::expected::{error, rows};
use crate::harness::scripted_peer::{
    Action, ROWS as BODY, good, head, kept, observe_peer, scripted_peer, scripted_peer_on,
    three_times,
};
use crate::harness::{Observation, SECOND, builder, call, client, idle, observe};

rows! {
    name_not_found: "The host's name cannot be resolved" =>
        error(Connection).attempts(3).because("no such name"), names(Names::Failing);
    name_server_silent: "The name server does not answer (`connect_timeout` 2 s)" =>
        error(Timeout).attempts(3).takes(6.0), names(Names::Silent);
    first_address_dead: "The host has two addresses, and the first refuses the connection" => rows(0), names(Names::HalfDead);
    refused: "The connection is refused" => error(Connection).attempts(3).because("refused"), refused_then_served();
    reset_unread: "Reset before the request is read" => error(Connection).attempts(3), three_times(Action::ResetUnread);
    reset_before_headers: "Reset before the headers, after a second" =>
        error(Connection).attempts(3).takes(3.0), three_times(Action::Reset(Vec::new()));
    reset_within_headers: "Reset within the headers, after a second" =>
        error(Connection).attempts(3).takes(3.0), three_times(Action::Reset(b"HTTP/1.1 200 OK\r\nX-Requ".to_vec()));
    reset_after_headers: "Reset after the headers, after a second" =>
        error(InvalidResponse).status(200).attempts(3).takes(3.0), three_times(Action::Reset(announced(17)));
    reset_within_body: "Reset within the body, after a second" =>
        error(InvalidResponse).status(200).attempts(3).takes(3.0), three_times(Action::Reset(begun(17)));
    reset_once: "Reset within the body, once" => rows(0).attempts(2).takes(1.0), observe_peer([Action::Reset(begun(17))]);
    closed_unanswered: "Closed without a response" => error(Connection).attempts(3), three_times(Action::Respond(Vec::new()));
    closed_within_headers: "Closed within the headers" =>
        error(Connection).attempts(3), three_times(Action::Respond(b"HTTP/1.1 200 OK\r\nX-Requ".to_vec()));
    never_answering: "No response" => error(Timeout).attempts(3).ends_at(30.0), three_times(Action::Stall(Vec::new()));
    stalls_within_headers: "The response stalls within the headers" =>
        error(Timeout).attempts(3).ends_at(30.0), three_times(Action::Stall(b"HTTP/1.1 200 OK\r\nX-Requ".to_vec()));
    stalls_within_body: "The response stalls within the body" =>
        error(Timeout).status(200).attempts(3).ends_at(30.0), three_times(Action::Stall(begun(17)));
    silent_once: "No response to the first attempt" =>
        rows(0).attempts(2).takes(10.0), observe_peer([Action::Stall(Vec::new())]);
    drips_headers: "The response byte by byte, one each second" =>
        error(Timeout).attempts(3).ends_at(30.0), three_times(Action::Drip(Vec::new(), good(), SECOND));
    drips_body: "The body byte by byte, one each second" =>
        error(Timeout).status(200).attempts(3).ends_at(30.0),
        three_times(Action::Drip(announced(17), BODY.into(), SECOND));
    slow_in_time: "The body byte by byte, two each second, within the time of the attempt" =>
        rows(0).takes(8.5), observe_peer([Action::Drip(announced(17), BODY.into(), SECOND / 2)]);
    kept_then_closed: "The peer closes an idle connection" =>
        rows(0), reused([kept(), Action::CloseIdle]);
    kept_then_half_closed: "The peer half-closes an idle connection" =>
        rows(0), reused([kept(), Action::HalfClose]);
    kept_then_dropped: "A reused connection is closed at the next request" =>
        rows(0).attempts(2), reused([kept(), Action::Respond(Vec::new())]);
    kept_then_reset: "A reused connection is reset a second after the next request" =>
        rows(0).attempts(2).takes(1.0), reused([kept(), Action::Reset(Vec::new())]);
    kept_then_silent: "A reused connection gets no response any more" =>
        rows(0).attempts(2).takes(10.0), reused([kept(), Action::Stall(Vec::new())]);
}

/// A head with this `Content-Length`.
fn announced(length: usize) -> Vec<u8> {
    head(&format!("200 OK\r\nConnection: close\r\nContent-Length: {length}"))
}

/// The same, and the first half of a body.
fn begun(length: usize) -> Vec<u8> {
    [&*announced(length), &BODY.as_bytes()[..8]].concat()
}

async fn refused_then_served() -> Observation {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let client = client(&format!("http://{}", socket.local_addr().unwrap()));
    let mut seen = observe(&client).await;
    assert!(seen.problem.take().is_some(), "nothing listens yet");
    scripted_peer_on(socket.listen(8).unwrap(), []);
    idle(2 * SECOND).await;
    call(&client).await.unwrap();
    seen
}

/// Observes the second call of a client, a second after the first.
async fn reused(actions: impl IntoIterator<Item = Action>) -> Observation {
    let client = client(&scripted_peer(actions).await.endpoint);
    call(&client).await.unwrap();
    idle(SECOND).await;
    observe(&client).await
}

/// How the first three lookups of a name fail.
#[derive(Clone, Copy)]
enum Names {
    Failing,
    Silent,
    HalfDead,
}

struct Resolver {
    names: Names,
    lookups: Arc<AtomicUsize>,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        assert_eq!(name.as_str(), "localhost");
        let is_over = self.lookups.fetch_add(1, Ordering::SeqCst) >= 3;
        let names = self.names;
        Box::pin(async move {
            let addresses = match names {
                Names::Failing if !is_over => return Err("no such name".into()),
                Names::Silent if !is_over => std::future::pending().await,
                Names::HalfDead => vec![[127, 0, 0, 2], [127, 0, 0, 1]],
                _ => vec![[127, 0, 0, 1]],
            };
            let addresses = addresses.into_iter().map(|address| SocketAddr::from((address, 0)));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

async fn names(names: Names) -> Observation {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    scripted_peer_on(listener, []);
    let lookups = Arc::new(AtomicUsize::new(0));
    let counter = lookups.clone();
    let builder =
        builder(&format!("http://localhost:{port}")).connect_timeout(Duration::from_secs(2));
    let resolver = move || Resolver { names, lookups: counter.clone() };
    let client = builder.http_client(move |http| http.dns_resolver(resolver())).build().unwrap();
    let seen = observe(&client).await;
    assert!(lookups.load(Ordering::SeqCst) >= 2, "the resolver gets every name");
    seen
}
