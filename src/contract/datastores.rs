//! The result of `Client::list_datastores`.

use crate::contract::types::Datastore;

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
        self.datastores.iter().max_by(|left, right| left.kernel_version.cmp(&right.kernel_version))
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
