//! `Retry-After` at any moment. The input is the moment in seconds of Unix time, and below it the header.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use taurusdb_htap::fuzzing;

/// The years -9999 to 9999, which is what a date can be away.
const LONGEST: u64 = 20_000 * 366 * 24 * 60 * 60;

fuzz_target!(|input: &str| {
    let (now, value) = input.split_once('\n').unwrap_or(("1767323045", input));
    let now = now.parse().unwrap_or(i64::MAX);
    let wait = fuzzing::retry_after(value, now);
    let digits = value.trim();
    if !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        let seconds = digits.parse().unwrap_or(u64::MAX);
        assert_eq!(wait, Some(Duration::from_secs(seconds)), "a number of seconds is understood");
    } else {
        assert!(wait.is_none_or(|wait| wait.as_secs() <= LONGEST), "{wait:?}");
    }
    assert_eq!(wait, fuzzing::retry_after(value, now), "the same at the same time");
    // The later it is, the less there is to wait.
    let later = fuzzing::retry_after(value, now.saturating_add(1));
    assert!(later <= wait && later.is_some() == wait.is_some(), "{later:?} {wait:?}");
});
