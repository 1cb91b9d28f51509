//! Counts the instructions of one call of the client and of the same call written by hand:
//! `cargo bench --bench instructions`.
//!
//! callgrind counts instructions, not time, so other load does not change the counts. The server is another process.

#![expect(clippy::print_stdout, reason = "prints the counts")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, ExitCode};
use std::time::Duration;
use std::{env, thread};

use taurusdb_htap::{Client, Credentials, EngineName};

const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";

/// The example of the vendor's documentation.
const BODY: &str = r#"{
  "datastores" : [ {
    "id" : "38197973-8895-36ed-b853-52daeefb6d3a",
    "name" : "3.1",
    "kernel_version" : "3.1.6.0"
  } ]
}"#;

/// Numbers of calls of the two runs. Their difference excludes the start of the process.
const CALLS: [u32; 2] = [100, 600];

/// Maximum ratio of the instructions to those of the call by hand.
const LIMIT: f64 = 1.10;

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = env::args().collect();
    if let [_, how, calls, endpoint] = arguments.as_slice() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let token = "x".repeat(2048);
        let (calls, by_hand) = (calls.parse()?, how == "by-hand");
        runtime.block_on(async {
            if by_hand {
                call_by_hand(endpoint, &token, calls).await
            } else {
                call_ours(endpoint, token, calls).await
            }
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| _ = serve(stream)));
    let (ours, by_hand) = (count("ours", &endpoint)?, count("by-hand", &endpoint)?);
    let ratio = f64::from(ours) / f64::from(by_hand);
    println!(
        "instructions per call: ours {ours}, by hand {by_hand}, ratio {ratio:.3}, limit {LIMIT:.2}"
    );
    Ok(if ratio > LIMIT { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

async fn call_ours(endpoint: &str, token: String, calls: u32) -> Result {
    let client = Client::builder()
        .endpoint(endpoint)
        .project_id(PROJECT_ID)
        .credentials(Credentials::token(token))
        .build()?;
    for _ in 0..calls {
        assert_eq!(client.list_datastores(EngineName::StarRocks).await?.len(), 1);
    }
    Ok(())
}

/// The call as a careful user would write it.
async fn call_by_hand(endpoint: &str, token: &str, calls: u32) -> Result {
    #[derive(serde::Deserialize)]
    struct List {
        datastores: Vec<Row>,
    }
    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "only decoded")]
    struct Row {
        id: String,
        name: String,
        kernel_version: String,
    }
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .user_agent("by-hand/1.0")
        .no_proxy()
        .build()?;
    for _ in 0..calls {
        let response = client
            .get(format!("{endpoint}/v3/{PROJECT_ID}/htap/datastores/star-rocks"))
            .header("X-Auth-Token", token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .send()
            .await?;
        assert_eq!(response.status(), 200);
        let list: List = serde_json::from_slice(&response.bytes().await?)?;
        assert_eq!(list.datastores.len(), 1);
    }
    Ok(())
}

/// Instructions of one call.
fn count(how: &str, endpoint: &str) -> Result<u32> {
    let [before, after] = CALLS.map(|calls| -> Result<u64> {
        let output = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(env::current_exe()?)
            .args([how, &calls.to_string(), endpoint])
            .output()
            .map_err(|error| format!("valgrind cannot be run, install it: {error}"))?;
        let text = String::from_utf8_lossy(&output.stderr);
        let collected = text.lines().find_map(|line| line.split_once("Collected : "));
        match collected {
            Some((_, count)) if output.status.success() => Ok(count.trim().parse()?),
            _ => Err(text.into()),
        }
    });
    Ok(u32::try_from((after? - before?) / u64::from(CALLS[1] - CALLS[0]))?)
}

/// Responds to every request of a connection.
fn serve(stream: TcpStream) -> Result {
    let mut requests = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    let mut line = String::new();
    while requests.read_line(&mut line)? > 0 {
        if line == "\r\n" {
            let length = BODY.len();
            write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
                 X-Request-Id: acbc548ac6f2a0dbdb9e3518a7c0ff84\r\n\r\n{BODY}"
            )?;
        }
        line.clear();
    }
    Ok(())
}
