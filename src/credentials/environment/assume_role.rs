//! An agency that the access key of another source assumes, named by Terraform's variables.

use super::{Environment, Found};
use crate::contract::generated::tables;
use crate::credentials::assume_role::{HINT, assumed_role};
use crate::error::{Error, Result};

const AGENCY_NAME: &str = "HW_ASSUME_ROLE_AGENCY_NAME";
const DOMAIN_NAME: &str = "HW_ASSUME_ROLE_DOMAIN_NAME";
const DURATION: &str = "HW_ASSUME_ROLE_DURATION";

/// Terraform's variables for other ways to assume an agency.
const NOT_IMPLEMENTED: [&str; 4] = [
    "HW_ASSUME_ROLE_DOMAIN_ID",
    "HW_ASSUME_ROLE_IDP_ID",
    "HW_ASSUME_ROLE_ID_TOKEN",
    "HW_ASSUME_ROLE_ID_TOKEN_FILE",
];

/// Assumes the agency with the credentials, if the variables name one. Only an access key can assume it.
pub(super) fn apply(environment: &Environment<'_>, found: Found) -> Result<Found> {
    if let Some(name) = environment.set(&NOT_IMPLEMENTED).first() {
        let what = "is set, but this way to assume an agency is not implemented";
        let hint = format!(
            "Remove {name}, and set {AGENCY_NAME} and {DOMAIN_NAME}, or for an ID token HUAWEICLOUD_OIDC_AGENCY_URN."
        );
        return Err(Error::credentials(format!("environment: {name} {what}"), hint));
    }
    let needed_by = [AGENCY_NAME, DOMAIN_NAME, DURATION];
    let names = environment.all([AGENCY_NAME, DOMAIN_NAME], &needed_by)?;
    let Some([agency_name, domain_name]) = names else { return Ok(found) };
    let allowed = tables::KEY_DURATION_RANGE;
    let duration = match environment.get(DURATION)?.map(|text| text.parse()) {
        None => None,
        Some(Ok(seconds)) if allowed.contains(&seconds) => Some(seconds),
        Some(_) => {
            let (least, most) = (allowed.start(), allowed.end());
            let what = format!("environment: {DURATION} is not a number from {least} to {most}");
            let hint = "Set the lifetime of the key in seconds, or remove the variable.";
            return Err(Error::credentials(what, hint));
        }
    };
    let role = assumed_role(agency_name, Some(domain_name), None, duration).map_err(|problem| {
        Error::credentials(format!("environment: {AGENCY_NAME} {problem}"), HINT)
    })?;
    let origin = found.credentials.origin.clone();
    let credentials = found.credentials.assume(role).ok_or_else(|| {
        let key = origin.as_ref().map_or(", and none is set".to_owned(), |origin| {
            format!(" without an agency of its own, and {origin} has none")
        });
        Error::credentials(
            format!("environment: {AGENCY_NAME} needs an access key{key}"),
            format!("Set HW_ACCESS_KEY and HW_SECRET_KEY and no other identity, or remove {AGENCY_NAME} and {DOMAIN_NAME}."),
        )
    })?;
    let origin = origin.unwrap_or_default();
    let origin = format!("the environment ({AGENCY_NAME}), with the access key of {origin}");
    Ok(Found { credentials: credentials.found_in(origin), ..found })
}
