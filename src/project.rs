//! The project ID, found by itself: asked of IAM once, and kept for the client's life.

use std::sync::Arc;

use tokio::time::Instant;

use crate::attempt::Sender;
use crate::cache::{Fetch, Source};
use crate::error::{Error, ErrorKind, Result};
use crate::generated::iam::types;
use crate::host::Host;
use crate::hosts::Hosts;
use crate::identity::Provider;
use crate::life::{Life, Mortal};
use crate::types::ProjectId;

const OPERATION: &str = "ListProjects";

/// Said wherever the project cannot be found.
pub(crate) const HINT: &str = "Set HW_PROJECT_ID, or pass the ID: the console lists one for each region under My Credentials.";

/// Where the project is looked up, by whom, and by which name.
#[derive(Debug)]
pub(crate) struct Lookup {
    iam: Host,
    provider: Arc<Provider>,
    name: String,
}

impl Lookup {
    pub(crate) fn new(hosts: &Hosts<'_>, provider: Arc<Provider>) -> Result<Self> {
        let name = hosts.project_name().ok_or_else(|| {
            Error::configuration("project ID: neither it nor a region is set", HINT)
        })?;
        Ok(Self { iam: hosts.iam()?, provider, name: name.to_owned() })
    }
}

impl Mortal for ProjectId {
    fn life(&self) -> Option<Life> {
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
            let api = self.iam.api(Sender::Caller(identity.clone(), None));
            let name = self.name.clone().into();
            let result = api.list_projects(None, None, None, Some(&name), None, None, None).await;
            let answer = result.map_err(|error| {
                let error = self
                    .iam
                    .failure::<types::ListProjectsResponse, _>(OPERATION, &api.inner, error);
                let is_refused = error.kind() == ErrorKind::Unauthorized; // the ID would be of no help
                error
                    .with_origin(identity.origin.as_deref())
                    .with_note(Some(HINT).filter(|_| !is_refused))
            })?;
            choose(&self.name, &answer.projects)
                .map_err(|error| self.iam.unfit(OPERATION, &api.inner, error))
        })
    }
}

/// The one of that name.
fn choose(name: &str, projects: &[types::Project]) -> Result<ProjectId> {
    let error = |kind, what: String| Error::new(kind, what).with_hint(Some(HINT));
    let project = projects.iter().find(|project| *project.name == name).ok_or_else(|| {
        let what = format!("this account has no project `{}`", name.escape_debug());
        error(ErrorKind::NotFound, what)
    })?;
    project.id.parse().map_err(|_| {
        let what = "broken answer: the project's ID is not 32 letters and digits";
        error(ErrorKind::BrokenAnswer, what.to_owned())
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
                Err("broken answer: the project's ID is not 32 letters and digits"),
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
