//! An ID token of an identity provider that IAM knows: exchanged for a token, and that for a temporary access key.

use std::path::PathBuf;

use jiff::Timestamp;

use super::local::read_token;
use super::password::subject_token;
use crate::attempt::Sender;
use crate::cache::{Fetch, Source};
use crate::error::Result;
use crate::generated::iam::types;
use crate::host::Host;
use crate::identity::Identity;
use crate::secret::SentSecret;
use crate::types::Secret;

/// How long a key is to live, in seconds: as long as the vendor's SDKs ask for.
const KEY_DURATION: i64 = 6 * 60 * 60;

#[derive(Debug)]
pub(super) struct IdentityProvider {
    pub(super) id: String,
    /// Read again for each exchange: ID tokens expire.
    pub(super) token_file: PathBuf,
    pub(super) iam: Host,
    pub(super) origin: Option<String>,
}

impl Source<Identity> for IdentityProvider {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let id_token = read_token("ID token", self.token_file.clone()).await?;
            let token = self.exchange(id_token).await?;
            let identity = self.create_key(token).await?;
            Ok(Identity { origin: self.origin.clone(), ..identity })
        })
    }
}

impl IdentityProvider {
    /// The ID token for a token that is for no project. The token is the header alone: nothing else of the answer is
    /// relied upon, as the contract says.
    async fn exchange(&self, id_token: Secret) -> Result<Secret> {
        const OPERATION: &str = "CreateTokenWithIdToken";
        let api = self.iam.api(Sender::Bearer(id_token.clone()));
        let id_token = types::IdToken { id: SentSecret(id_token) };
        let auth = types::IdTokenAuth { id_token, scope: None };
        let request = types::CreateTokenWithIdTokenRequest { auth };
        let result = api.create_token_with_id_token(&self.id.clone().into(), &request).await;
        let seen = api.inner.seen();
        match result {
            Err(error) if !seen.is_some_and(|seen| seen.status.is_success()) => {
                let error = self
                    .iam
                    .failure::<types::CreateUserTokenResponse, _>(OPERATION, &api.inner, error);
                Err(error.with_origin(self.origin.as_deref()).into_credentials())
            }
            _ => {
                let token = subject_token(&self.iam, OPERATION, &api.inner)?;
                Ok(token.to_str().unwrap_or_default().into())
            }
        }
    }

    async fn create_key(&self, token: Secret) -> Result<Identity> {
        const OPERATION: &str = "CreateTemporaryAccessKey";
        let api = self.iam.api(Sender::Bearer(token.clone()));
        let methods = vec![types::ExchangeMethod::Token];
        let duration_seconds = Some(KEY_DURATION.into());
        let exchanged = types::ExchangedToken { duration_seconds, id: SentSecret(token) };
        let token = Some(exchanged);
        let identity = types::TokenIdentity { methods, token, assume_role: None };
        let request =
            types::CreateTemporaryAccessKeyRequest { auth: types::TemporaryKeyAuth { identity } };
        let answer = api.create_temporary_access_key(&request).await.map_err(|error| {
            self.iam
                .failure::<types::CreateTemporaryAccessKeyResponse, _>(OPERATION, &api.inner, error)
                .with_origin(self.origin.as_deref())
                .into_credentials()
        })?;
        let key = answer.into_inner().credential;
        let identity = Identity::temporary(
            key.access.into(),
            key.secret.0,
            &key.securitytoken.0,
            &key.expires_at,
            Timestamp::now(),
        );
        identity.map_err(|error| self.iam.unfit(OPERATION, &api.inner, error))
    }
}
