//! Finds credentials where the vendor's tools look for them: in variables, and in files of the home folder.
//! `sources.rs` has the order of the sources.

mod assume_role;
mod hcloud;
mod lookup;
mod sdk_profile;
mod sources;
mod variables;

use std::ffi::OsString;
use std::path::PathBuf;

use jiff::Timestamp;

pub(crate) use self::lookup::Found;
#[cfg(fuzzing)]
use crate::credentials::Kind;
use crate::error::{Error, Result};
#[cfg(fuzzing)]
use crate::signing::identity::Credential;

/// Variables, the home folder and the time.
pub(crate) struct Environment<'a> {
    pub(crate) variable: &'a dyn Fn(&str) -> Option<OsString>,
    pub(crate) home: Option<PathBuf>,
    pub(crate) now: Timestamp,
}

impl Environment<'static> {
    /// The environment of this process.
    pub(crate) fn of_process() -> Self {
        let home = std::env::home_dir().filter(|home| home.is_absolute());
        Self { variable: &|name| std::env::var_os(name), home, now: Timestamp::now() }
    }
}

impl Environment<'_> {
    /// The value of a variable. An empty variable counts as not set.
    pub(crate) fn get(&self, name: &str) -> Result<Option<String>> {
        let Some(value) = (self.variable)(name).filter(|value| !value.is_empty()) else {
            return Ok(None);
        };
        value.into_string().map(Some).map_err(|_| {
            let hint = "Set it again, from a terminal that uses UTF-8.";
            Error::configuration(format!("environment: {name} is not UTF-8"), hint)
        })
    }

    /// The path in a variable.
    fn file(&self, name: &str) -> Result<Option<PathBuf>> {
        Ok(self.get(name)?.map(|path| self.expand(&path)))
    }

    /// Replaces `~/` by the home folder. A shell does that only outside quotes, and other programs do not.
    fn expand(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), &self.home) {
            (Some(below), Some(home)) => home.join(below),
            _ => path.into(),
        }
    }

    fn at_home(&self, [folder, file]: [&str; 2]) -> Option<PathBuf> {
        Some(self.home.as_ref()?.join(folder).join(file))
    }

    /// Those of several variables that are set.
    pub(crate) fn set<'n>(&self, names: &[&'n str]) -> Vec<&'n str> {
        let is_set = |name: &&&str| (self.variable)(name).is_some_and(|value| !value.is_empty());
        names.iter().filter(is_set).copied().collect()
    }

    /// The value of the first of several variables that is set.
    pub(crate) fn first(&self, names: &[&str]) -> Result<Option<String>> {
        self.set(names).first().map_or(Ok(None), |name| self.get(name))
    }

    /// The values of all these variables. `None` if no variable that needs them is set.
    fn all<const N: usize>(
        &self,
        names: [&str; N],
        needed_by: &[&str],
    ) -> Result<Option<[String; N]>> {
        let set = self.set(needed_by);
        if set.is_empty() {
            return Ok(None);
        }
        let (mut values, mut missing) = (Vec::new(), Vec::new());
        for name in names {
            match self.get(name)? {
                Some(value) => values.push(value),
                None => missing.push(name),
            }
        }
        values.try_into().map(Some).map_err(|_| {
            let (missing, set) = (missing.join(" and "), set.join(" and "));
            let hint = format!("Set {missing}, or remove {set}.");
            Error::credentials(
                format!("environment: {missing} not set, but needed with {set}"),
                hint,
            )
        })
    }
}

/// What a text contains as the profile file of the SDKs and as the configuration of `hcloud`, and the credential that a
/// request would carry.
#[cfg(fuzzing)]
pub(crate) fn files(text: &str) -> [Result<(String, Option<Result<Credential>>)>; 2] {
    use self::lookup::{File, Missing};
    let file = File { path: "file".to_owned(), text: text.to_owned() };
    let environment = Environment { variable: &|_| None, home: None, now: Timestamp::UNIX_EPOCH };
    [sdk_profile::read(&environment, &file), hcloud::read(&environment, &file)].map(|found| {
        match found {
            Err(Missing::Invalid(error)) => Err(error),
            Err(Missing::Skipped(reason)) => Ok((reason, None)),
            Ok(found) => {
                let printed = format!("{found:?}");
                let Kind::Static(credential) = found.credentials.kind else {
                    return Ok((printed, None));
                };
                Ok((printed, Some(credential)))
            }
        }
    })
}
