//! The credential of a request: a token, or an access key that signs the request.
//!
//! May import: `contract`, `error`. Begin reading in `identity.rs`; `access_key.rs` signs a request by the pure functions of
//! `sdk_hmac_sha256.rs`, and `lifetime.rs` says when an identity expires and when it is renewed.

pub(crate) mod access_key;
pub(crate) mod identity;
pub(crate) mod lifetime;
pub(crate) mod sdk_hmac_sha256;
