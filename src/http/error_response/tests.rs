use super::*;

const LIST: &str = "ListHtapDataStore";
const PAGE: Body<'_> = Body::Foreign(b"<html>");
const TEXT: Body<'_> = Body::Foreign(b"no such page");
const EMPTY: Body<'_> = Body::Foreign(b"");
const ERROR: Body<'_> = Body::Documented { code: Some("X.1"), message: Some("m") };

fn large(status: u16, body: Body<'_>) -> Refusal<'_> {
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
    Refusal { token_size: Some(8000), ..large(status, body) }
}

fn asking<'a>(challenge: &'a str, body: Body<'a>) -> Refusal<'a> {
    Refusal { challenge: Some(challenge), ..large(401, body) }
}

#[test]
fn the_sender_of_a_response_decides_its_hint() {
    use ErrorKind::{Forbidden, InvalidRequest, NotFound, Service, Throttled, Unauthorized};
    let nginx = Body::Foreign(b"<center>Request Header Or Cookie Too Large</center>");
    let apache = Body::Foreign(b"<p>Size of a request header field exceeds server limit.</p>");
    let iis = Body::Foreign(b"<h2>Bad Request - Request Too Long</h2>");
    for (refusal, kind, is_between, hint) in [
        (large(400, ERROR), InvalidRequest, false, "engine name"),
        (large(400, Body::Unread), InvalidRequest, false, "engine name"),
        (large(400, nginx), InvalidRequest, true, "The token has 9000 bytes"),
        (small(400, nginx), InvalidRequest, true, "headers of the request are too large"),
        (small(400, apache), InvalidRequest, true, "headers of the request are too large"),
        (small(400, iis), InvalidRequest, true, "headers of the request are too large"),
        (large(400, PAGE), InvalidRequest, true, "The token has 9000 bytes"),
        (small(400, PAGE), InvalidRequest, true, "Check the host and port"),
        (Refusal { is_plain: true, ..small(400, PAGE) }, InvalidRequest, true, "write `https://`"),
        (large(401, ERROR), Unauthorized, false, "Get a new token"),
        (large(401, PAGE), Unauthorized, true, "Check the endpoint"),
        (asking("Basic realm=\"x\"", PAGE), Unauthorized, true, "credentials of its own"),
        (asking("negotiate", EMPTY), Unauthorized, true, "credentials of its own"),
        (asking("Keystone uri=\"x\"", ERROR), Unauthorized, false, "Get a new token"),
        (
            Refusal { has_receipt: true, ..asking("Keystone uri=\"x\"", TEXT) },
            Unauthorized,
            false,
            "second factor",
        ),
        (large(403, PAGE), Forbidden, true, "allow requests"),
        (large(404, TEXT), NotFound, true, "Check the host"),
        (large(407, EMPTY), InvalidRequest, true, "Give the proxy"),
        (large(418, TEXT), InvalidRequest, true, "any proxy"),
        (large(429, PAGE), Throttled, true, "send fewer"),
        (large(431, ERROR), InvalidRequest, false, "The token has 9000 bytes"),
        (small(494, ERROR), InvalidRequest, false, "pasted once"),
        (large(494, PAGE), InvalidRequest, true, "The token has 9000 bytes"),
        (small(431, EMPTY), InvalidRequest, true, "headers of the request are too large"),
        (large(502, PAGE), Service, true, "Wait and retry"),
        (large(503, EMPTY), Service, true, "Wait and retry"),
    ] {
        let verdict = of_refusal(&refusal);
        let text = verdict.hint.unwrap_or_default();
        assert_eq!(
            (verdict.kind, text.starts_with(BETWEEN)),
            (kind, is_between),
            "{refusal:?}: {text}"
        );
        assert!(text.contains(hint), "{refusal:?}: {text}");
        let is_size = text.contains("9000");
        assert!(!is_size || !text.contains("Check the host"), "one thing to do: {text}");
    }
}

#[test]
fn only_a_401_of_the_service_refuses_the_identity() {
    for (refusal, refuses_identity) in [
        (large(401, ERROR), true),
        (large(401, EMPTY), true),
        (large(401, TEXT), true),
        (large(401, Body::Unread), true),
        (asking("Keystone", EMPTY), true),
        (large(401, PAGE), false),
        (large(401, Body::Foreign(b"\r\n <!DOCTYPE html>")), false),
        (asking("Basic", EMPTY), false),
        (asking("Basic", ERROR), true),
        (large(403, ERROR), false),
        (large(407, EMPTY), false),
    ] {
        let verdict = of_refusal(&refusal);
        assert_eq!(verdict.refuses_identity, refuses_identity, "{refusal:?}");
        assert!(!verdict.is_retryable, "{refusal:?}");
    }
    for status in [408, 429, 500, 502, 503, 504, 599] {
        assert!(of_refusal(&large(status, PAGE)).is_retryable, "{status}");
    }
}
