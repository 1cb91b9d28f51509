//! Versions keep their text and order by their numbers.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

macro_rules! version {
    ($(#[$meta:meta])* $name:ident, $example:literal, $older:literal) => {
        $(#[$meta])*
        ///
        /// Keeps the text of the wire and orders by its numbers:
        ///
        /// ```
        #[doc = concat!("use taurusdb_htap::", stringify!($name), ";")]
        ///
        #[doc = concat!("let version = ", stringify!($name), "::from(\"", $example, "\");")]
        #[doc = concat!("assert!(version > ", stringify!($name), "::from(\"", $older, "\"));")]
        #[doc = concat!("assert_eq!(version.to_string(), \"", $example, "\");")]
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text as it came over the wire.
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

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                text_or_digits(deserializer).map(Self)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    };
}

version!(
    /// DB version number: the two parts of the major version, such as `3.1`.
    DatastoreVersion,
    "3.10",
    "3.9"
);
version!(
    /// DB kernel version with its four parts, such as `3.1.6.0`.
    KernelVersion,
    "3.1.10.0",
    "3.1.6.0"
);

/// One of the vendor's examples has the number 3.1 where the contract says string; its digits are kept, so that
/// 3.10 does not become 3.1.
fn text_or_digits<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match raw.get().as_bytes() {
        [b'"', ..] => serde_json::from_str(raw.get()).map_err(serde::de::Error::custom),
        [b'-' | b'0'..=b'9', ..] => Ok(Box::<str>::from(raw).into()),
        _ => Err(serde::de::Error::custom("expected a string or a number")),
    }
}

/// Orders part by part: numbers by value, whatever their length; a number before a word; the text decides last,
/// so that only equal texts are equal.
fn compare(left: &str, right: &str) -> Ordering {
    fn key(part: &str) -> (bool, usize, &str) {
        let digits = part.trim_start_matches('0');
        let number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if number { (false, digits.len(), digits) } else { (true, 0, part) }
    }
    left.split('.').map(key).cmp(right.split('.').map(key)).then_with(|| left.cmp(right))
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
