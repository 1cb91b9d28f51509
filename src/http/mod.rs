//! One exchange: the request that goes out, and what its response means.
//!
//! May import: `signing`, `contract`, `error`. Begin reading in `attempt.rs`, the only file that knows the generator's hooks;
//! `outcome.rs` makes an error of a response, and `verdict.rs` is the table of what it means.

pub(crate) mod attempt;
pub(crate) mod client;
pub(crate) mod deadline;
pub(crate) mod endpoint;
pub(crate) mod error_body;
pub(crate) mod host;
pub(crate) mod outcome;
pub(crate) mod proxy;
pub(crate) mod refusals;
pub(crate) mod response;
pub(crate) mod retry_after;
pub(crate) mod trace;
mod transport;
mod verdict;
