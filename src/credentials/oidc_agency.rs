//! An IAM agency that STS issues to the holder of an ID token: a temporary access key.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::contract::generated::iam::types;
use crate::contract::secret::SentSecret;
use crate::credentials::hosts::Hosts;
use crate::credentials::source::IdentitySource;
use crate::credentials::token_file::read_token;
use crate::error::Result;
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::Identity;

#[derive(Clone, Debug)]
pub(crate) struct OidcAgency {
    pub(crate) request: types::AssumeAgencyWithOidcRequest,
    /// The file that has the ID token, if `request` has none. Each fetch reads it again, because ID tokens expire.
    pub(crate) token_file: Option<PathBuf>,
}

impl IdentitySource for OidcAgency {
    type Issuer = Host;

    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Host> {
        hosts.sts()
    }

    async fn fetch(&self, sts: &Host) -> Result<Identity> {
        let mut request = self.request.clone();
        if let Some(path) = &self.token_file {
            request.id_token = SentSecret(read_token("ID token", path.clone()).await?);
        }
        let api = sts.api(Sender::Bearer(request.id_token.0.clone()))?;
        let response = api.assume_agency_with_oidc(&request).await;
        let key = sts.outcome(&api.inner, response)?.credentials;
        let (id, token, end) = (key.access_key_id.into(), &key.security_token.0, &key.expiration);
        Identity::temporary(id, key.secret_access_key.0, token, end, Timestamp::now())
            .map_err(|error| sts.rejected(&api.inner, error))
    }
}
