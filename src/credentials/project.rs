//! The project ID, found by itself: asked of IAM once, and kept for the client's life.

use std::sync::Arc;

use progenitor_client::{Error as CallError, ResponseValue};
use serde::de::DeserializeOwned;
use tokio::time::Instant;

use crate::contract::generated::iam::types;
use crate::contract::types::ProjectId;
use crate::credentials::cache::{Fetch, Source};
use crate::credentials::hosts::Hosts;
use crate::credentials::resolver::Provider;
use crate::error::{Error, ErrorKind, Result};
use crate::http::exchange::{Exchange, Sender};
use crate::http::host::Host;
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::{Expires, Lifetime};

/// Said wherever the project cannot be found.
pub(crate) const HINT: &str = "Set HW_PROJECT_ID, or pass the ID: the console lists one for each region under My Credentials.";

/// Where the project is looked up, by whom, and by which name.
#[derive(Debug)]
pub(crate) struct Lookup {
    iam: Host,
    provider: Arc<Provider>,
    /// None if only a token can tell the project.
    name: Option<String>,
    /// Whether the user gave the name, and not the region.
    is_named: bool,
}

impl Lookup {
    pub(crate) fn new(
        hosts: &Hosts<'_>,
        provider: Arc<Provider>,
        may_be_token: bool,
    ) -> Result<Self> {
        let name = hosts.project_name().map(str::to_owned);
        let iam = match hosts.iam() {
            Ok(iam) if name.is_some() || may_be_token => iam,
            Err(error) if name.is_some() => return Err(error),
            _ => {
                let what = "project ID: neither it nor a region is set";
                return Err(Error::configuration(what, HINT));
            }
        };
        Ok(Self { iam, provider, name, is_named: hosts.project_name.is_some() })
    }

    /// The project that a token is for; none if it is for none, or if IAM does not say.
    async fn of_token(&self, identity: &Arc<Identity>, token: &str) -> Result<Option<ProjectId>> {
        const OPERATION: &str = "ShowToken";
        let api = self.iam.api(Sender::Caller(identity.clone(), None))?;
        let (nocatalog, token) = ("true".to_owned().into(), token.to_owned().into());
        let answer = match api.show_token(Some(&nocatalog), &token).await {
            Ok(answer) => answer.into_inner(),
            Err(error) => {
                let error = failed::<types::CreateUserTokenResponse, _>(
                    &self.iam, OPERATION, identity, &api.inner, error,
                );
                // An IAM that does not have the call, or does not allow it, may know the project by its name.
                let is_silent = matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NotFound);
                return if is_silent && self.name.is_some() {
                    Ok(None)
                } else {
                    Err(advised(error))
                };
            }
        };
        let Some(project) = answer.token.project else { return Ok(None) };
        if self.is_named && self.name.as_deref() != Some(project.name.as_str()) {
            let (wanted, own) = (self.name.as_deref().unwrap_or_default(), project.name.as_str());
            let what = format!(
                "project name: the token is for the project `{}`, not for `{}`",
                own.escape_debug(),
                wanted.escape_debug()
            );
            let hint = "Get a token for that project, or leave out the name of the project.";
            return Err(Error::configuration(what, hint));
        }
        parse(&project.id).map(Some).map_err(|error| self.iam.unfit(OPERATION, &api.inner, error))
    }

    /// The project of that name. A user who may not list projects may still list their own.
    async fn of_name(&self, identity: &Arc<Identity>, name: &str) -> Result<ProjectId> {
        const OPERATION: &str = "ListProjects";
        let api = self.iam.api(Sender::Caller(identity.clone(), None))?;
        let filter = name.to_owned().into();
        let answer =
            match api.list_projects(None, None, None, Some(&filter), None, None, None).await {
                Ok(answer) => answer.into_inner(),
                Err(error) => {
                    let error = failed::<types::ListProjectsResponse, _>(
                        &self.iam, OPERATION, identity, &api.inner, error,
                    );
                    if error.kind() != ErrorKind::Forbidden {
                        return Err(advised(error));
                    }
                    list_own(&self.iam, identity).await.map_err(advised)?
                }
            };
        choose(name, &answer.projects).map_err(|error| self.iam.unfit(OPERATION, &api.inner, error))
    }
}

impl Expires for ProjectId {
    fn lifetime(&self) -> Option<Lifetime> {
        None
    }
}

impl Source<ProjectId> for Lookup {
    fn noun(&self) -> &'static str {
        "project ID"
    }

    fn fetch(&self) -> Fetch<'_, ProjectId> {
        Box::pin(async {
            let identity = self.provider.identity(Instant::now()).await?;
            if let Credential::Token(token) = &identity.credential
                && let Some(id) =
                    self.of_token(&identity, token.to_str().unwrap_or_default()).await?
            {
                return Ok(id);
            }
            let name = self.name.as_deref().ok_or_else(|| {
                Error::configuration("project ID: the token is for no project", HINT)
            })?;
            self.of_name(&identity, name).await
        })
    }
}

/// The projects that the caller has a role in. No grant is needed to ask, so it shows whether an identity is accepted.
pub(crate) async fn list_own(
    iam: &Host,
    identity: &Arc<Identity>,
) -> Result<types::ListProjectsResponse> {
    const OPERATION: &str = "ListAuthProjects";
    let api = iam.api(Sender::Caller(identity.clone(), None))?;
    let result = api.list_auth_projects().await;
    result.map(ResponseValue::into_inner).map_err(|error| {
        failed::<types::ListProjectsResponse, _>(iam, OPERATION, identity, &api.inner, error)
    })
}

fn failed<T: DeserializeOwned, E>(
    iam: &Host,
    operation: &'static str,
    identity: &Identity,
    exchange: &Exchange,
    error: CallError<E>,
) -> Error {
    iam.failure::<T, _>(operation, exchange, error).with_origin(identity.origin.as_deref())
}

/// Names the way around a look-up that failed. To a caller who was refused, the ID would be of no help.
fn advised(error: Error) -> Error {
    let is_refused = error.kind() == ErrorKind::Unauthorized;
    error.with_note(Some(HINT).filter(|_| !is_refused))
}

/// The one of that name.
fn choose(name: &str, projects: &[types::Project]) -> Result<ProjectId> {
    let project = projects.iter().find(|project| *project.name == name).ok_or_else(|| {
        let what = format!("this account has no project `{}`", name.escape_debug());
        Error::new(ErrorKind::NotFound, what).with_hint(Some(HINT))
    })?;
    parse(&project.id)
}

fn parse(id: &str) -> Result<ProjectId> {
    id.parse().map_err(|_| {
        let what = "invalid response: the project's ID is not 32 letters and digits";
        Error::new(ErrorKind::InvalidResponse, what).with_hint(Some(HINT))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "23a50154cf494ec9ad6883979a12db0a";

    #[test]
    fn the_project_is_that_of_the_name() {
        let project = |name: &str, id: &str| -> types::Project {
            serde_json::from_value(serde_json::json!({"name": name, "id": id})).unwrap()
        };
        let other = "0123456789abcdef0123456789abcdef";
        for (projects, expected) in [
            (vec![], Err("this account has no project `r`")),
            (vec![project("r", ID)], Ok(ID)),
            (vec![project("r_sub", other), project("r", ID)], Ok(ID)),
            (vec![project("r_sub", ID)], Err("this account has no project `r`")),
            (
                vec![project("r", "short")],
                Err("invalid response: the project's ID is not 32 letters and digits"),
            ),
        ] {
            let chosen = choose("r", &projects).map(String::from);
            assert_eq!(
                chosen.map_err(|error| error.to_string()),
                expected.map(str::to_owned).map_err(str::to_owned)
            );
        }
    }
}
