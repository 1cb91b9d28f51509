//! The agency that STS lends to the holder of an ID token.

use std::path::PathBuf;

use jiff::Timestamp;

use super::local::read_token;
use crate::contract::generated::iam::types;
use crate::contract::secret::SentSecret;
use crate::contract::types::Secret;
use crate::credentials::cache::{Fetch, Source};
use crate::error::Result;
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::Identity;

const OPERATION: &str = "AssumeAgencyWithOidc";

/// What is asked of STS.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) provider_urn: types::ProviderUrn,
    pub(crate) agency_urn: types::AgencyUrn,
    pub(crate) session_name: types::SessionName,
    pub(crate) id_token: IdToken,
    pub(crate) duration: Option<types::SessionDuration>,
    pub(crate) policy: Option<types::SessionPolicy>,
    pub(crate) policy_ids: Vec<types::PolicyId>,
}

#[derive(Clone, Debug)]
pub(crate) enum IdToken {
    Given(Secret),
    /// Read again for each exchange: ID tokens expire.
    File(PathBuf),
}

#[derive(Debug)]
pub(super) struct Agency {
    pub(super) request: Request,
    pub(super) sts: Host,
    pub(super) origin: Option<String>,
}

impl Source<Identity> for Agency {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let key = self.assume().await;
            key.map_err(|error| error.with_origin(self.origin.as_deref()).into_credentials())
        })
    }
}

impl Agency {
    async fn assume(&self) -> Result<Identity> {
        let asked = self.request.clone();
        let id_token = match asked.id_token {
            IdToken::Given(token) => token,
            IdToken::File(path) => read_token("ID token", path).await?,
        };
        let request = types::AssumeAgencyWithOidcRequest {
            provider_urn: asked.provider_urn,
            agency_urn: asked.agency_urn,
            agency_session_name: asked.session_name,
            id_token: SentSecret(id_token.clone()),
            duration_seconds: asked.duration,
            policy: asked.policy,
            policy_ids: asked.policy_ids,
        };
        let api = self.sts.api(Sender::Bearer(id_token))?;
        let answer = api.assume_agency_with_oidc(&request).await.map_err(|error| {
            self.sts.failure::<types::AssumeAgencyWithOidcResponse, _>(OPERATION, &api.inner, error)
        })?;
        let key = answer.into_inner().credentials;
        let identity = Identity::temporary(
            key.access_key_id.into(),
            key.secret_access_key.0,
            &key.security_token.0,
            &key.expiration,
            Timestamp::now(),
        );
        let identity = identity.map_err(|error| self.sts.unfit(OPERATION, &api.inner, error))?;
        Ok(Identity { origin: self.origin.clone(), ..identity })
    }
}
