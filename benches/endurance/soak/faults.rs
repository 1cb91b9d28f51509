//! A service and its IAM in which one exchange in twenty fails. A fixed seed selects the exchanges.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::peer;
use crate::{PROJECT_ID, Result, runtime};

const SEED: u64 = 20_261_124;

/// Percentage of exchanges that fail.
const SHARE: u64 = 5;

const ROWS: &str = r#"{"datastores":[{"id":"38197973-8895-36ed-b853-52daeefb6d3a","name":"3.1","kernel_version":"3.1.6.0"}]}"#;
const ERROR: &str = r#"{"error_code":"DBS.200999","error_msg":"Something went wrong."}"#;

enum Fault {
    /// A complete response: status and headers, and body.
    Answer(&'static str, &'static str),
    /// A part of a response, then the end of the connection.
    Cut(&'static str),
    /// A part of a response, then nothing until the client closes the connection.
    Stall(&'static str),
    /// Revokes all tokens.
    Revoke,
}

const FAULTS: [(&str, Fault); 13] = [
    ("429", Fault::Answer("429 Too Many Requests", ERROR)),
    ("429 with `Retry-After: 0`", Fault::Answer("429 Too Many Requests\r\nRetry-After: 0", ERROR)),
    ("500", Fault::Answer("500 Internal Server Error", ERROR)),
    ("503", Fault::Answer("503 Service Unavailable", ERROR)),
    ("503 without a body", Fault::Answer("503 Service Unavailable", "")),
    ("HTML", Fault::Answer("200 OK\r\nContent-Type: text/html", "<html></html>")),
    ("disconnected", Fault::Cut("")),
    ("cut off in the head", Fault::Cut("HTTP/1.1 200 OK\r\nContent-Le")),
    ("cut off in the body", Fault::Cut("HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"data")),
    (
        "broken chunk",
        Fault::Cut("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n"),
    ),
    ("no answer", Fault::Stall("")),
    ("no end", Fault::Stall("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n")),
    ("revoked", Fault::Revoke),
];

struct State {
    random: u64,
    faults: [u64; FAULTS.len()],
    /// Requests of the operation.
    requests: u64,
    /// Tokens that were issued.
    logins: u64,
    /// Current and maximum number of connections.
    open: usize,
    most: usize,
    /// How often all tokens were revoked. The name of the valid token contains this number.
    revoked: u64,
}

impl State {
    /// Counts a request, and returns its fault, if any.
    fn draw(&mut self, is_login: bool) -> Option<&'static Fault> {
        if is_login {
            self.logins += 1;
        } else {
            self.requests += 1;
        }
        let random = self.random();
        let index = usize::try_from(random / 100).unwrap_or(usize::MAX) % FAULTS.len();
        let (_, fault) = &FAULTS[index];
        // The client sends nothing to a throttled IAM for a second. In that time, callers would use up all calls.
        let is_fit =
            !is_login || !matches!(fault, Fault::Answer(head, _) if head.starts_with("429"));
        (random % 100 < SHARE && is_fit).then(|| {
            self.faults[index] += 1;
            fault
        })
    }

    /// The generator `SplitMix64`.
    fn random(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The correct response to a request.
    fn correct_response(&self, request: &str, is_login: bool) -> String {
        let token = format!("token-{}", self.revoked);
        if is_login {
            let head = format!("201 Created\r\nX-Subject-Token: {token}");
            let times = r#""issued_at":"2026-11-24T00:00:00.000000Z","expires_at":"2026-11-25T00:00:00.000000Z""#;
            let body = format!(
                r#"{{"token":{{{times},"project":{{"id":"{PROJECT_ID}","name":"cn-north-4"}}}}}}"#
            );
            return response_of(&head, &body);
        }
        let given = request.lines().find_map(|line| line.strip_prefix("x-auth-token: "));
        if given == Some(&*token) {
            response_of("200 OK", ROWS)
        } else {
            response_of("401 Unauthorized", ERROR)
        }
    }
}

type Shared = Arc<Mutex<State>>;

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn response_of(head: &str, body: &str) -> String {
    format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

pub(crate) fn run_peer() -> Result {
    let runtime = runtime()?;
    let state = State {
        random: SEED,
        faults: [0; FAULTS.len()],
        requests: 0,
        logins: 0,
        open: 0,
        most: 0,
        revoked: 0,
    };
    let state = Arc::new(Mutex::new(state));
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    runtime.spawn(serve(listener, state.clone()));
    peer::serve_queries(&endpoint, |query| {
        let state = lock(&state);
        if query == "requests" {
            return Ok(state.requests.to_string());
        }
        let counted = FAULTS.iter().zip(state.faults);
        let faults: Vec<_> = counted.map(|((name, _), count)| format!("{name} {count}")).collect();
        let (State { logins, most, .. }, sum) = (&*state, state.faults.iter().sum::<u64>());
        let faults = faults.join(", ");
        Ok(format!(
            "{most} connections at most, {logins} logins, {sum} faults from seed {SEED}: {faults}"
        ))
    })
}

async fn serve(listener: TcpListener, state: Shared) {
    while let Ok((stream, _)) = listener.accept().await {
        let state = state.clone();
        {
            let mut state = lock(&state);
            state.open += 1;
            state.most = state.most.max(state.open);
        }
        tokio::spawn(async move {
            // The client reports a broken connection.
            _ = exchange(stream, &state).await;
            lock(&state).open -= 1;
        });
    }
}

/// Handles the requests of one connection.
async fn exchange(mut stream: TcpStream, state: &Shared) -> Result<(), std::io::Error> {
    let mut request = Vec::new();
    loop {
        request.clear();
        while !is_whole(&request) {
            if stream.read_buf(&mut request).await? == 0 {
                return Ok(());
            }
        }
        let text = String::from_utf8_lossy(&request);
        let is_login = text.starts_with("POST");
        let (response, is_last, is_silent) = {
            let mut state = lock(state);
            let fault = state.draw(is_login);
            if let Some(Fault::Revoke) = fault {
                state.revoked += 1;
            }
            match fault {
                Some(Fault::Answer(head, body)) => (response_of(head, body), false, false),
                Some(Fault::Cut(part)) => ((*part).to_owned(), true, false),
                Some(Fault::Stall(part)) => ((*part).to_owned(), true, true),
                Some(Fault::Revoke) | None => {
                    (state.correct_response(&text, is_login), false, false)
                }
            }
        };
        stream.write_all(response.as_bytes()).await?;
        // A client that waits for the rest closes the connection in the end.
        while is_silent && stream.read_buf(&mut request).await? > 0 {}
        if is_last {
            return Ok(());
        }
    }
}

/// Whether a request has its head and the announced body.
fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.and_then(|length| length.parse().ok()).unwrap_or(0)
}
