//! What a browser finds: pages at `/`, and leave to call the sandbox from a page of another host.

use std::path::PathBuf;

use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, SERVER};
use http::request::Parts;
use http::{HeaderName, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::Bytes;
use tower_http::cors::{Any, CorsLayer};
use tower_http::services::ServeDir;

use super::answer::parameters;
use super::iam;
use crate::contract::generated::tables;
use crate::error::{Error, Result};

/// What `/` says when there is no site.
const WITHOUT_SITE: &str = include_str!("without-site.html");

/// By this value of `Server` a page knows that it can call the host it comes from.
const NAME: HeaderValue = HeaderValue::from_static("taurusdb-htap-sandbox");

/// What an answer may tell the script of a page, besides its body.
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
            let problem = format!("sandbox: there is no site in {}", folder.display());
            let hint = "Build it: npm --prefix openapi ci && npm --prefix openapi run site";
            return Err(Error::configuration(problem, hint));
        }
        Ok(Self(folder.map(ServeDir::new)))
    }

    /// The page that is asked for; none where the service, IAM or no one is to answer.
    pub(super) async fn page(&self, head: &Parts) -> Option<Response<Full<Bytes>>> {
        let path = head.uri.path();
        let mut operations = tables::SERVICE_OPERATIONS.iter();
        let is_call = operations.any(|(_, template)| parameters(template, path).is_some())
            || iam::is_iam(head);
        if is_call || ![Method::GET, Method::HEAD].contains(&head.method) {
            return None;
        }
        let mut page = match &self.0 {
            Some(folder) => {
                let request = Request::from_parts(head.clone(), Empty::<Bytes>::new());
                let (head, file) = folder.clone().try_call(request).await.ok()?.into_parts();
                Response::from_parts(head, Full::from(file.collect().await.ok()?.to_bytes()))
            }
            None if path == "/" => {
                let mut page = Response::new(Full::from(WITHOUT_SITE));
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

/// Whoever asks may, from the page of any host, also from the internet: what the sandbox knows are examples.
pub(super) fn leave_for_browsers() -> CorsLayer {
    let leave = CorsLayer::new().allow_origin(Any).allow_methods(Any).allow_headers(Any);
    leave.expose_headers(EXPOSED).allow_private_network(true)
}
