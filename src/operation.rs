//! The story of one call, top to bottom.

use crate::answer::failure;
use std::sync::Arc;

use crate::attempt::{Attempt, Caller, Seen};
use crate::client::ListDatastores;
use crate::credentials::Identity;
use crate::datastores::Datastores;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::taurusdb_htap::{self, types};

const OPERATION: &str = "ListHtapDataStore";

/// The call within its time. The time covers fetching a token as well.
pub(crate) async fn list_datastores(call: ListDatastores) -> Result<Datastores> {
    tokio::time::timeout(call.timeout, attempts(&call)).await.unwrap_or_else(|_| {
        let error = Error::new(ErrorKind::Timeout, format!("no answer within {:?}", call.timeout))
            .with_hint(Some("Check the network and the endpoint, or allow more time."))
            .with_retryable(true);
        Err(about(&call, error))
    })
}

/// One attempt, and a second one with a new identity if the first identity was refused.
async fn attempts(call: &ListDatastores) -> Result<Datastores> {
    let provider = &call.client.0.provider;
    let identity = provider.identity().await?;
    match attempt(call, &identity).await {
        Err(refusal)
            if refusal.kind() == ErrorKind::Unauthorized && provider.discard(&identity) =>
        {
            match provider.identity().await {
                Ok(identity) => attempt(call, &identity).await,
                Err(error) => Err(error.with_source(refusal)),
            }
        }
        result => result,
    }
}

async fn attempt(call: &ListDatastores, identity: &Arc<Identity>) -> Result<Datastores> {
    let settings = &call.client.0;
    let project_id =
        settings.project_id.as_ref().or(identity.project_id.as_ref()).ok_or_else(|| {
            let error =
                Error::new(ErrorKind::BrokenAnswer, "broken answer: IAM's token is for no project");
            error.with_hint(Some("Set HW_PROJECT_ID, or pass the project ID."))
        })?;
    let api = taurusdb_htap::Client {
        baseurl: settings.endpoint.clone(),
        client: settings.http.clone(),
        inner: Attempt::new(Some(Caller {
            identity: identity.clone(),
            project_id: project_id.clone(),
        })),
    };
    let result = api.list_htap_data_store(project_id, call.engine, call.language).await;
    let seen = api.inner.seen();
    match result {
        Ok(answer) => Ok(Datastores {
            status: answer.status().as_u16(),
            request_id: seen.and_then(Seen::request_id),
            datastores: answer.into_inner().datastores,
        }),
        Err(error) => {
            let secrets = identity.secrets();
            let error =
                failure::<types::ListHtapDataStoreResponse, _>(OPERATION, &secrets, seen, error);
            Err(about(call, error))
        }
    }
}

/// Names the call, and says so if its host is a guess.
fn about(call: &ListDatastores, error: Error) -> Error {
    let guess = call.client.0.guess.as_deref();
    error.with_operation(format!("{OPERATION} {}", call.engine)).with_note(guess)
}
