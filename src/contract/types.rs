//! The public types of the contract, and the methods beyond the generated ones.

use std::fmt;

pub use crate::contract::generated::taurusdb_htap::types::{
    Datastore, DatastoreId, EngineName, Language, ProjectId,
};
pub use crate::contract::secret::Secret;
pub use crate::contract::version::{DatastoreVersion, KernelVersion};
use crate::error::{Error, Result};

/// How many letters a name may differ from an engine's to be a likely typo: `starrocks`, `click_hous`.
const LIKELY_TYPOS: usize = 3;

impl EngineName {
    /// Returns the engine with a name of the contract. Its error is more helpful than that of `parse`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) with the valid names, and the most
    /// similar one.
    ///
    /// ```
    /// use taurusdb_htap::EngineName;
    ///
    /// let error = EngineName::from_name("star-rock").unwrap_err();
    /// assert_eq!(error.hint(), Some("did you mean `star-rocks`? The engines are star-rocks, click-house."));
    /// ```
    pub fn from_name(name: &str) -> Result<Self> {
        name.parse().map_err(|_| {
            let names: Vec<_> = Self::ALL.iter().map(Self::to_string).collect();
            let name = name.to_lowercase();
            let meant = names.iter().min_by_key(|known| strsim::levenshtein(known, &name));
            let meant = meant.filter(|known| strsim::levenshtein(known, &name) <= LIKELY_TYPOS);
            let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
            let hint = format!("{meant}The engines are {}.", names.join(", "));
            Error::configuration(
                format!("engine: no engine is called `{}`", name.escape_debug()),
                hint,
            )
        })
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl Datastore {
    /// Creates a version as the service would list it, for your tests and for the sandbox.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<DatastoreVersion>,
        kernel_version: impl Into<KernelVersion>,
    ) -> Self {
        Self {
            id: DatastoreId(id.into()),
            name: name.into(),
            kernel_version: kernel_version.into(),
        }
    }
}
