//! The sources of credentials in their order: which one the client uses, why it skips the others, and what else is set.

use std::fs;

use self::Place::{HomeFile, Variables};
use super::hcloud::VARIABLES as HCLOUD;
use super::lookup::{File, Found, Lookup, Missing};
use super::sdk_profile::FILE as SDK_FILE;
use super::variables::{
    AGENCY_URN, IDENTITY_PROVIDER, OIDC_AGENCY, PASSWORD, POD, SDK_KEY, TERRAFORM_KEY, TOKEN,
    identity_provider, oidc_agency, password, pod_identity, sdk_key, terraform_key, token,
};
use super::{Environment, assume_role, hcloud, sdk_profile};
use crate::credentials::token_file::read_secret;
use crate::credentials::workload_identity::WorkloadIdentity;
use crate::credentials::{Credentials, Kind};
use crate::error::{Error, Result};

/// A source that the client can look up without a request.
struct Source {
    /// The variables that only this source reads.
    variables: &'static [&'static str],
    place: Place,
}

enum Place {
    /// The variable that names the source in messages, and the function that reads its variables.
    Variables(&'static str, fn(&Environment<'_>) -> Result<Option<Credentials>>),
    /// The default path below the home folder, and the function that reads the text. The first variable sets another
    /// path.
    HomeFile([&'static str; 2], fn(&Environment<'_>, &File) -> Lookup),
}

/// All sources, first to last. The README's table has the same order.
static SOURCES: [Source; 8] = [
    Source { variables: &OIDC_AGENCY, place: Variables(AGENCY_URN, oidc_agency) },
    Source {
        variables: &IDENTITY_PROVIDER,
        place: Variables(IDENTITY_PROVIDER[0], identity_provider),
    },
    Source { variables: &SDK_KEY, place: Variables(SDK_KEY[0], sdk_key) },
    Source { variables: &[TOKEN], place: Variables(TOKEN, token) },
    Source { variables: &TERRAFORM_KEY, place: Variables(TERRAFORM_KEY[0], terraform_key) },
    Source { variables: &PASSWORD, place: Variables(PASSWORD[0], password) },
    Source {
        variables: &[SDK_FILE],
        place: HomeFile([".huaweicloud", "credentials"], sdk_profile::read),
    },
    Source { variables: &HCLOUD, place: HomeFile([".hcloud", "config.json"], hcloud::read) },
];

impl Environment<'_> {
    /// The first source that has credentials. If none has, a source that needs requests, which the client makes later.
    pub(crate) fn find_credentials(&self) -> Result<Found> {
        // As in Terraform, only a token takes precedence over a profile of `hcloud` that a variable names.
        let is_named = !self.set(&HCLOUD).is_empty();
        let is_considered =
            |source: &&Source| !is_named || [&[TOKEN][..], &HCLOUD].contains(&source.variables);
        let mut skipped = Vec::new();
        for source in SOURCES.iter().filter(is_considered) {
            match source.find(self) {
                Ok(found) => return self.complete(found, Some(source)),
                Err(Missing::Skipped(reason)) => skipped.push(reason),
                Err(Missing::Invalid(error)) => return Err(error),
            }
        }
        let workload = WorkloadIdentity { pod: pod_identity(self)?, skipped };
        self.complete(Credentials::from(Kind::WorkloadIdentity(workload)).into(), None)
    }

    /// Assumes an agency if one is set, and lists the variables and files of all sources but the one that the client
    /// uses.
    fn complete(&self, found: Found, used: Option<&Source>) -> Result<Found> {
        let is_other = |source: &&Source| used.is_none_or(|used| !std::ptr::eq(*source, used));
        let others = || SOURCES.iter().filter(is_other);
        let variables = others().flat_map(|source| self.set(source.variables));
        let pod = used.map(|_| self.set(&POD)).unwrap_or_default();
        let files = others().filter_map(|source| match source.place {
            HomeFile(default, _) => self.at_home(default).filter(|path| path.is_file()),
            Variables(..) => None,
        });
        let files = files.map(|path| path.display().to_string());
        let unused = variables.chain(pod).map(str::to_owned).chain(files).collect();
        Ok(Found { unused, ..assume_role::apply(self, found)? })
    }
}

impl Source {
    fn find(&self, environment: &Environment<'_>) -> Lookup {
        let set = environment.set(self.variables);
        match self.place {
            Variables(name, read) => {
                let credentials = read(environment)?.ok_or_else(|| {
                    let effect = match &*set {
                        [] => String::new(),
                        set => format!(", so {} has no effect", set.join(" and ")),
                    };
                    Missing::Skipped(format!("{name} not set{effect}"))
                })?;
                Ok(credentials.found_in(format!("the environment ({name})")).into())
            }
            HomeFile(default, read) => {
                let file = self.open(environment, default);
                match (file.and_then(|file| read(environment, &file)), set.first()) {
                    // The user has named this source, so the client must not call with another identity.
                    (Err(Missing::Skipped(reason)), Some(variable)) => {
                        let what = format!("environment: {variable} is set, but {reason}");
                        let hint = format!("Correct the file, or remove {}.", set.join(" and "));
                        Err(Error::credentials(what, hint).into())
                    }
                    (found, _) => found,
                }
            }
        }
    }

    /// Reads the file that a variable names, or else the one at its default path, which need not exist.
    fn open(&self, environment: &Environment<'_>, default: [&str; 2]) -> Result<File, Missing> {
        let variable = self.variables[0];
        let named = environment.file(variable)?;
        let note = named.as_ref().map(|_| format!(" ({variable} names it)")).unwrap_or_default();
        let Some(path) = named.or_else(|| environment.at_home(default)) else {
            return Err(Missing::Skipped("there is no home folder".to_owned()));
        };
        let shown = path.display().to_string();
        match read_secret(&path) {
            Ok(text) => Ok(File { path: shown, text }),
            // Also if the home folder does not exist, or cannot be entered.
            Err(_) if note.is_empty() && fs::metadata(&path).is_err() => {
                Err(Missing::Skipped(format!("{shown} does not exist")))
            }
            Err(error) => {
                let what = format!("{shown}{note}: cannot be read");
                let hint = "Check the path and its permissions, and that the file is UTF-8.";
                Err(Error::credentials(what, hint).with_source(error).into())
            }
        }
    }
}
