//! `~/.hcloud/config.json`, what the vendor's command line keeps.

use serde::Deserialize;

use super::Environment;
use super::file::{File, Text};
use super::found::{Found, Look};
use crate::credentials::Credentials;
use crate::error::{Error, Result};
use crate::secret::SentSecret;

const FILE: &str = "HW_SHARED_CONFIG_FILE";
const PROFILE: &str = "HW_PROFILE";

/// An access key ID has 20 letters and digits; what is longer, or has others, is encrypted.
const LONGEST_KEY_ID: usize = 40;

/// The mode in which the command line asks the metadata service.
const ECS_AGENCY: &str = "ecsAgency";

#[derive(Deserialize)]
struct Configuration {
    #[serde(default)]
    current: String,
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    name: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    access_key_id: String,
    secret_access_key: Option<SentSecret>,
    security_token: Option<SentSecret>,
    region: Option<String>,
    project_id: Option<String>,
}

pub(super) fn look(environment: &Environment<'_>) -> Look {
    let named = environment.get(PROFILE)?;
    let file = match environment.get(FILE)? {
        Some(path) => File::named(path, FILE),
        None => File::at_home(environment, &[".hcloud", "config.json"]),
    };
    match (file.read()?, &named) {
        (Ok(file), _) => found(&file, named.as_deref()),
        (Err(reason), None) => Ok(Err(reason)),
        (Err(reason), Some(name)) => Err(Error::credentials(
            format!("{PROFILE} names the profile `{}`, but {reason}", name.escape_debug()),
            format!("Set {FILE} as well, or remove {PROFILE}."),
        )),
    }
}

/// What the file says of the profile that is named, or else of its current one.
pub(super) fn found(file: &Text, named: Option<&str>) -> Look {
    let wrong = |problem: String, hint: &str| {
        Err(Error::credentials(format!("{}: {problem}", file.path), hint))
    };
    let Ok(configuration) = serde_json::from_str::<Configuration>(&file.text) else {
        return wrong(
            "not the JSON that the command line `hcloud` keeps".to_owned(),
            "Run `hcloud configure init` to write it anew, or move the file away.",
        );
    };
    let name = named.unwrap_or(&configuration.current);
    if named.is_none() && configuration.profiles.is_empty() {
        return Ok(Err(format!("{} has no profile", file.path)));
    }
    let Some(profile) = configuration.profiles.iter().find(|profile| profile.name == name) else {
        let known: Vec<_> = configuration.profiles.iter().map(|profile| &*profile.name).collect();
        let hint = format!("The profiles are: {}.", known.join(", ").escape_debug());
        return wrong(format!("no profile `{}`", name.escape_debug()), &hint);
    };
    profile.credentials().map_or_else(
        |(problem, hint)| wrong(format!("profile `{}`: {problem}", name.escape_debug()), hint),
        |credentials| {
            let some = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
            let origin = format!("{}, profile `{}`", file.path, name.escape_debug());
            Ok(Ok(Found {
                credentials: credentials.found_in(origin),
                project_id: some(&profile.project_id),
                region: some(&profile.region),
                iam_endpoint: None,
            }))
        },
    )
}

impl Profile {
    /// What the profile identifies with, or what is wrong and what to do.
    fn credentials(&self) -> Result<Credentials, (&'static str, &'static str)> {
        const HINT: &str = "Run `hcloud configure set` with --cli-access-key and --cli-secret-key.";
        if self.mode.eq_ignore_ascii_case(ECS_AGENCY) {
            return Ok(Credentials::metadata());
        }
        let id = self.access_key_id.as_str();
        let some = |secret: &Option<SentSecret>| {
            secret
                .as_ref()
                .map(|secret| secret.0.clone())
                .filter(|secret| !secret.expose().is_empty())
        };
        let (secret_key, token) = (some(&self.secret_access_key), some(&self.security_token));
        if id.len() > LONGEST_KEY_ID || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err((
                "the access key is encrypted, and only `hcloud` can read it",
                "Run `hcloud configure set --cli-auth-encrypt=false`, or set HW_ACCESS_KEY and HW_SECRET_KEY.",
            ));
        }
        match (secret_key, token) {
            _ if id.is_empty() => Err(("`accessKeyId` is missing", HINT)),
            (None, _) => Err(("`secretAccessKey` is missing", HINT)),
            (Some(secret_key), None) => Ok(Credentials::access_key(id, secret_key)),
            (Some(secret_key), Some(token)) => {
                Ok(Credentials::temporary_access_key(id, secret_key, token))
            }
        }
    }
}
