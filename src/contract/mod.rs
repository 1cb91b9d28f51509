//! What comes from the contract: generated code, scalar types, versions, tables, regions, and the secret.
//!
//! May import: `error`. Begin reading in `generated.rs`, where the generated code enters. It alone knows a type of a room
//! above: `http::exchange::Exchange`, the value that its hooks are handed.

pub(crate) mod datastores;
pub(crate) mod generated;
mod object;
pub(crate) mod reference;
pub(crate) mod region;
pub(crate) mod secret;
pub(crate) mod types;
mod version;
