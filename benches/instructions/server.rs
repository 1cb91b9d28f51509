//! The server of all calls.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use crate::Result;

/// The rows in the example of the vendor's documentation.
pub(crate) const ROWS: &str = r#"[ {
    "id" : "38197973-8895-36ed-b853-52daeefb6d3a",
    "name" : "3.1",
    "kernel_version" : "3.1.6.0"
  } ]"#;

/// The contract's example of an error with status 400.
const ERROR: &str = r#"{"error_code":"DBS.280235","error_msg":"Invalid database type."}"#;

/// Starts the server in a thread. Returns its endpoint.
pub(crate) fn start() -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let endpoint = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| _ = serve(stream)));
    Ok(endpoint)
}

/// Responds to every request of a connection: with an error if it asks for the versions of ClickHouse.
fn serve(stream: TcpStream) -> Result {
    let mut requests = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    let (mut line, mut is_error) = (String::new(), false);
    while requests.read_line(&mut line)? > 0 {
        if line.starts_with("GET ") {
            is_error = line.contains("/click-house ");
        } else if line == "\r\n" {
            // One write, because a client that reads the parts as they arrive executes more instructions by chance.
            stream.write_all(response(is_error).as_bytes())?;
        }
        line.clear();
    }
    Ok(())
}

fn response(is_error: bool) -> String {
    let (status, body) = if is_error {
        ("400 Bad Request", ERROR.to_owned())
    } else {
        ("200 OK", format!("{{\n  \"datastores\" : {ROWS}\n}}"))
    };
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         X-Request-Id: acbc548ac6f2a0dbdb9e3518a7c0ff84\r\n\r\n{body}"
    )
}
