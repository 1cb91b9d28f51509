//! An agency that the caller assumes with an access key, named by Terraform's variables.

use super::{Environment, Found};
use crate::credentials::{AgencyDomain, Role};
use crate::error::{Error, Result};

const AGENCY_NAME: &str = "HW_ASSUME_ROLE_AGENCY_NAME";
const DOMAIN_NAME: &str = "HW_ASSUME_ROLE_DOMAIN_NAME";
const DURATION: &str = "HW_ASSUME_ROLE_DURATION";

/// Variables that ask Terraform for what this client does not implement.
const NOT_IMPLEMENTED: [(&str, &str); 4] = [
    ("HW_ASSUME_ROLE_DOMAIN_ID", "the v5 form of assuming an agency"),
    ("HW_ASSUME_ROLE_IDP_ID", "an agency for the holder of an ID token under Terraform's names"),
    ("HW_ASSUME_ROLE_ID_TOKEN", "an agency for the holder of an ID token under Terraform's names"),
    (
        "HW_ASSUME_ROLE_ID_TOKEN_FILE",
        "an agency for the holder of an ID token under Terraform's names",
    ),
];

/// The agency that the environment names, if any.
pub(super) fn role(environment: &Environment<'_>) -> Result<Option<Role>> {
    for (name, what) in NOT_IMPLEMENTED {
        if environment.get(name)?.is_some() {
            let hint = format!(
                "Remove {name}. This client assumes an agency by {AGENCY_NAME} and {DOMAIN_NAME}, \
                or with an ID token by HUAWEICLOUD_OIDC_PROVIDER_URN and HUAWEICLOUD_OIDC_AGENCY_URN."
            );
            let what = format!("environment: {name} asks for {what}, which is not implemented");
            return Err(Error::credentials(what, hint));
        }
    }
    let duration = environment.get(DURATION)?;
    let Some([agency_name, domain_name]) = environment.all([AGENCY_NAME, DOMAIN_NAME])? else {
        return match duration {
            None => Ok(None),
            Some(_) => Err(Error::credentials(
                format!("environment: {DURATION} is set, but {AGENCY_NAME} is not"),
                format!("Set {AGENCY_NAME} and {DOMAIN_NAME} as well, or remove {DURATION}."),
            )),
        };
    };
    let duration_seconds = duration.map(|text| text.parse()).transpose().map_err(|_| {
        let what = format!("environment: {DURATION} is not a number of seconds");
        Error::credentials(what, "Set a number from 900 to 86400, or remove the variable.")
    })?;
    Role::new(agency_name, AgencyDomain::Name(domain_name), duration_seconds).map(Some).map_err(
        |problem| Error::credentials(format!("environment: {AGENCY_NAME} {problem}"), Role::HINT),
    )
}

/// Puts the agency on top of the access key that was found. Nobody but an access key can assume it, and only once.
pub(super) fn apply(found: Found, role: Option<Role>) -> Result<Found> {
    let Some(role) = role else { return Ok(found) };
    let key = found.credentials.origin().unwrap_or("this machine").to_owned();
    let credentials = found.credentials.assume(role).ok_or_else(|| {
        Error::credentials(
            format!("environment: {AGENCY_NAME} needs an access key, and what {key} has is none"),
            format!("Set HW_ACCESS_KEY and HW_SECRET_KEY as well, or remove {AGENCY_NAME} and {DOMAIN_NAME}."),
        )
    })?;
    let origin = format!("the environment ({AGENCY_NAME}), with the access key of {key}");
    Ok(Found { credentials: credentials.found_in(origin), ..found })
}
