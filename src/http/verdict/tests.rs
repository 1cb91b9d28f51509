use super::*;

const LIST: &str = "ListHtapDataStore";
const PAGE: Body<'_> = Body::Foreign(b"<html>");
const TEXT: Body<'_> = Body::Foreign(b"no such page");
const EMPTY: Body<'_> = Body::Foreign(b"");
const ERROR: Body<'_> = Body::Documented { code: Some("X.1"), message: Some("m") };

fn answer(status: u16, body: Body<'_>) -> Refusal<'_> {
    Refusal {
        operation: LIST,
        status,
        body,
        challenge: None,
        has_receipt: false,
        is_plain: false,
        token_size: Some(9000),
    }
}

fn small(status: u16, body: Body<'_>) -> Refusal<'_> {
    Refusal { token_size: Some(8000), ..answer(status, body) }
}

fn asking<'a>(challenge: &'a str, body: Body<'a>) -> Refusal<'a> {
    Refusal { challenge: Some(challenge), ..answer(401, body) }
}

#[test]
fn who_answered_decides_what_to_do() {
    use ErrorKind::{Forbidden, InvalidRequest, NotFound, Service, Throttled, Unauthorized};
    let nginx = Body::Foreign(b"<center>Request Header Or Cookie Too Large</center>");
    let apache = Body::Foreign(b"<p>Size of a request header field exceeds server limit.</p>");
    let iis = Body::Foreign(b"<h2>Bad Request - Request Too Long</h2>");
    for (refusal, kind, is_between, hint) in [
        (answer(400, ERROR), InvalidRequest, false, "engine name"),
        (answer(400, Body::Unread), InvalidRequest, false, "engine name"),
        (answer(400, nginx), InvalidRequest, true, "The token has 9000 bytes"),
        (small(400, nginx), InvalidRequest, true, "headers of the request are too large"),
        (small(400, apache), InvalidRequest, true, "headers of the request are too large"),
        (small(400, iis), InvalidRequest, true, "headers of the request are too large"),
        (answer(400, PAGE), InvalidRequest, true, "The token has 9000 bytes"),
        (small(400, PAGE), InvalidRequest, true, "Check the host and port"),
        (Refusal { is_plain: true, ..small(400, PAGE) }, InvalidRequest, true, "write `https://`"),
        (answer(401, ERROR), Unauthorized, false, "Get a new token"),
        (answer(401, PAGE), Unauthorized, true, "Check the endpoint"),
        (asking("Basic realm=\"x\"", PAGE), Unauthorized, true, "credentials of its own"),
        (asking("negotiate", EMPTY), Unauthorized, true, "credentials of its own"),
        (asking("Keystone uri=\"x\"", ERROR), Unauthorized, false, "Get a new token"),
        (
            Refusal { has_receipt: true, ..asking("Keystone uri=\"x\"", TEXT) },
            Unauthorized,
            false,
            "second factor",
        ),
        (answer(403, PAGE), Forbidden, true, "allow requests"),
        (answer(404, TEXT), NotFound, true, "Check the host"),
        (answer(407, EMPTY), InvalidRequest, true, "Give the proxy"),
        (answer(418, TEXT), InvalidRequest, true, "any proxy"),
        (answer(429, PAGE), Throttled, true, "send fewer"),
        (answer(431, ERROR), InvalidRequest, false, "The token has 9000 bytes"),
        (small(494, ERROR), InvalidRequest, false, "pasted once"),
        (answer(494, PAGE), InvalidRequest, true, "The token has 9000 bytes"),
        (small(431, EMPTY), InvalidRequest, true, "headers of the request are too large"),
        (answer(502, PAGE), Service, true, "Wait and try again"),
        (answer(503, EMPTY), Service, true, "Wait and try again"),
    ] {
        let verdict = of_refusal(&refusal);
        let told = verdict.hint.unwrap_or_default();
        assert_eq!(
            (verdict.kind, told.starts_with(BETWEEN)),
            (kind, is_between),
            "{refusal:?}: {told}"
        );
        assert!(told.contains(hint), "{refusal:?}: {told}");
        let is_size = told.contains("9000");
        assert!(!is_size || !told.contains("Check the host"), "one thing to do: {told}");
    }
}

#[test]
fn only_a_refusal_of_the_identity_replaces_it() {
    for (refusal, refuses_identity) in [
        (answer(401, ERROR), true),
        (answer(401, EMPTY), true),
        (answer(401, TEXT), true),
        (answer(401, Body::Unread), true),
        (asking("Keystone", EMPTY), true),
        (answer(401, PAGE), false),
        (answer(401, Body::Foreign(b"\r\n <!DOCTYPE html>")), false),
        (asking("Basic", EMPTY), false),
        (asking("Basic", ERROR), true),
        (answer(403, ERROR), false),
        (answer(407, EMPTY), false),
    ] {
        let verdict = of_refusal(&refusal);
        assert_eq!(verdict.refuses_identity, refuses_identity, "{refusal:?}");
        assert!(!verdict.is_retryable, "{refusal:?}");
    }
    for status in [408, 429, 500, 502, 503, 504, 599] {
        assert!(of_refusal(&answer(status, PAGE)).is_retryable, "{status}");
    }
}

#[test]
fn what_broke_decides_what_to_do() {
    use ErrorKind::{Configuration, Connection, InvalidResponse, Timeout};
    let local = |is_local| Failure::Unreachable { is_local };
    let refused = |is_socks| Failure::Proxy(Proxy::Refused { is_socks });
    let garbage = |is_plain| Failure::NotHttp { is_plain };
    for (failure, kind, hint, is_retryable) in [
        (Failure::Unbuildable, Configuration, "TLS features", false),
        (Failure::Timeout, Timeout, "allow more time", true),
        (Failure::ConnectTimeout, Timeout, "allow more time", true),
        (local(true), Connection, "its port", true),
        (local(false), Connection, "region or endpoint", true),
        (Failure::Proxy(Proxy::Unreachable), Connection, "`ALL_PROXY`", true),
        (Failure::Proxy(Proxy::Unauthorized), Connection, "user:password@", false),
        (refused(false), Connection, "`curl -v`", true),
        (refused(true), Connection, "See the cause", true),
        (Failure::Tls(Tls::None), Connection, "the port", false),
        (Failure::Tls(Tls::Incompatible), Connection, "TLS 1.2", false),
        (Failure::Tls(Tls::UnknownIssuer), Connection, "`SSL_CERT_FILE`", false),
        (Failure::Tls(Tls::Expired), Connection, "clock", false),
        (Failure::Tls(Tls::NotYetValid), Connection, "clock", false),
        (Failure::Tls(Tls::OtherHost), Connection, "host of the endpoint", false),
        (Failure::Tls(Tls::Certificate), Connection, "`tls_certs_merge`", false),
        (Failure::Tls(Tls::ClientCertificate), Connection, "with `identity`", false),
        (Failure::Disconnected { is_plain: false }, Connection, "Try again", true),
        (Failure::Disconnected { is_plain: true }, Connection, "`https://`", true),
        (Failure::Unprocessed, Connection, "Try again", true),
        (garbage(true), InvalidResponse, "`https://`", true),
        (garbage(false), InvalidResponse, "any proxy", true),
        (Failure::Cut, InvalidResponse, "Try again", true),
    ] {
        let (_, verdict) = of_failure(failure, Some(8000));
        let told = verdict.hint.unwrap_or_default();
        assert_eq!((verdict.kind, verdict.is_retryable), (kind, is_retryable), "{failure:?}");
        assert!(told.contains(hint), "{failure:?}: {told}");
        let is_about_a_proxy = told.contains("PROXY");
        assert!(!is_about_a_proxy || failure != local(true), "a local address has none");
        let is_sized = of_failure(failure, Some(9000)).1.hint.unwrap_or_default().contains("9000");
        let is_disconnected = matches!(failure, Failure::Disconnected { .. });
        assert_eq!(is_sized, is_disconnected, "{failure:?}");
    }
}
