//! Responses of 1 GiB. The client reads no more of them than its body limit.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use taurusdb_htap::{EngineName, ErrorKind, RetryPolicy};

use crate::peer::{self, Peer};
use crate::{MIB, Result, judge, process, runtime};

const SIZE: usize = 1024 * 1024 * 1024;
const PIECE: usize = 64 * 1024;

/// Maximum memory above that of the idle client.
const MEMORY: u64 = 20 * MIB;

/// Well below the attempt timeout of ten seconds, with room for a busy machine.
const TIME: Duration = Duration::from_secs(2);

/// How the size of the body is announced, and the expected error.
const BODIES: [(&str, ErrorKind); 5] = [
    ("200, announced", ErrorKind::InvalidResponse),
    ("200, chunked", ErrorKind::InvalidResponse),
    ("200, until the end", ErrorKind::InvalidResponse),
    ("500, announced", ErrorKind::Service),
    ("500, chunked", ErrorKind::Service),
];

pub(crate) fn measure() -> Result<bool> {
    let mut peer = Peer::start("bodies")?;
    let client = peer.client_builder().retry(RetryPolicy::off()).build()?;
    let runtime = runtime()?;
    let call = || runtime.block_on(client.list_datastores(EngineName::StarRocks).into_future());
    call()?;
    let idle = process::resident();
    let mut holds = true;
    for (body, expected) in BODIES {
        peer.query(body)?;
        let began = Instant::now();
        let error = call().err().ok_or("1 GiB was accepted as a response")?;
        let (time, kind) = (began.elapsed(), error.kind());
        let sent: usize = peer.query("sent")?.parse()?;
        let figure = format!("{body}: {kind:?} after {time:.1?}, {} KiB sent", sent / 1024);
        let limit = format_args!("{expected:?} within {TIME:?}");
        holds &= judge(figure, limit, kind == expected && time < TIME);
    }
    call()?;
    let (Some(idle), Some(peak)) = (idle, process::peak()) else {
        println!("  memory: not available on this system");
        return Ok(holds);
    };
    let above = peak.saturating_sub(idle);
    let figure = format!("{} KiB at most above {} KiB idle", above / 1024, idle / 1024);
    Ok(judge(figure, format_args!("{} KiB", MEMORY / 1024), above < MEMORY) && holds)
}

/// Sends the requested body to the next request, and rows to every other one.
pub(crate) fn run_peer() -> Result {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    let next = Arc::new(Mutex::new(None));
    let (sent, wrote) = mpsc::channel();
    let pending = next.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (pending, sent) = (pending.clone(), sent.clone());
            thread::spawn(move || _ = serve(stream, &pending, &sent));
        }
    });
    peer::serve_queries(&endpoint, |query| {
        if query == "sent" {
            return Ok(wrote.recv()?.to_string());
        }
        *next.lock().unwrap_or_else(PoisonError::into_inner) = Some(query.to_owned());
        Ok(String::new())
    })
}

fn serve(mut stream: TcpStream, pending: &Mutex<Option<String>>, sent: &Sender<usize>) -> Result {
    let mut requests = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    while requests.read_line(&mut line)? > 0 {
        if line == "\r\n" {
            let Some(body) = pending.lock().unwrap_or_else(PoisonError::into_inner).take() else {
                let rows = "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"datastores\":[]}";
                stream.write_all(rows.as_bytes())?;
                line.clear();
                continue;
            };
            sent.send(flood(&mut stream, &body))?;
            return Ok(());
        }
        line.clear();
    }
    Ok(())
}

/// Sends until the client closes the connection, and returns the number of bytes.
fn flood(stream: &mut TcpStream, body: &str) -> usize {
    let (status, framing) = body.split_once(", ").unwrap_or_default();
    let (framing, before, after) = match framing {
        "announced" => (format!("Content-Length: {SIZE}\r\n"), String::new(), ""),
        "chunked" => {
            ("Transfer-Encoding: chunked\r\n".to_owned(), format!("{PIECE:x}\r\n"), "\r\n")
        }
        _ => (String::new(), String::new(), ""),
    };
    let head = format!("HTTP/1.1 {status} Status\r\n{framing}\r\n");
    let piece = [before.as_bytes(), &vec![b' '; PIECE], after.as_bytes()].concat();
    if stream.write_all(head.as_bytes()).is_err() {
        return 0;
    }
    let pieces = SIZE / PIECE;
    (0..pieces).take_while(|_| stream.write_all(&piece).is_ok()).count() * PIECE
}
