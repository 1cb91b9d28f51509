//! What this machine itself offers: files with a token, and services at addresses of its own.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;

use crate::contract::generated::tables::RETRY_AFTER;
use crate::contract::secret::{SentSecret, token_header};
use crate::contract::types::Secret;
use crate::error::{Error, ErrorKind, Result};
use crate::http::retry_after::retry_after;
use crate::signing::identity::Identity;

/// Names of files are at most so long on common systems, in bytes; an ID token has several hundred.
const LONGEST_NAME: usize = 255;

/// Largest file that is read, in bytes: a configuration with many profiles has some thousands.
const FILE_LIMIT: u64 = 1024 * 1024;

/// A service of the machine is near or not there at all.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Largest answer in bytes: a key and its security token have a few thousand.
const BODY_LIMIT: usize = 64 * 1024;

/// What a service of the machine says.
pub(super) struct Told {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    pub(super) text: Secret,
}

/// Why there is no key.
#[derive(Debug)]
pub(super) struct Problem {
    what: String,
    /// None if no one answered.
    status: Option<StatusCode>,
    retry_after: Option<Duration>,
    /// Whether another try may go better.
    is_passing: bool,
}

impl Problem {
    fn new(what: impl Into<String>, is_passing: bool) -> Self {
        Self { what: what.into(), status: None, retry_after: None, is_passing }
    }

    /// A status in place of what was asked for.
    pub(super) fn status(told: &Told, what: String) -> Self {
        let status = told.status;
        let is_passing = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
        let retry_after = told.retry_after;
        Self { status: Some(status), retry_after, ..Self::new(what, is_passing) }
    }

    /// Whether there is a service, and another try may go better. On a machine that has none, no one waits for one.
    pub(super) fn is_hiccup(&self) -> bool {
        self.is_passing && self.status.is_some()
    }

    /// Whether there is a service, and it has nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.status == Some(StatusCode::NOT_FOUND)
    }

    pub(super) fn into_error(self, origin: &str, hint: &str) -> Error {
        let is_throttled = self.status == Some(StatusCode::TOO_MANY_REQUESTS);
        let kind = if is_throttled { ErrorKind::Throttled } else { ErrorKind::Credentials };
        let details = crate::error::Details {
            hint: Some(hint.to_owned()),
            subject: Some(origin.to_owned()),
            status: self.status.map(|status| status.as_u16()),
            retry_after: self.retry_after,
            is_retryable: self.is_passing,
            ..crate::error::Details::new(kind, self.what)
        };
        details.into()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl From<String> for Problem {
    fn from(what: String) -> Self {
        Self::new(what, false)
    }
}

/// Reads a text file that holds a secret: a configuration, or a token. Warns if others can read it.
pub(crate) fn read_secret(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let file = File::open(path)?;
    warn_if_readable_by_others(path, &file);
    file.take(FILE_LIMIT + 1).read_to_string(&mut text)?;
    if text.len() as u64 > FILE_LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // Some editors begin a file with a mark of its encoding.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(unix)]
fn warn_if_readable_by_others(path: &Path, file: &File) {
    use std::os::unix::fs::PermissionsExt;
    let is_readable =
        |metadata: fs::Metadata| metadata.is_file() && metadata.permissions().mode() & 0o044 != 0;
    if file.metadata().is_ok_and(is_readable) {
        let (path, quoted) = (path.display(), path.display().to_string().replace('\'', r"'\''"));
        tracing::warn!(
            "{path} holds a secret and can be read by others: run `chmod 600 '{quoted}'`"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_readable_by_others(_: &Path, _: &File) {}

/// Reads a token from a file, without white space around. The file may be slow, or no file at all but a pipe.
pub(super) async fn read_token(what: &'static str, path: PathBuf) -> Result<Secret> {
    // What is longer than any name of a file is no path but perhaps the token itself.
    let told = path.display().to_string();
    let told =
        if told.len() > LONGEST_NAME { "a text too long for a path" } else { &told }.to_owned();
    let text = tokio::task::spawn_blocking(move || read_secret(&path)).await;
    let text = text.map_err(io::Error::from).and_then(|text| text).map_err(|error| {
        let hint = "Check that the file is there and that this user may read it.";
        Error::credentials(format!("{what}: `{told}` cannot be read"), hint).with_source(error)
    })?;
    match text.trim() {
        "" => Err(Error::credentials(
            format!("{what}: `{told}` is empty"),
            "Whatever writes the token to this file has not done so.",
        )),
        // Refused here, since each refusal of IAM counts towards a lock.
        token => match token_header(token) {
            Ok(_) => Ok(token.into()),
            Err(problem) => Err(Error::credentials(
                format!("{what}: the text in `{told}` {problem}"),
                "Write the token alone to the file, as its issuer gave it.",
            )),
        },
    }
}

/// Asks a service of the machine; the failure is told in words, without the answer.
pub(super) async fn ask(request: RequestBuilder) -> Result<Told, Problem> {
    let answer = tokio::time::timeout(TIMEOUT, async {
        let mut response = request.send().await?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if body.len() + chunk.len() > BODY_LIMIT {
                return Ok((response, None));
            }
            body.extend_from_slice(&chunk);
        }
        Ok::<_, reqwest::Error>((response, String::from_utf8(body).ok()))
    });
    let (response, text) = match answer.await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) if error.is_connect() => return Err(Problem::new("not reachable", true)),
        Ok(Err(_)) => {
            return Err(Problem::new("the connection broke before the answer was whole", true));
        }
        Err(_) => {
            let what = format!("no answer within {} s", TIMEOUT.as_secs());
            return Err(Problem::new(what, true));
        }
    };
    let text = text.ok_or_else(|| Problem::new("the answer is not text of a fit size", false))?;
    let wait = response.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok());
    let retry_after = wait.and_then(|wait| retry_after(wait, Timestamp::now()));
    Ok(Told { status: response.status(), retry_after, text: text.into() })
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
