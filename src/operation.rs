//! The story of one call, top to bottom.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::answer::failure;
use crate::attempt::{Attempt, Caller, Seen};
use crate::client::{ListDatastores, Settings};
use crate::credentials::Identity;
use crate::datastores::Datastores;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::taurusdb_htap::{self, types};
use crate::types::ProjectId;

const OPERATION: &str = "ListHtapDataStore";

/// Whoever allows more time means no limit, and the clock of no system overflows by it: thirty years.
pub(crate) const FOR_EVER: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// One attempt, and a second one with a new identity if the first identity was refused. The time of the call covers
/// fetching an identity as well.
pub(crate) async fn list_datastores(call: ListDatastores) -> Result<Datastores> {
    let deadline = Instant::now() + call.timeout.min(FOR_EVER);
    let identity = identity(&call, deadline).await?;
    match attempt(&call, &identity, deadline).await {
        Err(refusal)
            if refusal.kind() == ErrorKind::Unauthorized
                && call.client.0.provider.discard(&identity) =>
        {
            match self::identity(&call, deadline).await {
                Ok(identity) => attempt(&call, &identity, deadline).await,
                Err(error) if std::error::Error::source(&error).is_none() => {
                    Err(error.with_source(refusal))
                }
                // The cause of the failure tells more than that of the attempt.
                Err(error) => Err(error.with_note(Some("The identity before it was refused."))),
            }
        }
        result => result,
    }
}

async fn identity(call: &ListDatastores, deadline: Instant) -> Result<Arc<Identity>> {
    let identity = timeout_at(deadline, call.client.0.provider.identity()).await;
    identity.unwrap_or_else(|_| Err(about(call, late(call.timeout, None))))
}

async fn attempt(
    call: &ListDatastores,
    identity: &Arc<Identity>,
    deadline: Instant,
) -> Result<Datastores> {
    let settings = &call.client.0;
    let project_id = timeout_at(deadline, project_id(settings, identity)).await;
    let project_id = project_id.unwrap_or_else(|_| Err(about(call, late(call.timeout, None))))?;
    let caller = Caller { identity: identity.clone(), project_id: Some(project_id.clone()) };
    let api = taurusdb_htap::Client {
        baseurl: settings.endpoint.clone(),
        client: settings.http.clone(),
        inner: Attempt::new(Some(caller)),
    };
    let answer = api.list_htap_data_store(&project_id, call.engine, call.language);
    let result = timeout_at(deadline, answer).await;
    let seen = api.inner.seen();
    match result {
        Ok(Ok(answer)) => Ok(Datastores {
            status: answer.status().as_u16(),
            request_id: seen.and_then(Seen::request_id),
            datastores: answer.into_inner().datastores,
        }),
        Ok(Err(error)) => {
            let secrets = identity.secrets();
            let error =
                failure::<types::ListHtapDataStoreResponse, _>(OPERATION, &secrets, seen, error);
            Err(about(call, error.with_origin(identity.origin.as_deref())))
        }
        Err(_) => Err(about(call, late(call.timeout, seen))),
    }
}

/// The project, from whoever knows it first: the user, the token, or IAM.
pub(crate) async fn project_id(settings: &Settings, identity: &Identity) -> Result<ProjectId> {
    let known = settings.project_id.as_ref().or(identity.project_id.as_ref());
    match (known, &settings.project) {
        (Some(id), _) => Ok(id.clone()),
        (None, Some(project)) => Ok(ProjectId::clone(&*project.get().await?)),
        (None, None) => {
            let error =
                Error::new(ErrorKind::BrokenAnswer, "broken answer: IAM's token is for no project");
            Err(error.with_hint(Some("Set HW_PROJECT_ID, or pass the project ID.")))
        }
    }
}

/// The time is up; what has come by then is told.
pub(crate) fn late(timeout: Duration, seen: Option<&Seen>) -> Error {
    let what = match seen {
        Some(seen) => {
            let status = seen.status.as_u16();
            format!("status {status}, but no whole answer within {timeout:?}")
        }
        None => format!("no answer within {timeout:?}"),
    };
    let answer = seen.map(|seen| (seen.status.as_u16(), seen.request_id())).unzip();
    Error::new(ErrorKind::Timeout, what)
        .with_answer(answer.0, answer.1.flatten())
        .with_hint(Some("Check the network and the endpoint, or allow more time."))
        .with_retryable(true)
}

/// Names the call, and says so if its host is a guess.
fn about(call: &ListDatastores, error: Error) -> Error {
    let guess = call.client.0.guess.as_deref();
    error.with_subject(format!("{OPERATION} {}", call.engine)).with_note(guess)
}
