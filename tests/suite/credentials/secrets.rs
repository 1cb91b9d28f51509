//! No public type, error or log line of this crate contains a secret.

use std::error::Error as StdError;
use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use taurusdb_htap::sandbox::{Fault, Sandbox};
use taurusdb_htap::{Client, CredentialProvider, Credentials, EngineName, RetryPolicy};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

#[derive(Clone, Debug, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[derive(Debug)]
struct Vault(bool);

#[async_trait]
impl CredentialProvider for Vault {
    async fn credentials(&self) -> Result<Credentials, Box<dyn StdError + Send + Sync>> {
        if self.0 {
            return Err("the vault is sealed".into());
        }
        let key = Credentials::temporary_access_key(
            "SANDBOXACCESSKEY0002",
            "sandbox-temporary-secret-key",
            "sandbox-security-token",
        );
        Ok(key.expires_in(Duration::from_secs(3600)))
    }
}

/// Everything of a client and a call that can be printed.
async fn printed(client: &Client) -> String {
    let mut printed = format!("{client:?}");
    let mut print = |text: &dyn std::fmt::Debug| write!(printed, "{text:?}{text:#?}").unwrap();
    print(&client.login().await);
    print(&client.project_id().await);
    match client.list_datastores(EngineName::StarRocks).await {
        Ok(response) => print(&response),
        Err(error) => {
            print(&(error.to_string(), error.hint(), error.message()));
            let mut cause: Option<&dyn StdError> = Some(&error);
            while let Some(error) = cause {
                print(&(error, error.to_string()));
                cause = error.source();
            }
        }
    }
    printed
}

#[tokio::test]
async fn no_secret_is_printed() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(lines.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let sandbox = Sandbox::start().await.unwrap();
    let planted = "planted-secret-value";
    let mut all = String::new();
    for (credentials, own_secret) in [
        (Credentials::token(sandbox.token()), "sandbox-token"),
        (Credentials::token(planted), planted),
        (sandbox.access_key_credentials(), "sandbox-secret-key"),
        (Credentials::access_key("SANDBOXACCESSKEY0001", planted), planted),
        (sandbox.temporary_access_key_credentials(), "sandbox-security-token"),
        (Credentials::temporary_access_key("SANDBOXACCESSKEY0002", planted, planted), planted),
        (sandbox.user_credentials(), "example-password"),
        (Credentials::password("example-user", planted, "example-account"), planted),
        (Credentials::provider(Vault(false)), "sandbox-temporary-secret-key"),
        (Credentials::provider(Vault(true)), ""),
    ] {
        let sandbox = Sandbox::start().await.unwrap(); // without faults of earlier iterations
        let builder = || {
            let builder = Client::builder().endpoint(sandbox.endpoint());
            let builder = builder.iam_endpoint(sandbox.endpoint()).project_name("cn-north-4");
            builder.credentials(credentials.clone()).retry(RetryPolicy::off())
        };
        write!(all, "{:?}{credentials:?}", builder()).unwrap();
        all += &printed(&builder().build().unwrap()).await;
        // A service that echoes the request.
        let echo = format!(r#"{{"error_msg": "{own_secret}"}}"#);
        let fault = Fault::response(500, echo.clone()).header("X-Request-Id", own_secret);
        sandbox.fail(fault.on_iam());
        if !format!("{credentials:?}").contains("Password") {
            let echo = Fault::response(500, echo).header("X-Request-Id", own_secret);
            sandbox.fail(echo); // the service never gets a password
        }
        all += &printed(&builder().build().unwrap()).await;
        write!(all, "{sandbox:?}{:?}", sandbox.requests()).unwrap();
    }
    let lines = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(lines.contains("127.0.0.1"), "no log line was captured");
    for secret in [
        planted,
        "sandbox-token",
        "sandbox-secret-key",
        "sandbox-temporary-secret-key",
        "sandbox-security-token",
        "example-password",
    ] {
        for (place, text) in [("types and errors", &all), ("log lines", &lines)] {
            let found =
                text.find(secret).map(|at| &text[at.saturating_sub(200)..at + secret.len()]);
            assert_eq!(found, None, "{secret} in {place}");
        }
    }
}
