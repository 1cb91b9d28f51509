//! The same calls as a careful user would write them.

use std::time::Duration;

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};
use serde::Deserialize;

use crate::{ACCESS_KEY_ID, PROJECT_ID, Result, SECRET_KEY, TOKEN_SIZE, server};

#[derive(Deserialize)]
struct List {
    datastores: Vec<Row>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoded")]
struct Row {
    id: String,
    name: String,
    kernel_version: String,
}

pub(crate) async fn answer(endpoint: &str, calls: u32) -> Result {
    let (client, token) = (client()?, "x".repeat(TOKEN_SIZE));
    for _ in 0..calls {
        let response = client
            .get(format!("{endpoint}/v3/{PROJECT_ID}/htap/datastores/star-rocks"))
            .header("X-Auth-Token", &token)
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

pub(crate) async fn signed(endpoint: &str, calls: u32) -> Result {
    let client = client()?;
    let host = endpoint.strip_prefix("http://").ok_or("the server has no TLS")?;
    for _ in 0..calls {
        let path = format!("/v3/{PROJECT_ID}/htap/datastores/star-rocks");
        let date = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        let response = client
            .get(format!("{endpoint}{path}"))
            .header("Authorization", authorization(&path, host, &date, b""))
            .header("X-Sdk-Date", date)
            .header("X-Project-Id", PROJECT_ID)
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

pub(crate) fn decode(calls: u32) -> Result {
    for _ in 0..calls {
        assert_eq!(serde_json::from_str::<Vec<Row>>(server::ROWS)?.len(), 1);
    }
    Ok(())
}

fn client() -> reqwest::Result<reqwest::Client> {
    _ = rustls::crypto::ring::default_provider().install_default(); // reqwest builds no client without one
    let client = reqwest::Client::builder().timeout(Duration::from_secs(30));
    client.user_agent("by-hand/1.0").no_proxy().build()
}

/// Signs a request without a query.
fn authorization(path: &str, host: &str, date: &str, body: &[u8]) -> String {
    const SIGNED: &str = "content-type;host;x-project-id;x-sdk-date";
    let canonical = format!(
        "GET\n{path}/\n\ncontent-type:application/json\nhost:{host}\nx-project-id:{PROJECT_ID}\n\
         x-sdk-date:{date}\n\n{SIGNED}\n{}",
        hex(digest(&SHA256, body).as_ref())
    );
    let to_sign =
        format!("SDK-HMAC-SHA256\n{date}\n{}", hex(digest(&SHA256, canonical.as_bytes()).as_ref()));
    let key = hmac::Key::new(HMAC_SHA256, SECRET_KEY.as_bytes());
    let signature = hmac::sign(&key, to_sign.as_bytes());
    format!(
        "SDK-HMAC-SHA256 Access={ACCESS_KEY_ID}, SignedHeaders={SIGNED}, Signature={}",
        hex(signature.as_ref())
    )
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| DIGITS[usize::from(digit)]).collect()
}
