//! Secrets have a type that cannot print.

use http::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A string that never prints: `Debug` shows a placeholder, there is no `Display`, and serde cannot write it.
///
/// It is wiped from memory when dropped. Copies that a connection makes are not.
#[derive(Clone, Debug)]
pub struct Secret(SecretString);

impl Secret {
    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(SecretString::from(text))
    }
}

/// A secret inside a request or answer of IAM. Only this type, which no caller can hold, can be written out.
#[derive(Clone, Debug)]
pub(crate) struct SentSecret(pub(crate) Secret);

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

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for SentSecret {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Secret".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// A token as a header that does not print; the problem is told without it.
pub(crate) fn token_header(token: &str) -> Result<HeaderValue, &'static str> {
    if token.is_empty() {
        return Err("is empty");
    }
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "holds white space, a line break or another character that none of its kind has",
        );
    }
    // Each refused signature counts towards the lock of a key, so this is said before anything is sent.
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
