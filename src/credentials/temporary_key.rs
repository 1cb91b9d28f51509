//! A temporary access key of IAM, made from a token or an agency.

use jiff::Timestamp;

use crate::contract::generated::iam::types;
use crate::error::Result;
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::Identity;

const OPERATION: &str = "CreateTemporaryAccessKey";

pub(super) async fn create(
    iam: &Host,
    sender: Sender,
    identity: types::TokenIdentity,
    origin: Option<&str>,
) -> Result<Identity> {
    let api = iam.api(sender)?;
    let auth = types::TemporaryKeyAuth { identity };
    let request = types::CreateTemporaryAccessKeyRequest { auth };
    let answer = api.create_temporary_access_key(&request).await.map_err(|error| {
        iam.failure::<types::CreateTemporaryAccessKeyResponse, _>(OPERATION, &api.inner, error)
    })?;
    let key = answer.into_inner().credential;
    let identity = Identity::temporary(
        key.access.into(),
        key.secret.0,
        &key.securitytoken.0,
        &key.expires_at,
        Timestamp::now(),
    );
    let identity = identity.map_err(|error| iam.unfit(OPERATION, &api.inner, error))?;
    Ok(Identity { origin: origin.map(str::to_owned), ..identity })
}
