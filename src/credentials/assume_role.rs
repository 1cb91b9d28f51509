//! Temporary access keys of IAM: for an agency of another account that an access key assumes, or from a token.

use std::sync::Arc;

use jiff::Timestamp;

use crate::contract::generated::iam::types;
use crate::credentials::hosts::Hosts;
use crate::credentials::source::IdentitySource;
use crate::error::Result;
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::{Credential, Identity};

/// The default lifetime of the key in seconds. IAM's own default is 15 minutes, and the client renews keys up to 20
/// minutes before they expire.
const DURATION: i64 = 60 * 60;

/// The hint for an invalid name of an agency.
pub(crate) const HINT: &str =
    "Set the name of the agency, as the console of IAM lists it under Agencies.";

#[derive(Clone, Debug)]
pub(super) struct AssumeRole {
    /// The access key that assumes the agency.
    pub(super) key: Credential,
    pub(super) role: types::AssumedRole,
}

/// The agency with this name, of the account with this name or ID.
pub(crate) fn assumed_role(
    agency_name: String,
    domain_name: Option<String>,
    domain_id: Option<String>,
    duration_seconds: Option<i64>,
) -> Result<types::AssumedRole, &'static str> {
    if agency_name.contains(':') {
        return Err(
            "is a URN, which only the v5 form of assuming an agency takes: not implemented",
        );
    }
    Ok(types::AssumedRole {
        agency_name: agency_name.into(),
        domain_name: domain_name.map(Into::into),
        domain_id: domain_id.map(Into::into),
        duration_seconds: Some(duration_seconds.unwrap_or(DURATION).into()),
    })
}

impl IdentitySource for AssumeRole {
    type Issuer = Host;

    fn issuer(&self, hosts: &Hosts<'_>) -> Result<Host> {
        hosts.iam()
    }

    async fn fetch(&self, iam: &Host) -> Result<Identity> {
        let caller = Sender::Caller(Arc::new(Identity::new(self.key.clone())), None);
        let identity = types::TokenIdentity {
            methods: vec![types::ExchangeMethod::AssumeRole],
            token: None,
            assume_role: Some(self.role.clone()),
        };
        temporary_key(iam, caller, identity).await
    }
}

/// Creates a temporary access key.
pub(super) async fn temporary_key(
    iam: &Host,
    sender: Sender,
    identity: types::TokenIdentity,
) -> Result<Identity> {
    let api = iam.api(sender)?;
    let auth = types::TemporaryKeyAuth { identity };
    let request = types::CreateTemporaryAccessKeyRequest { auth };
    let response = api.create_temporary_access_key(&request).await;
    let key = iam.outcome(&api.inner, response)?.credential;
    let (id, token, end) = (key.access.into(), &key.securitytoken.0, &key.expires_at);
    Identity::temporary(id, key.secret.0, token, end, Timestamp::now())
        .map_err(|error| iam.rejected(&api.inner, error))
}
