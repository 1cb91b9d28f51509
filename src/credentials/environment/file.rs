//! Files that may hold a secret.

use std::io;
use std::path::PathBuf;

use super::Environment;
use crate::credentials::read_secret;
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
        Self { path: environment.at_home(parts), variable: None }
    }

    /// The text, or why there is none. A file that is named must be there.
    pub(super) fn read(&self) -> Result<Result<Text, String>> {
        let Some(path) = &self.path else {
            return Ok(Err("there is no home folder".to_owned()));
        };
        let told = path.display().to_string();
        match read_secret(path) {
            Ok(text) => Ok(Ok(Text { path: told, text })),
            // A home folder that is none, or that cannot be entered, holds nothing.
            Err(_) if self.variable.is_none() && std::fs::metadata(path).is_err() => {
                Ok(Err(format!("{told} is not there")))
            }
            Err(error) => {
                let named =
                    self.variable.map(|name| format!(" ({name} names it)")).unwrap_or_default();
                let what = format!("{told}{named}: cannot be read");
                let is_text = error.kind() != io::ErrorKind::InvalidData;
                let hint = if is_text {
                    "Check the path and who may read it."
                } else {
                    "Save the file as UTF-8."
                };
                Err(Error::credentials(what, hint).with_source(error))
            }
        }
    }
}
