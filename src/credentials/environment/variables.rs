//! Variables with the names that the vendor's SDKs and Terraform's provider use.

use std::str::FromStr;

use super::Environment;
use crate::contract::generated::iam::types;
use crate::contract::secret::SentSecret;
use crate::credentials::identity_provider::IdentityProvider;
use crate::credentials::oidc_agency::OidcAgency;
use crate::credentials::pod_identity::{self, PodIdentity};
use crate::credentials::{Credentials, Kind};
use crate::error::{Error, Result};

const PROVIDER_URN: &str = "HUAWEICLOUD_OIDC_PROVIDER_URN";
pub(super) const AGENCY_URN: &str = "HUAWEICLOUD_OIDC_AGENCY_URN";
const ID_TOKEN: &str = "HUAWEICLOUD_OIDC_ID_TOKEN";
const ID_TOKEN_FILE: &str = "HUAWEICLOUD_OIDC_TOKEN_FILE";
const SESSION_NAME: &str = "HUAWEICLOUD_OIDC_SESSION_NAME";
const DURATION: &str = "HUAWEICLOUD_OIDC_DURATION_SECONDS";
const POLICY: &str = "HUAWEICLOUD_OIDC_POLICY";
const POLICY_IDS: &str = "HUAWEICLOUD_OIDC_POLICY_IDS";

/// The variables of an agency for the holder of an ID token. Each of the first four needs both URNs.
pub(super) const OIDC_AGENCY: [&str; 8] =
    [PROVIDER_URN, AGENCY_URN, ID_TOKEN, ID_TOKEN_FILE, SESSION_NAME, DURATION, POLICY, POLICY_IDS];

pub(super) fn oidc_agency(environment: &Environment<'_>) -> Result<Option<Credentials>> {
    let Some([provider_urn, agency_urn]) =
        environment.all([PROVIDER_URN, AGENCY_URN], &OIDC_AGENCY[..4])?
    else {
        return Ok(None);
    };
    let get = |name| environment.get(name);
    let id_token = get(ID_TOKEN)?;
    let token_file = environment.file(ID_TOKEN_FILE)?.filter(|_| id_token.is_none());
    if id_token.is_none() && token_file.is_none() {
        let what = format!("environment: neither {ID_TOKEN} nor {ID_TOKEN_FILE} set");
        let hint =
            "Set one of them: STS issues the key of the agency to the holder of an ID token.";
        return Err(Error::credentials(what, hint));
    }
    let session_name = get(SESSION_NAME)?.unwrap_or_else(|| "oidc-sts-session".to_owned());
    let policy_ids = get(POLICY_IDS)?.unwrap_or_default();
    let policy_ids = policy_ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let request = types::AssumeAgencyWithOidcRequest {
        provider_urn: provider_urn.into(),
        agency_urn: agency_urn.into(),
        agency_session_name: parse(SESSION_NAME, &session_name)?,
        id_token: SentSecret(id_token.unwrap_or_default().into()),
        duration_seconds: get(DURATION)?.map(|text| parse(DURATION, &text)).transpose()?,
        policy: get(POLICY)?.map(|text| parse(POLICY, &text)).transpose()?,
        policy_ids: policy_ids.map(|id| id.to_owned().into()).collect(),
    };
    Ok(Some(Kind::OidcAgency(OidcAgency { request, token_file }).into()))
}

fn parse<T: FromStr>(name: &str, text: &str) -> Result<T> {
    text.parse().map_err(|_| {
        let hint = "See `AssumeAgencyWithOidcRequest` in `openapi/iam.yaml` for the values that STS accepts.";
        Error::credentials(format!("environment: {name} is not a value that STS accepts"), hint)
    })
}

/// The variables of an identity provider that IAM knows.
pub(super) const IDENTITY_PROVIDER: [&str; 2] =
    ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"];

pub(super) fn identity_provider(environment: &Environment<'_>) -> Result<Option<Credentials>> {
    let set = environment.all(IDENTITY_PROVIDER, &IDENTITY_PROVIDER)?;
    Ok(set.map(|[id, file]| {
        let token_file = environment.expand(&file);
        Kind::IdentityProvider(IdentityProvider { id, token_file }).into()
    }))
}

pub(super) const TOKEN: &str = "HW_AUTH_TOKEN";

pub(super) fn token(environment: &Environment<'_>) -> Result<Option<Credentials>> {
    Ok(environment.get(TOKEN)?.map(Credentials::token))
}

/// The access key of the vendor's SDKs.
pub(super) const SDK_KEY: [&str; 3] =
    ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"];

/// The access key of Terraform's provider.
pub(super) const TERRAFORM_KEY: [&str; 3] = ["HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN"];

pub(super) fn sdk_key(environment: &Environment<'_>) -> Result<Option<Credentials>> {
    access_key(environment, SDK_KEY)
}

pub(super) fn terraform_key(environment: &Environment<'_>) -> Result<Option<Credentials>> {
    access_key(environment, TERRAFORM_KEY)
}

/// An access key from the variables of its ID, its secret key and its security token.
fn access_key(environment: &Environment<'_>, names: [&str; 3]) -> Result<Option<Credentials>> {
    let [id, secret_key, security_token] = names;
    let security_token = environment.get(security_token)?;
    let key = environment.all([id, secret_key], &names)?;
    Ok(key.map(|[id, secret_key]| Credentials::key(id, secret_key, security_token)))
}

/// Terraform's variable for a login with the ID of the user.
const USER_ID: &str = "HW_USER_ID";

/// The variables of an IAM user, as Terraform's provider reads them.
pub(super) const PASSWORD: [&str; 4] =
    ["HW_USER_NAME", "HW_USER_PASSWORD", "HW_DOMAIN_NAME", USER_ID];

pub(super) fn password(environment: &Environment<'_>) -> Result<Option<Credentials>> {
    let [user_name, password, domain_name, _] = PASSWORD;
    // The name of the account and the ID of the user also belong to other kinds of credentials.
    let set = environment.set(&[user_name, password, USER_ID]);
    if set == [password, USER_ID] {
        let what = "is set, but a login with the ID of the user is not implemented";
        let hint = format!("Set {user_name} and {domain_name} instead.");
        return Err(Error::credentials(format!("environment: {USER_ID} {what}"), hint));
    }
    let user = environment.all([user_name, password, domain_name], &[user_name, password])?;
    Ok(user.map(|[user, password, domain]| Credentials::password(user, password, domain)))
}

/// The variables of pod identity.
pub(super) const POD: [&str; 2] = [pod_identity::URI, pod_identity::TOKEN_FILE];

pub(super) fn pod_identity(environment: &Environment<'_>) -> Result<Option<PodIdentity>> {
    let set = environment.all(POD, &POD)?;
    Ok(set.map(|[uri, file]| PodIdentity { uri, token_file: environment.expand(&file) }))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use jiff::Timestamp;

    use super::*;

    fn first(set: &[(&str, &str)]) -> Result<String> {
        let variable = |name: &str| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        let environment =
            Environment { variable: &variable, home: None, now: Timestamp::UNIX_EPOCH };
        environment.find_credentials().map(|found| format!("{:?}", found.credentials))
    }

    #[test]
    fn the_order_is_that_of_the_table() {
        let all = [
            ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u"),
            ("HUAWEICLOUD_OIDC_AGENCY_URN", "u"),
            ("HUAWEICLOUD_OIDC_TOKEN_FILE", "f"),
            ("HUAWEICLOUD_SDK_IDP_ID", "i"),
            ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "f"),
            ("HUAWEICLOUD_SDK_AK", "sdk"),
            ("HUAWEICLOUD_SDK_SK", "s"),
            ("HW_AUTH_TOKEN", "t"),
            ("HW_ACCESS_KEY", "terraform"),
            ("HW_SECRET_KEY", "s"),
            ("HW_USER_NAME", "u"),
            ("HW_USER_PASSWORD", "p"),
            ("HW_DOMAIN_NAME", "d"),
        ];
        for (from, expected) in [
            (0, "OidcAgency("),
            (3, "IdentityProvider("),
            (5, "\"sdk\""),
            (7, "Token("),
            (8, "\"terraform\""),
            (10, "Password("),
            (12, "WorkloadIdentity("),
        ] {
            let found = first(&all[from..]).unwrap();
            assert!(found.contains(expected), "{found}");
        }
    }

    const KEY: [(&str, &str); 2] = [("HW_ACCESS_KEY", "key"), ("HW_SECRET_KEY", "s")];
    const ROLE: [(&str, &str); 2] =
        [("HW_ASSUME_ROLE_AGENCY_NAME", "agency"), ("HW_ASSUME_ROLE_DOMAIN_NAME", "account")];

    #[test]
    fn an_agency_is_assumed_with_the_access_key_that_is_found() {
        let sdk = [("HUAWEICLOUD_SDK_AK", "key"), ("HUAWEICLOUD_SDK_SK", "s")];
        for key in [KEY, sdk] {
            let found = first(&[&key[..], &ROLE].concat()).unwrap();
            assert!(
                found.contains("AssumeRole { key: AccessKey") && found.contains("\"key\""),
                "{found}"
            );
            assert!(found.contains("KeyDuration(3600)"), "{found}");
            let origin = format!(
                "(HW_ASSUME_ROLE_AGENCY_NAME), with the access key of the environment ({})",
                key[0].0
            );
            assert!(found.contains(&origin), "{found}");
        }
        let longer = [&KEY[..], &ROLE, &[("HW_ASSUME_ROLE_DURATION", "7200")]].concat();
        assert!(first(&longer).unwrap().contains("KeyDuration(7200)"));
    }

    /// A setting that selects the caller is never ignored silently.
    #[test]
    fn an_agency_that_cannot_be_assumed_is_refused_by_name() {
        let token = [("HW_AUTH_TOKEN", "t")];
        let urn = [("HW_ASSUME_ROLE_AGENCY_NAME", "iam::1:agency:a"), ROLE[1]];
        for (set, expected) in [
            (
                &[&token[..], &ROLE].concat()[..],
                "HW_ASSUME_ROLE_AGENCY_NAME needs an access key without an agency of its own, and the environment (HW_AUTH_TOKEN) has none",
            ),
            (&ROLE, "HW_ASSUME_ROLE_AGENCY_NAME needs an access key, and none is set"),
            (
                &[&KEY[..], &ROLE[..1]].concat(),
                "HW_ASSUME_ROLE_DOMAIN_NAME not set, but needed with HW_ASSUME_ROLE_AGENCY_NAME",
            ),
            (
                &[&KEY[..], &[("HW_ASSUME_ROLE_DURATION", "900")]].concat(),
                "HW_ASSUME_ROLE_AGENCY_NAME and HW_ASSUME_ROLE_DOMAIN_NAME not set, but needed with HW_ASSUME_ROLE_DURATION",
            ),
            (
                &[&KEY[..], &ROLE, &[("HW_ASSUME_ROLE_DURATION", "1h")]].concat(),
                "HW_ASSUME_ROLE_DURATION is not a number from 900 to 86400",
            ),
            (
                &[&KEY[..], &ROLE, &[("HW_ASSUME_ROLE_DOMAIN_ID", "i")]].concat(),
                "HW_ASSUME_ROLE_DOMAIN_ID is set, but this way to assume an agency is not implemented",
            ),
            (
                &[&KEY[..], &[("HW_ASSUME_ROLE_ID_TOKEN_FILE", "f")]].concat(),
                "HW_ASSUME_ROLE_ID_TOKEN_FILE is set, but this way to assume an agency is not implemented",
            ),
            (
                &[&KEY[..], &urn].concat(),
                "HW_ASSUME_ROLE_AGENCY_NAME is a URN, which only the v5 form of assuming an agency takes: not implemented",
            ),
            (
                &[("HW_USER_ID", "i"), ("HW_USER_PASSWORD", "p")],
                "HW_USER_ID is set, but a login with the ID of the user is not implemented",
            ),
        ] {
            assert_eq!(first(set).unwrap_err().to_string(), format!("environment: {expected}"));
        }
    }

    #[test]
    fn a_variable_without_effect_is_named_when_nothing_is_found() {
        for (set, expected) in [
            (("HW_DOMAIN_NAME", "d"), "HW_USER_NAME not set, so HW_DOMAIN_NAME has no effect"),
            (
                ("HUAWEICLOUD_OIDC_POLICY", "{}"),
                "HUAWEICLOUD_OIDC_AGENCY_URN not set, so HUAWEICLOUD_OIDC_POLICY has no effect",
            ),
        ] {
            let found = first(&[set]).unwrap();
            assert!(found.contains(expected), "{found}");
        }
    }

    #[test]
    fn an_empty_variable_counts_as_not_set() {
        let key = [
            ("HUAWEICLOUD_SDK_AK", "a"),
            ("HUAWEICLOUD_SDK_SK", "s"),
            ("HUAWEICLOUD_SDK_SECURITY_TOKEN", ""),
        ];
        assert!(first(&key).unwrap().contains("security_token: None"));
        assert!(
            first(&[key[0], key[1], (key[2].0, "t")]).unwrap().contains("security_token: Some")
        );
    }

    #[test]
    fn what_is_half_set_is_an_error() {
        for (set, expected) in [
            (
                &[("HUAWEICLOUD_SDK_AK", "a")][..],
                "HUAWEICLOUD_SDK_SK not set, but needed with HUAWEICLOUD_SDK_AK",
            ),
            (
                &[("HW_SECURITY_TOKEN", "t")],
                "HW_ACCESS_KEY and HW_SECRET_KEY not set, but needed with HW_SECURITY_TOKEN",
            ),
            (
                &[("HW_USER_NAME", "u"), ("HW_USER_PASSWORD", "")],
                "HW_USER_PASSWORD and HW_DOMAIN_NAME not set, but needed with HW_USER_NAME",
            ),
            (
                &[("HUAWEICLOUD_SDK_IDP_ID", "i")],
                "HUAWEICLOUD_SDK_ID_TOKEN_FILE not set, but needed with HUAWEICLOUD_SDK_IDP_ID",
            ),
            (
                &[("HUAWEICLOUD_OIDC_AGENCY_URN", "u")],
                "HUAWEICLOUD_OIDC_PROVIDER_URN not set, but needed with HUAWEICLOUD_OIDC_AGENCY_URN",
            ),
            (
                &[("HUAWEICLOUD_OIDC_AGENCY_URN", "u"), ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u")],
                "neither HUAWEICLOUD_OIDC_ID_TOKEN nor HUAWEICLOUD_OIDC_TOKEN_FILE set",
            ),
            (
                &[("HUAWEICLOUD_OIDC_TOKEN_FILE", "f")],
                "HUAWEICLOUD_OIDC_PROVIDER_URN and HUAWEICLOUD_OIDC_AGENCY_URN not set, but needed with HUAWEICLOUD_OIDC_TOKEN_FILE",
            ),
            (
                &[(pod_identity::URI, "u")],
                "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE not set, but needed with HC_CONTAINER_CREDENTIALS_FULL_URI",
            ),
        ] {
            let error = first(set).unwrap_err();
            assert_eq!(error.to_string(), format!("environment: {expected}"));
            if let Some((missing, set)) = expected.split_once(" not set, but needed with ") {
                let hint = format!("Set {missing}, or remove {set}.");
                assert_eq!(error.hint(), Some(&*hint), "what is set is not named as missing");
            }
        }
    }

    #[test]
    fn what_sts_would_refuse_is_named() {
        let agency = [
            ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u"),
            ("HUAWEICLOUD_OIDC_AGENCY_URN", "u"),
            ("HUAWEICLOUD_OIDC_ID_TOKEN", "planted"),
        ];
        for (name, value) in
            [("HUAWEICLOUD_OIDC_SESSION_NAME", "x"), ("HUAWEICLOUD_OIDC_DURATION_SECONDS", "hour")]
        {
            let error = first(&[&agency[..], &[(name, value)]].concat()).unwrap_err();
            assert_eq!(
                error.to_string(),
                format!("environment: {name} is not a value that STS accepts")
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_utf8_is_named() {
        use std::os::unix::ffi::OsStringExt;
        let variable =
            |name: &str| (name == "HW_AUTH_TOKEN").then(|| OsString::from_vec(vec![b'a', 0xff]));
        let environment =
            Environment { variable: &variable, home: None, now: Timestamp::UNIX_EPOCH };
        let error = environment.find_credentials().unwrap_err();
        assert_eq!(error.to_string(), "environment: HW_AUTH_TOKEN is not UTF-8");
    }
}
