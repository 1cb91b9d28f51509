//! A row of the matrix: the fault, the expected result, and the observed one.

use std::pin::Pin;
use std::sync::{LazyLock, OnceLock};

use taurusdb_htap::Error;

use crate::harness::expected::{Expected, attempts};
use crate::harness::{self, Observation, Outcome};

/// The matrix truncates longer error messages.
const LONGEST_SENTENCE: usize = 300;

pub(crate) type Scenario = Pin<Box<dyn Future<Output = Observation> + Send>>;

/// The rows of a theme.
pub(crate) type Rows = LazyLock<Vec<Row>>;

pub(crate) struct Row {
    pub(crate) name: &'static str,
    fault: &'static str,
    expected: fn() -> Expected,
    scenario: fn() -> Scenario,
    line: OnceLock<Line>,
}

/// The result of a row.
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) problems: Vec<String>,
}

impl Row {
    pub(crate) fn new(
        name: &'static str,
        fault: &'static str,
        expected: fn() -> Expected,
        scenario: fn() -> Scenario,
    ) -> Self {
        Self { name, fault, expected, scenario, line: OnceLock::new() }
    }

    /// Runs the row on the first call, and returns its result.
    pub(crate) fn line(&self) -> &Line {
        self.line.get_or_init(|| match harness::run((self.scenario)()) {
            Ok(seen) => {
                let expected = (self.expected)();
                let time = expected.time(seen.elapsed).unwrap_or_else(|problem| problem);
                let text = self.text(&seen.outcome, &time, !expected.hint.is_empty());
                Line { text, problems: expected.problems(&seen) }
            }
            Err(panic) => Line {
                text: format!("| {} | a panic | | | |\n", self.fault),
                problems: vec![panic],
            },
        })
    }

    pub(crate) fn check(&self) {
        let line = self.line();
        assert!(line.problems.is_empty(), "{}{}", line.text, line.problems.join("\n"));
    }

    fn text(&self, outcome: &Outcome, time: &str, shows_hint: bool) -> String {
        let attempts = attempts(outcome);
        let (gets, retryable) = match outcome {
            Outcome::Rows { count: 1, .. } => ("1 row".to_owned(), ""),
            Outcome::Rows { count, .. } => (format!("{count} rows"), ""),
            Outcome::Error(error) => {
                let status = error.status().map(|status| format!(" {status}")).unwrap_or_default();
                let code = error.code().map(|code| format!(" `{code}`")).unwrap_or_default();
                let hint = error.hint().filter(|_| shows_hint);
                let hint = hint.map(|hint| format!("<br>{hint}")).unwrap_or_default();
                let cell = format!("`{:?}`{status}{code}: {}{hint}", error.kind(), sentence(error));
                (cell, if error.is_retryable() { "yes" } else { "no" })
            }
            Outcome::Nothing => ("nothing".to_owned(), ""),
        };
        let gets = gets.replace('|', "\\|");
        format!("| {} | {gets} | {retryable} | {attempts} | {time} |\n", self.fault)
    }
}

/// The message of the error without what differs from run to run.
fn sentence(error: &Error) -> String {
    let mut text = error.to_string();
    if let Some((start, rest)) = text.split_once(" (http")
        && let Some((_, end)) = rest.split_once(')')
    {
        text = format!("{start}{end}"); // the host has another port each time
    }
    if let Some(at) = text.find(" attempts in ") {
        text.truncate(at + " attempts".len()); // it ends with the time
    }
    if let Some((at, _)) = text.char_indices().nth(LONGEST_SENTENCE) {
        text.truncate(at);
        text.push('…');
    }
    match error.request_id().filter(|id| !id.starts_with("r-")) {
        Some(id) => text.replace(id, "…"),
        None => text,
    }
}

/// Defines the rows of a theme, and a test for each.
macro_rules! rows {
    ($($name:ident: $fault:literal => $expected:expr, $scenario:expr;)+) => {
        pub(crate) static ROWS: crate::harness::row::Rows = std::sync::LazyLock::new(|| vec![$(
            crate::harness::row::Row::new(stringify!($name), $fault, || $expected, || Box::pin($scenario))
        ),+]);

        $(
            #[test]
            fn $name() {
                crate::harness::row::find(&ROWS, stringify!($name)).check();
            }
        )+
    };
}

pub(crate) fn find(rows: &'static [Row], name: &str) -> &'static Row {
    rows.iter().find(|row| row.name == name).expect("the macro made both")
}
