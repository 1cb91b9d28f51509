//! The contract in Rust: generated code, scalar types, versions, tables, regions, and the secret.
//!
//! May import: `error`. Begin reading in `generated.rs`, which includes the generated code. That code uses one type of a room
//! above: `http::exchange::Exchange`, the argument of its hooks.

pub(crate) mod datastores;
pub(crate) mod generated;
mod id;
mod object;
pub(crate) mod reference;
pub(crate) mod region;
mod scalar;
pub(crate) mod secret;
pub(crate) mod types;
mod version;
