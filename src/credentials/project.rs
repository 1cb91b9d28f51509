//! The lookup of the project ID. The client makes it once, and keeps the ID.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use crate::contract::generated::iam::types;
use crate::contract::types::ProjectId;
use crate::credentials::cache::Cache;
use crate::credentials::hosts::Hosts;
use crate::credentials::resolver::Resolver;
use crate::credentials::source::{Fetch, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::http::exchange::{Exchange, Sender};
use crate::http::host::Host;
use crate::signing::identity::{Credential, Identity};
use crate::signing::lifetime::{Expires, Lifetime};

/// The hint of every failed lookup.
pub(crate) const HINT: &str = "Set HW_PROJECT_ID, or pass the ID: the console lists one for each region under My Credentials.";

/// How long a list is used. The client keeps the projects that it found; a new list can have those that it did not find.
const LIFETIME: Duration = Duration::from_secs(60);

const NO_PROJECT: &str = "Leave out this region. Or check the console: My Credentials lists the projects of the account.";

const TOKEN: &str =
    "a token is valid for one project, and so for one region, but the client asks several";
const TOKEN_HINT: &str =
    "Use an access key, or a name and password. Or ask the region of the token alone.";

#[derive(Debug)]
pub(crate) struct Lookup {
    iam: Host,
    resolver: Arc<Resolver>,
    /// `None` if the project can only be that of a token.
    name: Option<String>,
    /// Whether the user has set the name. Otherwise it is that of the region.
    is_named: bool,
}

impl Lookup {
    pub(crate) fn new(
        hosts: &Hosts<'_>,
        resolver: Arc<Resolver>,
        may_be_token: bool,
    ) -> Result<Self> {
        let name = hosts.project_name().map(str::to_owned);
        let iam = hosts.iam();
        if name.is_none() && !(may_be_token && iam.is_ok()) {
            return Err(Error::configuration(
                "project ID: no project ID and no region is set",
                HINT,
            ));
        }
        Ok(Self { iam: iam?, resolver, name, is_named: hosts.project_name.is_some() })
    }

    async fn find(&self, identity: &Arc<Identity>) -> Result<ProjectId> {
        if let Credential::Token(token) = &identity.credential
            && let Some(id) = self.of_token(identity, token.to_str().unwrap_or_default()).await?
        {
            return Ok(id);
        }
        match &self.name {
            Some(name) => self.of_name(identity, name).await,
            None => Err(Error::configuration("project ID: the token is for no project", HINT)),
        }
    }

    /// The project to which the token is scoped. `None` if there is none, or if IAM does not say.
    async fn of_token(&self, identity: &Arc<Identity>, token: &str) -> Result<Option<ProjectId>> {
        let api = self.iam.api(Sender::Caller(identity.clone(), None))?;
        let (nocatalog, token) = ("true".to_owned().into(), token.to_owned().into());
        let result = api.show_token(Some(&nocatalog), &token).await;
        let result = self.iam.outcome(&api.inner, result);
        // An IAM that does not have the operation, or does not allow it, may know the project by its name.
        let is_silent = result
            .as_ref()
            .is_err_and(|error| matches!(error.kind(), ErrorKind::Forbidden | ErrorKind::NotFound));
        if is_silent && self.name.is_some() {
            return Ok(None);
        }
        let Some(project) = result?.token.project else { return Ok(None) };
        let expected = self.name.as_deref().filter(|name| self.is_named && *name != *project.name);
        if let Some(expected) = expected {
            let (own, expected) = (project.name.escape_debug(), expected.escape_debug());
            return Err(Error::configuration(
                format!("project name: the token is for the project `{own}`, not for `{expected}`"),
                "Get a token for that project, or do not set the name of the project.",
            ));
        }
        parse(&project.id).map(Some).map_err(|error| self.iam.rejected(&api.inner, error))
    }

    /// The project with that name.
    async fn of_name(&self, identity: &Arc<Identity>, name: &str) -> Result<ProjectId> {
        let (projects, exchange) = list(&self.iam, identity, Some(name)).await?;
        choose(name, &projects).map_err(|error| self.iam.rejected(&exchange, error))
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
            let identity = self.resolver.identity(Instant::now()).await?;
            self.find(&identity).await.map_err(|error| match error.kind() {
                // The ID does not help a caller whose identity was refused.
                ErrorKind::Unauthorized | ErrorKind::Configuration => error,
                _ => error.with_note(Some(HINT)),
            })
        })
    }
}

/// The projects of an account, for clients of several regions. One request finds the projects of all regions, and shows whether
/// IAM accepts the identity before any region gets a request.
#[derive(Debug)]
pub(crate) struct ProjectList {
    projects: Vec<types::Project>,
    lifetime: Lifetime,
}

impl Expires for ProjectList {
    fn lifetime(&self) -> Option<Lifetime> {
        Some(self.lifetime)
    }
}

/// IAM, as the source of the list.
#[derive(Debug)]
struct Account {
    iam: Host,
    resolver: Arc<Resolver>,
}

impl ProjectList {
    /// The list that several clients share.
    pub(crate) fn shared(hosts: &Hosts<'_>, resolver: Arc<Resolver>) -> Result<Arc<Cache<Self>>> {
        let account = Account { iam: hosts.iam()?, resolver };
        Ok(Cache::new(Arc::new(account), hosts.fetch_time()))
    }
}

impl Source<ProjectList> for Account {
    fn noun(&self) -> &'static str {
        "list of projects"
    }

    fn fetch(&self) -> Fetch<'_, ProjectList> {
        Box::pin(async {
            let identity = self.resolver.identity(Instant::now()).await?;
            if let Credential::Token(_) = identity.credential {
                let origin = identity.origin.as_deref().unwrap_or("credentials");
                return Err(Error::configuration(TOKEN, TOKEN_HINT).with_subject(origin));
            }
            let lifetime = Lifetime::new(Instant::now(), LIFETIME);
            let (projects, _) = list(&self.iam, &identity, None).await?;
            Ok(ProjectList { projects, lifetime })
        })
    }
}

/// Finds the project of one region in the list. A region's own project has the name of the region.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) list: Arc<Cache<ProjectList>>,
    pub(crate) name: String,
}

impl Source<ProjectId> for Listed {
    fn noun(&self) -> &'static str {
        "project ID"
    }

    fn fetch(&self) -> Fetch<'_, ProjectId> {
        Box::pin(async {
            let list = self.list.get(Instant::now()).await?;
            choose(&self.name, &list.projects).map_err(|error| error.with_hint(Some(NO_PROJECT)))
        })
    }
}

/// The projects of the account, or the one with a name. Users who may not list projects may still list their own.
async fn list(
    iam: &Host,
    identity: &Arc<Identity>,
    name: Option<&str>,
) -> Result<(Vec<types::Project>, Exchange)> {
    let api = iam.api(Sender::Caller(identity.clone(), None))?;
    let result = api.list_projects(None, None, None, name, None, None, None).await;
    let projects = match iam.outcome(&api.inner, result) {
        Err(error) if error.kind() == ErrorKind::Forbidden => list_own(iam, identity).await?,
        result => result?.projects,
    };
    Ok((projects, api.inner))
}

/// The projects in which the caller has a role. This request needs no permission, so it shows whether IAM accepts an
/// identity.
pub(crate) async fn list_own(iam: &Host, identity: &Arc<Identity>) -> Result<Vec<types::Project>> {
    let api = iam.api(Sender::Caller(identity.clone(), None))?;
    let result = api.list_auth_projects().await;
    Ok(iam.outcome(&api.inner, result)?.projects)
}

/// The project with that name.
fn choose(name: &str, projects: &[types::Project]) -> Result<ProjectId> {
    let project = projects.iter().find(|project| *project.name == name);
    parse(&project.ok_or_else(|| no_project(name))?.id)
}

pub(crate) fn no_project(name: &str) -> Error {
    let what = format!("this account has no project `{}`", name.escape_debug());
    Error::new(ErrorKind::NotFound, what)
}

fn parse(id: &str) -> Result<ProjectId> {
    id.parse().map_err(|_| {
        let what = "invalid response: the project's ID is not 32 letters and digits";
        Error::new(ErrorKind::InvalidResponse, what)
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
