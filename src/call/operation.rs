//! One call, from top to bottom: permit, identity, project, exchange, retry.

use std::borrow::Cow;
use std::pin::{Pin, pin};
use std::sync::Arc;

use tokio::sync::SemaphorePermit;
use tracing::Instrument;

use crate::call::attempts::{Attempts, CallOptions};
use crate::call::concurrency::ConcurrencyLimit;
use crate::call::settings::Settings;
use crate::call::trace;
use crate::contract::datastores::Datastores;
use crate::contract::generated::tables::LIST_HTAP_DATA_STORE_ID;
use crate::contract::generated::taurusdb_htap;
use crate::contract::types::{EngineName, Language, ProjectId};
use crate::credentials::login::Login;
use crate::credentials::project::{HINT, list_own};
use crate::error::{Error, ErrorKind, Result};
use crate::http::deadline::DeadlineExceeded;
use crate::http::exchange::{Exchange, Sender};
use crate::http::outcome::{outcome, timed_out};
use crate::http::response::ReceivedResponse;
use crate::signing::identity::Identity;

/// A call that has not been made yet.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) settings: Arc<Settings>,
    pub(crate) engine: EngineName,
    pub(crate) language: Option<Language>,
    pub(crate) options: CallOptions,
}

/// One attempt of an operation, boxed because its type depends on the operation.
type Attempt<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Lists the versions, inside the span of the call.
pub(crate) async fn list_datastores(call: Call) -> Result<Datastores> {
    let (settings, span) = (&*call.settings, trace::call(call.engine));
    let limit = settings.concurrency.as_ref();
    let result =
        attempt_until_done(settings, call.options, limit, &call, |call, attempts, identity| {
            Box::pin(exchange(call, attempts, identity))
        });
    let result = pin!(result).instrument(span.clone()).await.map_err(|error| match error.kind() {
        // The time was up before the service got a request.
        ErrorKind::Timeout if error.0.subject.is_none() => error.with_subject(subject(&call)),
        _ => error,
    });
    match &result {
        Ok(rows) => trace::ended(&span, rows.attempts, rows.request_id(), None),
        Err(error) => trace::ended(&span, error.attempts(), error.request_id(), Some(error)),
    }
    result
}

/// Finds the caller's identity. With `verify`, also asks IAM whether it accepts the identity.
pub(crate) async fn login(settings: &Settings, verify: bool) -> Result<Login> {
    let context = (settings, verify);
    attempt_until_done(settings, settings.options, None, &context, |context, attempts, identity| {
        Box::pin(check_login(context.0, context.1, attempts, identity))
    })
    .await
}

/// Finds the ID of the client's project.
pub(crate) async fn project_id(settings: &Settings) -> Result<ProjectId> {
    attempt_until_done(
        settings,
        settings.options,
        None,
        settings,
        |settings, attempts, identity| {
            Box::pin(async { Ok(project(settings, attempts, identity).await?.into_owned()) })
        },
    )
    .await
}

/// Makes attempts until one succeeds or a retry cannot help. Each attempt has its own identity and signature. The client
/// replaces a refused token once, without a wait. The deadline of the call covers everything.
async fn attempt_until_done<C, T>(
    settings: &Settings,
    options: CallOptions,
    limit: Option<&ConcurrencyLimit>,
    context: &C,
    attempt: for<'a> fn(&'a C, &'a Attempts<'a>, &'a Arc<Identity>) -> Attempt<'a, T>,
) -> Result<T> {
    let mut attempts = Attempts::begin(options, &settings.budget);
    let (mut refusal, mut kept) = (None::<Error>, None);
    loop {
        attempts.begin_attempt();
        let error = {
            let permit = match kept.take() {
                Some(permit) => permit,
                None => permit(limit, &attempts).await?,
            };
            match identity(settings, &attempts).await {
                Err(error) => after(refusal.clone(), error),
                Ok(identity) => match attempt(context, &attempts, &identity).await {
                    Ok(value) => return Ok(value),
                    Err(error)
                        if error.0.refuses_identity
                            && settings.provider.discard(&identity, refusal.is_none()) =>
                    {
                        (refusal, kept) = (Some(error), Some(permit));
                        continue;
                    }
                    Err(error) => error,
                },
            }
        };
        attempts.wait_after(error).await?;
    }
}

/// Waits for a permit to send a request, if the client limits concurrent requests. No call keeps one while it waits to retry.
async fn permit<'a>(
    limit: Option<&'a ConcurrencyLimit>,
    attempts: &Attempts<'_>,
) -> Result<Option<SemaphorePermit<'a>>> {
    let Some(limit) = limit else { return Ok(None) };
    limit.permit(attempts.deadline).await.map(Some).map_err(|error| attempts.give_up(error))
}

async fn identity(settings: &Settings, attempts: &Attempts<'_>) -> Result<Arc<Identity>> {
    let identity = settings.provider.identity(attempts.attempt_began());
    let identity = attempts.deadline.run(pin!(identity)).await;
    identity.unwrap_or_else(|time| Err(overdue("identity", time)))
}

/// The project that you set, or that of the token, or the one that IAM finds by name.
async fn project<'a>(
    settings: &'a Settings,
    attempts: &Attempts<'_>,
    identity: &'a Identity,
) -> Result<Cow<'a, ProjectId>> {
    let known = settings.project_id.as_ref().or(identity.project_id.as_ref());
    match (known, &settings.project) {
        (Some(id), _) => Ok(Cow::Borrowed(id)),
        (None, Some(project)) => {
            let found = attempts.deadline.run(project.get(attempts.attempt_began())).await;
            let found = found.unwrap_or_else(|time| Err(overdue("project ID", time)))?;
            Ok(Cow::Owned(ProjectId::clone(&found)))
        }
        (None, None) => {
            let what = "invalid response: IAM's token is not scoped to a project";
            Err(Error::new(ErrorKind::InvalidResponse, what).with_hint(Some(HINT)))
        }
    }
}

/// The deadline of the call passed before the client had what a request needs.
fn overdue(what: &str, DeadlineExceeded(time): DeadlineExceeded) -> Error {
    Error::new(ErrorKind::Timeout, format!("no {what} within {time:?}"))
        .with_hint(Some("Check the network and the source of the credentials, or allow more time."))
        .with_retryable(true)
}

/// Sends one request to the service and reads its response.
async fn exchange(
    call: &Call,
    attempts: &Attempts<'_>,
    identity: &Arc<Identity>,
) -> Result<Datastores> {
    let settings = &*call.settings;
    let project_id = project(settings, attempts, identity).await?;
    let sender = Sender::Caller(identity.clone(), Some(ProjectId::clone(&project_id)));
    let api = taurusdb_htap::Client {
        baseurl: settings.endpoint.clone(),
        client: settings.http.clone(),
        inner: Exchange::new(sender, settings.body_limit)
            .with_resend_count(attempts.retries())
            .with_known_urls(settings.known_urls.clone()),
    };
    let result = pin!(api.list_htap_data_store(&project_id, call.engine, call.language));
    let result = match attempts.exchange_deadline().run(result).await {
        Ok(result) => outcome(&api.inner, result),
        Err(time) => Err(timed_out(&api.inner, time)),
    };
    let response = api.inner.response.get();
    match result {
        Ok(list) => Ok(Datastores {
            status: response.map_or(0, |response| response.status.as_u16()),
            request_id: response.and_then(ReceivedResponse::request_id),
            attempts: attempts.succeed(),
            datastores: list.datastores,
        }),
        Err(error) => {
            let error = error.asked(&settings.endpoint).with_subject(subject(call));
            Err(error.with_note(settings.guess.as_deref()))
        }
    }
}

/// Describes the identity. With `verify`, first asks IAM whether it accepts the identity.
async fn check_login(
    settings: &Settings,
    verify: bool,
    attempts: &Attempts<'_>,
    identity: &Arc<Identity>,
) -> Result<Login> {
    // If the client looked up the project with the identity, IAM has accepted it.
    let has_project = settings.project.as_ref().is_some_and(|project| project.has_value());
    let is_verified = identity.is_issued || has_project;
    if verify && !is_verified {
        let iam = settings.iam.as_ref().map_err(Error::clone)?;
        let projects = attempts.deadline.run(pin!(list_own(iam, identity))).await;
        projects.unwrap_or_else(|time| Err(overdue("response from IAM", time)))?;
    }
    Ok(Login::new(identity, verify || is_verified, settings.unused.clone()))
}

/// The error of the identity that should have replaced a refused one.
fn after(refusal: Option<Error>, error: Error) -> Error {
    match refusal {
        Some(refusal) if error.0.source.is_none() => error.with_source(refusal),
        Some(_) => error.with_note(Some("The service refused the identity before it.")),
        None => error,
    }
}

fn subject(call: &Call) -> String {
    format!("{LIST_HTAP_DATA_STORE_ID} {}", call.engine)
}
