//! The expected result of a row, and its checks.

use std::error::Error as _;
use std::fmt::Write as _;
use std::time::Duration;

use taurusdb_htap::{Error, ErrorKind};

use crate::harness::{Observation, Outcome};

/// Tolerance for late observations: the clock moves by steps, and data may take some steps to arrive.
const TOLERANCE: Duration = Duration::from_millis(300);

/// Each secret of the rows begins with one of these texts. Nothing else contains them.
const SECRETS: [&str; 3] = ["planted", "sandbox-secret-key", "example-password"];

/// What the caller gets.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gets {
    Rows(usize),
    Error(ErrorKind),
    Nothing,
}

#[derive(Debug)]
pub(crate) struct Expected {
    gets: Gets,
    status: Option<u16>,
    code: Option<&'static str>,
    retryable: bool,
    attempts: u32,
    /// The minimum time in seconds, without the random waits.
    at_least: f64,
    /// How much longer it may take, without the random waits.
    spread: f64,
    /// The call ends at its timeout, so random waits do not add to the time.
    is_exact: bool,
    /// A text that the error or its sources must contain.
    because: &'static str,
    /// A part of the hint. The matrix shows the whole hint.
    pub(crate) hint: &'static str,
}

pub(crate) fn rows(count: usize) -> Expected {
    let gets = Gets::Rows(count);
    Expected {
        gets,
        status: None,
        code: None,
        retryable: false,
        attempts: 1,
        at_least: 0.0,
        spread: 0.0,
        is_exact: false,
        because: "",
        hint: "",
    }
}

pub(crate) fn error(kind: ErrorKind) -> Expected {
    Expected { gets: Gets::Error(kind), ..rows(0) }
}

pub(crate) fn nothing() -> Expected {
    Expected { gets: Gets::Nothing, attempts: 0, ..rows(0) }
}

impl Expected {
    pub(crate) fn status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    pub(crate) fn code(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }

    pub(crate) fn retryable(self) -> Self {
        Self { retryable: true, ..self }
    }

    pub(crate) fn attempts(self, attempts: u32) -> Self {
        Self { attempts, ..self }
    }

    /// The call takes this many seconds, plus the random waits.
    pub(crate) fn takes(self, seconds: f64) -> Self {
        Self { at_least: seconds, ..self }
    }

    /// The call takes a time in this range, plus the random waits.
    pub(crate) fn takes_between(self, at_least: f64, at_most: f64) -> Self {
        Self { at_least, spread: at_most - at_least, ..self }
    }

    /// The call ends at its timeout, after this many seconds.
    pub(crate) fn ends_at(self, seconds: f64) -> Self {
        Self { at_least: seconds, is_exact: true, ..self }
    }

    pub(crate) fn because(self, because: &'static str) -> Self {
        Self { because, ..self }
    }

    pub(crate) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Includes the longest waits of the default policy: 0.2 seconds before the second attempt, 0.4 before the third.
    fn at_most(&self) -> f64 {
        let waits = match self.attempts {
            _ if self.is_exact => 0.0,
            0 | 1 => 0.0,
            2 => 0.2,
            _ => 0.6,
        };
        self.at_least + self.spread + waits
    }

    /// Describes the expected time. An observed time outside of it is an error.
    pub(crate) fn time(&self, seen: Duration) -> Result<String, String> {
        let (at_least, at_most) = (self.at_least, self.at_most());
        let is_met = seen >= Duration::from_secs_f64(at_least)
            && seen <= Duration::from_secs_f64(at_most) + TOLERANCE;
        let words = match (at_least, at_most) {
            (_, most) if most <= 0.0 => "0 s".to_owned(),
            (least, most) if most - least < 0.01 => format!("{least} s"),
            (least, most) if least <= 0.0 => format!("≤ {most} s"),
            (least, most) => format!("{least} s to {most} s"),
        };
        if is_met { Ok(words) } else { Err(format!("{seen:.2?}, not {words}")) }
    }

    pub(crate) fn problems(&self, seen: &Observation) -> Vec<String> {
        let mut problems: Vec<_> = seen.problem.clone().into_iter().collect();
        let mut hold = |what: &str, seen: String, expected: String| {
            if seen != expected {
                problems.push(format!("{what}: {seen}, not {expected}"));
            }
        };
        let (gets, attempts) = (gets(&seen.outcome), attempts(&seen.outcome));
        hold("gets", format!("{gets:?}"), format!("{:?}", self.gets));
        hold("attempts", format!("{attempts}"), format!("{}", self.attempts));
        let time = self.time(seen.elapsed);
        hold("time", time.clone().err().unwrap_or_default(), String::new());
        if let Outcome::Error(error) = &seen.outcome {
            hold("status", format!("{:?}", error.status()), format!("{:?}", self.status));
            hold("code", format!("{:?}", error.code()), format!("{:?}", self.code));
            hold("retryable", error.is_retryable().to_string(), self.retryable.to_string());
            // Each peer that sends a status sends a request ID, too.
            hold(
                "request ID",
                error.request_id().is_some().to_string(),
                self.status.is_some().to_string(),
            );
            let is_timely = error.elapsed() <= seen.elapsed && self.time(error.elapsed()).is_ok();
            hold("time of the error", is_timely.to_string(), true.to_string());
            let text = everything(error);
            hold("cause", text.contains(self.because).to_string(), true.to_string());
            let hint = error.hint().unwrap_or_default();
            if !hint.contains(self.hint) {
                hold("hint", hint.to_owned(), self.hint.to_owned());
            }
            for secret in SECRETS {
                hold(
                    &format!("{secret} is printed"),
                    text.contains(secret).to_string(),
                    false.to_string(),
                );
            }
            hold("has a hint", error.hint().is_some().to_string(), true.to_string());
        }
        problems
    }
}

fn gets(outcome: &Outcome) -> Gets {
    match outcome {
        Outcome::Rows { count, .. } => Gets::Rows(*count),
        Outcome::Error(error) => Gets::Error(error.kind()),
        Outcome::Nothing => Gets::Nothing,
    }
}

pub(crate) fn attempts(outcome: &Outcome) -> u32 {
    match outcome {
        Outcome::Rows { attempts, .. } => *attempts,
        Outcome::Error(error) => error.attempts(),
        Outcome::Nothing => 0,
    }
}

/// Everything that an error and its sources print.
fn everything(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?} {:?}", error.hint(), error.message());
    let mut source = error.source();
    // The limit guards against a circle of sources.
    for _ in 0..20 {
        let Some(error) = source else { break };
        _ = write!(text, " {error} {error:?}");
        source = error.source();
    }
    text
}
