//! The same call by an SDK and by this crate, as it goes over the wire.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use taurusdb_htap::{Client, Credentials, EngineName, Language};
use tokio::runtime::Runtime;

use crate::worker::Worker;

const PROJECT_ID: &str = "23a50154cf494ec9ad6883979a12db0a";

/// Headers that are each client's own: who it is, what it reads, how it connects.
const OWN: [&str; 4] = ["user-agent", "accept", "accept-encoding", "connection"];

/// Headers whose values differ from moment to moment, so only that they are there is compared.
const OF_THE_MOMENT: [&str; 2] = ["authorization", "x-sdk-date"];

/// Answers requests with an empty list and passes on their heads.
fn capture() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (sender, heads) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut head, mut buffer) = (Vec::new(), [0; 4096]);
            while !head.windows(4).any(|end| end == b"\r\n\r\n") {
                match stream.read(&mut buffer).unwrap() {
                    0 => break,
                    count => head.extend_from_slice(&buffer[..count]),
                }
            }
            let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\
                          Content-Length: 17\r\n\r\n{\"datastores\":[]}";
            stream.write_all(answer.as_bytes()).unwrap();
            if sender.send(String::from_utf8(head).unwrap()).is_err() {
                return;
            }
        }
    });
    (endpoint, heads)
}

/// The first line, and the headers that must be the same.
fn comparable(head: &str) -> (String, BTreeMap<String, String>) {
    let mut lines = head.trim_end().lines();
    let first = lines.next().unwrap().to_owned();
    let headers = lines.map(|line| line.split_once(": ").unwrap());
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers = headers.filter(|(name, _)| !OWN.contains(&name.as_str()));
    let headers = headers.map(|(name, value)| {
        let value = if OF_THE_MOMENT.contains(&name.as_str()) {
            value
                .split(' ')
                .next()
                .unwrap()
                .chars()
                .filter(|letter| !letter.is_ascii_digit())
                .collect()
        } else {
            value
        };
        (name, value)
    });
    (first, headers.collect())
}

/// Tells how many requests were the same.
pub(crate) fn same_requests(
    runtime: &Runtime,
    sdk: &str,
    worker: &mut Worker,
    keys: &[Value],
) -> usize {
    let (endpoint, heads) = capture();
    let next = || heads.recv_timeout(Duration::from_secs(60)).unwrap();
    let mut compared = 0;
    for (key, language) in keys.iter().flat_map(|key| [(key, None), (key, Some(Language::ZhCn))]) {
        let mut command = key.clone();
        command["do"] = json!("list");
        command["endpoint"] = json!(endpoint);
        command["project_id"] = json!(PROJECT_ID);
        command["engine"] = json!("star-rocks");
        command["language"] = json!(language);
        assert_eq!(worker.ask(&command), json!({"rows": []}), "{sdk}");
        let theirs = next();

        let text = |field: &str| key[field].as_str().unwrap().to_owned();
        let credentials = match key["security_token"].as_str() {
            None => Credentials::access_key(text("access_key_id"), text("secret_key")),
            Some(token) => {
                Credentials::temporary_access_key(text("access_key_id"), text("secret_key"), token)
            }
        };
        let client = Client::builder().endpoint(&endpoint).project_id(PROJECT_ID);
        let client = client.credentials(credentials).build().unwrap();
        let call = client.list_datastores(EngineName::StarRocks);
        let call = language.into_iter().fold(call, taurusdb_htap::ListDatastores::language);
        runtime.block_on(call.into_future()).unwrap();
        assert_eq!(comparable(&next()), comparable(&theirs), "{sdk}");
        compared += 1;
    }
    compared
}
