//! The sources that only a request can tell of: a pod and an instance.

use std::sync::OnceLock;

use super::metadata::{self, Metadata};
use super::pod::{self, Agent, Pod};
use crate::credentials::cache::{Fetch, Source};
use crate::credentials::hosts::Hosts;
use crate::error::{Error, Result};
use crate::signing::identity::Identity;

/// Sources that are found out by a request.
#[derive(Clone, Debug)]
pub(crate) struct Last {
    pub(crate) agent: Option<Agent>,
    /// Why none of the sources before was used.
    pub(crate) passed_over: Vec<String>,
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
        let is_off = Metadata::is_off(hosts);
        Ok(Self {
            pod: last.agent.map(|agent| Pod::new(agent, hosts)).transpose()?,
            metadata: if is_off { None } else { Some(Metadata::new(hosts)?) },
            passed_over: last.passed_over,
            is_pod: OnceLock::new(),
        })
    }

    /// A source that has nothing is passed over, and so is a metadata service that is not there. What is there and fails is
    /// not: who is calling must not hang on that.
    async fn first(&self) -> Result<Identity> {
        let mut passed_over = self.passed_over.clone();
        match &self.pod {
            None => passed_over.push(format!("pod identity ({} is not set)", pod::URI)),
            Some(pod) => match pod.key().await {
                Ok(identity) => {
                    _ = self.is_pod.set(true);
                    return Ok(identity);
                }
                Err(problem) if problem.is_nothing() => {
                    passed_over.push(format!("pod identity ({problem})"));
                }
                Err(problem) => return Err(pod::error(problem)),
            },
        }
        match &self.metadata {
            None => passed_over.push("ECS metadata (switched off)".to_owned()),
            Some(metadata) => match metadata.key().await {
                Ok(identity) => {
                    _ = self.is_pod.set(false);
                    return Ok(identity);
                }
                Err(problem) if problem.is_hiccup() => return Err(metadata::error(problem)),
                Err(problem) => passed_over.push(format!("ECS metadata ({problem})")),
            },
        }
        Err(Error::credentials(
            format!("no credentials found; skipped: {}", passed_over.join("; ")),
            "Set HW_AUTH_TOKEN; or HW_ACCESS_KEY and HW_SECRET_KEY; or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME.",
        ))
    }
}

impl Source<Identity> for LastResorts {
    fn fetch(&self) -> Fetch<'_, Identity> {
        match (self.is_pod.get(), &self.pod, &self.metadata) {
            (Some(true), Some(pod), _) => pod.fetch(),
            (Some(false), _, Some(metadata)) => metadata.fetch(),
            _ => Box::pin(self.first()),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;
    use crate::credentials::hosts::Addresses;
    use crate::http::client::HttpSettings;
    use crate::http::endpoint::Endpoint;

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
        let metadata = Some(keys("INSTANCE", usize::MAX).await);
        let addresses = Addresses { metadata, ..Addresses::default() };
        let settings = HttpSettings::default();
        let service = Endpoint::parse("endpoint", "http://127.0.0.1:1").unwrap();
        let http = settings.client(&service).unwrap();
        let hosts = Hosts::bare(&addresses, &settings, &service, &http);
        let last = |agent| Last { agent, passed_over: Vec::new() };
        let both = LastResorts::new(last(Some(agent)), &hosts).unwrap();
        assert_eq!(both.fetch().await.unwrap().origin.as_deref(), Some("pod identity"));
        let error = both.fetch().await.unwrap_err();
        let told = "pod identity: it refused the token with status 500";
        assert_eq!((&*error.to_string(), error.is_retryable()), (told, true));
        let is_off = Addresses { metadata: Some("off".to_owned()), ..Addresses::default() };
        let hosts = Hosts { addresses: &is_off, ..hosts };
        let uri = keys("POD", 0).await;
        let agent = Agent { uri, token_file: folder.path().join("token") };
        let pod = LastResorts::new(last(Some(agent)), &hosts).unwrap();
        assert!(pod.fetch().await.unwrap_err().is_retryable(), "there is a service");
        let uri = "http://127.0.0.1:1".to_owned();
        let agent = Agent { uri, token_file: folder.path().join("token") };
        let dead = LastResorts::new(last(Some(agent)), &hosts).unwrap();
        let told = dead.fetch().await.unwrap_err().to_string();
        assert_eq!(told, "pod identity: not reachable", "no one else calls in its place");
        let nowhere =
            Addresses { metadata: Some("http://127.0.0.1:1".to_owned()), ..Addresses::default() };
        let hosts = Hosts { addresses: &nowhere, ..hosts };
        let nothing = LastResorts::new(last(None), &hosts).unwrap();
        assert!(!nothing.fetch().await.unwrap_err().is_retryable(), "no one waits for none");
        let hosts = Hosts { addresses: &addresses, ..hosts };
        let instance = LastResorts::new(last(None), &hosts).unwrap();
        assert!(instance.fetch().await.unwrap().origin.unwrap().contains("ECS"));
    }
}
