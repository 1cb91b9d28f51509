//! Connections in, answers out.

use std::io;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::fault::Effect;
use super::request::RecordedRequest;
use super::state::{State, example};
use super::{Shared, iam, lock, service};
use crate::generated::tables;

/// Largest request body in bytes: a request for a token has a few hundred.
const BODY_LIMIT: usize = 1024 * 1024;

/// Largest list of request headers in bytes: tokens of 100 KiB exist.
const HEADER_LIMIT: u32 = 1024 * 1024;

/// After a connection that could not be accepted: if there are too many open files, some may be closed by then.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

/// Serves until it is aborted; its connections end with it.
pub(super) async fn serve(listener: TcpListener, state: Shared) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let state = state.clone();
        connections.spawn(async move {
            let mut server = Builder::new(TokioExecutor::new());
            server.http1().max_buf_size(HEADER_LIMIT as usize);
            server.http2().max_header_list_size(HEADER_LIMIT);
            let exchange = service_fn(move |request| exchange(request, state.clone()));
            // The client sees a broken connection; there is no one else to tell.
            _ = server.serve_connection(TokioIo::new(stream), exchange).await;
        });
    }
}

/// One request, recorded, answered, or failed on purpose.
async fn exchange(request: Request<Incoming>, state: Shared) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let fault = {
        let mut state = lock(&state);
        state.requests.push(RecordedRequest::new(&head));
        state.take_fault(iam::is_iam(&head))
    };
    let body = Limited::new(body, BODY_LIMIT)
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let Some(fault) = fault else {
        return Ok(answer(&mut lock(&state), &head, &body).into_response());
    };
    tokio::time::sleep(fault.delay).await;
    let mut failed = match fault.effect {
        Effect::None => answer(&mut lock(&state), &head, &body),
        Effect::Disconnect => return Err(io::ErrorKind::ConnectionAborted.into()),
        Effect::Answer(status, body) => Answer { status, headers: Vec::new(), body },
        Effect::Status(status) => {
            let documented = if fault.is_iam {
                tables::CREATE_USER_TOKEN_ERRORS
            } else {
                tables::LIST_HTAP_DATA_STORE_ERRORS
            };
            match documented.iter().find(|(documented, _)| *documented == status) {
                Some((_, body)) => Answer::example(status, body),
                None => Answer { status, headers: Vec::new(), body: Vec::new() },
            }
        }
    };
    let headers = fault.headers.iter().filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_str(value).ok()?))
    });
    failed.headers.extend(headers);
    Ok(failed.into_response())
}

/// What the gateway does with a request: the service's, IAM's, or no one's.
fn answer(state: &mut State, head: &Parts, body: &[u8]) -> Answer {
    let answer = service::answer(state, head, body).or_else(|| iam::answer(state, head, body));
    answer.unwrap_or_else(|| Answer::example(404, tables::EXAMPLE_API_NOT_FOUND))
}

/// What is answered, before it has a request ID.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn json(status: u16, body: &impl serde::Serialize) -> Self {
        Self { status, headers: Vec::new(), body: serde_json::to_vec(body).unwrap_or_default() }
    }

    /// An example of the contract, under the given status.
    pub(super) fn example(status: u16, text: &str) -> Self {
        Self::json(status, &example(text))
    }

    /// Gives it an ID, in the header and wherever the body has one.
    fn into_response(self) -> Response<Full<Bytes>> {
        let id = request_id();
        let body = match serde_json::from_slice::<Value>(&self.body) {
            Ok(mut body) if body.get("request_id").is_some() => {
                body["request_id"] = id.clone().into();
                body.to_string().into_bytes()
            }
            _ => self.body,
        };
        let mut response = Response::new(Full::from(body));
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert(tables::X_REQUEST_ID, id);
        }
        headers.extend(self.headers);
        response
    }
}

/// Unlike any other, of the form that the gateway's have.
fn request_id() -> String {
    use std::hash::{BuildHasher, RandomState};
    format!("{:016x}{:016x}", RandomState::new().hash_one(0), RandomState::new().hash_one(1))
}

/// Whether a path fits a template of the contract, and the values of its parameters, in order.
pub(super) fn parameters<'a>(template: &str, path: &'a str) -> Option<Vec<&'a str>> {
    let (template, path) = (template.split('/'), path.split('/'));
    if template.clone().count() != path.clone().count() {
        return None;
    }
    let mut values = Vec::new();
    for (expected, actual) in template.zip(path) {
        match expected.starts_with('{') {
            true => values.push(actual),
            false if expected == actual => {}
            false => return None,
        }
    }
    Some(values)
}
