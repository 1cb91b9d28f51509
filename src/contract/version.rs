//! Versions keep their text and order by their numbers.

use std::cmp::Ordering;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::contract::scalar::any_text;
use crate::error::{Error, Result};

macro_rules! version {
    ($(#[$meta:meta])* $name:ident, $description:ident) => {
        any_text!($(#[$meta])* $name, $description);

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                compare(&self.0, &other.0)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl PartialOrd<str> for $name {
            fn partial_cmp(&self, other: &str) -> Option<Ordering> {
                Some(compare(&self.0, other))
            }
        }

        impl PartialOrd<&str> for $name {
            fn partial_cmp(&self, other: &&str) -> Option<Ordering> {
                Some(compare(&self.0, other))
            }
        }
    };
}

version!(
    /// DB version number: the two parts of the major version, such as `3.1`.
    ///
    /// Keeps its text and orders by its numbers:
    ///
    /// ```
    /// use taurusdb_htap::DatastoreVersion;
    ///
    /// let version = DatastoreVersion::from("3.10");
    /// assert!(version > "3.9");
    /// assert_eq!(version.to_string(), "3.10");
    /// ```
    DatastoreVersion,
    DATASTORE_VERSION_DESCRIPTION
);
version!(
    /// DB kernel version with its four parts, such as `3.1.6.0`.
    ///
    /// Keeps its text and orders by its numbers:
    ///
    /// ```
    /// use taurusdb_htap::KernelVersion;
    ///
    /// let version = KernelVersion::from("3.1.10.0");
    /// assert!(version > "3.1.6.0");
    /// assert_eq!(version.to_string(), "3.1.10.0");
    /// ```
    ///
    /// `From` and `FromStr` keep any text, because the service decides about its versions. Read what a person types with
    /// [`parse`](KernelVersion::parse).
    KernelVersion,
    KERNEL_VERSION_DESCRIPTION
);

impl KernelVersion {
    /// Reads a version, or the beginning of one, that a person types: numbers and dots. Any other text compares with no version
    /// in a meaningful way, and would look as if no version were newer.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for any other text.
    ///
    /// ```
    /// use taurusdb_htap::KernelVersion;
    ///
    /// assert_eq!(KernelVersion::parse("3.1.6.0")?, "3.1.6.0");
    /// assert!(KernelVersion::parse("v3.1.6.0").is_err());
    /// # Ok::<(), taurusdb_htap::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        if text.split('.').all(is_number) {
            return Ok(text.into());
        }
        let hint = "A version has numbers and dots, such as `3.1.6.0`.";
        Err(Error::configuration("kernel version: not numbers and dots", hint).with_value(text))
    }

    /// Returns whether the version is newer than another one. Parts are compared by number, and missing parts count as 0, so
    /// that 3.1.6.0 is not newer than 3.1.6. The order has to tell the two apart, and puts the shorter one first.
    ///
    /// ```
    /// use taurusdb_htap::KernelVersion;
    ///
    /// let version = KernelVersion::from("3.1.6.0");
    /// assert!(version.is_newer_than(&"3.1.5".into()));
    /// assert!(!version.is_newer_than(&"3.1.6".into()) && version > "3.1.6");
    /// ```
    #[must_use]
    pub fn is_newer_than(&self, other: &Self) -> bool {
        let zero = key("0");
        let [mut mine, mut others] = [&self.0, &other.0].map(|text| text.split('.').map(key));
        loop {
            let parts = (mine.next(), others.next());
            if parts == (None, None) {
                return false;
            }
            match parts.0.unwrap_or(zero).cmp(&parts.1.unwrap_or(zero)) {
                Ordering::Equal => {}
                order => return order == Ordering::Greater,
            }
        }
    }

    /// Returns whether the version begins with the parts of a series. Parts are compared by number, and every version is in the
    /// series without parts.
    ///
    /// ```
    /// use taurusdb_htap::KernelVersion;
    ///
    /// let version = KernelVersion::from("3.1.10.0");
    /// assert!(version.is_in_series("3.1.10") && version.is_in_series("3.01"));
    /// assert!(!version.is_in_series("3.1.1"));
    /// ```
    #[must_use]
    pub fn is_in_series(&self, series: &str) -> bool {
        let mut parts = self.0.split('.').map(key);
        series.is_empty() || series.split('.').map(key).all(|part| parts.next() == Some(part))
    }
}

/// Reads a string, or the digits of a number, from JSON text in memory. One of the vendor's examples has the number 3.1 where the
/// contract has a string. As a number, 3.10 would become 3.1.
pub(super) fn text_or_digits<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: From<String>,
{
    let json = <&RawValue>::deserialize(deserializer)?.get();
    match json.strip_prefix('"').and_then(|json| json.strip_suffix('"')) {
        Some(text) if !text.contains('\\') => Ok(text.to_owned()),
        Some(_) => serde_json::from_str(json).map_err(D::Error::custom),
        None if json.starts_with(|first: char| first == '-' || first.is_ascii_digit()) => {
            Ok(json.to_owned())
        }
        None => Err(D::Error::custom("expected a string or a number")),
    }
    .map(T::from)
}

/// Compares part by part: numbers by value, of any length, and a number before a word. Versions with equal parts compare by
/// their text, so that only equal texts are equal.
fn compare(left: &str, right: &str) -> Ordering {
    left.split('.').map(key).cmp(right.split('.').map(key)).then_with(|| left.cmp(right))
}

/// What a part compares by: whether it is a word, its length without zeros at the start, its text.
fn key(part: &str) -> (bool, usize, &str) {
    let digits = part.trim_start_matches('0');
    if is_number(part) { (false, digits.len(), digits) } else { (true, 0, part) }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_order_by_their_numbers() {
        let mut versions: Vec<_> = [
            "3.1.10.0",
            "3.1",
            "3.1.x",
            "3.01.6.0",
            "3.1.6.0",
            "",
            "99999999999999999999999.1",
            "3.1.6",
        ]
        .map(KernelVersion::from)
        .into();
        versions.sort();
        let sorted: Vec<_> = versions.iter().map(KernelVersion::as_str).collect();
        assert_eq!(
            sorted,
            [
                "3.1",
                "3.1.6",
                "3.01.6.0",
                "3.1.6.0",
                "3.1.10.0",
                "3.1.x",
                "99999999999999999999999.1",
                ""
            ]
        );
    }

    #[test]
    fn only_numbers_and_dots_are_typed() {
        for text in ["3", "3.1", "3.01.10", "3.1.6.0", "99999999999999999999999"] {
            assert_eq!(KernelVersion::parse(text).unwrap(), text);
        }
        for text in
            ["", "v3.1.5.0", "3.1.6.0-rc1", "latest", "3.", ".3", "3..1", "3.1\n", " 3", "３"]
        {
            let error = KernelVersion::parse(text).unwrap_err();
            let what = format!("kernel version: not numbers and dots: `{}`", text.escape_debug());
            assert_eq!(error.to_string(), what);
        }
    }

    #[test]
    fn missing_parts_count_as_zero() {
        let is_newer = |a: &str, b: &str| KernelVersion::from(a).is_newer_than(&b.into());
        for (newer, older) in [
            ("3.1.6.1", "3.1.6"),
            ("3.1.6.0.1", "3.1.6"),
            ("3.1.10", "3.1.6.0"),
            ("4", "3.1.6.0"),
            ("3.1.x", "3.1"),
        ] {
            assert!(is_newer(newer, older) && !is_newer(older, newer), "{newer} {older}");
        }
        for (a, b) in [("3.1.6.0", "3.1.6"), ("3", "3.0.00.0"), ("3.01", "3.1"), ("3.x", "3.x")] {
            assert!(!is_newer(a, b) && !is_newer(b, a), "{a} {b}");
        }
    }

    #[test]
    fn a_series_is_the_leading_parts() {
        let version = KernelVersion::from("3.1.10.0");
        for (series, is_in) in [
            ("", true),
            ("3", true),
            ("3.1", true),
            ("3.01", true),
            ("3.1.10", true),
            ("3.1.10.0", true),
            ("3.1.10.0.0", false),
            ("3.1.1", false),
            ("3.10", false),
            ("3.1.", false),
            (".", false),
            ("3.x", false),
        ] {
            assert_eq!(version.is_in_series(series), is_in, "{series}");
        }
        assert!(KernelVersion::from("3.1.x").is_in_series("3.1.x"));
    }

    #[test]
    fn a_number_keeps_its_digits() {
        let read = |json| {
            let mut json = serde_json::Deserializer::from_str(json);
            text_or_digits::<_, DatastoreVersion>(&mut json)
        };
        for (json, text) in [
            ("\"3.1\"", "3.1"),
            ("\"\"", ""),
            ("3.10", "3.10"),
            ("3", "3"),
            ("-1", "-1"),
            ("1e2", "1e2"),
            ("\"\\u0033\"", "3"),
            ("\"\\\"3\\\"\"", "\"3\""),
        ] {
            assert_eq!(read(json).unwrap(), text);
        }
        for json in ["null", "true", "{}", "[3.1]"] {
            assert!(read(json).is_err(), "{json}");
            assert!(serde_json::from_str::<DatastoreVersion>(json).is_err(), "{json}");
        }
        assert!(serde_json::from_str::<DatastoreVersion>("3.10").is_err(), "a user's own JSON");
    }
}
