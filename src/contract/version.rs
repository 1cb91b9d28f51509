//! Versions keep their text and order by their numbers.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

macro_rules! version {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(description = ""))]
        #[serde(transparent)]
        pub struct $name(#[serde(deserialize_with = "text_or_digits")] String);

        impl $name {
            /// Returns the text of the response.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<T: Into<String>> From<T> for $name {
            fn from(text: T) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

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
    /// assert!(version > DatastoreVersion::from("3.9"));
    /// assert_eq!(version.to_string(), "3.10");
    /// ```
    DatastoreVersion
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
    /// assert!(version > KernelVersion::from("3.1.6.0"));
    /// assert_eq!(version.to_string(), "3.1.10.0");
    /// ```
    KernelVersion
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

/// Reads a string, or the digits of a number. One of the vendor's examples has the number 3.1 where the contract has a string.
/// As a number, 3.10 would become 3.1.
fn text_or_digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let mut text = String::from(Box::<str>::from(Box::<RawValue>::deserialize(deserializer)?));
    match text.as_bytes() {
        [b'"', quoted @ .., b'"'] if !quoted.contains(&b'\\') => {
            text.pop();
            text.remove(0);
            Ok(text)
        }
        [b'"', ..] => serde_json::from_str(&text).map_err(serde::de::Error::custom),
        [b'-' | b'0'..=b'9', ..] => Ok(text),
        _ => Err(serde::de::Error::custom("expected a string or a number")),
    }
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
        for (json, text) in
            [("\"3.1\"", "3.1"), ("3.10", "3.10"), ("3", "3"), ("1e2", "1e2"), ("\"\\u0033\"", "3")]
        {
            let version: DatastoreVersion = serde_json::from_str(json).unwrap();
            assert_eq!(version.as_str(), text);
        }
        for json in ["null", "true", "{}", "[3.1]"] {
            assert!(serde_json::from_str::<DatastoreVersion>(json).is_err(), "{json}");
        }
    }
}
