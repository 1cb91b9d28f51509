//! Connections in, answers out.

use std::io;
use std::time::Duration;

use http::header::ORIGIN;
use http::request::Parts;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tower::{Layer, ServiceExt, service_fn};

use super::answer::Answer;
use super::fault::Effect;
use super::request::RecordedRequest;
use super::site::{Site, leave_for_browsers};
use super::state::{Shared, State, lock};
use super::{iam, service};
use crate::contract::generated::tables;

/// Largest request body in bytes: a request for a token has a few hundred.
const BODY_LIMIT: usize = 1024 * 1024;

/// Largest list of request headers in bytes: tokens of 100 KiB exist.
const HEADER_LIMIT: u32 = 1024 * 1024;

/// After a connection that could not be accepted: if there are too many open files, some may be closed by then.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

/// Serves until it is aborted; its connections end with it.
pub(super) async fn serve(listener: TcpListener, state: Shared, site: Site) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let (state, site) = (state.clone(), site.clone());
        connections.spawn(async move {
            let mut server = Builder::new(TokioExecutor::new());
            server.http1().max_buf_size(HEADER_LIMIT as usize);
            server.http2().max_header_list_size(HEADER_LIMIT);
            let exchange =
                service_fn(move |request| from_anywhere(request, state.clone(), site.clone()));
            let exchange = TowerToHyperService::new(exchange);
            // The client sees a broken connection; there is no one else to tell.
            _ = server.serve_connection(TokioIo::new(stream), exchange).await;
        });
    }
}

/// A browser asks on behalf of a page, and tells whose; everyone else is answered without ceremony.
async fn from_anywhere(
    request: Request<Incoming>,
    state: Shared,
    site: Site,
) -> io::Result<Response<Full<Bytes>>> {
    if !request.headers().contains_key(ORIGIN) {
        return exchange(request, state, site).await;
    }
    let exchange = service_fn(move |request| exchange(request, state.clone(), site.clone()));
    leave_for_browsers().layer(exchange).oneshot(request).await
}

/// One request, recorded, answered, or failed on purpose.
async fn exchange(
    request: Request<Incoming>,
    state: Shared,
    site: Site,
) -> io::Result<Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    if let Some(page) = site.page(&head).await {
        return Ok(page);
    }
    let fault = {
        let mut state = lock(&state);
        if !state.is_forgetful {
            state.requests.push(RecordedRequest::new(&head));
        }
        state.take_fault(iam::is_iam(&head))
    };
    let body = Limited::new(body, BODY_LIMIT)
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let Some(fault) = fault else {
        let mut state = lock(&state);
        return Ok(answer(&mut state, &head, &body).into_response(state.now()));
    };
    tokio::time::sleep(fault.delay).await;
    let mut state = lock(&state);
    let mut failed = match fault.effect {
        Effect::None => answer(&mut state, &head, &body),
        Effect::Disconnect => return Err(io::ErrorKind::ConnectionAborted.into()),
        Effect::Answer(status, body) => Answer::new(status, body),
        Effect::Status(status) => {
            let documented = if fault.is_iam {
                tables::CREATE_USER_TOKEN_ERRORS
            } else {
                tables::LIST_HTAP_DATA_STORE_ERRORS
            };
            match documented.iter().find(|(documented, _)| *documented == status) {
                Some((_, body)) => Answer::example(status, body),
                None => Answer::new(status, Vec::new()),
            }
        }
    };
    failed.headers.extend(fault.headers);
    Ok(failed.into_response(state.now()))
}

/// What the gateway does with a request: the service's, IAM's, or no one's.
fn answer(state: &mut State, head: &Parts, body: &[u8]) -> Answer {
    let answer = service::answer(state, head, body).or_else(|| iam::answer(state, head, body));
    answer.unwrap_or_else(|| Answer::example(404, tables::EXAMPLE_API_NOT_FOUND))
}
