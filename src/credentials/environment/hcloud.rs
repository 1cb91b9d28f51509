//! `~/.hcloud/config.json`, the profiles of the vendor's command line. The mode of a profile decides which of its
//! members are the identity.

use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::Environment;
use super::lookup::{File, Found, Lookup, Missing};
use crate::credentials::Credentials;
use crate::credentials::assume_role::{self, assumed_role};
use crate::error::{Error, Result};

/// The variables that select the file, and the profile in it.
pub(super) const VARIABLES: [&str; 2] = ["HW_SHARED_CONFIG_FILE", "HW_PROFILE"];

/// An access key ID has 20 letters and digits. A longer one, or one with other characters, is encrypted.
const LONGEST_KEY_ID: usize = 40;

/// A local time without a time zone is past everywhere on earth this long after the same time in UTC.
const WESTERNMOST_ZONE: SignedDuration = SignedDuration::from_hours(12);

/// Larger Unix times are milliseconds: as seconds they would be more than 3 000 years ahead.
const LARGEST_SECONDS: i64 = 100_000_000_000;

/// Reads the profile that the variable names, or else the current one. An invalid profile beside it has no effect.
pub(super) fn read(environment: &Environment<'_>, file: &File) -> Lookup {
    let path = &file.path;
    let root = serde_json::from_str::<Value>(&file.text).unwrap_or_default();
    let profiles = match &root["profiles"] {
        Value::Array(profiles) => profiles.as_slice(),
        Value::Null if root.is_object() => &[],
        _ => {
            let what = format!("{path}: not the JSON that the command line `hcloud` writes");
            let hint = "Run `hcloud configure init` to write it again, or move the file away.";
            return Err(Error::credentials(what, hint).into());
        }
    };
    let current = root["current"].as_str().filter(|name| !name.is_empty() && !profiles.is_empty());
    let named = environment.get(VARIABLES[1])?;
    let Some(name) = named.as_deref().or(current) else {
        let missing = if profiles.is_empty() { "no profile" } else { "no current profile" };
        return Err(Missing::Skipped(format!("{path} has {missing}")));
    };
    let members = find(profiles, name).map_err(|error| error.with_subject(path))?;
    let origin = format!("{path}, profile `{}`", name.escape_debug());
    let profile = Profile { origin, members, now: environment.now };
    let credentials = profile.credentials(profiles)?;
    Ok(Found {
        project_id: profile.text("projectId")?.map(str::to_owned),
        region: profile.text("region")?.map(str::to_owned),
        ..credentials.into()
    })
}

fn find<'a>(profiles: &'a [Value], name: &str) -> Result<&'a Value> {
    profiles.iter().find(|profile| profile["name"] == name).ok_or_else(|| {
        let known: Vec<_> =
            profiles.iter().filter_map(|profile| profile["name"].as_str()).collect();
        let hint = if known.is_empty() {
            "The file has no profiles: run `hcloud configure init`, or name another file.".into()
        } else {
            format!("The profiles are: {}.", known.join(", ").escape_debug())
        };
        Error::credentials(format!("no profile `{}`", name.escape_debug()), hint)
    })
}

struct Profile<'a> {
    /// The file and the name of the profile, for errors.
    origin: String,
    members: &'a Value,
    now: Timestamp,
}

impl<'a> Profile<'a> {
    fn invalid(&self, what: impl Into<String>, hint: &str) -> Error {
        Error::credentials(what, hint).with_subject(&self.origin)
    }

    /// The text at a path of member names. `null` and an empty text count as missing.
    fn text(&self, path: &str) -> Result<Option<&'a str>> {
        match self.member(path) {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
            _ => {
                let hint = "Run `hcloud configure set` to write the profile again.";
                Err(self.invalid(format!("`{path}` is not a string"), hint))
            }
        }
    }

    fn member(&self, path: &str) -> &'a Value {
        path.split('.').fold(self.members, |object, name| &object[name])
    }

    fn required(&self, path: &str, hint: &str) -> Result<&'a str> {
        self.text(path)?.ok_or_else(|| self.invalid(format!("`{path}` is missing"), hint))
    }

    /// Profiles that older versions wrote have no mode.
    fn mode(&self) -> Result<&'a str> {
        Ok(self.text("mode")?.unwrap_or("AKSK"))
    }

    /// The identity that the mode selects. Members of other modes are ignored: a profile keeps them when its mode
    /// changes.
    fn credentials(&self, profiles: &[Value]) -> Result<Credentials> {
        let mode = self.mode()?;
        match &*mode.to_ascii_lowercase() {
            // `hcloud` ignores an agency in this mode, and Terraform assumes it. So does the client.
            "aksk" if self.text("agencyName")?.is_some() => self.assume(self.access_key()?),
            "aksk" => self.access_key(),
            "ecsagency" => Ok(Credentials::ecs_metadata().found_in(&self.origin)),
            "sso" => {
                const HINT: &str = "Log in again with `hcloud configure sso`, which renews the key of the profile.";
                self.required("ssoAuth.stsToken.securityToken", HINT)?;
                let key = self.key("ssoAuth.stsToken.", HINT)?;
                self.until("ssoAuth.stsToken.expireTime", key, HINT)
            }
            "assumerole" | "agency" => {
                let hint = "Run `hcloud configure set` with --cli-source-profile.";
                let name = self.required("sourceProfile", hint)?;
                self.assume(self.source(profiles, name)?)
            }
            "token" => {
                const HINT: &str =
                    "Get a new token, and run `hcloud configure set` with --cli-x-auth-token.";
                let token = Credentials::token(self.required("xAuthToken", HINT)?);
                self.until("expiresAt", token.found_in(&self.origin), HINT)
            }
            _ => Err(self.invalid(
                format!("the mode `{}` is unknown", mode.escape_debug()),
                "Choose a profile in mode AKSK, ecsAgency, SSO, AssumeRole, agency or token.",
            )),
        }
    }

    fn access_key(&self) -> Result<Credentials> {
        self.key("", "Run `hcloud configure set` with --cli-access-key and --cli-secret-key.")
    }

    /// The access key among the members whose paths have this prefix.
    fn key(&self, prefix: &str, hint: &str) -> Result<Credentials> {
        let id = self.required(&format!("{prefix}accessKeyId"), hint)?;
        // An ID in quotes is not encrypted: later, an error names the quotes.
        let is_quoted = id.starts_with(['"', '\'']);
        let is_plain =
            id.len() <= LONGEST_KEY_ID && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_plain && !is_quoted {
            let what = "the access key is encrypted, and only `hcloud` can read it";
            let hint =
                "Run `hcloud configure set --cli-auth-encrypt=false`, or choose another profile.";
            return Err(self.invalid(what, hint));
        }
        let secret_key = self.required(&format!("{prefix}secretAccessKey"), hint)?;
        let security_token = self.text(&format!("{prefix}securityToken"))?;
        Ok(Credentials::key(id, secret_key, security_token).found_in(&self.origin))
    }

    /// The access key of the profile with which this one assumes its agency.
    fn source(&self, profiles: &[Value], name: &str) -> Result<Credentials> {
        const HINT: &str =
            "Name a profile in mode AKSK, without an agency of its own, as `sourceProfile`.";
        let members = find(profiles, name)
            .map_err(|error| error.with_subject(format!("{}: `sourceProfile`", self.origin)))?;
        let name = name.escape_debug();
        let origin = format!("{}, source profile `{name}`", self.origin);
        let source = Profile { origin, members, now: self.now };
        let mode = source.mode()?;
        let problem = if !mode.eq_ignore_ascii_case("AKSK") {
            format!("is in mode `{}`", mode.escape_debug())
        } else if source.text("agencyName")?.is_some() {
            "assumes an agency itself".to_owned()
        } else {
            return source.access_key();
        };
        Err(self.invalid(format!("`sourceProfile` names `{name}`, which {problem}"), HINT))
    }

    fn assume(&self, key: Credentials) -> Result<Credentials> {
        const HINT: &str =
            "Run `hcloud configure set` with --cli-agency-name and --cli-agency-domain-name.";
        if self.text("agencyUrn")?.is_some() {
            let what =
                "`agencyUrn` selects the v5 form of assuming an agency, which is not implemented";
            return Err(self.invalid(what, HINT));
        }
        let agency_name = self.required("agencyName", HINT)?.to_owned();
        let domain_name = self.text("agencyDomainName")?.map(str::to_owned);
        let domain_id = self.text("agencyDomainId")?.map(str::to_owned);
        let domain_id = domain_id.filter(|_| domain_name.is_none());
        if domain_name.is_none() && domain_id.is_none() {
            return Err(self.invalid("`agencyDomainName` or `agencyDomainId` is missing", HINT));
        }
        let role = assumed_role(agency_name, domain_name, domain_id, None);
        let role = role.map_err(|problem| {
            self.invalid(format!("`agencyName` {problem}"), assume_role::HINT)
        })?;
        key.assume(role)
            .ok_or_else(|| self.invalid("only an access key can assume an agency", HINT))
    }

    /// Sets the remaining lifetime, if the profile has it. Fails if the credentials have certainly expired.
    fn until(&self, path: &str, credentials: Credentials, hint: &str) -> Result<Credentials> {
        match remaining(self.member(path), self.now) {
            Ok(Some(remaining)) => Ok(credentials.expires_in(remaining)),
            Ok(None) => Ok(credentials),
            Err(end) => Err(self.invalid(format!("the credentials expired at {end}"), hint)),
        }
    }
}

/// The remaining lifetime, or the time of the expiry if it has passed. The vendor documents no format, so RFC 3339,
/// Unix times, and local times without a time zone are read. A time in any other format counts as unknown.
fn remaining(end: &Value, now: Timestamp) -> Result<Option<Duration>, String> {
    let text = match end {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return Ok(None),
    };
    let unix = text.parse::<i64>().ok().filter(|time| *time > 0).and_then(|time| {
        let is_seconds = time <= LARGEST_SECONDS;
        let read = if is_seconds { Timestamp::from_second } else { Timestamp::from_millisecond };
        read(time).ok()
    });
    if let Some(end) = unix.or_else(|| text.parse::<Timestamp>().ok()) {
        let remaining = Duration::try_from(end.duration_since(now)).unwrap_or_default();
        return if remaining.is_zero() { Err(end.to_string()) } else { Ok(Some(remaining)) };
    }
    let local = text.parse::<DateTime>().and_then(|local| local.to_zoned(TimeZone::UTC));
    let latest = local.and_then(|local| local.timestamp().checked_add(WESTERNMOST_ZONE));
    if latest.is_ok_and(|latest| latest <= now) { Err(text) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_surely_expired_is_refused() {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let second = Some(Duration::from_secs(1));
        for (end, left) in [
            (json!(null), Some(None)),
            (json!(""), Some(None)),
            (json!("soon"), Some(None)),
            (json!({"seconds": 1}), Some(None)),
            (json!(0), Some(None)),
            (json!("2026-01-02T03:04:05Z"), None),
            (json!("2026-01-02T03:04:06Z"), Some(second)),
            (json!("2026-01-02T11:04:05+08:00"), None),
            (json!(1_767_323_045), None),
            (json!(1_767_323_046), Some(second)),
            (json!("1767323045"), None),
            (json!(1_767_323_045_000_i64), None),
            (json!(1_767_323_046_000_i64), Some(second)),
            // The time zone is unknown: it expires when it has passed in the last zone.
            (json!("2026-01-01 15:04:05"), None),
            (json!("2026-01-01 15:04:06"), Some(None)),
            (json!("9999-12-31 23:59:59"), Some(None)),
        ] {
            assert_eq!(remaining(&end, now).ok(), left, "{end}");
        }
    }
}
