//! The story of one call, top to bottom.

use std::pin::pin;
use std::sync::Arc;

use tokio::sync::SemaphorePermit;
use tracing::Instrument;

use crate::call::attempts::{Attempts, CallOptions};
use crate::call::settings::Settings;
use crate::contract::datastores::Datastores;
use crate::contract::generated::taurusdb_htap::{self, types};
use crate::contract::types::{EngineName, Language, ProjectId};
use crate::credentials::login::Login;
use crate::credentials::project::list_own;
use crate::error::{Error, ErrorKind, Result};
use crate::http::attempt::{Attempt, Sender};
use crate::http::deadline::DeadlineExceeded;
use crate::http::outcome::{failure, late};
use crate::http::response::ReceivedResponse;
use crate::http::trace;
use crate::signing::identity::Identity;

const OPERATION: &str = "ListHtapDataStore";

/// A call before it is made.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) settings: Arc<Settings>,
    pub(crate) engine: EngineName,
    pub(crate) language: Option<Language>,
    pub(crate) options: CallOptions,
}

/// A call, and what is told of it.
pub(crate) async fn list_datastores(call: Call) -> Result<Datastores> {
    let span = trace::call(call.engine);
    let result = pin!(tried(&call)).instrument(span.clone()).await;
    match &result {
        Ok(answer) => trace::ended(&span, answer.attempts, answer.request_id(), None),
        Err(error) => trace::ended(&span, error.attempts(), error.request_id(), Some(error)),
    }
    result
}

/// Attempts until one is answered, or another is of no use. Each has an identity and a signature of its own; a refused
/// token is replaced once and at once. The time of the call covers it all.
async fn tried(call: &Call) -> Result<Datastores> {
    let settings = &*call.settings;
    let mut attempts = Attempts::begin(call.options, &settings.budget);
    let (mut refusal, mut kept) = (None, None);
    loop {
        attempts.count();
        let error = {
            let permit = match kept.take() {
                Some(permit) => permit,
                None => permit(call, &attempts).await?,
            };
            match identity(settings, &attempts).await {
                Err(error) => after(refusal.clone(), named(call, error)),
                Ok(identity) => match exchange(call, &attempts, &identity).await {
                    Ok(answer) => return Ok(answer),
                    Err(error)
                        if is_replaceable(settings, &identity, &error, refusal.is_none()) =>
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

/// Who is calling, and with `verify` whether IAM accepts it. Each request is tried as a call is.
pub(crate) async fn login(settings: &Settings, verify: bool) -> Result<Login> {
    let mut attempts = Attempts::begin(settings.options, &settings.budget);
    loop {
        attempts.count();
        match who(settings, &attempts, verify).await {
            Ok(login) => return Ok(login),
            Err(error) => attempts.wait_after(error).await?,
        }
    }
}

async fn who(settings: &Settings, attempts: &Attempts<'_>, verify: bool) -> Result<Login> {
    let identity = identity(settings, attempts).await?;
    // IAM has accepted it if it has found the project by it.
    let has_found = settings.project.as_ref().is_some_and(|project| project.has_value());
    let is_verified = identity.is_issued || has_found;
    if verify && !is_verified {
        verified(settings, attempts, &identity).await?;
    }
    Ok(Login::new(&identity, verify || is_verified, settings.unused.clone()))
}

/// Makes the one call of IAM that every identity may make.
async fn verified(
    settings: &Settings,
    attempts: &Attempts<'_>,
    identity: &Arc<Identity>,
) -> Result<()> {
    let iam = settings.iam.as_ref().map_err(Error::clone)?;
    let projects = attempts.deadline.hold(pin!(list_own(iam, identity))).await;
    let projects = projects.unwrap_or_else(|time| Err(overdue("answer of IAM", time)));
    projects.map(drop).map_err(|error| error.with_origin(identity.origin.as_deref()))
}

/// The project that is asked about. Finding it is tried as a call is.
pub(crate) async fn project_id(settings: &Settings) -> Result<ProjectId> {
    let mut attempts = Attempts::begin(settings.options, &settings.budget);
    let mut is_replaced = false;
    loop {
        attempts.count();
        let error = match identity(settings, &attempts).await {
            Err(error) => error,
            Ok(identity) => match project(settings, &attempts, &identity).await {
                Ok(id) => return Ok(id),
                Err(error) if is_replaceable(settings, &identity, &error, !is_replaced) => {
                    is_replaced = true;
                    continue;
                }
                Err(error) => error,
            },
        };
        attempts.wait_after(error).await?;
    }
}

/// A permit to send a request, if there is a limit to them. None is kept over a wait between attempts.
async fn permit<'a>(
    call: &'a Call,
    attempts: &Attempts<'_>,
) -> Result<Option<SemaphorePermit<'a>>> {
    let Some(concurrency) = &call.settings.concurrency else { return Ok(None) };
    let permit = concurrency.permit(attempts.deadline).await;
    permit.map(Some).map_err(|error| attempts.give_up(about(call, error)))
}

async fn identity(settings: &Settings, attempts: &Attempts<'_>) -> Result<Arc<Identity>> {
    let identity = settings.provider.identity(attempts.attempt_began());
    let identity = attempts.deadline.hold(pin!(identity)).await;
    identity.unwrap_or_else(|time| Err(overdue("identity", time)))
}

/// The project, from whoever knows it first: the user, the token, or IAM.
async fn project(
    settings: &Settings,
    attempts: &Attempts<'_>,
    identity: &Identity,
) -> Result<ProjectId> {
    let known = settings.project_id.as_ref().or(identity.project_id.as_ref());
    match (known, &settings.project) {
        (Some(id), _) => Ok(id.clone()),
        (None, Some(project)) => {
            let found = attempts.deadline.hold(project.get(attempts.attempt_began())).await;
            let found = found.unwrap_or_else(|time| Err(overdue("project ID", time)))?;
            Ok(ProjectId::clone(&*found))
        }
        (None, None) => {
            let error = Error::new(
                ErrorKind::InvalidResponse,
                "invalid response: IAM's token is for no project",
            );
            Err(error.with_hint(Some(crate::credentials::project::HINT)))
        }
    }
}

/// The time of the call is up before there is what it needs.
fn overdue(what: &str, DeadlineExceeded(time): DeadlineExceeded) -> Error {
    Error::new(ErrorKind::Timeout, format!("no {what} within {time:?}"))
        .with_hint(Some(
            "Check the network and whoever hands out the identity, or allow more time.",
        ))
        .with_retryable(true)
}

/// One request and its answer.
async fn exchange(
    call: &Call,
    attempts: &Attempts<'_>,
    identity: &Arc<Identity>,
) -> Result<Datastores> {
    let settings = &*call.settings;
    let project_id =
        project(settings, attempts, identity).await.map_err(|error| named(call, error))?;
    let sender = Sender::Caller(identity.clone(), Some(project_id.clone()));
    let api = taurusdb_htap::Client {
        baseurl: settings.endpoint.clone(),
        client: settings.http.clone(),
        inner: Attempt::new(sender, settings.body_limit).repeated(attempts.repeats()),
    };
    let answer = pin!(api.list_htap_data_store(&project_id, call.engine, call.language));
    let result = attempts.exchange_deadline().hold(answer).await;
    let received = api.inner.received();
    let error = match result {
        Ok(Ok(answer)) => {
            return Ok(Datastores {
                status: answer.status().as_u16(),
                request_id: received.and_then(ReceivedResponse::request_id),
                attempts: attempts.succeed(),
                datastores: answer.into_inner().datastores,
            });
        }
        Ok(Err(error)) => failure::<types::ListHtapDataStoreResponse, _>(
            OPERATION,
            &api.inner.secrets(),
            api.inner.token_size(),
            received,
            error,
        ),
        Err(time) => late(OPERATION, &api.inner.secrets(), api.inner.token_size(), received, time),
    }
    .with_origin(identity.origin.as_deref());
    api.inner.failed(&error);
    Err(about(call, error))
}

/// Whether a refused identity is replaced by another: once in a call.
fn is_replaceable(
    settings: &Settings,
    identity: &Arc<Identity>,
    error: &Error,
    is_first: bool,
) -> bool {
    error.refuses_identity() && settings.provider.discard(identity, is_first)
}

/// Why there was need of an identity that could not be had.
fn after(refusal: Option<Error>, error: Error) -> Error {
    match refusal {
        Some(refusal) if std::error::Error::source(&error).is_none() => error.with_source(refusal),
        // The cause of the failure tells more than that of the attempt.
        Some(_) => error.with_note(Some("The identity before it was refused.")),
        None => error,
    }
}

/// Names the call where nothing else is named: its time was up before the service was asked.
fn named(call: &Call, error: Error) -> Error {
    let is_ours = error.kind() == ErrorKind::Timeout && !error.has_subject();
    if is_ours { error.with_subject(subject(call)) } else { error }
}

/// Names the call, and says so if its host is a guess.
fn about(call: &Call, error: Error) -> Error {
    error.with_subject(subject(call)).with_note(call.settings.guess.as_deref())
}

fn subject(call: &Call) -> String {
    format!("{OPERATION} {}", call.engine)
}
