//! What a client takes from where the vendor's tools look for it.

mod assume_role;
mod chain;
mod command_line;
mod file;
mod found;
mod hcloud;
mod profile;
mod variables;

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::Timestamp;

pub(crate) use self::found::Found;
use crate::error::{Error, Result};
#[cfg(fuzzing)]
use crate::signing::identity::Credential;

/// Variables, the home folder and the time, handed in.
pub(crate) struct Environment<'a> {
    pub(crate) variable: &'a dyn Fn(&str) -> Option<OsString>,
    pub(crate) home: Option<PathBuf>,
    pub(crate) now: Timestamp,
}

impl Environment<'_> {
    /// A variable; an empty one counts as not set.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>> {
        let Some(value) = (self.variable)(name).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        value.into_string().map(Some).map_err(|_| {
            Error::configuration(
                format!("environment: {name} is not UTF-8"),
                "Set it again, from a terminal that writes UTF-8.",
            )
        })
    }

    /// A variable that names a file. `~/` stands for the home folder, since a shell expands it only outside quotes.
    pub(crate) fn file(&self, name: &str) -> Result<Option<PathBuf>> {
        Ok(self.get(name)?.map(|path| self.expand(&path)))
    }

    /// A path with `~/` replaced by the home folder.
    fn expand(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), &self.home) {
            (Some(below), Some(home)) => home.join(below),
            _ => path.into(),
        }
    }

    fn at_home(&self, parts: &[&str]) -> Option<PathBuf> {
        let home = self.home.clone()?;
        Some(parts.iter().fold(home, |path, part| path.join(part)))
    }

    /// Those of several names that are set.
    fn set<'n>(&self, names: &[&'n str]) -> Vec<&'n str> {
        let is_set = |name: &&&str| (self.variable)(name).is_some_and(|value| !value.is_empty());
        names.iter().filter(is_set).copied().collect()
    }

    /// The first of several names that is set.
    pub(crate) fn first(&self, names: &[&str]) -> Result<Option<String>> {
        for name in names {
            if let Some(value) = self.get(name)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    /// The variables that are to be set together, if they are: all of them or none.
    fn all<const N: usize>(&self, names: [&str; N]) -> Result<Option<[String; N]>> {
        let mut values = Vec::new();
        let mut missing = Vec::new();
        for name in names {
            match self.get(name)? {
                Some(value) => values.push(value),
                None => missing.push(name),
            }
        }
        match <[String; N]>::try_from(values) {
            Ok(values) => Ok(Some(values)),
            Err(values) if values.is_empty() => Ok(None),
            Err(_) => Err(Error::credentials(
                format!("environment: {} not set", missing.join(" and ")),
                format!("Set {} together, or none of them.", names.join(", ")),
            )),
        }
    }
}

/// What a text gives as the profile file of the SDKs and as the configuration of the command line, and what would prove
/// it to the service.
#[cfg(fuzzing)]
pub(crate) fn files(text: &str) -> [Result<(String, Option<Result<Credential>>)>; 2] {
    let file = file::Text { path: "file".to_owned(), text: text.to_owned() };
    let environment = Environment { variable: &|_| None, home: None, now: Timestamp::UNIX_EPOCH };
    let looks =
        [profile::found(&environment, &file), command_line::found(&environment, &file, None)];
    looks.map(|look| {
        let look = look?;
        Ok((format!("{look:?}"), look.ok().and_then(|found| found.credentials.credential())))
    })
}
