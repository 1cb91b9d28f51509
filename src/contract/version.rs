//! Versions keep their text and order by their numbers.

use std::cmp::Ordering;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::contract::scalar::any_text;

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
    KernelVersion,
    KERNEL_VERSION_DESCRIPTION
);

impl KernelVersion {
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
    let number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if number { (false, digits.len(), digits) } else { (true, 0, part) }
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
