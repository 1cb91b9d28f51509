//! The result of `Client::list_datastores`.

use std::ops::Index;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::contract::object::Object;
use crate::contract::types::{Datastore, DatastoreId, DatastoreVersion, KernelVersion};
use crate::contract::version::text_or_digits;

/// The versions of an engine, with the status and request ID of the response.
///
/// Iterates over [`Datastore`], in the order of the service. `Serialize`, `Deserialize` and `PartialEq` are about the rows
/// alone.
///
/// In your tests, make an answer from rows. Its status is 200, after one attempt and without a request ID:
///
/// ```
/// use taurusdb_htap::{Datastore, Datastores};
///
/// let answer = Datastores::from(vec![Datastore::new("an ID", "3.1", "3.1.6.0")]);
/// assert_eq!(answer[0].kernel_version, "3.1.6.0");
/// ```
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

    /// Returns the versions whose kernel version is newer than this one, the oldest first;
    /// [`KernelVersion::is_newer_than`] decides. Read a version that a person types with [`KernelVersion::parse`].
    ///
    /// ```
    /// use taurusdb_htap::{Datastores, KernelVersion};
    ///
    /// fn is_behind(found: &Datastores, mine: &KernelVersion) -> bool {
    ///     found.newer_than(mine).next().is_some()
    /// }
    /// ```
    pub fn newer_than(&self, version: &KernelVersion) -> impl Iterator<Item = &Datastore> {
        let mut newer: Vec<_> =
            self.iter().filter(|row| row.kernel_version.is_newer_than(version)).collect();
        newer.sort_by(|left, right| left.kernel_version.cmp(&right.kernel_version));
        newer.into_iter()
    }

    /// Returns the version at this index. `None` if there are not as many.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Datastore> {
        self.datastores.get(index)
    }

    /// Returns the first version. `None` if the list is empty.
    #[must_use]
    pub fn first(&self) -> Option<&Datastore> {
        self.datastores.first()
    }

    /// Iterates over the versions.
    pub fn iter(&self) -> std::slice::Iter<'_, Datastore> {
        self.datastores.iter()
    }

    /// Iterates over the versions, and lets you change them.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Datastore> {
        self.datastores.iter_mut()
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

impl<'a> IntoIterator for &'a mut Datastores {
    type Item = &'a mut Datastore;
    type IntoIter = std::slice::IterMut<'a, Datastore>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl From<Vec<Datastore>> for Datastores {
    fn from(datastores: Vec<Datastore>) -> Self {
        Self { status: 200, request_id: None, attempts: 1, datastores }
    }
}

/// An answer without versions.
impl Default for Datastores {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl FromIterator<Datastore> for Datastores {
    fn from_iter<I: IntoIterator<Item = Datastore>>(rows: I) -> Self {
        Vec::from_iter(rows).into()
    }
}

impl Index<usize> for Datastores {
    type Output = Datastore;

    /// # Panics
    ///
    /// Panics if there are not as many versions. [`get`](Self::get) does not.
    fn index(&self, index: usize) -> &Datastore {
        &self.datastores[index]
    }
}

impl AsRef<[Datastore]> for Datastores {
    fn as_ref(&self) -> &[Datastore] {
        &self.datastores
    }
}

impl PartialEq for Datastores {
    fn eq(&self, other: &Self) -> bool {
        self.datastores == other.datastores
    }
}

impl Eq for Datastores {}

impl Serialize for Datastores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.datastores.serialize(serializer)
    }
}

/// Reads the rows that `Serialize` wrote. The answer is as one that a test makes.
impl<'de> Deserialize<'de> for Datastores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

/// Reads the rows of a response. Only here may a version be a number: everywhere else, a reader may have rounded it.
pub(super) fn rows<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Datastore>, D::Error> {
    #[derive(Deserialize)]
    #[serde(remote = "Datastore")]
    struct Fields {
        id: DatastoreId,
        #[serde(deserialize_with = "text_or_digits")]
        name: DatastoreVersion,
        #[serde(deserialize_with = "text_or_digits")]
        kernel_version: KernelVersion,
    }

    struct Row(Datastore);

    impl<'de> Deserialize<'de> for Row {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Fields::deserialize(Object(deserializer)).map(Self)
        }
    }

    let rows = Vec::<Row>::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|Row(row)| row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(versions: &[&str]) -> Datastores {
        versions.iter().map(|version| Datastore::new("id", "3.1", *version)).collect()
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
        assert_eq!(newer("3.1.10"), ["3.2.0.0"], "missing parts count as 0");
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

    #[test]
    fn an_answer_is_its_rows() {
        let (mut answer, other) = (found(&["3.1.6.0", "3.2.0.0"]), found(&["3.2.0.0", "3.1.6.0"]));
        assert_eq!((answer.status(), answer.request_id(), answer.attempts()), (200, None, 1));
        assert_eq!(answer.first(), Some(&answer[0]));
        assert_eq!(AsRef::<[Datastore]>::as_ref(&answer), answer.as_slice());
        assert_ne!(answer, other);
        let same = Datastores { status: 299, attempts: 3, ..answer.clone() };
        assert_eq!(answer, same);
        assert_eq!(serde_json::to_value(&answer).unwrap(), serde_json::json!(answer.as_slice()));
        let text = serde_json::to_string(&answer).unwrap();
        let read: Datastores = serde_json::from_str(&text).unwrap();
        assert_eq!((read.status(), &read), (200, &answer));
        assert_eq!((answer.get(1), answer.get(2)), (Some(&answer[1]), None));
        assert!(Datastores::default().is_empty() && Datastores::default().status() == 200);
        for row in &mut answer {
            row.name = "4".into();
        }
        assert!(answer.iter().all(|row| row.name == "4"));
    }

    /// The reader of a response, and no other, takes numbers. It refuses arrays.
    #[test]
    fn only_a_response_may_have_numbers() {
        type Response = crate::contract::generated::taurusdb_htap::types::ListHtapDataStoreResponse;
        let row = r#"{"kernel_version":3.10,"id":"a","new":[{}],"name":31.0}"#;
        let response: Response =
            serde_json::from_str(&format!(r#"{{"datastores":[{row}]}}"#)).unwrap();
        assert_eq!(response.datastores, [Datastore::new("a", "31.0", "3.10")]);
        assert!(serde_json::from_str::<Datastore>(row).is_err());
        for wrong in ["null", "true", "{}", "[]"] {
            let body = format!(r#"{{"datastores":[{}]}}"#, row.replace("3.10", wrong));
            assert!(serde_json::from_str::<Response>(&body).is_err(), "{wrong}");
        }
        let array = r#"{"datastores":[["a","3.1.6.0","3.1"]]}"#;
        assert!(serde_json::from_str::<Response>(array).is_err());
    }
}
