//! An ID token of an identity provider that IAM knows: exchanged for a token, and that for a temporary access key.

use std::path::PathBuf;

use super::local::read_token;
use super::password::subject_token;
use super::temporary_key::create;
use crate::contract::generated::iam::types;
use crate::contract::secret::SentSecret;
use crate::contract::types::Secret;
use crate::credentials::cache::{Fetch, Source};
use crate::error::Result;
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::Identity;

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
            self.key()
                .await
                .map_err(|error| error.with_origin(self.origin.as_deref()).into_credentials())
        })
    }
}

impl IdentityProvider {
    async fn key(&self) -> Result<Identity> {
        let id_token = read_token("ID token", self.token_file.clone()).await?;
        let token = self.exchange(id_token).await?;
        self.create_key(token).await
    }

    /// The ID token for a token that is for no project. The token is the header alone: nothing else of the answer is
    /// relied upon, as the contract says.
    async fn exchange(&self, id_token: Secret) -> Result<Secret> {
        const OPERATION: &str = "CreateTokenWithIdToken";
        let api = self.iam.api(Sender::Bearer(id_token.clone()))?;
        let id_token = types::IdToken { id: SentSecret(id_token) };
        let auth = types::IdTokenAuth { id_token, scope: None };
        let request = types::CreateTokenWithIdTokenRequest { auth };
        let result = api.create_token_with_id_token(&self.id.clone().into(), &request).await;
        let received = api.inner.response.get();
        match result {
            Err(error) if !received.is_some_and(|received| received.status.is_success()) => {
                Err(self
                    .iam
                    .failure::<types::CreateUserTokenResponse, _>(OPERATION, &api.inner, error))
            }
            _ => {
                let token = subject_token(&self.iam, OPERATION, &api.inner)?;
                Ok(token.to_str().unwrap_or_default().into())
            }
        }
    }

    async fn create_key(&self, token: Secret) -> Result<Identity> {
        let sender = Sender::Bearer(token.clone());
        let duration_seconds = Some(KEY_DURATION.into());
        let identity = types::TokenIdentity {
            methods: vec![types::ExchangeMethod::Token],
            token: Some(types::ExchangedToken { duration_seconds, id: SentSecret(token) }),
            assume_role: None,
        };
        create(&self.iam, sender, identity, self.origin.as_deref()).await
    }
}
