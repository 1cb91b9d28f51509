//! The result of `Client::list_datastores`.

use crate::contract::types::{Datastore, KernelVersion};

/// The versions of an engine, with the status and request ID of the response.
///
/// Iterates over [`Datastore`], in the order of the service.
#[derive(Clone, Debug)]
pub struct Datastores {
    pub(crate) status: u16,
    pub(crate) request_id: Option<String>,
    pub(crate) attempts: u32,
    pub(crate) datastores: Vec<Datastore>,
}

impl Datastores {
    /// Returns the HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the provider's ID of the request, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns how many attempts the call made, including the first one and any attempt with a replaced token.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the version with the highest kernel version. `None` if the list is empty.
    #[must_use]
    pub fn latest(&self) -> Option<&Datastore> {
        latest(&self.datastores)
    }

    /// Returns the version with the highest kernel version of a series, such as `3.1`. `None` if there is none;
    /// [`KernelVersion::is_in_series`] decides.
    #[must_use]
    pub fn latest_in_series(&self, series: &str) -> Option<&Datastore> {
        latest(self.iter().filter(|row| row.kernel_version.is_in_series(series)))
    }

    /// Returns the versions whose kernel version is newer than this one, the oldest first.
    ///
    /// ```
    /// use taurusdb_htap::{Datastores, KernelVersion};
    ///
    /// fn is_behind(found: &Datastores, mine: &KernelVersion) -> bool {
    ///     found.newer_than(mine).next().is_some()
    /// }
    /// ```
    pub fn newer_than(&self, version: &KernelVersion) -> impl Iterator<Item = &Datastore> {
        let mut newer: Vec<_> = self.iter().filter(|row| row.kernel_version > *version).collect();
        newer.sort_by(|left, right| left.kernel_version.cmp(&right.kernel_version));
        newer.into_iter()
    }

    /// Iterates over the versions.
    pub fn iter(&self) -> std::slice::Iter<'_, Datastore> {
        self.datastores.iter()
    }

    /// Returns the versions as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[Datastore] {
        &self.datastores
    }

    /// Returns the number of versions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.datastores.len()
    }

    /// Returns whether there are no versions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.datastores.is_empty()
    }
}

fn latest<'a>(rows: impl IntoIterator<Item = &'a Datastore>) -> Option<&'a Datastore> {
    rows.into_iter().max_by(|left, right| left.kernel_version.cmp(&right.kernel_version))
}

impl IntoIterator for Datastores {
    type Item = Datastore;
    type IntoIter = std::vec::IntoIter<Datastore>;

    fn into_iter(self) -> Self::IntoIter {
        self.datastores.into_iter()
    }
}

impl<'a> IntoIterator for &'a Datastores {
    type Item = &'a Datastore;
    type IntoIter = std::slice::Iter<'a, Datastore>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(versions: &[&str]) -> Datastores {
        let rows = versions.iter().map(|version| Datastore::new("id", "3.1", *version));
        Datastores { status: 200, request_id: None, attempts: 1, datastores: rows.collect() }
    }

    fn version(row: &Datastore) -> &str {
        row.kernel_version.as_str()
    }

    #[test]
    fn newer_versions_are_found_by_number() {
        let found = found(&["3.1.10.0", "3.1.6.0", "3.2.0.0", "3.1.9.0"]);
        let newer = |than: &str| {
            found.newer_than(&KernelVersion::from(than)).map(version).collect::<Vec<_>>()
        };
        assert_eq!(newer("3.1.6.0"), ["3.1.9.0", "3.1.10.0", "3.2.0.0"]);
        assert_eq!(newer("3.1.10.0"), ["3.2.0.0"]);
        assert!(newer("3.2.0.0").is_empty());
    }

    #[test]
    fn the_latest_of_a_series_is_found() {
        let found = found(&["3.1.10.0", "3.1.6.0", "3.2.0.0", "3.1.9.0"]);
        let latest = |series: &str| found.latest_in_series(series).map(version);
        assert_eq!(latest("3.1"), Some("3.1.10.0"));
        assert_eq!(latest("3.1.1"), None);
        assert_eq!(latest(""), found.latest().map(version));
        assert_eq!(latest(""), Some("3.2.0.0"));
    }
}
