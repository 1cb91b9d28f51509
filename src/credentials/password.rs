//! An IAM user's name and password, exchanged for a token.

use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use tokio::time::Instant;

use crate::contract::generated::iam::types;
use crate::contract::secret::{SentSecret, token_header};
use crate::contract::types::{ProjectId, Secret};
use crate::credentials::cache::{Fetch, Source};
use crate::credentials::hosts::Hosts;
use crate::error::{Error, Result};
use crate::http::exchange::{Exchange, Sender};
use crate::http::host::Host;
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::Lifetime;

const OPERATION: &str = "CreateUserToken";

/// What IAM documents; the life of a token whose own times cannot be read, and the longest that is believed.
const DOCUMENTED_LIFE: Duration = Duration::from_secs(24 * 60 * 60);

#[derive(Debug)]
pub(super) struct Password {
    pub(super) user_name: String,
    pub(super) password: Secret,
    pub(super) domain_name: String,
    pub(super) iam: Host,
    pub(super) scope: Scope,
    pub(super) origin: Option<String>,
}

/// The project that a token is scoped to.
#[derive(Debug)]
pub(super) enum Scope {
    Id(ProjectId),
    Name(String),
}

impl Scope {
    pub(super) fn of(hosts: &Hosts<'_>) -> Result<Self> {
        match (hosts.project_id, hosts.project_name()) {
            (Some(id), _) => Ok(Self::Id(id.clone())),
            (None, Some(name)) => Ok(Self::Name(name.to_owned())),
            (None, None) => Err(Error::configuration(
                "project ID: not set",
                "Set HW_PROJECT_ID or HW_PROJECT_NAME, or the region whose own project is meant.",
            )),
        }
    }
}

impl Source<Identity> for Password {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let token = self.create_token().await;
            token.map_err(|error| error.with_origin(self.origin.as_deref()).into_credentials())
        })
    }
}

/// The token that an answer of IAM brings in its header.
pub(super) fn subject_token(
    iam: &Host,
    operation: &'static str,
    exchange: &Exchange,
) -> Result<HeaderValue> {
    let token = exchange.response.get().and_then(|received| received.subject_token.as_ref());
    let token =
        token.map_or(Err("is missing"), |token| token_header(token.to_str().unwrap_or("\n")));
    token.map_err(|problem| {
        iam.broken(operation, exchange, &format!("the header `X-Subject-Token` {problem}"))
    })
}

impl Password {
    async fn create_token(&self) -> Result<Identity> {
        let api = self.iam.api(Sender::Bearer(self.password.clone()))?;
        // Any value leaves the catalogue out of the answer, which no one here reads.
        let nocatalog = types::NoCatalog::from("true".to_owned());
        let asked_at = Instant::now();
        let result = api.create_user_token(Some(&nocatalog), &self.request()).await;
        let answer = result.map_err(|error| {
            self.iam.failure::<types::CreateUserTokenResponse, _>(OPERATION, &api.inner, error)
        })?;
        let token = subject_token(&self.iam, OPERATION, &api.inner)?;
        let project_id = answer.token.project.as_ref().map(|project| project.id.parse());
        let project_id = project_id.transpose().map_err(|_| {
            let what = "the token's project ID is not 32 letters and digits";
            self.iam.broken(OPERATION, &api.inner, what)
        })?;
        let lifetime =
            Lifetime::new(asked_at, lifetime(&answer.token.issued_at, &answer.token.expires_at));
        let origin = self.origin.clone();
        let credential = Credential::Token(token);
        Ok(Identity { credential, project_id, origin, lifetime: Some(lifetime), is_issued: true })
    }

    fn request(&self) -> types::CreateUserTokenRequest {
        let name = || Some(self.domain_name.clone().into());
        let domain = || Some(types::OwningDomain { name: name(), id: None });
        let user = types::PasswordUser {
            name: Some(self.user_name.clone().into()),
            password: SentSecret(self.password.clone()),
            domain: domain(),
            id: None,
        };
        // A Keystone that is not the vendor's asks for the account beside the name of a project.
        let project = Some(match &self.scope {
            Scope::Id(id) => types::ScopeProject { id: Some(id.clone()), name: None, domain: None },
            Scope::Name(name) => {
                types::ScopeProject { id: None, name: Some(name.clone().into()), domain: domain() }
            }
        });
        let password = Some(types::PasswordLogin { user });
        let methods = vec![types::LoginMethod::Password];
        types::CreateUserTokenRequest {
            auth: types::UserTokenAuth {
                identity: types::UserIdentity { methods, password, token: None, totp: None },
                scope: Some(types::TokenScope { project, domain: None }),
            },
        }
    }
}

/// How long a token lives by IAM's own clock, so that a wrong clock on this side does no harm.
fn lifetime(issued_at: &types::Timestamp, expires_at: &types::Timestamp) -> Duration {
    let [issued_at, expires_at] = [issued_at, expires_at].map(|time| time.parse::<Timestamp>());
    let lifetime = issued_at
        .ok()
        .zip(expires_at.ok())
        .map(|(issued_at, expires_at)| expires_at.duration_since(issued_at));
    lifetime
        .and_then(|lifetime| Duration::try_from(lifetime).ok())
        .filter(|lifetime| !lifetime.is_zero())
        .unwrap_or(DOCUMENTED_LIFE)
        .min(DOCUMENTED_LIFE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_life_is_what_lies_between_iams_own_times() {
        let day = Duration::from_secs(24 * 60 * 60);
        for (issued_at, expires_at, expected) in [
            ("2020-01-03T09:05:22.701000Z", "2020-01-04T09:05:22.701000Z", day),
            ("2020-01-03T09:05:22Z", "2020-01-03T09:05:23.5Z", Duration::from_millis(1500)),
            ("2020-01-03T09:05:22+08:00", "2020-01-03T02:05:22Z", Duration::from_secs(3600)),
            ("nonsense", "2020-01-04T09:05:22.701000Z", DOCUMENTED_LIFE),
            ("2020-01-04T09:05:22Z", "2020-01-04T09:05:22Z", DOCUMENTED_LIFE),
            ("2020-01-04T09:05:22Z", "2020-01-03T09:05:22Z", DOCUMENTED_LIFE),
        ] {
            assert_eq!(
                lifetime(&issued_at.to_owned().into(), &expires_at.to_owned().into()),
                expected
            );
        }
    }
}
