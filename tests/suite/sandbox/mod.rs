//! The sandbox as other programs use it: over HTTP, with any client.

mod faults;
mod iam;
mod listen;
mod service;
mod site;
mod terraform;
mod token_exchange;
