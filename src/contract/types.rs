//! The types of the contract that callers meet, and what little is added to the generated ones.

use std::fmt;

use crate::contract::generated::tables;
pub use crate::contract::generated::taurusdb_htap::types::{
    Datastore, DatastoreId, EngineName, Language, ProjectId,
};
use crate::contract::reference::rows;
pub use crate::contract::secret::Secret;
pub use crate::contract::version::{DatastoreVersion, KernelVersion};
use crate::error::{Error, Result};

/// So many letters off, a name is still a slip for another: `starrocks`, `click_hous`.
const LIKELY_SLIPS: usize = 3;

impl EngineName {
    /// Every engine that the contract names, in its order.
    ///
    /// ```
    /// use taurusdb_htap::EngineName;
    ///
    /// assert!(EngineName::all().any(|engine| engine == EngineName::StarRocks));
    /// ```
    pub fn all() -> impl Iterator<Item = Self> {
        rows(tables::ENGINE_NAME_VALUES).into_iter()
    }

    /// An engine by the name that it has on the wire. Says more than `parse` when there is no such engine.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) with the valid names, and the one that was
    /// probably meant.
    ///
    /// ```
    /// use taurusdb_htap::EngineName;
    ///
    /// let error = EngineName::from_name("star-rock").unwrap_err();
    /// assert_eq!(error.hint(), Some("did you mean `star-rocks`? The engines are star-rocks, click-house."));
    /// ```
    pub fn from_name(name: &str) -> Result<Self> {
        name.parse().map_err(|_| {
            let names: Vec<_> = Self::all().map(|engine| engine.to_string()).collect();
            let name = name.to_lowercase();
            let meant = names.iter().min_by_key(|known| strsim::levenshtein(known, &name));
            let meant = meant.filter(|known| strsim::levenshtein(known, &name) <= LIKELY_SLIPS);
            let meant = meant.map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
            let hint = format!("{meant}The engines are {}.", names.join(", "));
            Error::configuration(
                format!("engine: no engine is called `{}`", name.escape_debug()),
                hint,
            )
        })
    }
}

impl Language {
    /// Every language that the contract names, in its order.
    pub fn all() -> impl Iterator<Item = Self> {
        rows(tables::LANGUAGE_VALUES).into_iter()
    }
}

impl DatastoreId {
    /// The text as it came over the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl Datastore {
    /// A version as the service would list it; for your own tests and for the sandbox.
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
