//! A source of the user's own.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::sync::Arc;

use tokio::time::Instant;

use super::{Credentials, Kind};
use crate::credentials::cache::{Fetch, Source};
use crate::error::Error;
use crate::signing::identity::Identity;
use crate::signing::lifetime::Lifetime;

/// A source of credentials that this crate does not know, such as a vault or a broker.
///
/// One caller at a time asks it: when there is nothing yet, ahead of the end that
/// [`Credentials::expires_in`] tells, and after what it handed out was refused. All who wait share the answer.
///
/// ```
/// use std::time::Duration;
///
/// use taurusdb_htap::{Client, CredentialProvider, Credentials};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// impl CredentialProvider for Vault {
///     async fn credentials(&self) -> Result<Credentials, Box<dyn std::error::Error + Send + Sync>> {
///         let key = Credentials::temporary_access_key("id", "secret key", "security token");
///         Ok(key.expires_in(Duration::from_secs(3600)))
///     }
/// }
///
/// let client = Client::builder().region("cn-north-4").credentials(Credentials::provider(Vault)).build()?;
/// # Ok::<(), taurusdb_htap::Error>(())
/// ```
pub trait CredentialProvider: Debug + Send + Sync + 'static {
    /// A token or access key; another kind is refused. It has 30 seconds. The error becomes the cause of that of every
    /// call that waits, so it should hold no secret.
    fn credentials(
        &self,
    ) -> impl Future<Output = Result<Credentials, Box<dyn StdError + Send + Sync>>> + Send;
}

impl Credentials {
    /// Credentials from a source of your own, such as a vault.
    pub fn provider(provider: impl CredentialProvider) -> Self {
        Kind::Other(Arc::new(Provided(provider))).into()
    }
}

#[derive(Debug)]
struct Provided<P>(P);

impl<P: CredentialProvider> Source<Identity> for Provided<P> {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let credentials = self.0.credentials().await.map_err(|error| {
                Error::credentials("the credential provider failed", "See the cause.")
                    .with_source(error)
            })?;
            let length = credentials.expires_in.filter(|length| !length.is_zero());
            let lifetime = length.map(|length| Lifetime::new(Instant::now(), length));
            let credential = credentials.credential().ok_or_else(|| {
                Error::credentials(
                    "the credential provider gave neither a token nor an access key",
                    "Give what can be sent as it is; the other kinds go to the client itself.",
                )
            })??;
            let origin = Some("the credential provider".to_owned());
            Ok(Identity { origin, lifetime, ..Identity::new(credential) })
        })
    }
}
