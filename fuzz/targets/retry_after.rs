//! `Retry-After` at any moment. The input is the moment in seconds of Unix time, and below it the header.

#![no_main]

use libfuzzer_sys::fuzz_target;
use taurusdb_htap::fuzzing;

/// The years -9999 to 9999, which is what a date can be away.
const LONGEST: u64 = 20_000 * 366 * 24 * 60 * 60;

fuzz_target!(|input: &str| {
    let (now, value) = input.split_once('\n').unwrap_or(("1767323045", input));
    let now = now.parse().unwrap_or(i64::MAX);
    let wait = fuzzing::retry_after(value, now);
    let seconds = value.trim().parse::<u64>().ok();
    match (wait, seconds) {
        (Some(wait), Some(seconds)) => {
            assert!(wait.as_secs() <= seconds && wait.subsec_nanos() == 0, "{wait:?}");
        }
        (Some(wait), None) => assert!(wait.as_secs() <= LONGEST, "{wait:?}"),
        (None, seconds) => assert_eq!(seconds, None, "a number of seconds is understood"),
    }
    assert_eq!(wait, fuzzing::retry_after(value, now), "the same at the same time");
    // The later it is, the less there is to wait.
    let later = fuzzing::retry_after(value, now.saturating_add(1));
    assert!(later <= wait && later.is_some() == wait.is_some(), "{later:?} {wait:?}");
});
