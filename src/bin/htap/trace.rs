//! Shows what the library reports: its warnings, and with `--verbose` its requests, responses and retries.

use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::language::{in_chinese, translated};
use crate::streams::WARNING;

/// The fields that are shown, each with the words before its value. The library puts no secret into any field.
const SHOWN: [(&str, &str); 10] = [
    ("message", ""),
    ("otel.name", ""),
    ("server.address", "host "),
    ("server.port", "port "),
    ("http.request.resend_count", "retry "),
    ("http.response.status_code", "status "),
    ("taurusdb.request_id", "request ID "),
    ("taurusdb.attempts", "attempt "),
    ("taurusdb.wait_seconds", "wait in seconds "),
    ("error.type", "error "),
];

/// The ID of all spans of calls. They are not shown, because the spans of their requests have the same fields.
const CALL: u64 = u64::MAX;

/// Writes what the library reports to standard error; ignores other crates.
pub(crate) struct Trace {
    level: Level,
    /// The number of the next request.
    next: AtomicU64,
}

impl Trace {
    pub(crate) fn new(is_verbose: bool) -> Self {
        let level = if is_verbose { Level::DEBUG } else { Level::WARN };
        Self { level, next: AtomicU64::new(1) }
    }
}

/// The shown fields of a span or event.
fn shown(record: impl FnOnce(&mut dyn Visit)) -> String {
    let mut parts = Vec::new();
    record(&mut |field: &Field, value: &dyn Debug| {
        if let Some((_, words)) = SHOWN.iter().find(|(name, _)| *name == field.name()) {
            let value = format!("{value:?}");
            parts.push(translated(words) + &translated(value.trim_matches('"')));
        }
    });
    parts.join(if in_chinese() { "，" } else { ", " })
}

impl Subscriber for Trace {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level && metadata.target().starts_with("taurusdb_htap")
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.level.into())
    }

    fn event(&self, event: &Event<'_>) {
        let text = shown(|fields| event.record(fields));
        if *event.metadata().level() == Level::WARN {
            message!("{WARNING}warning:{WARNING:#} {text}");
        } else {
            message!("{text}");
        }
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        if span.metadata().name() != "exchange" {
            return Id::from_u64(CALL);
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        message!("request {number}: {}", shown(|fields| span.record(fields)));
        Id::from_u64(number)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let text = shown(|fields| values.record(fields));
        if span.into_u64() != CALL && !text.is_empty() {
            message!("request {}: {text}", span.into_u64());
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
