//! An ID token of an identity provider that IAM knows. IAM exchanges it for a token, and that for a temporary access
//! key.

use std::path::PathBuf;

use crate::contract::generated::iam::types;
use crate::contract::secret::{SentSecret, token_header};
use crate::contract::types::Secret;
use crate::credentials::assume_role::temporary_key;
use crate::credentials::hosts::Hosts;
use crate::credentials::password::subject_token;
use crate::credentials::source::IdentitySource;
use crate::credentials::token_file::read_token;
use crate::error::{Error, Result};
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::Identity;

/// The lifetime of the key in seconds: the same as the vendor's SDKs request.
const KEY_DURATION: i64 = 6 * 60 * 60;

#[derive(Clone, Debug)]
pub(super) struct IdentityProvider {
    pub(super) id: String,
    /// Each fetch reads it again, because ID tokens expire.
    pub(super) token_file: PathBuf,
}

impl IdentitySource for IdentityProvider {
    type Issuer = Host;

    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Host> {
        token_header(&self.id).map_err(|problem| {
            let hint = "Copy it from the console of IAM: Identity Providers.";
            Error::credentials(format!("the ID of the identity provider {problem}"), hint)
        })?;
        hosts.iam()
    }

    /// The contract promises only the header of the first response, so its body may be invalid.
    async fn fetch(&self, iam: &Host) -> Result<Identity> {
        let id_token = read_token("ID token", self.token_file.clone()).await?;
        let api = iam.api(Sender::Bearer(id_token.clone()))?;
        let id_token = types::IdToken { id: SentSecret(id_token) };
        let auth = types::IdTokenAuth { id_token, scope: None };
        let request = types::CreateTokenWithIdTokenRequest { auth };
        let result = api.create_token_with_id_token(&self.id.clone().into(), &request).await;
        if !api.inner.response.get().is_some_and(|response| response.status.is_success()) {
            iam.outcome(&api.inner, result)?;
        }
        let token = subject_token(iam, &api.inner)?;
        let token = Secret::from(token.to_str().unwrap_or_default());
        let (id, duration_seconds) = (SentSecret(token.clone()), Some(KEY_DURATION.into()));
        let identity = types::TokenIdentity {
            methods: vec![types::ExchangeMethod::Token],
            token: Some(types::ExchangedToken { id, duration_seconds }),
            assume_role: None,
        };
        temporary_key(iam, Sender::Bearer(token), identity).await
    }
}
