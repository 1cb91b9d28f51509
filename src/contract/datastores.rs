//! The answer to the question which versions there are.

use crate::contract::types::Datastore;

/// The versions of an engine, with the status and request ID of the answer they came in.
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
    /// HTTP status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The provider's ID of the request, to be quoted to its support.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How many attempts the call made, the first included, and also one with a replaced token.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The version with the highest kernel version; none if the list is empty.
    #[must_use]
    pub fn latest(&self) -> Option<&Datastore> {
        self.datastores.iter().max_by(|left, right| left.kernel_version.cmp(&right.kernel_version))
    }

    /// Iterates over the versions.
    pub fn iter(&self) -> std::slice::Iter<'_, Datastore> {
        self.datastores.iter()
    }

    /// The versions as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[Datastore] {
        &self.datastores
    }

    /// How many versions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.datastores.len()
    }

    /// Whether there is no version.
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
