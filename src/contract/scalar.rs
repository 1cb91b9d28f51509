//! What all scalar types of the contract have in common.

/// Implements the traits of a scalar by its method `as_str`.
macro_rules! scalar {
    ($name:ident) => {
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

/// Defines a scalar that keeps its text. The build script writes its description.
macro_rules! text {
    ($(#[$meta:meta])* $name:ident, $description:ident) => {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        #[cfg_attr(
            feature = "schemars",
            derive(schemars::JsonSchema),
            schemars(description = crate::contract::generated::tables::$description)
        )]
        #[serde(transparent)]
        $(#[$meta])*
        pub struct $name(String);

        impl $name {
            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        crate::contract::scalar::scalar!($name);
    };
}

/// Defines a scalar that keeps its text, and may have any.
macro_rules! any_text {
    ($(#[$meta:meta])* $name:ident, $description:ident) => {
        crate::contract::scalar::text!(
            $(#[$meta])*
            #[derive(serde::Deserialize)]
            $name,
            $description
        );

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(text.into())
            }
        }
    };
}

pub(crate) use {any_text, scalar, text};
