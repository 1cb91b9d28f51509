//! The body of an error: which of its texts the client shows, without secrets and control characters.

use std::borrow::Cow;

use serde_json::Value;

/// The longest message that the client shows, in characters. The services send single sentences.
const MESSAGE_LIMIT: usize = 1000;

/// How often the client removes secrets from one text. A text that still has one is dropped: it was made to cost time.
const ROUNDS: usize = 16;

/// Shorter secrets are not removed, because they occur in messages by chance: removing the password `password` would
/// confirm it. In bytes.
const SHORTEST_SECRET: usize = 9;

/// The members of an error body, in any of the formats that the service, its gateway and IAM use.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct ErrorBody {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl ErrorBody {
    /// Reads `{error_code, error_msg, request_id}` or IAM's `{error: {code, message}}`; any other format has no members.
    pub(crate) fn read(body: &[u8], secrets: &[&str]) -> Self {
        let text = |value: &Value| text(value, secrets);
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let inner = &body["error"];
        Self {
            code: text(&body["error_code"]).or_else(|| text(&inner["code"])),
            message: text(&body["error_msg"]).or_else(|| text(&inner["message"])),
            request_id: text(&body["request_id"]),
        }
    }
}

/// A code may be a number.
fn text(value: &Value, secrets: &[&str]) -> Option<String> {
    match value {
        Value::String(text) => redacted(text, secrets),
        Value::Number(number) => redacted(&number.to_string(), secrets),
        _ => None,
    }
}

/// Removes control characters and secrets from a text. Control characters could draw on a terminal. They are removed first,
/// because they could stand inside a secret. Secrets are removed repeatedly, because the remaining text could form one again.
pub(crate) fn redacted(text: &str, secrets: &[&str]) -> Option<String> {
    let secrets: Vec<_> = secrets.iter().map(|secret| printed(secret)).collect();
    let mut text = printed(text).into_owned();
    for round in 0.. {
        let is_there =
            |secret: &&Cow<'_, str>| secret.len() >= SHORTEST_SECRET && text.contains(&***secret);
        match secrets.iter().find(is_there) {
            None => break,
            Some(_) if round == ROUNDS => return None,
            Some(secret) => text = text.replace(&**secret, "***"),
        }
    }
    if let Some((end, _)) = text.char_indices().nth(MESSAGE_LIMIT) {
        text.truncate(end);
    }
    (!text.is_empty()).then_some(text)
}

/// A text without control characters. Keys and tokens have none, so they are not copied.
fn printed(text: &str) -> Cow<'_, str> {
    // Looks at every byte, so that the compiler can compare many at once: a token has thousands.
    let is_plain = text.bytes().fold(true, |is_plain, byte| is_plain & matches!(byte, b' '..=b'~'));
    if is_plain {
        text.into()
    } else {
        text.chars().filter(|letter| !letter.is_control()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disguised_secret_is_removed() {
        let secrets = ["planted-secret", "short", "*********", "a***bcdef", "pass\u{7}word-of-7"];
        for (text, shown) in [
            ("a planted-secret b", "a *** b"),
            ("planted-\u{1b}secret", "***"),
            ("planted\u{85}-sec\0ret!", "***!"),
            ("pass\u{7}word-of-7", "***"),
            ("password-of-7", "***"),
            ("aplanted-secretbcdef", "***"),
            ("planted-secretplanted-secretplanted-secret", "***"),
            ("short", "short"),
        ] {
            assert_eq!(redacted(text, &secrets).as_deref(), Some(shown), "{text:?}");
        }
        assert_eq!(redacted("\u{1b}\0", &secrets), None);
        let endless = |times| "***abcdef".to_owned() + &"abcdef".repeat(times);
        let after = |times| redacted(&endless(times), &["***abcdef"]);
        assert_eq!(after(ROUNDS - 1).as_deref(), Some("***"));
        assert_eq!(after(ROUNDS), None);
        assert_eq!(redacted(&"é".repeat(2000), &secrets), Some("é".repeat(MESSAGE_LIMIT)));
    }

    #[test]
    fn every_shape_of_error_is_read() {
        let body = |code: &str, message: &str, request_id: Option<&str>| ErrorBody {
            code: Some(code.to_owned()),
            message: Some(message.to_owned()),
            request_id: request_id.map(str::to_owned),
        };
        for (body, expected) in [
            (r#"{"error_code":"DBS.1","error_msg":"m"}"#, body("DBS.1", "m", None)),
            (r#"{"error_code":400,"error_msg":"m","request_id":"r"}"#, body("400", "m", Some("r"))),
            (r#"{"error":{"code":401,"message":"m","title":"t"}}"#, body("401", "m", None)),
            (r#"{"error":{"code":"IAM.1","message":"m\u001b[2J"}}"#, body("IAM.1", "m[2J", None)),
            ("", ErrorBody::default()),
            ("<html>", ErrorBody::default()),
            ("[]", ErrorBody::default()),
            (r#"{"error":"text","error_code":"","error_msg":null}"#, ErrorBody::default()),
        ] {
            assert_eq!(ErrorBody::read(body.as_bytes(), &[]), expected, "{body}");
        }
    }
}
