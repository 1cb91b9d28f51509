//! Files that hold a secret: a token, or a configuration with credentials in it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::contract::secret::token_header;
use crate::contract::types::Secret;
use crate::error::{Error, Result};

/// The longest file name of common systems, in bytes. An ID token has several hundred.
const LONGEST_NAME: usize = 255;

/// Maximum size of a file, in bytes. A configuration with many profiles has some thousands.
const FILE_LIMIT: u64 = 1024 * 1024;

/// Reads a text file that holds a secret. Warns if other users can read it.
pub(crate) fn read_secret(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let file = File::open(path)?;
    warn_if_readable_by_others(path, &file);
    file.take(FILE_LIMIT + 1).read_to_string(&mut text)?;
    if text.len() as u64 > FILE_LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // Some editors write a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(unix)]
fn warn_if_readable_by_others(path: &Path, file: &File) {
    use std::fs::Metadata;
    use std::os::unix::fs::PermissionsExt;
    let is_readable =
        |metadata: Metadata| metadata.is_file() && metadata.permissions().mode() & 0o044 != 0;
    if file.metadata().is_ok_and(is_readable) {
        let (path, quoted) = (path.display(), path.display().to_string().replace('\'', r"'\''"));
        tracing::warn!(
            "{path} holds a secret and can be read by others: run `chmod 600 '{quoted}'`"
        );
    }
}

#[cfg(not(unix))]
fn warn_if_readable_by_others(_: &Path, _: &File) {}

/// Reads a token, without the white space around it. `subject` names the token in errors. The path may be a slow file
/// system or a pipe, so a thread for blocking work reads it.
pub(super) async fn read_token(subject: &'static str, path: PathBuf) -> Result<Secret> {
    let shown = path.display().to_string();
    // A longer text may be the token itself.
    let is_path = shown.len() <= LONGEST_NAME;
    let shown = if is_path { &shown } else { "a text too long for a path" };
    let invalid = |what: String, hint: &str| Error::credentials(what, hint).with_subject(subject);
    let text = tokio::task::spawn_blocking(move || read_secret(&path)).await;
    let text = text.map_err(io::Error::from).and_then(|text| text).map_err(|error| {
        let hint = "Check that the file exists and that this user may read it.";
        invalid(format!("`{shown}` cannot be read"), hint).with_source(error)
    })?;
    let token = text.trim();
    if token.is_empty() {
        let hint = "Check the program that writes the token to this file.";
        return Err(invalid(format!("`{shown}` is empty"), hint));
    }
    // Checked before it is sent, because each refusal of IAM counts towards a lock.
    token_header(token).map_err(|problem| {
        let hint = "Write only the token to the file, unchanged.";
        invalid(format!("the text in `{shown}` {problem}"), hint)
    })?;
    Ok(token.into())
}
