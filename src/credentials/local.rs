//! What this machine itself offers: files with a token, and services at addresses of its own.

use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;

use crate::error::{Error, Result};
use crate::identity::Identity;
use crate::secret::SentSecret;
use crate::types::Secret;

/// Names of files are at most so long on common systems, in bytes; an ID token has several hundred.
const LONGEST_NAME: usize = 255;

/// A service of the machine is near or not there at all.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Largest answer in bytes: a key and its security token have a few thousand.
const BODY_LIMIT: usize = 64 * 1024;

/// Reads a token from a file, without white space around. The file may be slow, or no file at all but a pipe.
pub(super) async fn read_token(what: &'static str, path: PathBuf) -> Result<Secret> {
    // What is longer than any name of a file is no path but perhaps the token itself.
    let told = path.display().to_string();
    let told =
        if told.len() > LONGEST_NAME { "a text too long for a path" } else { &told }.to_owned();
    let text = tokio::task::spawn_blocking(move || std::fs::read_to_string(path)).await;
    let text = match text {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            let hint = "Check that the file is there and that this user may read it.";
            return Err(Error::credentials(format!("{what}: `{told}` cannot be read"), hint)
                .with_source(error));
        }
        Err(_) => return Err(Error::credentials(format!("{what}: `{told}` cannot be read"), "")),
    };
    match text.trim() {
        "" => Err(Error::credentials(
            format!("{what}: `{told}` is empty"),
            "Whatever writes the token to this file has not done so.",
        )),
        token => Ok(token.into()),
    }
}

/// Asks a service of the machine; the failure is told in words, without the answer.
pub(super) async fn ask(request: RequestBuilder) -> Result<(StatusCode, Secret), String> {
    let answer = tokio::time::timeout(TIMEOUT, async {
        let mut response = request.send().await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Ok((response.status(), None));
            }
            body.extend_from_slice(&chunk);
        }
        Ok::<_, reqwest::Error>((response.status(), String::from_utf8(body).ok()))
    });
    match answer.await {
        Err(_) => Err(format!("no answer within {} s", TIMEOUT.as_secs())),
        Ok(Err(error)) if error.is_connect() => Err("not reachable".to_owned()),
        Ok(Err(_)) => Err("the connection broke before the answer was whole".to_owned()),
        Ok(Ok((_, None))) => Err("the answer is not text of a fit size".to_owned()),
        Ok(Ok((status, Some(body)))) => Ok((status, body.into())),
    }
}

/// A temporary access key in the spellings that the services of the machine use.
#[derive(Deserialize)]
struct Issued {
    #[serde(alias = "accessKeyId", alias = "access_key_id")]
    access: String,
    #[serde(alias = "secretAccessKey", alias = "secret_access_key")]
    secret: SentSecret,
    #[serde(alias = "securityToken", alias = "security_token")]
    securitytoken: SentSecret,
    #[serde(alias = "expiration")]
    expires_at: String,
}

/// The key, in a wrapper or not.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Wrapped {
        #[serde(alias = "credentials")]
        credential: Issued,
    },
    Bare(Issued),
}

/// Reads a temporary access key; what is wrong is told without quoting it.
pub(super) fn read_key(body: &Secret, now: Timestamp) -> Result<Identity, String> {
    let body = body.expose().trim();
    let key = match serde_json::from_str(body) {
        Ok(Answer::Wrapped { credential: key } | Answer::Bare(key)) => key,
        Err(_) if body.starts_with('<') => return Err("the answer is HTML, not a key".to_owned()),
        Err(_) => return Err("the answer is not a temporary access key in JSON".to_owned()),
    };
    Identity::temporary(key.access, key.secret.0, &key.securitytoken.0, &key.expires_at, now)
        .map_err(|error| error.to_string())
}
