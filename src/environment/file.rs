//! Files that may hold a secret.

use std::path::{Path, PathBuf};

use super::Environment;
use crate::credentials::read_text;
use crate::error::{Error, Result};

/// A file that may hold a secret.
pub(super) struct File {
    path: Option<PathBuf>,
    /// The variable that names it; none if it is looked for where it is by custom.
    variable: Option<&'static str>,
}

/// What is in it.
pub(super) struct Text {
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn named(path: impl Into<PathBuf>, variable: &'static str) -> Self {
        Self { path: Some(path.into()), variable: Some(variable) }
    }

    pub(super) fn at_home(environment: &Environment<'_>, parts: &[&str]) -> Self {
        let path = environment
            .home
            .as_ref()
            .map(|home| parts.iter().fold(home.clone(), |path, part| path.join(part)));
        Self { path, variable: None }
    }

    /// The text, or why there is none. A file that is named must be there.
    pub(super) fn read(&self) -> Result<Result<Text, String>> {
        let Some(path) = &self.path else {
            return Ok(Err("there is no home folder".to_owned()));
        };
        let told = path.display().to_string();
        match read_text(path) {
            Ok(text) => {
                warn_if_readable_by_others(path);
                // Some editors begin a file with a mark of its encoding.
                let text = text.trim_start_matches('\u{feff}').to_owned();
                Ok(Ok(Text { path: told, text }))
            }
            // A home folder that is none, or that cannot be entered, holds nothing.
            Err(_) if self.variable.is_none() && std::fs::metadata(path).is_err() => {
                Ok(Err(format!("{told} is not there")))
            }
            Err(error) => {
                let named =
                    self.variable.map(|name| format!(" ({name} names it)")).unwrap_or_default();
                let what = format!("{told}{named}: cannot be read");
                Err(Error::credentials(what, "Check the path and who may read it.")
                    .with_source(error))
            }
        }
    }
}

#[cfg(unix)]
fn warn_if_readable_by_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map(|metadata| metadata.permissions().mode());
    if mode.is_ok_and(|mode| mode & 0o044 != 0) {
        let path = path.display();
        tracing::warn!("{path} holds a secret and can be read by others: run `chmod 600 {path}`");
    }
}

#[cfg(not(unix))]
fn warn_if_readable_by_others(_: &Path) {}
