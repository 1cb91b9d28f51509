//! Variables under the names of the vendor's SDKs and of Terraform's provider.

use super::Environment;
use super::found::{Found, Look};
use crate::credentials::{AgencyRequest, Agent, Credentials, IdToken, POD_TOKEN_FILE, POD_URI};
use crate::error::{Error, Result};

fn found(credentials: Credentials, variable: &str) -> Found {
    credentials.found_in(format!("the environment ({variable})")).into()
}

fn not_set(variables: &str) -> String {
    format!("{variables} not set")
}

/// An ID token for the agency that it may assume.
pub(super) fn agency(environment: &Environment<'_>) -> Look {
    const URNS: [&str; 2] = ["HUAWEICLOUD_OIDC_PROVIDER_URN", "HUAWEICLOUD_OIDC_AGENCY_URN"];
    const TOKENS: [&str; 2] = ["HUAWEICLOUD_OIDC_ID_TOKEN", "HUAWEICLOUD_OIDC_TOKEN_FILE"];
    let Some([provider_urn, agency_urn]) = environment.all(URNS)? else {
        return match environment.first(&TOKENS)? {
            None => Ok(Err(not_set(URNS[1]))),
            Some(_) => Err(Error::credentials(
                format!("environment: {} and {} not set, but an ID token is", URNS[0], URNS[1]),
                format!("Set both beside {} or {}.", TOKENS[0], TOKENS[1]),
            )),
        };
    };
    let get = |name: &str| environment.get(name);
    let given = get(TOKENS[0])?.map(|token| IdToken::Given(token.into()));
    let file = get(TOKENS[1])?.map(|path| IdToken::File(path.into()));
    let id_token = given.or(file).ok_or_else(|| {
        Error::credentials(
            "environment: neither HUAWEICLOUD_OIDC_ID_TOKEN nor HUAWEICLOUD_OIDC_TOKEN_FILE set",
            "Set one of them: the agency is lent to the holder of an ID token.",
        )
    })?;
    let wrong = |name: &str| {
        let hint = "`openapi/iam.yaml` says what STS takes, under `AssumeAgencyWithOidcRequest`.";
        Error::credentials(format!("environment: {name} is not what STS takes"), hint)
    };
    let session_name = get("HUAWEICLOUD_OIDC_SESSION_NAME")?;
    let session_name = session_name.as_deref().unwrap_or("oidc-sts-session").parse();
    let duration = get("HUAWEICLOUD_OIDC_DURATION_SECONDS")?.map(|text| text.parse()).transpose();
    let policy = get("HUAWEICLOUD_OIDC_POLICY")?.map(|text| text.parse()).transpose();
    let policy_ids = get("HUAWEICLOUD_OIDC_POLICY_IDS")?.unwrap_or_default();
    let policy_ids = policy_ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    let request = AgencyRequest {
        provider_urn: provider_urn.into(),
        agency_urn: agency_urn.into(),
        session_name: session_name.map_err(|_| wrong("HUAWEICLOUD_OIDC_SESSION_NAME"))?,
        id_token,
        duration: duration.map_err(|_| wrong("HUAWEICLOUD_OIDC_DURATION_SECONDS"))?,
        policy: policy.map_err(|_| wrong("HUAWEICLOUD_OIDC_POLICY"))?,
        policy_ids: policy_ids.map(|id| id.to_owned().into()).collect(),
    };
    Ok(Ok(found(Credentials::agency(request), URNS[1])))
}

/// An ID token of an identity provider that IAM knows.
pub(super) fn identity_provider(environment: &Environment<'_>) -> Look {
    const PAIR: [&str; 2] = ["HUAWEICLOUD_SDK_IDP_ID", "HUAWEICLOUD_SDK_ID_TOKEN_FILE"];
    match environment.all(PAIR)? {
        Some([id, file]) => Ok(Ok(found(Credentials::identity_provider(id, file.into()), PAIR[0]))),
        None => Ok(Err(not_set(PAIR[0]))),
    }
}

/// The keys of the vendor's SDKs.
pub(super) fn sdk_keys(environment: &Environment<'_>) -> Look {
    access_key(
        environment,
        ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"],
    )
}

/// What Terraform's provider reads: a token, keys, or name and password.
pub(super) fn terraform(environment: &Environment<'_>) -> Look {
    if let Some(token) = environment.get("HW_AUTH_TOKEN")? {
        return Ok(Ok(found(Credentials::token(token), "HW_AUTH_TOKEN")));
    }
    if let Ok(key) =
        access_key(environment, ["HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN"])?
    {
        return Ok(Ok(key));
    }
    // The account's name alone also stands beside other kinds of credentials.
    if environment.first(&["HW_USER_NAME", "HW_USER_PASSWORD"])?.is_none() {
        return Ok(Err(not_set("HW_AUTH_TOKEN, HW_ACCESS_KEY and HW_USER_NAME")));
    }
    match environment.all(["HW_USER_NAME", "HW_USER_PASSWORD", "HW_DOMAIN_NAME"])? {
        Some([user, password, domain]) => {
            Ok(Ok(found(Credentials::password(user, password, domain), "HW_USER_NAME")))
        }
        None => Ok(Err(not_set("HW_USER_NAME"))),
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
        (None, None) => return Ok(Err(not_set(id))),
        (None, Some(_)) => {
            return Err(Error::credentials(
                format!("environment: {id} and {secret_key} not set, but {token} is"),
                format!("Set {id}, {secret_key} and {token} together, or none of them."),
            ));
        }
    };
    Ok(Ok(found(key, id)))
}

/// The agent that gives a pod its identity.
pub(super) fn agent(environment: &Environment<'_>) -> Result<Option<Agent>> {
    let agent = environment.all([POD_URI, POD_TOKEN_FILE])?;
    Ok(agent.map(|[uri, file]| Agent { uri, token_file: file.into() }))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn first(set: &[(&str, &str)]) -> Result<String> {
        let variable = |name: &str| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value))
        };
        let environment = Environment { variable: &variable, home: None };
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
        let error = Found::first(&Environment { variable: &variable, home: None }).unwrap_err();
        assert_eq!(error.to_string(), "environment: HW_AUTH_TOKEN is not UTF-8");
    }
}
