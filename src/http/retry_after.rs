//! The times that a throttled response names.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// How long the client waits after a 429 without `Retry-After`. The vendor counts by the minute, but a caller that waits
/// should not wait longer than this without being asked to.
pub(crate) const THROTTLED_PAUSE: Duration = Duration::from_secs(1);

/// Obsolete formats of HTTP dates, which a recipient must accept (RFC 9110, 5.6.7).
const OBSOLETE_DATES: [&str; 2] = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

/// Reads `Retry-After` in either form: whole seconds, or an HTTP date.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let digits = value.trim();
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number too large for the type means a long wait, not none.
        return Some(Duration::from_secs(digits.parse().unwrap_or(u64::MAX)));
    }
    let obsolete = |format| jiff::civil::DateTime::strptime(format, value).ok();
    let date = jiff::fmt::rfc2822::parse(value).ok().or_else(|| {
        let date = OBSOLETE_DATES.into_iter().find_map(obsolete)?;
        date.to_zoned(TimeZone::UTC).ok()
    })?;
    Some(date.timestamp().duration_since(now).try_into().unwrap_or_default())
}

/// Turns the limit in the gateway's message, such as `limit:200,time:5 minute`, into a sentence. The message does not say how
/// much of that time has passed, so the client cannot derive a wait from it.
pub(crate) fn limit(message: &str) -> Option<String> {
    let (calls, rest) = message.split_once("limit:")?.1.split_once(",time:")?;
    let (count, rest) = rest.split_once(' ')?;
    let unit = rest.split(|letter: char| !letter.is_ascii_alphabetic()).next()?;
    let unit = unit.strip_suffix('s').unwrap_or(unit);
    let (calls, count): (u64, u64) = (calls.parse().ok()?, count.parse().ok()?);
    let known = ["second", "minute", "hour", "day"].contains(&unit);
    let ending = |count| if count == 1 { "" } else { "s" };
    known.then(|| {
        let (call, time) = (ending(calls), ending(count));
        format!("The limit is {calls} call{call} in {count} {unit}{time}.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_retry_after_are_read() {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        for (value, seconds) in [
            ("5", Some(5)),
            (" 0 ", Some(0)),
            ("Fri, 02 Jan 2026 03:05:05 GMT", Some(60)),
            ("Fri, 02 Jan 2026 03:03:05 GMT", Some(0)),
            ("Friday, 02-Jan-26 03:05:05 GMT", Some(60)),
            ("Fri Jan  2 03:05:05 2026", Some(60)),
            ("99999999999999999999999", Some(u64::MAX)),
            ("-5", None),
            ("+5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn the_gateways_limit_becomes_a_sentence() {
        for (message, sentence) in [
            (
                "policy user over ratelimit,limit:200,time:5 minute",
                "The limit is 200 calls in 5 minutes.",
            ),
            ("limit:1,time:1 minute", "The limit is 1 call in 1 minute."),
            ("limit:6000,time:2 seconds, and more", "The limit is 6000 calls in 2 seconds."),
        ] {
            assert_eq!(limit(message).as_deref(), Some(sentence));
        }
        for message in [
            "",
            "limit:",
            "limit:x,time:5 minute",
            "limit:5,time:5",
            "limit:5,time:5 <b>",
            "limit:-5,time:1 day",
        ] {
            assert_eq!(limit(message), None, "{message}");
        }
    }
}
