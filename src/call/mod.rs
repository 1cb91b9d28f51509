//! The story of one call: its attempts, the retry policy and budget, and what they need of the client.
//!
//! May import: `credentials`, `http`, `signing`, `contract`, `error`. Begin reading in `operation.rs`, which tells the story
//! from top to bottom; `attempts.rs` counts and waits, and `retry.rs` is its arithmetic.

pub(crate) mod attempts;
pub(crate) mod concurrency;
pub(crate) mod operation;
pub(crate) mod retry;
pub(crate) mod settings;
