//! What the environment says, under the names that Terraform's provider uses.

use super::Credentials;
use crate::error::{Error, Result};

/// Reads variables; an empty one counts as not set.
pub(crate) struct Environment<F>(pub(crate) F);

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    pub(crate) fn region(&self) -> Option<String> {
        self.get("HW_REGION_NAME")
    }

    pub(crate) fn project_id(&self) -> Option<String> {
        self.get("HW_PROJECT_ID")
    }

    pub(crate) fn project_name(&self) -> Option<String> {
        self.get("HW_PROJECT_NAME")
    }

    /// A token, else name and password. A half-set password is an error: what was meant cannot be guessed.
    pub(crate) fn credentials(&self) -> Result<Option<Credentials>> {
        if let Some(token) = self.get("HW_AUTH_TOKEN") {
            return Ok(Some(Credentials::token(token)));
        }
        let names = ["HW_USER_NAME", "HW_USER_PASSWORD", "HW_DOMAIN_NAME"];
        match names.map(|name| self.get(name)) {
            [Some(user), Some(password), Some(domain)] => {
                Ok(Some(Credentials::password(user, password, domain)))
            }
            // The account's name alone also stands beside other kinds of credentials.
            [None, None, _] => Ok(None),
            values => {
                let missing: Vec<_> = names
                    .into_iter()
                    .zip(values)
                    .filter(|(_, value)| value.is_none())
                    .map(|(name, _)| name)
                    .collect();
                Err(Error::credentials(
                    format!("environment: {} not set", missing.join(" and ")),
                    "Set HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME together, or HW_AUTH_TOKEN alone.",
                ))
            }
        }
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0(name).filter(|value| !value.is_empty())
    }
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
    fn a_half_set_password_is_an_error() {
        let error = credentials(&[("HW_USER_NAME", "u"), ("HW_USER_PASSWORD", "")]).unwrap_err();
        assert_eq!(error.to_string(), "environment: HW_USER_PASSWORD and HW_DOMAIN_NAME not set");
    }
}
