//! Spans and events of a call, for subscribers of `tracing`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{ClientBuilder, EngineName, RetryPolicy};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

type Fields = BTreeMap<String, String>;

/// Records the spans and events of this crate, in the order in which they begin.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<Entry>>>);

#[derive(Clone, Debug)]
struct Entry {
    id: Option<Id>,
    name: String,
    /// The name of the parent span.
    within: Option<String>,
    level: Level,
    fields: Fields,
}

struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

fn is_ours(target: &str) -> bool {
    target.starts_with("taurusdb_htap")
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let metadata = attributes.metadata();
        if is_ours(metadata.target()) {
            let mut fields = Fields::new();
            attributes.record(&mut Reader(&mut fields));
            let parent = context.span(id).and_then(|span| Some(span.parent()?.name().to_owned()));
            let (name, level) = (metadata.name().to_owned(), *metadata.level());
            let entry = Entry { id: Some(id.clone()), name, within: parent, level, fields };
            self.0.lock().unwrap().push(entry);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut entries = self.0.lock().unwrap();
        if let Some(entry) = entries.iter_mut().rev().find(|entry| entry.id.as_ref() == Some(id)) {
            values.record(&mut Reader(&mut entry.fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let metadata = event.metadata();
        if is_ours(metadata.target()) {
            let mut fields = Fields::new();
            event.record(&mut Reader(&mut fields));
            let within = context.event_span(event).map(|span| span.name().to_owned());
            let name = fields.remove("message").unwrap_or_default();
            let entry = Entry { id: None, name, within, level: *metadata.level(), fields };
            self.0.lock().unwrap().push(entry);
        }
    }
}

/// Makes one call, and returns its spans and events.
async fn traced(builder: ClientBuilder) -> Vec<Entry> {
    let recorder = Recorder::default();
    let guard =
        tracing::subscriber::set_default(tracing_subscriber::registry().with(recorder.clone()));
    _ = builder.build().unwrap().list_datastores(EngineName::StarRocks).await;
    drop(guard);
    let entries = recorder.0.lock().unwrap();
    entries.clone()
}

fn without_backoff(builder: ClientBuilder) -> ClientBuilder {
    builder
        .retry(RetryPolicy::default().backoff(std::time::Duration::ZERO, std::time::Duration::ZERO))
}

fn fields<const N: usize>(expected: [(&str, &str); N]) -> Fields {
    expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
}

#[tokio::test]
async fn a_retried_call_has_one_span_for_each_exchange() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::status(503).header("X-Request-Id", "first"));
    sandbox.fail(Fault::delay(std::time::Duration::ZERO).header("X-Request-Id", "second"));
    let entries = traced(without_backoff(sandbox.client_builder())).await;
    let names: Vec<_> =
        entries.iter().map(|entry| (&*entry.name, entry.within.as_deref())).collect();
    let call = "ListHtapDataStore";
    let expected = [
        (call, None),
        ("exchange", Some(call)),
        ("an attempt failed, another follows", Some(call)),
        ("exchange", Some(call)),
    ];
    assert_eq!(names, expected);
    let port = sandbox.endpoint().rsplit(':').next().unwrap();
    let of_exchange = [
        ("http.request.method", "GET"),
        ("otel.kind", "client"),
        ("otel.name", "GET /v3/{project_id}/htap/datastores/{engine_name}"),
        ("server.address", "127.0.0.1"),
        ("server.port", port),
        ("url.template", "/v3/{project_id}/htap/datastores/{engine_name}"),
    ];
    let mut first = fields(of_exchange);
    first.extend(fields([
        ("error.type", "service"),
        ("http.response.status_code", "503"),
        ("otel.status_code", "ERROR"),
        ("taurusdb.request_id", "first"),
    ]));
    let mut second = fields(of_exchange);
    second.extend(fields([
        ("http.request.resend_count", "1"),
        ("http.response.status_code", "200"),
        ("taurusdb.request_id", "second"),
    ]));
    assert_eq!([&entries[1].fields, &entries[3].fields], [&first, &second]);
    let expected = fields([
        ("otel.kind", "client"),
        ("taurusdb.attempts", "2"),
        ("taurusdb.engine_name", "star-rocks"),
        ("taurusdb.request_id", "second"),
    ]);
    assert_eq!(entries[0].fields, expected);
    let expected = fields([
        ("error.type", "service"),
        ("taurusdb.attempts", "1"),
        ("taurusdb.wait_seconds", "0.0"),
    ]);
    assert_eq!((entries[2].level, &entries[2].fields), (Level::DEBUG, &expected));
}

#[tokio::test]
async fn a_failed_call_records_its_error_type_on_each_span() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.fail(Fault::disconnect().times(3));
    let entries = traced(without_backoff(sandbox.client_builder())).await;
    assert_eq!(entries.iter().filter(|entry| entry.name == "exchange").count(), 3);
    for entry in entries.iter().filter(|entry| entry.id.is_some()) {
        assert_eq!(entry.fields["error.type"], "connection");
        assert_eq!(entry.fields["otel.status_code"], "ERROR");
    }
    assert_eq!(entries[0].fields["taurusdb.attempts"], "3");
    // The caller gets the error, so no event is at warning level or above.
    assert!(entries.iter().all(|entry| entry.level >= Level::INFO), "{entries:?}");
    let timeout = std::time::Duration::from_millis(10);
    sandbox.fail(Fault::delay(std::time::Duration::from_secs(24 * 60 * 60)));
    let entries = traced(sandbox.client_builder().attempt_timeout(timeout)).await;
    assert_eq!(entries[1].fields["error.type"], "timeout");
}

#[tokio::test]
async fn a_token_request_is_traced_within_its_call() {
    let sandbox = Sandbox::start().await.unwrap();
    let entries = traced(sandbox.client_builder().credentials(sandbox.user_credentials())).await;
    assert_eq!(
        (&*entries[1].name, entries[1].within.as_deref()),
        ("exchange", Some("ListHtapDataStore"))
    );
    assert_eq!(entries[1].fields["otel.name"], "POST /v3/auth/tokens");
    assert_eq!(entries[1].fields["http.response.status_code"], "201");
    let all = format!("{entries:?}");
    let project_id = sandbox.project_id();
    for planted in ["sandbox-token", "example-password", "example-user", project_id.as_str()] {
        assert!(!all.contains(planted), "{planted} in {all}");
    }
}
