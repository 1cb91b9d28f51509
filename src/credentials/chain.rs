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

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::builder::ClientBuilder;
    use crate::endpoint::Endpoint;

    /// Hands out a key for so many requests, and fails from then on.
    async fn keys(id: &'static str, count: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            for number in 0.. {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") && !request.ends_with(b"{}") {
                    assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0);
                }
                let status = if number < count { 200 } else { 500 };
                let body = format!(
                    r#"{{"access":"{id}","secret":"s","securitytoken":"t","expires_at":"9999-01-01T00:00:00Z"}}"#
                );
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
        });
        endpoint
    }

    #[tokio::test]
    async fn a_renewal_does_not_change_who_is_calling() {
        let folder = tempfile::tempdir().unwrap();
        let token_file = folder.path().join("token");
        std::fs::write(&token_file, "token").unwrap();
        let agent = Agent { uri: keys("POD", 1).await, token_file };
        // The metadata service takes a key for its token, too: it only has to fit a header.
        let builder =
            ClientBuilder::default().metadata_endpoint(keys("INSTANCE", usize::MAX).await);
        let service = Endpoint::parse("endpoint", "http://127.0.0.1:1").unwrap();
        let http = builder.http(&service).unwrap();
        let hosts = Hosts {
            builder: &builder,
            service: &service,
            http: &http,
            region: None,
            project_id: None,
        };
        let last = |agent| Last { agent, passed_over: Vec::new() };
        let both = LastResorts::new(last(Some(agent)), &hosts).unwrap();
        assert_eq!(both.first().await.unwrap().origin.as_deref(), Some("pod identity"));
        let told = both.first().await.unwrap_err().to_string();
        assert!(told.contains("pod identity (it refused the token with status 500)"), "{told}");
        let instance = LastResorts::new(last(None), &hosts).unwrap();
        assert!(instance.first().await.unwrap().origin.unwrap().contains("ECS"));
    }
}
