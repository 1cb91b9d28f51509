//! Credentials from the caller's own code.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::pin::Pin;
use std::sync::Arc;

use super::{Credentials, Kind, static_identity};
use crate::credentials::source::{Fetch, Source};
use crate::error::{Error, ErrorKind};
use crate::signing::identity::Identity;

/// What a [`CredentialProvider`] returns.
pub type CredentialsFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Credentials, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

/// A source of credentials of your own, such as a vault or a broker.
///
/// The client requests credentials when it has none, before the time that [`Credentials::expires_in`] sets, and after the
/// service has refused the current ones. It makes one request at a time; all calls that wait share the result.
///
/// The trait has the form that the macro of the crate `async-trait` gives it:
///
/// ```
/// use std::time::Duration;
///
/// use async_trait::async_trait;
/// use taurusdb_htap::{Client, CredentialProvider, Credentials};
///
/// #[derive(Debug)]
/// struct Vault;
///
/// #[async_trait]
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
///
/// Without that crate, write the two lifetimes and box the future:
///
/// ```
/// # use taurusdb_htap::{CredentialProvider, Credentials, CredentialsFuture};
/// # #[derive(Debug)]
/// # struct Vault;
/// impl CredentialProvider for Vault {
///     fn credentials<'a: 'f, 'f>(&'a self) -> CredentialsFuture<'f> {
///         Box::pin(async { Ok(Credentials::token("MIIE...")) })
///     }
/// }
/// ```
pub trait CredentialProvider: Debug + Send + Sync + 'static {
    /// Returns a token or an access key; the client refuses other kinds. The time limit is 30 seconds.
    ///
    /// # Errors
    ///
    /// The error becomes the cause of the error of every call that waits. It should contain no secret.
    fn credentials<'a, 'f>(&'a self) -> CredentialsFuture<'f>
    where
        'a: 'f,
        Self: 'f;
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn credentials<'a: 'f, 'f>(&'a self) -> CredentialsFuture<'f> {
        P::credentials(self)
    }
}

impl Credentials {
    /// Credentials from a source of your own, such as a vault. Pass an `Arc` to keep using it, also of a
    /// `dyn CredentialProvider`.
    pub fn provider(provider: impl CredentialProvider) -> Self {
        Kind::Provider(Arc::new(Provided(provider))).into()
    }
}

#[derive(Debug)]
struct Provided<P>(P);

impl<P: CredentialProvider> Source<Identity> for Provided<P> {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let credentials = self.0.credentials().await.map_err(|error| {
                Error::new(ErrorKind::Credentials, "the credential provider failed")
                    .with_source(error)
            })?;
            let Kind::Static(credential) = credentials.kind else {
                let what = "the credential provider returned neither a token nor an access key";
                let hint =
                    "Return one of these, and pass other credentials directly to the client.";
                return Err(Error::credentials(what, hint));
            };
            let origin = Some("the credential provider".to_owned());
            Ok(Identity { origin, ..static_identity(credential?, credentials.expires_in) })
        })
    }
}
