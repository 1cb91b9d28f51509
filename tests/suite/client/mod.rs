//! The client as its users call it: what the builder accepts, what a call returns, limits, several regions, retries and traces.

#[cfg(all(feature = "blocking", feature = "sandbox"))]
mod blocking;
mod builder;
#[cfg(feature = "sandbox")]
mod calls;
#[cfg(feature = "sandbox")]
mod limits;
#[cfg(feature = "sandbox")]
mod regions;
#[cfg(feature = "sandbox")]
mod retries;
#[cfg(feature = "sandbox")]
mod traces;
