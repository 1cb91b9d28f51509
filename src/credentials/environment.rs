//! What the environment says, under the names of the vendor's SDKs and of Terraform's provider.

use super::Credentials;
use crate::error::{Error, Result};

/// Reads variables; an empty one counts as not set.
pub(crate) struct Environment<F>(pub(crate) F);

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    pub(crate) fn region(&self) -> Option<String> {
        self.get("HW_REGION_NAME")
    }

    pub(crate) fn project_id(&self) -> Option<String> {
        self.get("HUAWEICLOUD_SDK_PROJECT_ID").or_else(|| self.get("HW_PROJECT_ID"))
    }

    pub(crate) fn project_name(&self) -> Option<String> {
        self.get("HW_PROJECT_NAME")
    }

    /// The keys of the vendor's SDKs, else what Terraform's provider reads: a token, keys, or name and password. What is
    /// half set is an error: what was meant cannot be guessed.
    pub(crate) fn credentials(&self) -> Result<Option<Credentials>> {
        let sdk = ["HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"];
        if let Some(key) = self.access_key(sdk)? {
            return Ok(Some(key));
        }
        if let Some(token) = self.get("HW_AUTH_TOKEN") {
            return Ok(Some(Credentials::token(token)));
        }
        if let Some(key) =
            self.access_key(["HW_ACCESS_KEY", "HW_SECRET_KEY", "HW_SECURITY_TOKEN"])?
        {
            return Ok(Some(key));
        }
        let names = ["HW_USER_NAME", "HW_USER_PASSWORD", "HW_DOMAIN_NAME"];
        match names.map(|name| self.get(name)) {
            [Some(user), Some(password), Some(domain)] => {
                Ok(Some(Credentials::password(user, password, domain)))
            }
            // The account's name alone also stands beside other kinds of credentials.
            [None, None, _] => Ok(None),
            values => Err(half_set(&names, &values)),
        }
    }

    /// An access key under the names of its ID, its secret key and its security token.
    fn access_key(&self, names: [&str; 3]) -> Result<Option<Credentials>> {
        match names.map(|name| self.get(name)) {
            [Some(id), Some(secret_key), None] => Ok(Some(Credentials::access_key(id, secret_key))),
            [Some(id), Some(secret_key), Some(security_token)] => {
                Ok(Some(Credentials::temporary_access_key(id, secret_key, security_token)))
            }
            [None, None, None] => Ok(None),
            values => Err(half_set(&names[..2], &values)),
        }
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0(name).filter(|value| !value.is_empty())
    }
}

fn half_set(names: &[&str], values: &[Option<String>]) -> Error {
    let missing = names.iter().zip(values).filter(|(_, value)| value.is_none());
    let missing: Vec<_> = missing.map(|(name, _)| *name).collect();
    Error::credentials(
        format!("environment: {} not set", missing.join(" and ")),
        format!("Set {} together, or none of them.", names.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(set: &[(&str, &str)]) -> Result<String> {
        let get = |name: &str| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        Environment(get).credentials().map(|credentials| format!("{credentials:?}"))
    }

    #[test]
    fn a_token_goes_before_a_password() {
        let password = [("HW_USER_NAME", "u"), ("HW_USER_PASSWORD", "p"), ("HW_DOMAIN_NAME", "d")];
        assert!(credentials(&password).unwrap().contains("Password"));
        assert!(
            credentials(&[&password[..], &[("HW_AUTH_TOKEN", "t")]].concat())
                .unwrap()
                .contains("Token")
        );
        assert_eq!(credentials(&[("HW_DOMAIN_NAME", "d"), ("HW_AUTH_TOKEN", "")]).unwrap(), "None");
    }

    #[test]
    fn the_order_is_sdk_keys_token_keys_password() {
        let all = [
            ("HUAWEICLOUD_SDK_AK", "sdk"),
            ("HUAWEICLOUD_SDK_SK", "s"),
            ("HW_AUTH_TOKEN", "t"),
            ("HW_ACCESS_KEY", "terraform"),
            ("HW_SECRET_KEY", "s"),
            ("HW_USER_NAME", "u"),
            ("HW_USER_PASSWORD", "p"),
            ("HW_DOMAIN_NAME", "d"),
        ];
        for (from, expected) in
            [(0, "\"sdk\""), (2, "Token("), (3, "\"terraform\""), (5, "Password {")]
        {
            let found = credentials(&all[from..]).unwrap();
            assert!(found.contains(expected), "{found}");
        }
        assert_eq!(credentials(&[]).unwrap(), "None");
    }

    #[test]
    fn an_empty_security_token_counts_as_not_set() {
        let key = [
            ("HUAWEICLOUD_SDK_AK", "a"),
            ("HUAWEICLOUD_SDK_SK", "s"),
            ("HUAWEICLOUD_SDK_SECURITY_TOKEN", ""),
        ];
        assert!(credentials(&key).unwrap().contains("security_token: None"));
        assert!(
            !credentials(&[key[0], key[1], (key[2].0, "t")])
                .unwrap()
                .contains("security_token: None")
        );
        for half in [&key[..1], &[(key[2].0, "t")][..]] {
            let error = credentials(half).unwrap_err();
            assert!(error.to_string().contains("HUAWEICLOUD_SDK_SK not set"), "{error}");
        }
    }

    #[test]
    fn a_half_set_password_is_an_error() {
        let error = credentials(&[("HW_USER_NAME", "u"), ("HW_USER_PASSWORD", "")]).unwrap_err();
        assert_eq!(error.to_string(), "environment: HW_USER_PASSWORD and HW_DOMAIN_NAME not set");
    }
}
