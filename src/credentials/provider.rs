//! A source of the user's own.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::sync::Arc;

use tokio::time::Instant;

use super::{Credentials, Fetch, Identity, Kind, Life, Source};
use crate::error::{Error, Result};

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

/// The same without its type.
pub(super) trait Erased: Debug + Send + Sync {
    fn fetch(&self) -> Fetch<'_, Credentials>;
}

impl<P: CredentialProvider> Erased for P {
    fn fetch(&self) -> Fetch<'_, Credentials> {
        Box::pin(async {
            self.credentials().await.map_err(|error| {
                Error::credentials("the credential provider failed", "See the cause.")
                    .with_boxed_source(error)
            })
        })
    }
}

#[derive(Debug)]
pub(super) struct Provided(pub(super) Arc<dyn Erased>);

impl Source<Identity> for Provided {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let credentials = self.0.fetch().await?;
            let life = credentials.expires_in.map(|length| Life::new(Instant::now(), length));
            let Kind::Ready(ready) = credentials.kind else {
                return Err(Error::credentials(
                    "the credential provider gave neither a token nor an access key",
                    "Give what can be sent as it is; the other kinds go to the client itself.",
                ));
            };
            let identity = Identity::new(ready.proof()?);
            Ok(Identity { life, origin: Some("the credential provider".to_owned()), ..identity })
        })
    }
}
