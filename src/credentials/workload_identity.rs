//! The identity of the machine: pod identity if the platform offers it, else ECS metadata. Only a request shows whether
//! a machine has one, so the client tries these sources last, at the first call.

use std::sync::{Arc, OnceLock};

use crate::credentials::ecs_metadata::{self, EcsMetadata};
use crate::credentials::hosts::Hosts;
use crate::credentials::pod_identity::{self, PodIdentity};
use crate::credentials::source::{Fetch, SharedSource, Source, connect};
use crate::error::{Error, ErrorKind, Result};
use crate::signing::identity::Identity;

const HINT: &str = "Set HW_AUTH_TOKEN; or HW_ACCESS_KEY and HW_SECRET_KEY; or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME.";

/// A token belongs to one region.
const SEVERAL_HINT: &str =
    "Set HW_ACCESS_KEY and HW_SECRET_KEY; or HW_USER_NAME, HW_USER_PASSWORD and HW_DOMAIN_NAME.";

#[derive(Clone, Debug)]
pub(crate) struct WorkloadIdentity {
    pub(crate) pod: Option<PodIdentity>,
    /// Why the client skipped each source before these.
    pub(crate) skipped: Vec<String>,
}

#[derive(Debug)]
struct Services {
    sources: Vec<(SharedSource, IsAbsent)>,
    skipped: Vec<String>,
    /// What to do if there are no credentials.
    hint: &'static str,
    /// The source of the first key. A renewal uses the same one, so that it cannot change the caller.
    used: OnceLock<SharedSource>,
}

/// Decides whether a failure means that the machine has no such identity. After any other failure, the client must not
/// call with the identity of the next source.
type IsAbsent = fn(&Error) -> bool;

impl WorkloadIdentity {
    pub(super) fn connect(self, hosts: &Hosts<'_>) -> Result<SharedSource> {
        let mut services = Services {
            sources: Vec::new(),
            skipped: self.skipped,
            hint: if hosts.are_several { SEVERAL_HINT } else { HINT },
            used: OnceLock::new(),
        };
        match self.pod {
            None => services.skipped.push(format!("{} not set", pod_identity::URI)),
            Some(pod) => {
                let pod = connect(pod, hosts, Some(pod_identity::ORIGIN.to_owned()))?;
                services.sources.push((pod, |error| error.status() == Some(404)));
            }
        }
        match connect(EcsMetadata, hosts, Some(ecs_metadata::ORIGIN.to_owned())) {
            Err(error) if error.kind() == ErrorKind::Credentials => {
                services.skipped.push(error.to_string());
            }
            metadata => services
                .sources
                .push((metadata?, |error| error.status().is_none() || !error.is_retryable())),
        }
        Ok(Arc::new(services))
    }
}

impl Services {
    async fn find(&self) -> Result<Identity> {
        if let Some(source) = self.used.get() {
            return source.fetch().await;
        }
        let mut skipped = self.skipped.clone();
        for (source, is_absent) in &self.sources {
            match source.fetch().await {
                Err(error) if is_absent(&error) => skipped.push(error.to_string()),
                Err(error) => return Err(error),
                Ok(identity) => {
                    self.used.get_or_init(|| source.clone());
                    return Ok(identity);
                }
            }
        }
        Err(Error::credentials(
            format!("no credentials found; skipped: {}", skipped.join("; ")),
            self.hint,
        ))
    }
}

impl Source<Identity> for Services {
    fn fetch(&self) -> Fetch<'_, Identity> {
        Box::pin(self.find())
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
                let response = format!(
                    "HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                stream.write_all(response.as_bytes()).await.unwrap();
            }
        });
        endpoint
    }

    #[tokio::test]
    async fn a_renewal_does_not_change_who_is_calling() {
        let folder = tempfile::tempdir().unwrap();
        let token_file = folder.path().join("token");
        std::fs::write(&token_file, "token").unwrap();
        let agent = PodIdentity { uri: keys("POD", 1).await, token_file };
        // The metadata service takes a key for its token, too: it only has to fit a header.
        let metadata = Some(keys("INSTANCE", usize::MAX).await);
        let addresses = Addresses { metadata, ..Addresses::default() };
        let settings = HttpSettings::default();
        let service = Endpoint::parse("endpoint", "http://127.0.0.1:1").unwrap();
        let http = settings.client(&service).unwrap();
        let hosts = Hosts::bare(&addresses, &settings, &service, &http);
        let source = |pod, hosts: &Hosts<'_>| {
            WorkloadIdentity { pod, skipped: Vec::new() }.connect(hosts).unwrap()
        };
        let both = source(Some(agent), &hosts);
        assert_eq!(both.fetch().await.unwrap().origin.as_deref(), Some("pod identity"));
        let error = both.fetch().await.unwrap_err();
        let expected = "pod identity: it refused the token with status 500";
        assert_eq!((&*error.to_string(), error.is_retryable()), (expected, true));
        let is_off = Addresses { metadata: Some("off".to_owned()), ..Addresses::default() };
        let hosts = Hosts { addresses: &is_off, ..hosts };
        let uri = keys("POD", 0).await;
        let agent = PodIdentity { uri, token_file: folder.path().join("token") };
        let pod = source(Some(agent), &hosts);
        assert!(pod.fetch().await.unwrap_err().is_retryable(), "there is a service");
        let uri = "http://127.0.0.1:1".to_owned();
        let agent = PodIdentity { uri, token_file: folder.path().join("token") };
        let dead = source(Some(agent), &hosts);
        let error = dead.fetch().await.unwrap_err().to_string();
        assert_eq!(error, "pod identity: not reachable", "no one else calls in its place");
        let nowhere =
            Addresses { metadata: Some("http://127.0.0.1:1".to_owned()), ..Addresses::default() };
        let hosts = Hosts { addresses: &nowhere, ..hosts };
        let nothing = source(None, &hosts);
        let error = nothing.fetch().await.unwrap_err();
        assert!(!error.is_retryable(), "no one waits for none");
        assert_eq!(error.hint(), Some(HINT));
        let hosts = Hosts { are_several: true, ..hosts };
        let error = source(None, &hosts).fetch().await.unwrap_err();
        assert_eq!(error.hint(), Some(SEVERAL_HINT), "a token would be refused");
        let hosts = Hosts { addresses: &addresses, ..hosts };
        let instance = source(None, &hosts);
        assert!(instance.fetch().await.unwrap().origin.unwrap().contains("ECS"));
    }
}
