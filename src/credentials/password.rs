//! An IAM user's name and password, which IAM exchanges for a token.

use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::contract::generated::iam::types;
use crate::contract::secret::{SentSecret, token_header};
use crate::contract::types::Secret;
use crate::credentials::hosts::Hosts;
use crate::credentials::source::IdentitySource;
use crate::error::{Error, Result};
use crate::http::exchange::{Exchange, Sender};
use crate::http::host::Host;
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Lifetime;

/// The lifetime that IAM documents. Used for a token whose own times cannot be read, and as the upper limit.
const DOCUMENTED_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Clone, Debug)]
pub(super) struct Password {
    pub(super) user_name: String,
    pub(super) password: Secret,
    pub(super) domain_name: String,
}

impl IdentitySource for Password {
    type Issuer = (Host, types::CreateUserTokenRequest);

    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Self::Issuer> {
        for (field, value, may_have_blanks) in [
            ("user name", &*self.user_name, false),
            ("password", self.password.expose(), true),
            ("domain name", &self.domain_name, false),
        ] {
            check(value, may_have_blanks).map_err(|(problem, hint)| {
                Error::credentials(format!("the {field} {problem}"), hint)
            })?;
        }
        Ok((hosts.iam()?, self.request(self.project(hosts)?)))
    }

    async fn fetch(&self, (iam, request): &Self::Issuer) -> Result<Identity> {
        let api = iam.api(Sender::Bearer(self.password.clone()))?;
        // Any value leaves the catalogue, which the client does not use, out of the response.
        let nocatalog = types::NoCatalog::from("true".to_owned());
        let requested_at = Instant::now();
        let result = api.create_user_token(Some(&nocatalog), request).await;
        let token = iam.outcome(&api.inner, result)?.token;
        let credential = Credential::Token(subject_token(iam, &api.inner)?);
        let project_id = token.project.as_ref().map(|project| project.id.parse()).transpose();
        let project_id = project_id.map_err(|_| {
            let what = "the token's project ID is not 32 letters and digits";
            iam.invalid(&api.inner, what)
        })?;
        let lifetime = lifetime(&token.issued_at, &token.expires_at);
        let lifetime = Some(Lifetime::new(requested_at, lifetime));
        Ok(Identity { project_id, lifetime, is_issued: true, ..Identity::new(credential) })
    }
}

impl Password {
    fn domain(&self) -> types::OwningDomain {
        types::OwningDomain { name: Some(self.domain_name.clone().into()), id: None }
    }

    /// The project to which IAM scopes the token.
    fn project(&self, hosts: &Hosts<'_>) -> Result<types::ScopeProject> {
        if let Some(id) = hosts.project_id {
            return Ok(types::ScopeProject { id: Some(id.clone()), name: None, domain: None });
        }
        let name = hosts.project_name().ok_or_else(|| {
            let hint =
                "Set HW_PROJECT_ID or HW_PROJECT_NAME, or the region whose own project you use.";
            Error::configuration("project ID: not set", hint)
        })?;
        // A Keystone of another vendor needs the account beside the name of a project.
        let (name, domain) = (Some(name.to_owned().into()), Some(self.domain()));
        Ok(types::ScopeProject { id: None, name, domain })
    }

    fn request(&self, project: types::ScopeProject) -> types::CreateUserTokenRequest {
        let user = types::PasswordUser {
            name: Some(self.user_name.clone().into()),
            password: SentSecret(self.password.clone()),
            domain: Some(self.domain()),
            id: None,
        };
        let identity = types::UserIdentity {
            methods: vec![types::LoginMethod::Password],
            password: Some(types::PasswordLogin { user }),
            token: None,
            totp: None,
        };
        let scope = Some(types::TokenScope { project: Some(project), domain: None });
        types::CreateUserTokenRequest { auth: types::UserTokenAuth { identity, scope } }
    }
}

/// IAM locks a user after a few refusals, so what it would certainly refuse fails before a request is sent. The problem comes
/// with its hint, and never quotes the value.
fn check(value: &str, may_have_blanks: bool) -> Result<(), (&'static str, &'static str)> {
    if value.is_empty() {
        let hint = "IAM needs the user name, the password, and the account's domain name.";
        return Err(("is empty", hint));
    }
    if value.contains(['\n', '\r']) {
        let hint = "Remove the line break. A text that was read from a file often ends with one.";
        return Err(("contains a line break", hint));
    }
    if !may_have_blanks && value.trim() != value {
        return Err(("begins or ends with a blank", "Remove the blanks around it."));
    }
    Ok(())
}

/// The token in the header of IAM's response.
pub(super) fn subject_token(iam: &Host, exchange: &Exchange) -> Result<HeaderValue> {
    let token = exchange.response.get().and_then(|response| response.subject_token.as_ref());
    let token =
        token.map_or(Err("is missing"), |token| token_header(token.to_str().unwrap_or("\n")));
    token.map_err(|problem| {
        iam.invalid(exchange, &format!("the header `X-Subject-Token` {problem}"))
    })
}

/// The lifetime of a token by IAM's own clock, so that a wrong clock of this machine has no effect.
fn lifetime(issued_at: &str, expires_at: &str) -> Duration {
    let [issued_at, expires_at] = [issued_at, expires_at].map(str::parse::<Timestamp>);
    let lifetime = match (issued_at, expires_at) {
        (Ok(issued_at), Ok(expires_at)) => Duration::try_from(expires_at.duration_since(issued_at)),
        (Err(error), _) | (_, Err(error)) => Err(error),
    };
    let lifetime = lifetime.ok().filter(|lifetime| !lifetime.is_zero());
    lifetime.unwrap_or(DOCUMENTED_LIFETIME).min(DOCUMENTED_LIFETIME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lifetime_is_the_difference_of_iams_own_times() {
        let day = Duration::from_secs(24 * 60 * 60);
        for (issued_at, expires_at, expected) in [
            ("2020-01-03T09:05:22.701000Z", "2020-01-04T09:05:22.701000Z", day),
            ("2020-01-03T09:05:22Z", "2020-01-03T09:05:23.5Z", Duration::from_millis(1500)),
            ("2020-01-03T09:05:22+08:00", "2020-01-03T02:05:22Z", Duration::from_secs(3600)),
            ("nonsense", "2020-01-04T09:05:22.701000Z", DOCUMENTED_LIFETIME),
            ("2020-01-04T09:05:22Z", "2020-01-04T09:05:22Z", DOCUMENTED_LIFETIME),
            ("2020-01-04T09:05:22Z", "2020-01-03T09:05:22Z", DOCUMENTED_LIFETIME),
        ] {
            assert_eq!(lifetime(issued_at, expires_at), expected);
        }
    }
}
