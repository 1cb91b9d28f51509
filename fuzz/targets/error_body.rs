//! Any answer to a call that carried secrets. The input is a status, the secrets with blanks between, headers, an
//! empty line and the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use taurusdb_htap::fuzzing;

/// As long as a text of the service that is passed on may be, in characters.
const LIMIT: usize = 1000;

/// Always among the secrets, and in no sentence of ours.
const PLANTED: &str = "planted-secret-value";

fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(3, |byte| *byte == b'\n');
    let [status, secrets, rest] = [(); 3].map(|()| lines.next().unwrap_or_default());
    let status = str::from_utf8(status).ok().and_then(|text| text.parse().ok()).unwrap_or(400);
    let secrets = String::from_utf8_lossy(secrets);
    let secrets: Vec<_> =
        secrets.split(' ').filter(|secret| secret.chars().count() >= 9).chain([PLANTED]).collect();
    let (headers, body) = message(rest);
    for secret in secrets {
        check(status, &headers, body, secret);
    }
});

fn check(status: u16, headers: &[(&[u8], &[u8])], body: &[u8], secret: &str) {
    let Some(error) = fuzzing::failure(status, headers, body, secret) else { return };
    for text in [error.code(), error.message(), error.request_id()].into_iter().flatten() {
        assert!(text.chars().count() <= LIMIT, "{} characters", text.chars().count());
        assert!(!text.contains(char::is_control), "{text:?}");
        // The client drops control characters, so a secret must not show without them either.
        let plain: String = secret.chars().filter(|letter| !letter.is_control()).collect();
        let is_shown = plain.chars().count() >= 9 && text.contains(&plain);
        assert!(!is_shown && !text.contains(secret), "{secret:?} in {text:?}");
    }
    let sentence = format!("{error} {}", error.hint().unwrap_or_default());
    assert!(!sentence.contains(char::is_control), "{sentence:?}");
    assert!(sentence.chars().count() <= 4 * LIMIT, "{} characters", sentence.chars().count());
    let text = fuzzing::shown(&error);
    assert!(secret != PLANTED || !text.contains(PLANTED), "{text}");
}

/// The header lines, and what is below the empty one.
fn message(mut rest: &[u8]) -> (Vec<(&[u8], &[u8])>, &[u8]) {
    let mut headers = Vec::new();
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let (line, below) = (&rest[..end], rest.get(end + 1..).unwrap_or_default());
        rest = below;
        let Some(colon) = line.iter().position(|byte| *byte == b':') else {
            return (headers, rest);
        };
        headers.push((&line[..colon], line[colon + 1..].trim_ascii()));
    }
}
