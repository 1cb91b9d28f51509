//! The type of secrets, which does not print.

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A string that does not print: `Debug` writes a placeholder, there is no `Display`, and serde cannot serialize it.
///
/// Dropping it wipes its memory. Copies inside a connection are not wiped.
#[derive(Clone, Debug)]
pub struct Secret(SecretString);

impl Secret {
    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// A secret inside a request or response of IAM. Only this type can be serialized, and callers cannot create it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename = "Secret", description = crate::contract::generated::tables::SECRET_DESCRIPTION))]
pub(crate) struct SentSecret(
    #[cfg_attr(feature = "schemars", schemars(with = "String"))] pub(crate) Secret,
);

impl<'de> Deserialize<'de> for SentSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text.into()))
    }
}

impl Serialize for SentSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

/// Returns a token as a header that does not print. The problem never quotes the token.
pub(crate) fn token_header(token: &str) -> Result<HeaderValue, &'static str> {
    if token.is_empty() {
        return Err("is empty");
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "contains white space, a line break or another character that is not visible ASCII",
        );
    }
    // IAM locks a key after a few wrong signatures, so this fails before a request is sent.
    if ['"', '\''].iter().any(|quote| token.starts_with(*quote) && token.ends_with(*quote)) {
        return Err("is in quotes, which do not belong to it (`docker --env-file` passes them on)");
    }
    let mut header = HeaderValue::from_str(token).map_err(|_| "is not fit for a header")?;
    header.set_sensitive(true);
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print() {
        assert!(!format!("{:?}", Secret::from("planted")).contains("planted"));
    }
}
