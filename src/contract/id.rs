//! The IDs of the contract.

use std::str::FromStr;
use std::sync::LazyLock;

use regex_lite::Regex;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::contract::generated::tables::PROJECT_ID_PATTERN;
use crate::contract::scalar::{any_text, text};
use crate::error::{Error, Result};

any_text!(
    /// The ID of a DB version. Each version has its own ID.
    #[derive(PartialOrd, Ord)]
    DatastoreId,
    DATASTORE_ID_DESCRIPTION
);

text!(
    /// The ID of a tenant's project in one region, as 32 letters and digits.
    ///
    /// ```
    /// use taurusdb_htap::ProjectId;
    ///
    /// let id: ProjectId = "23a50154cf494ec9ad6883979a12db0a".parse()?;
    /// assert_eq!(id, "23a50154cf494ec9ad6883979a12db0a");
    /// assert!(ProjectId::try_from("short").is_err());
    /// # Ok::<(), taurusdb_htap::Error>(())
    /// ```
    #[derive(PartialOrd, Ord)]
    #[cfg_attr(feature = "schemars", schemars(extend("pattern" = PROJECT_ID_PATTERN)))]
    ProjectId,
    PROJECT_ID_DESCRIPTION
);

impl TryFrom<String> for ProjectId {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        static PATTERN: LazyLock<Option<Regex>> =
            LazyLock::new(|| Regex::new(PROJECT_ID_PATTERN).ok());
        if PATTERN.as_ref().is_some_and(|pattern| pattern.is_match(&text)) {
            return Ok(Self(text));
        }
        Err(Error::configuration(
            "project ID: not 32 letters and digits",
            "Copy it from the console: My Credentials lists one for each region.",
        )
        .with_value(&text))
    }
}

impl TryFrom<&str> for ProjectId {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        text.to_owned().try_into()
    }
}

impl FromStr for ProjectId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        text.try_into()
    }
}

impl<'de> Deserialize<'de> for ProjectId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}
