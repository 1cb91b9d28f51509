//! What `hcloud` keeps: profiles, each with a mode that decides which of its members are the identity.

use std::time::Duration;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::credentials::{AgencyDomain, Credentials, Role};
use crate::error::Result;

/// An access key ID has 20 letters and digits. A longer one, or one with other characters, is encrypted.
const LONGEST_KEY_ID: usize = 40;

/// A local time without its zone is over everywhere on earth so long after the same time of UTC.
const WESTERNMOST_ZONE: SignedDuration = SignedDuration::from_hours(12);

/// Unix times above this are milliseconds: as seconds they would be more than 3 000 years ahead.
const LARGEST_SECONDS: i64 = 100_000_000_000;

/// What is wrong with a profile, and what to do.
pub(super) struct Problem {
    pub(super) what: String,
    pub(super) hint: String,
}

impl Problem {
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }

    pub(super) fn within(self, profile: &str) -> Self {
        Self { what: format!("profile `{}`: {}", profile.escape_debug(), self.what), ..self }
    }
}

/// The file as a whole. A profile is read when it is chosen, so that a broken one beside it does no harm.
pub(super) struct Profiles(Value);

impl Profiles {
    pub(super) fn read(text: &str) -> Result<Self, Problem> {
        let root = serde_json::from_str::<Value>(text).unwrap_or_default();
        let is_list = matches!(root["profiles"], Value::Array(_) | Value::Null);
        if root.is_object() && is_list {
            return Ok(Self(root));
        }
        Err(Problem::new(
            "not the JSON that the command line `hcloud` writes",
            "Run `hcloud configure init` to write it again, or move the file away.",
        ))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0["profiles"][0].is_null()
    }

    /// The name of the current profile; none if there is no profile at all.
    pub(super) fn current(&self) -> Option<&str> {
        self.0["current"].as_str().filter(|name| !name.is_empty() && !self.is_empty())
    }

    pub(super) fn find(&self, name: &str) -> Result<Profile<'_>, Problem> {
        let profiles = self.0["profiles"].as_array().into_iter().flatten();
        let profile = profiles.clone().find(|profile| profile["name"] == name);
        profile.map(Profile).ok_or_else(|| {
            let known: Vec<_> = profiles.filter_map(|profile| profile["name"].as_str()).collect();
            let hint = if known.is_empty() {
                "The file has no profiles: run `hcloud configure init`, or name another file."
                    .into()
            } else {
                format!("The profiles are: {}.", known.join(", ").escape_debug())
            };
            Problem::new(format!("no profile `{}`", name.escape_debug()), hint)
        })
    }
}

pub(super) struct Profile<'a>(&'a Value);

impl Profile<'_> {
    /// A member that is a text. `null` and an empty text count as not there.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, Problem> {
        text(self.0, name, name)
    }

    fn required(&self, name: &str, hint: &str) -> Result<&str, Problem> {
        self.text(name)?.ok_or_else(|| Problem::new(format!("`{name}` is missing"), hint))
    }

    /// The identity that the mode selects. Members of other modes are left alone: they may be leftovers.
    pub(super) fn credentials(
        &self,
        all: &Profiles,
        now: Timestamp,
    ) -> Result<Credentials, Problem> {
        let mode = self.text("mode")?.unwrap_or("AKSK"); // older files have no mode
        match &*mode.to_ascii_lowercase() {
            "aksk" => {
                let key = self.access_key()?;
                // `hcloud` ignores an agency in this mode, Terraform assumes it. The agency was named, so it is used.
                match self.text("agencyName")? {
                    None => Ok(key),
                    Some(_) => self.assume(key),
                }
            }
            "ecsagency" => Ok(Credentials::ecs_metadata()),
            "sso" => self.single_sign_on(now),
            "assumerole" | "agency" => {
                const HINT: &str = "Run `hcloud configure set` with --cli-source-profile.";
                let source = self.required("sourceProfile", HINT)?;
                self.assume(Self::source(all, source)?)
            }
            "token" => {
                const HINT: &str =
                    "Get a new token, and run `hcloud configure set` with --cli-x-auth-token.";
                let token = self.required("xAuthToken", HINT)?;
                let token = Credentials::token(token);
                until(&self.0["expiresAt"], now, "the token", HINT, token)
            }
            _ => Err(Problem::new(
                format!("the mode `{}` is not known", mode.escape_debug()),
                "Choose a profile in mode AKSK, ecsAgency, SSO, AssumeRole, agency or token.",
            )),
        }
    }

    fn access_key(&self) -> Result<Credentials, Problem> {
        const HINT: &str = "Run `hcloud configure set` with --cli-access-key and --cli-secret-key.";
        access_key(self.0, "", HINT)
    }

    /// The access key of the profile that an agency is assumed with. One hop: that profile assumes none itself.
    fn source(all: &Profiles, name: &str) -> Result<Credentials, Problem> {
        const HINT: &str =
            "Name a profile in mode AKSK, without an agency of its own, as `sourceProfile`.";
        let source = all.find(name).map_err(|problem| Problem {
            what: format!("`sourceProfile`: {}", problem.what),
            ..problem
        })?;
        let mode = source.text("mode")?.unwrap_or("AKSK");
        let refused = |why: &str| {
            let name = name.escape_debug();
            Err(Problem::new(format!("`sourceProfile` names `{name}`, which {why}"), HINT))
        };
        if !mode.eq_ignore_ascii_case("AKSK") {
            return refused(&format!("is in mode `{}`", mode.escape_debug()));
        }
        if source.text("agencyName")?.is_some() {
            return refused("assumes an agency itself");
        }
        source.access_key().map_err(|problem| problem.within(name))
    }

    fn assume(&self, key: Credentials) -> Result<Credentials, Problem> {
        const HINT: &str =
            "Run `hcloud configure set` with --cli-agency-name and --cli-agency-domain-name.";
        if self.text("agencyUrn")?.is_some() {
            return Err(Problem::new(
                "`agencyUrn` asks for the v5 form of assuming an agency, which is not implemented",
                HINT,
            ));
        }
        let agency_name = self.required("agencyName", HINT)?;
        let domain = match (self.text("agencyDomainName")?, self.text("agencyDomainId")?) {
            (Some(name), _) => AgencyDomain::Name(name.to_owned()),
            (None, Some(id)) => AgencyDomain::Id(id.to_owned()),
            (None, None) => {
                return Err(Problem::new(
                    "`agencyDomainName` or `agencyDomainId` is missing",
                    HINT,
                ));
            }
        };
        let role = Role::new(agency_name.to_owned(), domain, None);
        let role =
            role.map_err(|problem| Problem::new(format!("`agencyName` {problem}"), Role::HINT))?;
        key.assume(role)
            .ok_or_else(|| Problem::new("only an access key can assume an agency", HINT))
    }

    /// The temporary key of a log-in in the browser.
    fn single_sign_on(&self, now: Timestamp) -> Result<Credentials, Problem> {
        const HINT: &str =
            "Log in again with `hcloud configure sso`, which renews the key of the profile.";
        let token = &self.0["ssoAuth"]["stsToken"];
        text(token, "securityToken", "ssoAuth.stsToken.securityToken")?
            .ok_or_else(|| Problem::new("`ssoAuth.stsToken.securityToken` is missing", HINT))?;
        let key = access_key(token, "ssoAuth.stsToken.", HINT)?;
        until(&token["expireTime"], now, "the key of the log-in", HINT, key)
    }
}

fn text<'a>(object: &'a Value, name: &str, path: &str) -> Result<Option<&'a str>, Problem> {
    match &object[name] {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        _ => Err(Problem::new(
            format!("`{path}` is not a string"),
            "Run `hcloud configure set` to write the profile again.",
        )),
    }
}

/// The access key among the members of an object, whose path is told in front of their names.
fn access_key(object: &Value, path: &str, hint: &str) -> Result<Credentials, Problem> {
    let member = |name: &str| text(object, name, &format!("{path}{name}"));
    let missing = |name: &str| Problem::new(format!("`{path}{name}` is missing"), hint);
    let id = member("accessKeyId")?.ok_or_else(|| missing("accessKeyId"))?;
    // A key in quotes is refused by that name later.
    let is_quoted = id.starts_with(['"', '\'']);
    let is_plain =
        id.len() <= LONGEST_KEY_ID && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_plain && !is_quoted {
        return Err(Problem::new(
            "the access key is encrypted, and only `hcloud` can read it",
            "Run `hcloud configure set --cli-auth-encrypt=false`, or choose another profile.",
        ));
    }
    let secret_key = member("secretAccessKey")?.ok_or_else(|| missing("secretAccessKey"))?;
    Ok(match member("securityToken")? {
        None => Credentials::access_key(id, secret_key),
        Some(token) => Credentials::temporary_access_key(id, secret_key, token),
    })
}

/// Credentials with the time that they still live, if the profile says that; an error if they surely expired.
fn until(
    end: &Value,
    now: Timestamp,
    what: &str,
    hint: &str,
    credentials: Credentials,
) -> Result<Credentials, Problem> {
    match time_left(end, now) {
        Ok(Some(left)) => Ok(credentials.expires_in(left)),
        Ok(None) => Ok(credentials),
        Err(end) => Err(Problem::new(format!("{what} expired at {end}"), hint)),
    }
}

/// How long something still lives, or when it expired. The vendor documents no form for this time, so RFC 3339, Unix times,
/// and a local time without a zone are read. A time that cannot be read is not known, which is not the same as no end.
fn time_left(end: &Value, now: Timestamp) -> Result<Option<Duration>, String> {
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
        let left = Duration::try_from(end.duration_since(now)).unwrap_or_default();
        return if left.is_zero() { Err(end.to_string()) } else { Ok(Some(left)) };
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
            // It may be any zone's time: it is over when it is over in the last one.
            (json!("2026-01-01 15:04:05"), None),
            (json!("2026-01-01 15:04:06"), Some(None)),
            (json!("9999-12-31 23:59:59"), Some(None)),
        ] {
            assert_eq!(time_left(&end, now).ok(), left, "{end}");
        }
    }
}
