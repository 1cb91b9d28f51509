#![cfg_attr(feature = "sandbox", doc = include_str!("lib.md"))] // whose example and links need it
#![cfg_attr(
    not(feature = "sandbox"),
    doc = "Client for the HTAP engine resources of Huawei Cloud TaurusDB."
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
mod contract;
#[cfg(all(feature = "sandbox", any(doc, doctest)))]
pub mod cookbook;
mod credentials;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
#[path = "../fuzz/internals.rs"]
pub mod fuzzing;
mod http;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod signing;

pub use call::retry::RetryPolicy;
pub use client::builder::ClientBuilder;
pub use client::regions::{DatastoresStream, MultiRegionClient};
pub use client::{Client, ListDatastores};
pub use contract::datastores::Datastores;
pub use contract::reference::{ErrorCode, ErrorDetail, StatusAdvice};
pub use contract::region::Region;
pub use contract::types::{
    Datastore, DatastoreId, DatastoreVersion, EngineName, KernelVersion, Language, ProjectId,
    Secret,
};
pub use credentials::login::{Login, LoginIdentity};
pub use credentials::{CredentialProvider, Credentials, CredentialsFuture};
pub use error::{Error, ErrorKind, Result};
/// The HTTP client whose builder [`ClientBuilder::http_client`] changes.
#[cfg(feature = "http-client")]
pub use reqwest;

/// Runs the programs of the README.
#[cfg(all(doctest, feature = "sandbox"))]
#[doc = include_str!("../README.md")]
struct Readme;
