//! The story of one call, top to bottom.

use crate::answer::failure;
use crate::attempt::{Attempt, Seen};
use crate::client::ListDatastores;
use crate::credentials::Identity;
use crate::datastores::Datastores;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::taurusdb_htap::{self, types};
use crate::types::ProjectId;

const OPERATION: &str = "ListHtapDataStore";

/// The call within its time. The time covers fetching a token as well.
pub(crate) async fn list_datastores(call: ListDatastores) -> Result<Datastores> {
    let guess = call.client.0.guess.as_deref();
    let Ok(result) = tokio::time::timeout(call.timeout, attempts(&call)).await else {
        let what = format!("no answer within {:?}", call.timeout);
        let error = Error::new(ErrorKind::Timeout, what)
            .with_hint(Some("Check the network and the endpoint, or allow more time."));
        return Err(error.with_operation(operation(&call)).with_retryable(true).with_note(guess));
    };
    result.map_err(|error| error.with_note(guess))
}

/// One attempt, and a second one with a new identity if the first identity was refused.
async fn attempts(call: &ListDatastores) -> Result<Datastores> {
    let provider = &call.client.0.provider;
    let identity = provider.identity().await?;
    match attempt(call, &identity).await {
        Err(error) if error.kind() == ErrorKind::Unauthorized && provider.discard(&identity) => {
            attempt(call, &*provider.identity().await?).await
        }
        result => result,
    }
}

async fn attempt(call: &ListDatastores, identity: &Identity) -> Result<Datastores> {
    let settings = &call.client.0;
    let known;
    let project_id = match (&settings.project_id, &identity.project_id) {
        (Some(project_id), _) => project_id,
        (None, Some(project_id)) => {
            known = project_id.parse::<ProjectId>().map_err(|_| no_project())?;
            &known
        }
        (None, None) => return Err(no_project()),
    };
    let attempt = Attempt::new(Some(identity.token.clone()));
    let api = taurusdb_htap::Client {
        baseurl: settings.endpoint.clone(),
        client: settings.http.clone(),
        inner: attempt,
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
            Err(failure::<types::ListHtapDataStoreResponse, _>(operation(call), seen, error))
        }
    }
}

/// What an error calls this call.
fn operation(call: &ListDatastores) -> String {
    format!("{OPERATION} {}", call.engine)
}

fn no_project() -> Error {
    Error::configuration(
        "project ID: not set",
        "Set HW_PROJECT_ID, or pass the ID; the console shows it under My Credentials, one for each region.",
    )
}
