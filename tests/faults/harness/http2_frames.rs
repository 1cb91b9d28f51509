//! Frames of HTTP/2, encoded by hand, because no server library would send these.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

pub(crate) const DATA: u8 = 0;
pub(crate) const HEADERS: u8 = 1;
pub(crate) const RST_STREAM: u8 = 3;
pub(crate) const SETTINGS: u8 = 4;
pub(crate) const GOAWAY: u8 = 7;
pub(crate) const CONTINUATION: u8 = 9;

pub(crate) const END_STREAM: u8 = 1;
pub(crate) const END_HEADERS: u8 = 4;

pub(crate) const NO_ERROR: u32 = 0;
pub(crate) const PROTOCOL_ERROR: u32 = 1;
pub(crate) const INTERNAL_ERROR: u32 = 2;
pub(crate) const REFUSED_STREAM: u32 = 7;
pub(crate) const CANCEL: u32 = 8;
pub(crate) const ENHANCE_YOUR_CALM: u32 = 11;

/// The largest frame that every peer accepts.
const LARGEST: usize = 16 * 1024;

pub(crate) fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

pub(crate) fn reset(stream: u32, code: u32) -> Vec<u8> {
    frame(RST_STREAM, 0, stream, &code.to_be_bytes())
}

/// The peer will not process any stream after `last`.
pub(crate) fn goaway(last: u32, code: u32) -> Vec<u8> {
    frame(GOAWAY, 0, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat())
}

/// Status 200, a request ID and these headers, in as many frames as they need.
pub(crate) fn head(stream: u32, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut block = vec![0x88]; // `:status: 200` is in the static table
    for (name, value) in [("x-request-id", "r-1")].iter().chain(headers) {
        block.push(0); // a literal that is not indexed
        for text in [name, value] {
            block.extend(integer(text.len()));
            block.extend(text.as_bytes());
        }
    }
    let count = block.chunks(LARGEST).count();
    let frames = block.chunks(LARGEST).enumerate().map(|(index, part)| {
        let flags = if index + 1 == count { END_HEADERS } else { 0 };
        frame(if index == 0 { HEADERS } else { CONTINUATION }, flags, stream, part)
    });
    frames.flatten().collect()
}

/// Encodes an integer with a prefix of seven bits.
fn integer(value: usize) -> Vec<u8> {
    if value < 127 {
        return vec![u8::try_from(value).unwrap()];
    }
    let (mut bytes, mut rest) = (vec![127], value - 127);
    while rest >= 128 {
        bytes.push(u8::try_from(rest % 128).unwrap() | 128);
        rest /= 128;
    }
    bytes.push(u8::try_from(rest).unwrap());
    bytes
}

pub(crate) fn body(stream: u32, body: &str) -> Vec<u8> {
    frame(DATA, END_STREAM, stream, body.as_bytes())
}

/// Performs the handshake of HTTP/2. Returns false if the client uses another protocol.
pub(crate) async fn greet(stream: &mut TcpStream) -> bool {
    let mut preface = vec![0; PREFACE.len()];
    let is_read = stream.read_exact(&mut preface).await.is_ok();
    is_read && preface == PREFACE && stream.write_all(&frame(SETTINGS, 0, 0, &[])).await.is_ok()
}

/// The stream of the next request, or `None` if the client closes the connection.
pub(crate) async fn request(stream: &mut TcpStream) -> Option<u32> {
    let mut start = [0; 9];
    while stream.read_exact(&mut start).await.is_ok() {
        let length =
            usize::from(start[0]) << 16 | usize::from(start[1]) << 8 | usize::from(start[2]);
        let mut payload = vec![0; length];
        stream.read_exact(&mut payload).await.ok()?;
        if start[3] == HEADERS {
            return Some(u32::from_be_bytes([start[5], start[6], start[7], start[8]]));
        }
    }
    None
}
