//! The public types of the contract, and the methods beyond the generated ones.

use std::str::FromStr;

pub use crate::contract::generated::taurusdb_htap::types::{Datastore, EngineName, Language};
pub use crate::contract::id::{DatastoreId, ProjectId};
use crate::contract::scalar::scalar;
pub use crate::contract::secret::Secret;
pub use crate::contract::version::{DatastoreVersion, KernelVersion};
use crate::error::{Error, Result};

/// How many letters a name may differ from a known one to be a likely typo: `starrocks`, `click_hous`.
const LIKELY_TYPOS: usize = 3;

/// Completes a generated enumeration.
macro_rules! enumeration {
    ($name:ident, $noun:literal) => {
        scalar!($name);

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        /// The error has the valid names, and the most similar one.
        impl FromStr for $name {
            type Err = Error;

            fn from_str(name: &str) -> Result<Self> {
                let value = Self::ALL.iter().find(|value| value.as_str() == name);
                value.copied().ok_or_else(|| {
                    let names: Vec<_> = Self::ALL.iter().map(|value| value.as_str()).collect();
                    unknown($noun, name, &names)
                })
            }
        }
    };
}

enumeration!(EngineName, "engine");
enumeration!(Language, "language");

/// The error about a name that an enumeration does not have.
fn unknown(noun: &str, name: &str, names: &[&str]) -> Error {
    let lower = name.to_lowercase();
    let meant = names.iter().min_by_key(|known| strsim::levenshtein(known, &lower));
    let meant = meant.filter(|known| strsim::levenshtein(known, &lower) <= LIKELY_TYPOS);
    let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
    let hint = format!("{meant}The {noun}s are {}.", names.join(", "));
    Error::configuration(format!("{noun}: no {noun} is called `{}`", name.escape_debug()), hint)
}

impl Datastore {
    /// Creates a version as the service would list it, for your tests and for the sandbox.
    pub fn new(
        id: impl Into<DatastoreId>,
        name: impl Into<DatastoreVersion>,
        kernel_version: impl Into<KernelVersion>,
    ) -> Self {
        Self { id: id.into(), name: name.into(), kernel_version: kernel_version.into() }
    }
}
