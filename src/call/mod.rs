//! One call: its attempts, the retry policy and budget, and the limit of concurrent requests.
//!
//! May import: `credentials`, `http`, `signing`, `contract`, `error`. Begin reading in `operation.rs`, which shows a call from
//! top to bottom. `attempts.rs` counts and waits, and `retry.rs` has its arithmetic.

pub(crate) mod attempts;
pub(crate) mod concurrency;
pub(crate) mod operation;
pub(crate) mod retry;
pub(crate) mod settings;
mod trace;
