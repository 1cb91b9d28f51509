//! An agency that the caller assumes with an access key, named by Terraform's variables.

use super::{Environment, Found};
use crate::contract::generated::tables;
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
    let allowed = tables::KEY_DURATION_RANGE;
    let duration_seconds = duration.map(|text| {
        text.parse().ok().filter(|seconds| allowed.contains(seconds)).ok_or_else(|| {
            let (least, most) = (allowed.start(), allowed.end());
            let what = format!("environment: {DURATION} is not a number from {least} to {most}");
            Error::credentials(
                what,
                "Set the number of seconds that the key is to live, or remove the variable.",
            )
        })
    });
    let duration_seconds = duration_seconds.transpose()?;
    Role::new(agency_name, AgencyDomain::Name(domain_name), duration_seconds).map(Some).map_err(
        |problem| Error::credentials(format!("environment: {AGENCY_NAME} {problem}"), Role::HINT),
    )
}

/// Puts the agency on top of the access key that was found. Nobody but an access key can assume it, and only once.
pub(super) fn apply(found: Found, role: Option<Role>) -> Result<Found> {
    let Some(role) = role else { return Ok(found) };
    let Some(key) = found.credentials.origin().map(str::to_owned) else {
        return Err(Error::credentials(
            format!("environment: {AGENCY_NAME} needs an access key, and none is set"),
            format!(
                "Set HW_ACCESS_KEY and HW_SECRET_KEY, or remove {AGENCY_NAME} and {DOMAIN_NAME}."
            ),
        ));
    };
    let credentials = found.credentials.assume(role).ok_or_else(|| {
        Error::credentials(
            format!("environment: {AGENCY_NAME} needs an access key without an agency of its own, and {key} has none"),
            format!("Remove what names the other identity, or remove {AGENCY_NAME} and {DOMAIN_NAME}."),
        )
    })?;
    let origin = format!("the environment ({AGENCY_NAME}), with the access key of {key}");
    Ok(Found { credentials: credentials.found_in(origin), ..found })
}
