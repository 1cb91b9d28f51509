//! Limits: the size of bodies and headers, and the number of concurrent requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{
    Client, ClientBuilder, Credentials, EngineName, Error, ErrorKind, Language, RetryPolicy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::peer;

async fn failed(builder: ClientBuilder) -> Error {
    builder.build().unwrap().list_datastores(EngineName::StarRocks).await.unwrap_err()
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let sandbox = Sandbox::start().await.unwrap();
    let rows = r#"{"datastores":[]}"#;
    let builder = || sandbox.client_builder().body_limit(rows.len());
    sandbox.fail(Fault::response(200, rows));
    builder().build().unwrap().list_datastores(EngineName::StarRocks).await.unwrap();
    sandbox.fail(Fault::response(200, format!("{rows} ")));
    let error = failed(builder()).await;
    assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::InvalidResponse, false));
    assert!(
        error.to_string().contains("invalid response: the body is larger than 17 bytes"),
        "{error}"
    );
    // The limit applies to IAM, too.
    let error = failed(builder().credentials(sandbox.user_credentials())).await;
    let expected = "CreateUserToken: invalid response: the body is larger than 17 bytes";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[tokio::test]
async fn an_encoded_body_is_an_invalid_response() {
    let sandbox = Sandbox::start().await.unwrap();
    let rows = r#"{"datastores":[]}"#;
    let coded = |status, coding| Fault::response(status, rows).header("Content-Encoding", coding);
    for (coding, named) in
        [("gzip", "gzip"), ("br, \"gzip\"", "br"), ("planted", "something unknown")]
    {
        sandbox.fail(coded(200, coding));
        let error = failed(sandbox.client_builder()).await;
        assert_eq!((error.kind(), error.is_retryable()), (ErrorKind::InvalidResponse, false));
        let expected = format!(
            "invalid response: the body has the content coding {named}, which the client did not accept ("
        );
        assert!(error.to_string().contains(&expected), "{error}");
    }
    let client = sandbox.client_builder().build().unwrap();
    for plain in ["identity", "Identity", "identity, identity", ""] {
        sandbox.fail(coded(200, plain));
        client.list_datastores(EngineName::StarRocks).await.unwrap();
    }
    sandbox.fail(coded(503, "gzip"));
    assert_eq!(failed(sandbox.client_builder()).await.kind(), ErrorKind::Service);
}

/// A server that delays each response until concurrent requests can arrive. It counts the maximum number of them.
async fn counting_server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let (present, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counter = most.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (present, most) = (present.clone(), most.clone());
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    if stream.read_buf(&mut request).await.unwrap() == 0 {
                        return;
                    }
                }
                most.fetch_max(present.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                for _ in 0..200 {
                    tokio::task::yield_now().await;
                }
                present.fetch_sub(1, Ordering::SeqCst);
                let response = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 17\r\n\r\n{\"datastores\":[]}";
                stream.write_all(response.as_bytes()).await.unwrap();
            });
        }
    });
    (endpoint, counter)
}

#[tokio::test]
async fn concurrent_requests_stay_within_the_limit() {
    for (limit, expected) in [(Some(3), 3), (None, 20)] {
        let (endpoint, most) = counting_server().await;
        let builder = Client::builder().endpoint(endpoint).credentials(Credentials::token("token"));
        let builder = builder.project_id("23a50154cf494ec9ad6883979a12db0a");
        let builder = match limit {
            Some(limit) => builder.max_concurrent_requests(limit),
            None => builder,
        };
        let client = builder.build().unwrap();
        let calls: Vec<_> = (0..20)
            .map(|_| tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future()))
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        let most = most.load(Ordering::SeqCst);
        assert!(if limit.is_some() { most == expected } else { most > 3 }, "{limit:?}: {most}");
    }
}

#[tokio::test]
async fn waiting_for_a_permit_counts_towards_the_timeout() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::delay(Duration::from_secs(24 * 60 * 60)));
    let builder = sandbox.client_builder().max_concurrent_requests(1).retry(RetryPolicy::default());
    let client = builder.build().unwrap();
    let busy = tokio::spawn(client.list_datastores(EngineName::StarRocks).into_future());
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let call = client.list_datastores(EngineName::StarRocks);
    let error = call.timeout(Duration::from_millis(10)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    let expected = "ListHtapDataStore star-rocks: no request could be sent within 10ms: max_concurrent_requests is 1";
    assert_eq!(error.to_string(), expected);
    busy.abort();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn a_call_that_waits_to_retry_holds_no_permit() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).header("Retry-After", "20"));
    let builder =
        sandbox.client_builder().max_concurrent_requests(1).timeout(Duration::from_secs(600));
    let client = builder.build().unwrap();
    let call = || client.list_datastores(EngineName::StarRocks);
    let waiting = tokio::spawn(call().retry(RetryPolicy::default()).into_future());
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    call().timeout(Duration::from_secs(10)).await.unwrap();
    assert!(!waiting.is_finished());
    waiting.abort();
}

/// The call has waited for its permit already, so it does not queue again.
#[tokio::test]
async fn a_call_that_replaces_its_token_keeps_its_permit() {
    let sandbox = Sandbox::start().await.unwrap();
    let builder =
        sandbox.client_builder().credentials(sandbox.user_credentials()).max_concurrent_requests(1);
    let client = builder.build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    sandbox.revoke_tokens();
    let first = client.list_datastores(EngineName::StarRocks).language(Language::ZhCn);
    let others = (0..9).map(|_| client.list_datastores(EngineName::StarRocks));
    let calls = std::iter::once(first).chain(others).map(|call| tokio::spawn(call.into_future()));
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    let requests = sandbox.requests();
    let of_first = requests.iter().map(|request| request.header("X-Language").is_some());
    let places: Vec<_> = of_first.enumerate().filter(|(_, is_first)| *is_first).collect();
    // The requests are: login, first call, refused call, second login, and the same call again.
    assert_eq!(places, [(2, true), (4, true)]);
}

#[tokio::test]
async fn the_user_agent_has_the_given_suffix() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = sandbox.client_builder().user_agent_suffix("my-app/1.0 (x)").build().unwrap();
    client.list_datastores(EngineName::StarRocks).await.unwrap();
    let expected = concat!("taurusdb-htap/", env!("CARGO_PKG_VERSION"), " my-app/1.0 (x)");
    assert_eq!(sandbox.requests()[0].header("user-agent"), Some(expected));
    for suffix in ["", " ", "a\nb", "a\tb", " a", "é", &"a".repeat(201)] {
        let error = sandbox.client_builder().user_agent_suffix(suffix).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let sentence = "user agent suffix: not 1 to 200 visible ASCII characters: `";
        assert!(error.to_string().starts_with(sentence), "{error}");
    }
    let error = sandbox.client_builder().max_concurrent_requests(0).build().unwrap_err();
    assert_eq!(error.to_string(), "max_concurrent_requests: 0 allows no request");
}

#[cfg(feature = "http-client")]
fn over(builder: ClientBuilder, is_http2: bool) -> ClientBuilder {
    if is_http2 {
        builder.http_client(reqwest::ClientBuilder::http2_prior_knowledge)
    } else {
        builder
    }
}

#[cfg(feature = "http-client")]
#[tokio::test]
async fn a_token_of_100_kib_is_received_and_sent() {
    let token = "t".repeat(100 * 1024);
    for is_http2 in [false, true] {
        let sandbox = Sandbox::builder().token(token.as_str()).start().await.unwrap();
        for credentials in [Credentials::token(token.as_str()), sandbox.user_credentials()] {
            let client = over(sandbox.client_builder().credentials(credentials), is_http2).build();
            client.unwrap().list_datastores(EngineName::StarRocks).await.unwrap();
        }
        assert_eq!(sandbox.requests().len(), 3, "one of them is to IAM");
    }
}

#[cfg(feature = "http-client")]
#[tokio::test]
async fn the_hint_reports_a_token_that_is_too_large() {
    let token = "t".repeat(100 * 1024);
    let note = "The token has 102400 bytes, which can be more than the server accepts. Ask IAM for a token with `nocatalog=true`.";
    let sandbox = Sandbox::builder().token(token.as_str()).start().await.unwrap();
    for status in [431, 494] {
        sandbox.fail(Fault::status(status));
        let error = failed(sandbox.client_builder()).await;
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidRequest, Some(status)));
        let hint = error.hint().unwrap();
        assert!(hint.ends_with(note) && hint.len() > note.len(), "{hint}");
    }
    sandbox.fail(Fault::status(403));
    assert!(!failed(sandbox.client_builder()).await.hint().unwrap().contains(note));
    for is_http2 in [false, true] {
        let builder = Client::builder().endpoint(small_headers().await).retry(RetryPolicy::off());
        let builder = builder.project_id("23a50154cf494ec9ad6883979a12db0a");
        let builder = builder.credentials(Credentials::token(token.as_str()));
        let error = failed(over(builder, is_http2)).await;
        let hint = error.hint().unwrap();
        assert!(hint.ends_with(note) && !hint.contains("Try again"), "{is_http2}: {error:?}");
        assert!(error.status().is_none_or(|status| status == 431), "{error:?}");
    }
    // If nothing was sent, the hint does not mention the size.
    let builder = Client::builder().endpoint(peer::unused_endpoint()).retry(RetryPolicy::off());
    let builder = builder.project_id("23a50154cf494ec9ad6883979a12db0a");
    let error = failed(builder.credentials(Credentials::token(token.as_str()))).await;
    let hint = "Check that the service is running and that the port is right.";
    assert_eq!((error.kind(), error.hint()), (ErrorKind::Connection, Some(hint)));
}

/// A server that accepts at most 16 KiB of headers.
async fn small_headers() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                server.http1().max_buf_size(16 * 1024);
                server.http2().max_header_list_size(16 * 1024);
                let service = hyper::service::service_fn(async |_| {
                    Ok::<_, std::io::Error>(http::Response::new(Full::new(Bytes::new())))
                });
                _ = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    endpoint
}
