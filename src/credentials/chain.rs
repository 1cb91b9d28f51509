//! The sources in their order, and why each was passed over.

use std::sync::OnceLock;

use super::metadata::Metadata;
use super::pod::{self, Agent, Pod};
use super::{
    Credentials, Environment, Fetch, Identity, Kind, Source, command_line, environment, profile,
};
use crate::error::{Error, Result};
use crate::hosts::Hosts;

/// What a source gives: credentials, and what it says about them.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) credentials: Credentials,
    pub(crate) project_id: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) iam_endpoint: Option<String>,
}

impl From<Credentials> for Found {
    fn from(credentials: Credentials) -> Self {
        Self { credentials, project_id: None, region: None, iam_endpoint: None }
    }
}

/// What a source has, or why it is passed over. What is half set is an error: what was meant cannot be guessed.
pub(super) type Look = Result<Result<Found, String>>;

/// Sources that need no request to tell whether they have anything, first to last. The README's table has the same order.
const SOURCES: [fn(&Environment<'_>) -> Look; 6] = [
    environment::agency,
    environment::identity_provider,
    environment::sdk_keys,
    environment::terraform,
    profile::look,
    command_line::look,
];

impl Found {
    /// The first source that has credentials; if none has, those that can only be asked when they are needed.
    pub(crate) fn first(environment: &Environment<'_>) -> Result<Self> {
        let mut passed_over = Vec::new();
        for look in SOURCES {
            match look(environment)? {
                Ok(found) => return Ok(found),
                Err(reason) => passed_over.push(reason),
            }
        }
        let agent = environment::agent(environment)?;
        Ok(Credentials::from(Kind::LastResorts(Last { agent, passed_over })).into())
    }
}

/// Sources that are found out by a request.
#[derive(Clone, Debug)]
pub(super) struct Last {
    agent: Option<Agent>,
    passed_over: Vec<String>,
}

#[derive(Debug)]
pub(super) struct LastResorts {
    pod: Option<Pod>,
    metadata: Option<Metadata>,
    passed_over: Vec<String>,
    /// Whether it was the pod that had a key. Whoever answered once is kept to: a renewal must not change who is calling.
    is_pod: OnceLock<bool>,
}

impl LastResorts {
    pub(super) fn new(last: Last, hosts: &Hosts<'_>) -> Result<Self> {
        let is_off = hosts.metadata_endpoint() == Some(super::METADATA_OFF);
        Ok(Self {
            pod: last.agent.map(|agent| Pod::new(agent, hosts)).transpose()?,
            metadata: if is_off { None } else { Some(Metadata::new(hosts)?) },
            passed_over: last.passed_over,
            is_pod: OnceLock::new(),
        })
    }

    /// A source that is dead is passed over like one that has nothing.
    async fn first(&self) -> Result<Identity> {
        let mut passed_over = self.passed_over.clone();
        match &self.pod {
            None => passed_over.push(format!("pod identity ({} is not set)", pod::URI)),
            Some(_) if self.is_pod.get() == Some(&false) => {}
            Some(pod) => match pod.key().await {
                Ok(identity) => {
                    _ = self.is_pod.set(true);
                    return Ok(identity);
                }
                Err(problem) => passed_over.push(format!("pod identity ({problem})")),
            },
        }
        match &self.metadata {
            None => passed_over.push("ECS metadata (switched off)".to_owned()),
            Some(_) if self.is_pod.get() == Some(&true) => {}
            Some(metadata) => match metadata.key().await {
                Ok(identity) => {
                    _ = self.is_pod.set(false);
                    return Ok(identity);
                }
                Err(problem) => passed_over.push(format!("ECS metadata ({problem})")),
            },
        }
        Err(Error::credentials(
            format!("no credentials found; passed over: {}", passed_over.join("; ")),
            "Set HW_AUTH_TOKEN; or HW_ACCESS_KEY and HW_SECRET_KEY; or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME.",
        ))
    }
}

impl Source<Identity> for LastResorts {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(self.first())
    }
}
