//! Credentials: each kind, each source, their lifetime, and that none of them is printed.

mod access_keys;
mod passwords;
#[cfg(feature = "cli")]
mod profiles;
mod providers;
mod secrets;
#[cfg(feature = "cli")]
mod sources;
mod token_lifetime;
