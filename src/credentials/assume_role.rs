//! An agency of another account, assumed with an access key.

use std::sync::Arc;

use super::temporary_key::create;
use crate::contract::generated::iam::types;
use crate::credentials::cache::{Fetch, Source};
use crate::http::exchange::Sender;
use crate::http::host::Host;
use crate::signing::identity::Identity;

/// How long a key is to live by default, in seconds: IAM's own default of 15 minutes is less than the time by which keys
/// are renewed ahead of their end.
const DURATION: i64 = 60 * 60;

/// The agency that is assumed.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    agency_name: String,
    domain: AgencyDomain,
    duration_seconds: i64,
}

/// The account that created the agency.
#[derive(Clone, Debug)]
pub(crate) enum AgencyDomain {
    Name(String),
    Id(String),
}

impl Role {
    /// Said of a name that is none.
    pub(crate) const HINT: &str =
        "Set the name of the agency, as the console of IAM lists it under Agencies.";

    pub(crate) fn new(
        agency_name: String,
        domain: AgencyDomain,
        duration_seconds: Option<i64>,
    ) -> Result<Self, &'static str> {
        if agency_name.contains(':') {
            return Err(
                "is a URN, which the v5 form of assuming an agency takes and this client does not implement",
            );
        }
        Ok(Self { agency_name, domain, duration_seconds: duration_seconds.unwrap_or(DURATION) })
    }
}

#[derive(Debug)]
pub(super) struct AssumeRole {
    pub(super) role: Role,
    /// Who assumes it.
    pub(super) caller: Arc<Identity>,
    pub(super) iam: Host,
    pub(super) origin: Option<String>,
}

impl Source<Identity> for AssumeRole {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(async {
            let Role { agency_name, domain, duration_seconds } = self.role.clone();
            let (domain_name, domain_id) = match domain {
                AgencyDomain::Name(name) => (Some(name.into()), None),
                AgencyDomain::Id(id) => (None, Some(id.into())),
            };
            let role = types::AssumedRole {
                agency_name: agency_name.into(),
                domain_name,
                domain_id,
                duration_seconds: Some(duration_seconds.into()),
            };
            let identity = types::TokenIdentity {
                methods: vec![types::ExchangeMethod::AssumeRole],
                token: None,
                assume_role: Some(role),
            };
            let sender = Sender::Caller(self.caller.clone(), None);
            let origin = self.origin.as_deref();
            let key = create(&self.iam, sender, identity, origin).await;
            key.map_err(|error| error.with_origin(origin).into_credentials())
        })
    }
}
