//! For browsers: the pages at `/`, and calls from the pages of other hosts.

use std::path::PathBuf;

use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, SERVER};
use http::{HeaderName, Method, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use tower_http::cors::{Any, CorsLayer};
use tower_http::services::ServeDir;

use super::request::Request;
use super::routes::is_operation;
use crate::contract::generated::tables;
use crate::error::{Error, Result};

/// The page at `/` without a site.
const NO_SITE: &str = include_str!("no-site.html");

/// The value of `Server` by which a page recognizes that its own host is a sandbox that it can call.
const NAME: HeaderValue = HeaderValue::from_static("taurusdb-htap-sandbox");

/// The response headers that the script of a page may read.
const EXPOSED: [HeaderName; 4] =
    [tables::X_IAM_TRACE_ID, tables::X_REQUEST_ID, tables::X_SUBJECT_TOKEN, RETRY_AFTER];

/// The pages at `/`.
#[derive(Clone)]
pub(super) struct Site(Option<ServeDir>);

impl Site {
    pub(super) fn new(folder: Option<PathBuf>) -> Result<Self> {
        if let Some(folder) = &folder
            && !folder.join("index.html").is_file()
        {
            let problem = format!("sandbox: {} has no index.html", folder.display());
            let hint =
                "Build the site: `npm --prefix openapi ci && npm --prefix openapi run site`.";
            return Err(Error::configuration(problem, hint));
        }
        Ok(Self(folder.map(|folder| ServeDir::new(folder).precompressed_gzip())))
    }

    /// The page at this path. `None` if there is none, or if the path is that of an operation.
    pub(super) async fn page(&self, request: &Request) -> Option<Response<Full<Bytes>>> {
        if is_operation(request) || ![Method::GET, Method::HEAD].contains(request.method()) {
            return None;
        }
        let mut page = match &self.0 {
            Some(folder) => {
                let file = folder.clone().try_call(request.clone()).await.ok()?;
                let (head, file) = file.into_parts();
                Response::from_parts(head, Full::from(file.collect().await.ok()?.to_bytes()))
            }
            None if request.uri().path() == "/" => {
                let mut page = Response::new(Full::from(NO_SITE));
                let html = HeaderValue::from_static("text/html; charset=utf-8");
                page.headers_mut().insert(CONTENT_TYPE, html);
                page
            }
            None => return None,
        };
        page.headers_mut().insert(SERVER, NAME);
        (page.status() != StatusCode::NOT_FOUND).then_some(page)
    }
}

/// Lets the pages of every host call the sandbox, also from the internet: it holds examples only.
pub(super) fn cors() -> CorsLayer {
    let cors = CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(Any);
    cors.expose_headers(EXPOSED).allow_private_network(true)
}
