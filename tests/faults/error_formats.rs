//! Every documented status with every shape of an error, and with none: what comes of it is one rule.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value;
use taurusdb_htap::{Client, ErrorCode, ErrorKind, StatusAdvice};

use crate::harness::scripted_peer::{Action, scripted_peer};
use crate::harness::{Observation, Outcome, TOKEN, client, observe, run};

/// What the build made of the contract.
#[allow(dead_code, reason = "the grid uses a few of them")]
mod tables {
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

/// The one success of the contract, which no error may pass for.
const SUCCESS: u16 = 200;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// The contract's own example of this status.
    Documented,
    Service,
    Gateway,
    Iam,
    Empty,
    Html,
}

const SHAPES: [Shape; 6] =
    [Shape::Documented, Shape::Service, Shape::Gateway, Shape::Iam, Shape::Empty, Shape::Html];

/// What is summary of an answer.
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

impl Shape {
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

    /// The header that has the ID of the request; the gateway says it in the body.
    fn header(self) -> &'static str {
        match self {
            Self::Iam => "X-IAM-Trace-Id: r-iam\r\n",
            Self::Documented | Self::Service | Self::Html => "X-Request-Id: r-header\r\n",
            Self::Gateway | Self::Empty => "",
        }
    }

    /// The rule: the status decides, what the body says is kept, and the contract's tables know whether waiting helps.
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

async fn exchange(shape: Shape, status: u16) -> Observation {
    let attempts = shape.rule(status).attempts as usize;
    let scripted_peer = scripted_peer(vec![Action::Say(shape.response(status)); attempts]).await;
    let client: Client = client(&scripted_peer.endpoint);
    observe(&client).await
}

/// What was seen, and whether the rule holds.
fn seen(shape: Shape, status: u16) -> Result<Summary, String> {
    let seen = run(Box::pin(exchange(shape, status)))?;
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

/// The grid as the document shows it; the cells that do not follow the rule.
static GRID: LazyLock<(String, Vec<String>)> = LazyLock::new(|| {
    let (mut text, mut problems) = (String::new(), Vec::new());
    for status in statuses() {
        let kind = SHAPES[0].rule(status).kind;
        let mut cells = String::new();
        for shape in SHAPES {
            let expected = shape.rule(status);
            match seen(shape, status) {
                Ok(summary) if summary == expected => cells += &cell(&summary),
                other => {
                    cells += " **wrong** |";
                    problems.push(format!("{status} {shape:?}: {other:?}, not {expected:?}"));
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
## Each documented status with each shape of an error

What is kept of the answer, and how many attempts there were. The shapes are the contract's own example, the service's,
the gateway's with `request_id`, IAM's `{\"error\":{…}}`, no body, and HTML.

| status | kind | the contract's example | service | gateway | IAM | empty | HTML |
| --- | --- | --- | --- | --- | --- | --- | --- |
";

pub(crate) fn table() -> String {
    format!("{HEAD}{}", GRID.0)
}

#[test]
fn each_status_with_each_shape() {
    let cells = statuses().len() * SHAPES.len();
    println!("{}{cells} cells, {} problems", GRID.0, GRID.1.len());
    assert!(GRID.1.is_empty(), "{}", GRID.1.join("\n"));
    assert!(cells > SHAPES.len(), "the contract documents errors");
}
