//! Variables under the names of the vendor's SDKs and of Terraform's provider.

use super::Environment;
use super::found::{Found, Look, Source};
use crate::credentials::{AgencyRequest, Agent, Credentials, IdToken, POD_TOKEN_FILE, POD_URI};
use crate::error::{Error, Result};

fn found(credentials: Credentials, variable: &str) -> Found {
    credentials.found_in(format!("the environment ({variable})")).into()
}

/// Why a source has nothing, and which of its variables are set all the same.
fn not_set(environment: &Environment<'_>, source: &Source, names: &[&str]) -> String {
    let without = names.join(" and ");
    match environment.set(source.variables).as_slice() {
        [] => format!("{without} not set"),
        set => format!("{without} not set, so {} has no effect", set.join(" and ")),
    }
}

const PROVIDER_URN: &str = "HUAWEICLOUD_OIDC_PROVIDER_URN";
const AGENCY_URN: &str = "HUAWEICLOUD_OIDC_AGENCY_URN";
const ID_TOKEN: &str = "HUAWEICLOUD_OIDC_ID_TOKEN";
const ID_TOKEN_FILE: &str = "HUAWEICLOUD_OIDC_TOKEN_FILE";
const SESSION_NAME: &str = "HUAWEICLOUD_OIDC_SESSION_NAME";
const DURATION: &str = "HUAWEICLOUD_OIDC_DURATION_SECONDS";
const POLICY: &str = "HUAWEICLOUD_OIDC_POLICY";
const POLICY_IDS: &str = "HUAWEICLOUD_OIDC_POLICY_IDS";

/// An ID token for the agency that it may assume.
pub(super) static AGENCY: Source = Source {
    look: agency,
    variables: &[
        PROVIDER_URN,
        AGENCY_URN,
        ID_TOKEN,
        ID_TOKEN_FILE,
        SESSION_NAME,
        DURATION,
        POLICY,
        POLICY_IDS,
    ],
    file: None,
};

fn agency(environment: &Environment<'_>) -> Look {
    let Some([provider_urn, agency_urn]) = environment.all([PROVIDER_URN, AGENCY_URN])? else {
        return match environment.first(&[ID_TOKEN, ID_TOKEN_FILE])? {
            None => Ok(Err(not_set(environment, &AGENCY, &[AGENCY_URN]))),
            Some(_) => Err(Error::credentials(
                format!("environment: {PROVIDER_URN} and {AGENCY_URN} not set, but an ID token is"),
                format!("Set both beside {ID_TOKEN} or {ID_TOKEN_FILE}."),
            )),
        };
    };
    let get = |name: &str| environment.get(name);
    let given = get(ID_TOKEN)?.map(|token| IdToken::Given(token.into()));
    let file = environment.file(ID_TOKEN_FILE)?.map(IdToken::File);
    let id_token = given.or(file).ok_or_else(|| {
        Error::credentials(
            format!("environment: neither {ID_TOKEN} nor {ID_TOKEN_FILE} set"),
            "Set one of them: the agency is lent to the holder of an ID token.",
        )
    })?;
    let wrong = |name: &str| {
        let hint = "`openapi/iam.yaml` says what STS takes, under `AssumeAgencyWithOidcRequest`.";
        Error::credentials(format!("environment: {name} is not what STS takes"), hint)
    };
    let session_name = get(SESSION_NAME)?;
    let session_name = session_name.as_deref().unwrap_or("oidc-sts-session").parse();
    let duration = get(DURATION)?.map(|text| text.parse()).transpose();
    let policy = get(POLICY)?.map(|text| text.parse()).transpose();
    let policy_ids = get(POLICY_IDS)?.unwrap_or_default();
    let policy_ids = policy_ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let request = AgencyRequest {
        provider_urn: provider_urn.into(),
        agency_urn: agency_urn.into(),
        session_name: session_name.map_err(|_| wrong(SESSION_NAME))?,
        id_token,
        duration: duration.map_err(|_| wrong(DURATION))?,
        policy: policy.map_err(|_| wrong(POLICY))?,
        policy_ids: policy_ids.map(|id| id.to_owned().into()).collect(),
    };
    Ok(Ok(found(Credentials::agency(request), AGENCY_URN)))
}

const IDP_ID: &str = "HUAWEICLOUD_SDK_IDP_ID";
const IDP_TOKEN_FILE: &str = "HUAWEICLOUD_SDK_ID_TOKEN_FILE";

/// An ID token of an identity provider that IAM knows.
pub(super) static IDENTITY_PROVIDER: Source = Source {
    look: |environment| match environment.all([IDP_ID, IDP_TOKEN_FILE])? {
        Some([id, file]) => {
            let credentials = Credentials::identity_provider(id, environment.expand(&file));
            Ok(Ok(found(credentials, IDP_ID)))
        }
        None => Ok(Err(not_set(environment, &IDENTITY_PROVIDER, &[IDP_ID]))),
    },
    variables: &[IDP_ID, IDP_TOKEN_FILE],
    file: None,
};

const SDK_NAMES: [&str; 3] =
    ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"];

/// The access key of the vendor's SDKs.
pub(super) static SDK_KEY: Source = Source {
    look: |environment| access_key(environment, SDK_NAMES),
    variables: &SDK_NAMES,
    file: None,
};

const AUTH_TOKEN: &str = "HW_AUTH_TOKEN";

/// A token, as Terraform's provider reads it.
pub(super) static TOKEN: Source = Source {
    look: |environment| match environment.get(AUTH_TOKEN)? {
        Some(token) => Ok(Ok(found(Credentials::token(token), AUTH_TOKEN))),
        None => Ok(Err(not_set(environment, &TOKEN, &[AUTH_TOKEN]))),
    },
    variables: &[AUTH_TOKEN],
    file: None,
};

const TERRAFORM_NAMES: [&str; 3] = ["HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN"];

/// The access key of Terraform's provider.
pub(super) static TERRAFORM_KEY: Source = Source {
    look: |environment| access_key(environment, TERRAFORM_NAMES),
    variables: &TERRAFORM_NAMES,
    file: None,
};

const USER_NAME: &str = "HW_USER_NAME";
const USER_PASSWORD: &str = "HW_USER_PASSWORD";
const DOMAIN_NAME: &str = "HW_DOMAIN_NAME";

/// Terraform's name for a user's ID, with which it logs in as well.
const USER_ID: &str = "HW_USER_ID";

/// The IAM user of Terraform's provider.
pub(super) static PASSWORD: Source = Source {
    look: password,
    variables: &[USER_NAME, USER_PASSWORD, DOMAIN_NAME, USER_ID],
    file: None,
};

fn password(environment: &Environment<'_>) -> Look {
    // The account's name and the user's ID alone also stand beside other kinds of credentials.
    if environment.set(&[USER_NAME, USER_PASSWORD]).is_empty() {
        return Ok(Err(not_set(environment, &PASSWORD, &[USER_NAME])));
    }
    if environment.get(USER_NAME)?.is_none() && environment.get(USER_ID)?.is_some() {
        return Err(Error::credentials(
            format!(
                "environment: {USER_ID} asks for a login by the ID of the user, which is not implemented"
            ),
            format!("Set {USER_NAME} and {DOMAIN_NAME} in its place."),
        ));
    }
    match environment.all([USER_NAME, USER_PASSWORD, DOMAIN_NAME])? {
        Some([user, password, domain]) => {
            Ok(Ok(found(Credentials::password(user, password, domain), USER_NAME)))
        }
        None => Ok(Err(not_set(environment, &PASSWORD, &[USER_NAME]))),
    }
}

/// An access key under the names of its ID, its secret key and its security token.
fn access_key(environment: &Environment<'_>, [id, secret_key, token]: [&str; 3]) -> Look {
    let security_token = environment.get(token)?;
    let key = match (environment.all([id, secret_key])?, security_token) {
        (Some([id, secret_key]), None) => Credentials::access_key(id, secret_key),
        (Some([id, secret_key]), Some(token)) => {
            Credentials::temporary_access_key(id, secret_key, token)
        }
        (None, None) => return Ok(Err(format!("{id} not set"))),
        (None, Some(_)) => {
            return Err(Error::credentials(
                format!("environment: {id} and {secret_key} not set, but {token} is"),
                format!("Set {id}, {secret_key} and {token} together, or none of them."),
            ));
        }
    };
    Ok(Ok(found(key, id)))
}

/// The variables of pod identity. It is asked last, since only a request tells whether it has a key.
pub(super) const POD: [&str; 2] = [POD_URI, POD_TOKEN_FILE];

pub(super) fn agent(environment: &Environment<'_>) -> Result<Option<Agent>> {
    let agent = environment.all(POD)?;
    Ok(agent.map(|[uri, file]| Agent { uri, token_file: environment.expand(&file) }))
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
        Found::first(&environment).map(|found| format!("{:?}", found.credentials))
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
            (0, "Agency("),
            (3, "IdentityProvider {"),
            (5, "\"sdk\""),
            (7, "Token("),
            (8, "\"terraform\""),
            (10, "Password {"),
            (12, "LastResorts("),
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
            assert!(found.contains("AssumeRole(AccessKey") && found.contains("\"key\""), "{found}");
            assert!(found.contains("duration_seconds: 3600"), "{found}");
            let origin = format!(
                "(HW_ASSUME_ROLE_AGENCY_NAME), with the access key of the environment ({})",
                key[0].0
            );
            assert!(found.contains(&origin), "{found}");
        }
        let longer = [&KEY[..], &ROLE, &[("HW_ASSUME_ROLE_DURATION", "7200")]].concat();
        assert!(first(&longer).unwrap().contains("duration_seconds: 7200"));
    }

    /// Nothing that names a caller is left aside in silence.
    #[test]
    fn an_agency_that_cannot_be_assumed_is_refused_by_name() {
        let token = [("HW_AUTH_TOKEN", "t")];
        let urn = [("HW_ASSUME_ROLE_AGENCY_NAME", "iam::1:agency:a"), ROLE[1]];
        for (set, told) in [
            (
                &[&token[..], &ROLE].concat()[..],
                "HW_ASSUME_ROLE_AGENCY_NAME needs an access key without an agency of its own, and the environment (HW_AUTH_TOKEN) has none",
            ),
            (&ROLE, "HW_ASSUME_ROLE_AGENCY_NAME needs an access key, and none is set"),
            (&[&KEY[..], &ROLE[..1]].concat(), "HW_ASSUME_ROLE_DOMAIN_NAME not set"),
            (
                &[&KEY[..], &[("HW_ASSUME_ROLE_DURATION", "900")]].concat(),
                "HW_ASSUME_ROLE_DURATION is set, but HW_ASSUME_ROLE_AGENCY_NAME is not",
            ),
            (
                &[&KEY[..], &ROLE, &[("HW_ASSUME_ROLE_DURATION", "1h")]].concat(),
                "HW_ASSUME_ROLE_DURATION is not a number from 900 to 86400",
            ),
            (
                &[&KEY[..], &ROLE, &[("HW_ASSUME_ROLE_DOMAIN_ID", "i")]].concat(),
                "HW_ASSUME_ROLE_DOMAIN_ID asks for the v5 form of assuming an agency, which is not implemented",
            ),
            (
                &[&KEY[..], &[("HW_ASSUME_ROLE_ID_TOKEN_FILE", "f")]].concat(),
                "HW_ASSUME_ROLE_ID_TOKEN_FILE asks for an agency for the holder of an ID token under Terraform's names, which is not implemented",
            ),
            (
                &[&KEY[..], &urn].concat(),
                "HW_ASSUME_ROLE_AGENCY_NAME is a URN, which the v5 form of assuming an agency takes and this client does not implement",
            ),
            (
                &[("HW_USER_ID", "i"), ("HW_USER_PASSWORD", "p")],
                "HW_USER_ID asks for a login by the ID of the user, which is not implemented",
            ),
        ] {
            assert_eq!(first(set).unwrap_err().to_string(), format!("environment: {told}"));
        }
    }

    #[test]
    fn what_has_no_effect_alone_is_named_when_nothing_is_found() {
        for (set, told) in [
            (("HW_DOMAIN_NAME", "d"), "HW_USER_NAME not set, so HW_DOMAIN_NAME has no effect"),
            (
                ("HUAWEICLOUD_OIDC_POLICY", "{}"),
                "HUAWEICLOUD_OIDC_AGENCY_URN not set, so HUAWEICLOUD_OIDC_POLICY has no effect",
            ),
        ] {
            let found = first(&[set]).unwrap();
            assert!(found.contains(told), "{found}");
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
        for (set, told) in [
            (&[("HUAWEICLOUD_SDK_AK", "a")][..], "HUAWEICLOUD_SDK_SK not set"),
            (
                &[("HW_SECURITY_TOKEN", "t")],
                "HW_ACCESS_KEY and HW_SECRET_KEY not set, but HW_SECURITY_TOKEN is",
            ),
            (
                &[("HW_USER_NAME", "u"), ("HW_USER_PASSWORD", "")],
                "HW_USER_PASSWORD and HW_DOMAIN_NAME not set",
            ),
            (&[("HUAWEICLOUD_SDK_IDP_ID", "i")], "HUAWEICLOUD_SDK_ID_TOKEN_FILE not set"),
            (&[("HUAWEICLOUD_OIDC_AGENCY_URN", "u")], "HUAWEICLOUD_OIDC_PROVIDER_URN not set"),
            (
                &[("HUAWEICLOUD_OIDC_AGENCY_URN", "u"), ("HUAWEICLOUD_OIDC_PROVIDER_URN", "u")],
                "neither HUAWEICLOUD_OIDC_ID_TOKEN nor HUAWEICLOUD_OIDC_TOKEN_FILE set",
            ),
            (
                &[("HUAWEICLOUD_OIDC_TOKEN_FILE", "f")],
                "HUAWEICLOUD_OIDC_PROVIDER_URN and HUAWEICLOUD_OIDC_AGENCY_URN not set, but an ID token is",
            ),
            (&[(POD_URI, "u")], "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE not set"),
        ] {
            let error = first(set).unwrap_err();
            assert_eq!(error.to_string(), format!("environment: {told}"));
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
            assert_eq!(error.to_string(), format!("environment: {name} is not what STS takes"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_utf8_is_named() {
        use std::os::unix::ffi::OsStringExt;
        let variable =
            |name: &str| (name == "HW_AUTH_TOKEN").then(|| OsString::from_vec(vec![b'a', 0xff]));
        let error = Found::first(&Environment {
            variable: &variable,
            home: None,
            now: Timestamp::UNIX_EPOCH,
        })
        .unwrap_err();
        assert_eq!(error.to_string(), "environment: HW_AUTH_TOKEN is not UTF-8");
    }
}
