//! SDK-HMAC-SHA256 for a request without query and body. The hashes come from the crate that the client uses.

use std::fmt::Write;

use jiff::Timestamp;
use reqwest::{RequestBuilder, Url};
use ring::{digest, hmac};

const SIGNED_HEADERS: &str = "content-type;host;x-project-id;x-sdk-date";

fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hmac_sha256(key: &[u8], bytes: &[u8]) -> String {
    hex(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), bytes).as_ref())
}

pub(crate) fn sign(
    request: RequestBuilder,
    url: &Url,
    project_id: &str,
    id: &str,
    secret_key: &str,
) -> RequestBuilder {
    let date = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let canonical = format!(
        "GET\n{}/\n\ncontent-type:application/json\nhost:{host}\nx-project-id:{project_id}\nx-sdk-date:{date}\n\n\
         {SIGNED_HEADERS}\n{}",
        url.path(),
        sha256(b"")
    );
    let to_sign = format!("SDK-HMAC-SHA256\n{date}\n{}", sha256(canonical.as_bytes()));
    let signature = hmac_sha256(secret_key.as_bytes(), to_sign.as_bytes());
    let authorization = format!(
        "SDK-HMAC-SHA256 Access={id}, SignedHeaders={SIGNED_HEADERS}, Signature={signature}"
    );
    request
        .header("X-Sdk-Date", date)
        .header("X-Project-Id", project_id)
        .header("Authorization", authorization)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        _ = write!(text, "{byte:02x}");
        text
    })
}
