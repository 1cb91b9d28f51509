//! Each documented status with each format of an error body, and with none. One rule gives the expected result.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value;
use taurusdb_htap::{Client, ErrorCode, ErrorKind, StatusAdvice};

use crate::harness::scripted_peer::{Action, scripted_peer};
use crate::harness::{Observation, Outcome, TOKEN, client, observe, run};

/// The tables that the build script generates from the contract.
#[allow(dead_code, reason = "this test uses some of them")]
mod tables {
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

/// The only successful status of the contract. An error body must not pass for rows.
const SUCCESS: u16 = 200;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Format {
    /// The contract's own example of this status.
    Documented,
    Service,
    Gateway,
    Iam,
    Empty,
    Html,
}

const FORMATS: [Format; 6] = [
    Format::Documented,
    Format::Service,
    Format::Gateway,
    Format::Iam,
    Format::Empty,
    Format::Html,
];

/// What the error keeps of a response.
#[derive(Debug, PartialEq)]
struct Summary {
    kind: ErrorKind,
    status: u16,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    is_retryable: bool,
    attempts: u32,
}

fn statuses() -> Vec<u16> {
    let errors = tables::LIST_HTAP_DATA_STORE_ERRORS.iter().map(|(status, _)| *status);
    [SUCCESS].into_iter().chain(errors).collect()
}

impl Format {
    fn body(self, status: u16) -> String {
        let example =
            tables::LIST_HTAP_DATA_STORE_ERRORS.iter().find(|(known, _)| *known == status);
        match self {
            Self::Documented => example.map_or("{}", |(_, body)| body).to_owned(),
            Self::Service => r#"{"error_code":"DBS.1","error_msg":"by the service"}"#.to_owned(),
            Self::Gateway => {
                r#"{"error_code":"APIGW.1","error_msg":"by the gateway","request_id":"r-gateway"}"#
                    .to_owned()
            }
            Self::Iam => {
                format!(r#"{{"error":{{"code":{status},"message":"by IAM","title":"t"}}}}"#)
            }
            Self::Empty => String::new(),
            Self::Html => "<html>planted</html>".to_owned(),
        }
    }

    /// The header with the request ID. The gateway returns it in the body.
    fn header(self) -> &'static str {
        match self {
            Self::Iam => "X-IAM-Trace-Id: r-iam\r\n",
            Self::Documented | Self::Service | Self::Html => "X-Request-Id: r-header\r\n",
            Self::Gateway | Self::Empty => "",
        }
    }

    /// The rule: the status decides the kind, the error keeps the members of the body, and the contract's tables say
    /// whether waiting helps.
    fn rule(self, status: u16) -> Summary {
        let body: Value = serde_json::from_str(&self.body(status)).unwrap_or_default();
        let text = |value: &Value| match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        let of_header = self.header().split_once(": ").map(|(_, id)| id.trim().to_owned());
        if status == SUCCESS {
            let kind = ErrorKind::InvalidResponse;
            let (code, message, request_id) = (None, None, of_header);
            return Summary {
                kind,
                status,
                code,
                message,
                request_id,
                is_retryable: false,
                attempts: 1,
            };
        }
        let kind = match status {
            401 => ErrorKind::Unauthorized,
            403 => ErrorKind::Forbidden,
            404 => ErrorKind::NotFound,
            429 => ErrorKind::Throttled,
            500.. => ErrorKind::Service,
            _ => ErrorKind::InvalidRequest,
        };
        let code = text(&body["error_code"]).or(text(&body["error"]["code"]));
        let message = text(&body["error_msg"]).or(text(&body["error"]["message"]));
        let row =
            code.as_deref().and_then(|code| ErrorCode::find(code).find(|row| row.status == status));
        let general = StatusAdvice::find(status).expect("each documented status has a row");
        let waiting_helps = row.map_or(general.waiting_helps, |row| row.waiting_helps);
        let attempts = if waiting_helps { 3 } else { 1 };
        let request_id = of_header.or(text(&body["request_id"]));
        Summary { kind, status, code, message, request_id, is_retryable: false, attempts }
    }

    fn response(self, status: u16) -> Vec<u8> {
        let (body, header) = (self.body(status), self.header());
        let length = body.len();
        format!("HTTP/1.1 {status} X\r\n{header}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}").into()
    }
}

async fn exchange(format: Format, status: u16) -> Observation {
    let attempts = format.rule(status).attempts as usize;
    let scripted_peer =
        scripted_peer(vec![Action::Respond(format.response(status)); attempts]).await;
    let client: Client = client(&scripted_peer.endpoint);
    observe(&client).await
}

/// Observes a call, and returns what its error keeps.
fn seen(format: Format, status: u16) -> Result<Summary, String> {
    let seen = run(Box::pin(exchange(format, status)))?;
    let Outcome::Error(error) = seen.outcome else { return Err("rows".to_owned()) };
    let printed = format!("{error} {error:?} {:?}", error.hint());
    if let Some(problem) = seen.problem {
        return Err(problem);
    }
    if printed.contains("planted") || printed.contains(TOKEN) || error.hint().is_none() {
        return Err(format!("a payload, a secret or no hint: {printed}"));
    }
    Ok(Summary {
        kind: error.kind(),
        status: error.status().unwrap_or_default(),
        code: error.code().map(str::to_owned),
        message: error.message().map(str::to_owned),
        request_id: error.request_id().map(str::to_owned),
        is_retryable: error.is_retryable(),
        attempts: error.attempts(),
    })
}

/// The table of `matrix.md`, and the cells that do not follow the rule.
static TABLE: LazyLock<(String, Vec<String>)> = LazyLock::new(|| {
    let (mut text, mut problems) = (String::new(), Vec::new());
    for status in statuses() {
        let kind = FORMATS[0].rule(status).kind;
        let mut cells = String::new();
        for format in FORMATS {
            let expected = format.rule(status);
            match seen(format, status) {
                Ok(summary) if summary == expected => cells += &cell(&summary),
                other => {
                    cells += " **wrong** |";
                    problems.push(format!("{status} {format:?}: {other:?}, not {expected:?}"));
                }
            }
        }
        _ = writeln!(text, "| {status} | `{kind:?}` |{cells}");
    }
    (text, problems)
});

fn cell(summary: &Summary) -> String {
    let code = summary.code.as_deref().map_or("no code".to_owned(), |code| format!("`{code}`"));
    let id = if summary.request_id.is_some() { ", request ID" } else { "" };
    let message = if summary.message.is_some() { ", message" } else { "" };
    format!(" {code}{message}{id}, {}× |", summary.attempts)
}

const HEAD: &str = "
## Each documented status with each format of an error

What the error keeps of the response, and the number of attempts. The formats are the contract's example, the service's,
the gateway's with `request_id`, IAM's `{\"error\":{…}}`, no body, and HTML.

| status | kind | the contract's example | service | gateway | IAM | empty | HTML |
| --- | --- | --- | --- | --- | --- | --- | --- |
";

pub(crate) fn table() -> String {
    format!("{HEAD}{}", TABLE.0)
}

#[test]
fn each_status_with_each_format() {
    let cells = statuses().len() * FORMATS.len();
    println!("{}{cells} cells, {} problems", TABLE.0, TABLE.1.len());
    assert!(TABLE.1.is_empty(), "{}", TABLE.1.join("\n"));
    assert!(cells > FORMATS.len(), "the contract documents errors");
}
