//! The HTTP server: accepts connections, records requests, applies faults.

use std::io;
use std::time::Duration;

use http::header::ORIGIN;
use http_body_util::{BodyExt, Collected, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tower::util::option_layer;
use tower::{Layer, ServiceExt, service_fn};

use super::browser::{Site, cors};
use super::fault::{Effect, Fault};
use super::request::{RecordedRequest, Request};
use super::response::Response;
use super::routes;
use super::state::{Shared, lock};
use crate::contract::generated::tables;

/// Maximum size of a request body in bytes. A request for a token has a few hundred bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// Maximum size of the request headers in bytes. Tokens of 100 KiB exist.
const HEADER_LIMIT: u32 = 1024 * 1024;

/// The wait after a connection could not be accepted, because too many files were open: some may be closed by then.
const ACCEPT_PAUSE: Duration = Duration::from_millis(10);

/// Serves until it is aborted. Its connections end with it.
pub(super) async fn serve(listener: TcpListener, state: Shared, site: Site) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(ACCEPT_PAUSE).await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let (state, site) = (state.clone(), site.clone());
        let service = service_fn(move |request: http::Request<Incoming>| {
            let (state, site) = (state.clone(), site.clone());
            let exchange =
                service_fn(move |request| exchange(request, state.clone(), site.clone()));
            // Only browsers send `Origin`.
            let cors = request.headers().contains_key(ORIGIN).then(cors);
            option_layer(cors).layer(exchange).oneshot(request)
        });
        connections.spawn(async move {
            let mut server = Builder::new(TokioExecutor::new());
            server.http1().max_buf_size(HEADER_LIMIT as usize);
            server.http2().max_header_list_size(HEADER_LIMIT);
            let service = TowerToHyperService::new(service);
            // The client sees a broken connection; there is nobody else to report it to.
            _ = server.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn exchange(
    request: http::Request<Incoming>,
    state: Shared,
    site: Site,
) -> io::Result<http::Response<Full<Bytes>>> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_LIMIT).collect().await;
    let request = Request::from_parts(head, body.map(Collected::to_bytes).unwrap_or_default());
    if let Some(page) = site.page(&request).await {
        return Ok(page);
    }
    let fault = {
        let mut state = lock(&state);
        if !state.settings.is_recording_off {
            state.requests.push(RecordedRequest::new(&request));
        }
        state.take_fault(routes::is_iam(&request)).unwrap_or_else(|| Fault::delay(Duration::ZERO))
    };
    if !fault.delay.is_zero() {
        tokio::time::sleep(fault.delay).await;
    }
    let mut state = lock(&state);
    let mut response = match fault.effect {
        Effect::None => routes::serve(&mut state, &request),
        Effect::Disconnect => return Err(io::ErrorKind::ConnectionAborted.into()),
        Effect::Response(status, body) => Response::new(status, body),
        Effect::Status(status) => {
            let documented = if fault.is_iam {
                tables::CREATE_USER_TOKEN_ERRORS
            } else {
                tables::LIST_HTAP_DATA_STORE_ERRORS
            };
            match documented.iter().find(|(documented, _)| *documented == status) {
                Some((_, body)) => Response::error(status, body),
                None => Response::new(status, Vec::new()),
            }
        }
    };
    response.headers.extend(fault.headers);
    Ok(response.into_http(state.now()))
}
