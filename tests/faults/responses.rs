//! Responses that are not HTTP, incomplete, too large, encoded, or redirects.

use std::sync::atomic::Ordering;

use taurusdb_htap::ErrorKind::{Connection, InvalidResponse, Service};
use taurusdb_htap::RetryPolicy;

use crate::harness::expected::{error, rows};
use crate::harness::scripted_peer::{
    Action, ROWS as BODY, head, observe_peer, response, scripted_peer, three_times,
};
use crate::harness::{Observation, builder, client, observe};
use crate::support::peer::Peer;

const MIB: usize = 1024 * 1024;

rows! {
    not_http: "The response is in another protocol" => error(InvalidResponse).attempts(3), raw(b"SSH-2.0-OpenSSH_9.6\r\n");
    status_line_only: "The connection closes after the status line" =>
        error(Connection).attempts(3), raw(b"HTTP/1.1 200 OK\r\n");
    two_lengths: "Two different values of `Content-Length`" => error(InvalidResponse).attempts(3),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\nContent-Length: 18\r\n\r\n{\"datastores\":[]}");
    length_is_no_number: "`Content-Length` is not a number" => error(InvalidResponse).attempts(3),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{\"datastores\":[]}");
    length_too_long: "`Content-Length` is larger than the body" =>
        error(InvalidResponse).status(200).attempts(3), three_times_with("200 OK\r\nContent-Length: 500", BODY);
    length_too_short: "`Content-Length` is smaller than the body" =>
        error(InvalidResponse).status(200), once("200 OK\r\nContent-Length: 16", BODY);
    length_of_nothing: "`Content-Length` is 0, and a body follows" =>
        error(InvalidResponse).status(200), once("200 OK\r\nContent-Length: 0", BODY);
    without_length: "No `Content-Length`, and the connection closes after the body" => rows(0), once("200 OK", BODY);
    without_length_cut: "No `Content-Length`, and the connection closes within the body" =>
        error(InvalidResponse).status(200), once("200 OK", &BODY[..8]);
    http_1_0: "A response of HTTP/1.0" =>
        rows(0), observe_peer([Action::Respond(format!("HTTP/1.0 200 OK\r\n\r\n{BODY}").into())]);
    chunks: "A body in chunks, with an extension and a trailer" =>
        rows(0), once(CHUNKED, "10;x=y\r\n{\"datastores\":[]\r\n1\r\n}\r\n0\r\nX-Y: z\r\n\r\n");
    chunks_garbage: "Invalid chunks" =>
        error(InvalidResponse).status(200).attempts(3), three_times_with(CHUNKED, "planted\r\n{\"datastores\":[]}");
    chunks_cut: "A truncated chunk" =>
        error(InvalidResponse).status(200).attempts(3), three_times_with(CHUNKED, "11\r\n{\"data");
    chunks_without_end: "The last chunk is missing" =>
        error(InvalidResponse).status(200).attempts(3), three_times_with(CHUNKED, "11\r\n{\"datastores\":[]}\r\n");
    chunk_of_2_64: "A chunk of 2⁶⁴ bytes" =>
        error(InvalidResponse).status(200).attempts(3), three_times_with(CHUNKED, "10000000000000000\r\n{}");
    early_hints: "103 before the response" => rows(0), observe_peer([Action::Respond(with_early_hints())]);
    gib_announced: "A body of 1 GiB with `Content-Length`, which is not read" =>
        error(InvalidResponse).status(200), flood("200 OK\r\nContent-Length: 1073741824", vec![b' '; 64 * 1024]);
    gib_in_chunks: "A body of 1 GiB in chunks, of which 1 MiB is read" =>
        error(InvalidResponse).status(200), flood(CHUNKED, chunk(64 * 1024));
    gib_of_error: "An error with a body of 1 GiB, of which 1 MiB is read (no retries)" =>
        error(Service).status(503).retryable(), flood_of_error();
    gzip_bomb: "A gzip bomb of 100 MiB, which is not decompressed" =>
        error(InvalidResponse).status(200), coded(1, "200 OK", "gzip");
    unknown_coding: "An unknown content coding" => error(InvalidResponse).status(200), coded(1, "200 OK", "x-unknown");
    error_in_gzip: "An error with a content coding" => error(Service).status(503).attempts(3), coded(3, "503 X", "gzip");
    error_cut: "An error whose body is truncated" =>
        error(Service).status(503).attempts(3), three_times_with("503 X\r\nContent-Length: 500", "{\"error_code\":\"DBS.1");
    header_100_kib: "A header of 100 KiB" => rows(0), header(100 * 1024);
    header_too_large: "A header of 1 MiB" => error(InvalidResponse).attempts(3), header(MIB);
    headers_1000: "A thousand headers" => error(InvalidResponse).attempts(3), headers();
    redirect_302: "302 to another host, which gets no request" => error(InvalidResponse).status(302), redirect("302 Found");
    redirect_307: "307 to another host, which gets no request" =>
        error(InvalidResponse).status(307), redirect("307 Temporary Redirect");
    redirect_308: "308 to another host, which gets no request" =>
        error(InvalidResponse).status(308), redirect("308 Permanent Redirect");
    redirect_to_itself: "301 to the same address" =>
        error(InvalidResponse).status(301), once("301 X\r\nLocation: /\r\nContent-Length: 0", "");
    not_modified: "304 without a conditional request" => error(InvalidResponse).status(304), once("304 Not Modified", "");
    no_content: "204 instead of rows" => error(InvalidResponse).status(204), once("204 No Content", "");
    created: "201 with rows" => error(InvalidResponse).status(201), observe_peer([Action::Respond(response("201 Created", BODY))]);
    partial: "206 with rows" => error(InvalidResponse).status(206), observe_peer([Action::Respond(response("206 Partial", BODY))]);
}

const CHUNKED: &str = "200 OK\r\nTransfer-Encoding: chunked";

/// Each of three attempts gets these bytes, without a request ID.
async fn raw(response: &'static [u8]) -> Observation {
    three_times(Action::Respond(response.into())).await
}

fn bytes(start: &str, body: &str) -> Vec<u8> {
    [&*head(&format!("{start}\r\nConnection: close")), body.as_bytes()].concat()
}

async fn once(start: &str, body: &str) -> Observation {
    observe_peer([Action::Respond(bytes(start, body))]).await
}

/// Each of three attempts gets this response.
async fn three_times_with(start: &str, body: &str) -> Observation {
    three_times(Action::Respond(bytes(start, body))).await
}

fn with_early_hints() -> Vec<u8> {
    let hint = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    [&hint[..], &response("200 OK", BODY)].concat()
}

fn chunk(size: usize) -> Vec<u8> {
    format!("{size:x}\r\n{}\r\n", " ".repeat(size)).into()
}

/// The peer can fill the buffers of two sockets, but the client must not read the rest.
async fn flood(start: &str, piece: Vec<u8>) -> Observation {
    let scripted_peer = scripted_peer([Action::Flood(head(start), piece)]).await;
    let seen = observe(&client(&scripted_peer.endpoint)).await;
    let taken = scripted_peer.flooded.load(Ordering::SeqCst);
    assert!(taken < 32 * MIB, "{taken} bytes were taken");
    seen
}

async fn flood_of_error() -> Observation {
    let flood = Action::Flood(head("503 X\r\nTransfer-Encoding: chunked"), chunk(64 * 1024));
    let scripted_peer = scripted_peer([flood]).await;
    let seen =
        observe(&builder(&scripted_peer.endpoint).retry(RetryPolicy::off()).build().unwrap()).await;
    assert!(scripted_peer.flooded.load(Ordering::SeqCst) < 32 * MIB);
    seen
}

/// Zeros in gzip, where 13 bits encode 258 bytes: a literal zero, then repetitions of it in the fixed code. The
/// checksum and the size at the end are missing.
fn bomb(size: usize) -> Vec<u8> {
    const START: &str = "11000110000"; // the last block, the fixed code, a zero
    const REPETITION: &str = "1100010100000"; // 258 bytes from one byte before
    let bits = START.bytes().chain(REPETITION.bytes().cycle().take(size / 258 * 13));
    let bits: Vec<u8> = bits.map(|bit| bit - b'0').collect();
    let bytes = bits.chunks(8).map(|bits| bits.iter().rev().fold(0, |byte, bit| byte << 1 | bit));
    [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3].into_iter().chain(bytes).collect()
}

async fn coded(times: usize, start: &str, coding: &str) -> Observation {
    let start = format!("{start}\r\nContent-Encoding: {coding}");
    let action = Action::Respond(response(&start, bomb(100 * MIB)));
    observe_peer(vec![action; times]).await
}

async fn header(size: usize) -> Observation {
    let large = format!("200 OK\r\nX-Large: {}", "x".repeat(size));
    three_times(Action::Respond(response(&large, BODY))).await
}

async fn headers() -> Observation {
    let many = "\r\nX-Y: z".repeat(1000);
    three_times(Action::Respond(response(&format!("200 OK{many}"), BODY))).await
}

async fn redirect(start: &str) -> Observation {
    let other = Peer::start(|_| Some(("200 OK".to_owned(), BODY.to_owned()))).await;
    let start = format!("{start}\r\nLocation: {}/v3", other.endpoint);
    let seen = observe_peer([Action::Respond(response(&start, ""))]).await;
    assert!(other.requests().is_empty(), "the token was sent to another host");
    seen
}
