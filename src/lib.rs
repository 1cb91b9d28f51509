#![cfg_attr(feature = "sandbox", doc = include_str!("../README.md"))] // whose examples need it
#![cfg_attr(
    not(feature = "sandbox"),
    doc = "Client for the HTAP engine resources of Huawei Cloud TaurusDB."
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod access_key;
mod answer;
mod attempt;
mod builder;
mod cache;
mod client;
mod connections;
mod credentials;
mod datastores;
mod deadline;
mod endpoint;
mod environment;
mod error;
mod error_body;
mod flight;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod generated;
mod host;
mod hosts;
mod http_client;
mod identity;
mod life;
mod login;
mod object;
mod operation;
mod project;
mod proxy;
mod reference;
mod refusals;
mod region;
mod retry;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod secret;
mod seen;
mod settings;
mod signing;
mod target;
mod throttling;
mod trace;
mod transport;
mod tries;
mod types;
mod verdict;
mod version;

pub use builder::ClientBuilder;
pub use client::{Client, ListDatastores};
pub use credentials::{CredentialProvider, Credentials};
pub use datastores::Datastores;
pub use error::{Error, ErrorKind, Result};
pub use login::{Login, LoginIdentity};
pub use reference::{ErrorCode, ErrorDetail, StatusCode};
pub use region::Region;
pub use retry::RetryPolicy;
pub use types::{
    Datastore, DatastoreId, DatastoreVersion, EngineName, KernelVersion, Language, ProjectId,
    Secret,
};
