//! One exchange: the request, and what its response means.
//!
//! May import: `signing`, `contract`, `error`. Begin reading in `exchange.rs`, the only file that knows the generator's hooks.
//! `outcome.rs` turns a failed exchange into an error. `error_response.rs` decides what an error response means, and
//! `connection_error.rs` what the lack of a response means.

pub(crate) mod client;
mod connection_error;
pub(crate) mod deadline;
pub(crate) mod endpoint;
pub(crate) mod error_body;
mod error_response;
pub(crate) mod exchange;
pub(crate) mod host;
pub(crate) mod known_urls;
pub(crate) mod outcome;
pub(crate) mod proxy;
pub(crate) mod refusals;
pub(crate) mod response;
pub(crate) mod retry_after;
#[cfg(feature = "rustls")]
pub(crate) mod tls;
pub(crate) mod trace;
