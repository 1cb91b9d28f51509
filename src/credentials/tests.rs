//! The client does not send credentials again that IAM or STS has refused.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::{Duration, Instant, advance, pause, resume};

use super::assume_role::assumed_role;
use super::*;
use crate::contract::secret::SentSecret;
use crate::credentials::hosts::Addresses;
use crate::http::client::HttpSettings;
use crate::http::endpoint::Endpoint;

/// Responds to a request that contains `good-token` with this head and body, and to any other request with 401.
/// Returns its endpoint and the bodies that it received.
async fn server(head: &'static str, body: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    const REFUSAL: &str = r#"{"error":{"code":401,"message":"refused","title":"Unauthorized"}}"#;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let kept = bodies.clone();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"}") {
                assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
            }
            let request = String::from_utf8(request).unwrap();
            let (head, body) = if request.contains("good-token") {
                (head, body)
            } else {
                ("401 Unauthorized\r\nX-Request-Id: r-1", REFUSAL)
            };
            kept.lock().unwrap().push(request);
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    (endpoint, bodies)
}

/// The identity of these credentials, with this endpoint as the issuer.
fn resolver(credentials: Credentials, endpoint: &str) -> Resolver {
    let at = || Some(endpoint.to_owned());
    let addresses = Addresses { iam: at(), sts: at(), metadata: None };
    let settings = HttpSettings::default();
    let service = Endpoint::parse("endpoint", endpoint).unwrap();
    let http = settings.client(&service).unwrap();
    let hosts = Hosts::bare(&addresses, &settings, &service, &http);
    credentials.found_in("a variable").into_resolver(&hosts).unwrap()
}

/// The cache of these credentials.
fn provider(credentials: Credentials, endpoint: &str) -> Arc<Cache<Identity>> {
    match resolver(credentials, endpoint) {
        Resolver::Cached(cache) => cache,
        Resolver::Static(_) => panic!("nothing is fetched"),
    }
}

/// An ID token that was refused is not sent again for half an hour; another one in the same file is sent at once.
async fn changes(
    credentials: impl Fn(PathBuf) -> Credentials,
    head: &'static str,
    body: &'static str,
) {
    let (endpoint, bodies) = server(head, body).await;
    let sent = || bodies.lock().unwrap().len();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    let write = |token: &str| std::fs::write(&file, token).unwrap();
    let cache = provider(credentials(file.clone()), &endpoint);
    let get = async || cache.get(Instant::now()).await;
    write("planted-old-token");
    for _ in 0..20 {
        let error = get().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.status(), error.request_id()),
            (ErrorKind::Credentials, Some(401), Some("r-1"))
        );
        let hint = error.hint().unwrap();
        assert!(
            hint.contains("the same ones") && hint.ends_with("The identity came from a variable."),
            "{hint}"
        );
        assert!(!format!("{error:?} {cache:?}").contains("planted"));
    }
    assert_eq!(sent(), 1);
    write("planted-other-token");
    assert!(!get().await.unwrap_err().to_string().contains("not sent"));
    assert_eq!(sent(), 2);
    pause();
    advance(Duration::from_secs(31 * 60)).await;
    resume();
    get().await.unwrap_err();
    assert_eq!(sent(), 3);
    write("good-token");
    get().await.unwrap();
}

#[tokio::test]
async fn a_changed_id_token_is_sent_at_once_to_sts() {
    const KEY: &str = r#"{"credentials":{"access_key_id":"id","secret_access_key":"s","security_token":"t","expiration":"9999-01-01T00:00:00Z"}}"#;
    let agency = |file| {
        let request = types::AssumeAgencyWithOidcRequest {
            provider_urn: "urn".to_owned().into(),
            agency_urn: "urn".to_owned().into(),
            agency_session_name: "session".parse().unwrap(),
            id_token: SentSecret("".into()),
            duration_seconds: None,
            policy: None,
            policy_ids: Vec::new(),
        };
        Kind::OidcAgency(OidcAgency { request, token_file: Some(file) }).into()
    };
    changes(agency, "200 OK", KEY).await;
}

/// The second exchange sends the token that the first one brought, which is as good here as the ID token.
#[tokio::test]
async fn a_changed_id_token_is_sent_at_once_to_iam() {
    const KEY: &str = r#"{"credential":{"access":"id","secret":"s","securitytoken":"t","expires_at":"9999-01-01T00:00:00Z"}}"#;
    let provider = |token_file| {
        Kind::IdentityProvider(IdentityProvider { id: "id".to_owned(), token_file }).into()
    };
    changes(provider, "201 Created\r\nX-Subject-Token: good-token", KEY).await;
}

/// Each refused signature counts towards a lock of the key.
#[tokio::test]
async fn a_refused_access_key_assumes_nothing_again() {
    let (endpoint, bodies) = server("201 Created", "").await;
    let sent = || bodies.lock().unwrap().len();
    let account = Some("account".to_owned());
    let role = assumed_role("agency".to_owned(), account, None, None).unwrap();
    let key = Credentials::access_key("ID", "planted-secret-key").assume(role).unwrap();
    let cache = provider(key, &endpoint);
    for _ in 0..20 {
        let error = cache.get(Instant::now()).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Credentials, Some(401)));
        assert!(!format!("{error:?}").contains("planted"));
    }
    assert_eq!(sent(), 1);
    pause();
    advance(Duration::from_secs(31 * 60)).await;
    resume();
    cache.get(Instant::now()).await.unwrap_err();
    assert_eq!(sent(), 2);
}

/// The client cannot renew the key of a profile, which may say when it expires.
#[tokio::test(start_paused = true)]
async fn an_expired_key_is_not_sent() {
    let key = Credentials::access_key("ID", "secret-key").expires_in(Duration::from_secs(60));
    let resolver = resolver(key, "http://127.0.0.1:1");
    resolver.identity(Instant::now()).await.unwrap();
    advance(Duration::from_secs(61)).await;
    let error = resolver.identity(Instant::now()).await.unwrap_err();
    let sentence = "a variable: the credentials have expired, and the client cannot renew them";
    assert_eq!((error.kind(), &*error.to_string()), (ErrorKind::Credentials, sentence));
}
